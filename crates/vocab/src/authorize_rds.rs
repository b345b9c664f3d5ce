//! The authorisation by which RDS uses keys: who is let in, wearing which role, by which policy, word for word.
//!
//! What a policy means is `policy`'s; who makes these is whoever is asked to. Source: the vendor's page "Authorize RDS to
//! access KMS".

/// RDS, as trust policies name it.
pub const SERVICE: &str = "rds.aliyuncs.com";
/// The name of the policy.
pub const POLICY: &str = "AliyunRDSInstanceEncryptionRolePolicy";
/// The policy's document, as JSON.
pub const DOCUMENT: &str = include_str!("authorize_rds/policy.json");
/// The name of the role.
pub const ROLE: &str = "AliyunRDSInstanceEncryptionDefaultRole";
/// The role's trust policy, as JSON: [`SERVICE`] may wear it.
pub const TRUST: &str = include_str!("authorize_rds/trust.json");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tag;

    #[test]
    fn the_documents_name_what_stands_beside_them() {
        assert!(TRUST.contains(&format!("\"{SERVICE}\"")));
        assert!(DOCUMENT.contains(&format!("\"kms:tag/{}\": \"true\"", Tag::RDS_INSTANCE_ENCRYPTION)));
    }
}
