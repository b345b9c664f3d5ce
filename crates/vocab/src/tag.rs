//! A label that a person, or a service, puts on a resource.

/// A key with a value. The key's rules are the service's; `kms:tag/<key>` reads the value in policies.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag {
    /// The label's name, compared byte by byte.
    pub key: Box<str>,
    /// What it says; may be empty.
    pub value: Box<str>,
}

impl Tag {
    /// A tag from its two halves.
    pub fn new(key: impl Into<Box<str>>, value: impl Into<Box<str>>) -> Self {
        Self { key: key.into(), value: value.into() }
    }

    /// The mark by which RDS knows a key as designated for instance encryption: `acs:rds:instance-encryption`.
    ///
    /// Source: "Authorize RDS to access KMS", the policy's condition key.
    pub const RDS_INSTANCE_ENCRYPTION: &'static str = "acs:rds:instance-encryption";

    /// Whether users may not set this key through the plural tag operations or at creation
    /// (`aliyun…` and `acs:…`). Source: KMS CreateKey, TagResources.
    pub fn is_reserved(key: &str) -> bool {
        key.starts_with("aliyun") || key.starts_with("acs:")
    }
}
