//! Condition keys by name. Those marked as tag keys are followed by `/` and the key of a tag.

use crate::condition::Family;

struct Key {
    name: &'static str,
    takes_tag: bool,
    family: Family,
}

const fn plain(name: &'static str) -> Key {
    Key { name, takes_tag: false, family: Family::String }
}

const fn typed(name: &'static str, family: Family) -> Key {
    Key { name, takes_tag: false, family }
}

const fn tag(name: &'static str) -> Key {
    Key { name, takes_tag: true, family: Family::String }
}

/// Source: the pages on policy elements, on trust policies, and on the condition keys of KMS, RDS, ECS, OSS.
const KEYS: &[Key] = &[
    typed("acs:CurrentTime", Family::Date),
    typed("acs:SecureTransport", Family::Bool),
    typed("acs:SourceIp", Family::IpAddress),
    typed("acs:MFAPresent", Family::Bool),
    plain("acs:PrincipalARN"),
    plain("acs:SourceVpc"),
    typed("acs:VpcSourceIp", Family::IpAddress),
    plain("acs:Service"),
    plain("acs:UserAgent"),
    plain("acs:AccessId"),
    tag("acs:ResourceTag"),
    tag("acs:RequestTag"),
    plain("ram:ServiceName"),
    plain("saml:recipient"),
    plain("oidc:iss"),
    plain("oidc:aud"),
    plain("oidc:sub"),
    plain("sts:ExternalId"),
    plain("sts:SourceIdentity"),
    tag("kms:tag"),
    tag("rds:ResourceTag"),
    tag("ecs:tag"),
    plain("oss:Prefix"),
    plain("oss:Delimiter"),
    plain("oss:BucketTag"),
    tag("oss:BucketTag"),
    tag("oss:ExistingObjectTag"),
    tag("oss:RequestObjectTag"),
];

/// The documented spelling of a key's name (what stands before the first `/`), found in any case.
#[must_use]
pub fn documented_key(name: &str, with_tag: bool) -> Option<&'static str> {
    KEYS.iter()
        .find(|key| key.takes_tag == with_tag && key.name.eq_ignore_ascii_case(name))
        .map(|key| key.name)
}

/// The type of a documented key's values.
#[must_use]
pub fn documented_family(name: &str, with_tag: bool) -> Option<Family> {
    KEYS.iter().find(|key| key.takes_tag == with_tag && key.name == name).map(|key| key.family)
}

/// The names of all documented keys, with or without a tag's key after them.
pub fn documented_keys(with_tag: bool) -> impl Iterator<Item = &'static str> {
    KEYS.iter().filter(move |key| key.takes_tag == with_tag).map(|key| key.name)
}
