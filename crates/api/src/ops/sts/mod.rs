//! STS' operations, one file each.

pub(crate) mod assume_role;
pub(crate) mod get_caller_identity;

built! {
    StsAssumeRole => assume_role::assume_role;
    StsGetCallerIdentity => get_caller_identity::get_caller_identity
        [open: "it tells a caller only who he is; the vendor lists no authorisation for it"];
}

#[cfg(test)]
mod tests;
