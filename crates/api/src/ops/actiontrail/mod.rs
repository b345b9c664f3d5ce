//! ActionTrail's operations, one file each: what the audit trail tells an account of its own calls.

pub(crate) mod lookup_events;

built! {
    ActiontrailLookupEvents => lookup_events::lookup_events;
}

#[cfg(test)]
mod tests;
