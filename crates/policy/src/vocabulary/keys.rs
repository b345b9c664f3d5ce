//! Condition keys by name. Those marked as tag keys are followed by `/` and the key of a tag.

struct Key {
    name: &'static str,
    takes_tag: bool,
}

const fn plain(name: &'static str) -> Key {
    Key { name, takes_tag: false }
}

const fn tag(name: &'static str) -> Key {
    Key { name, takes_tag: true }
}

/// Source: the pages on policy elements, on trust policies, and on the condition keys of KMS, RDS, ECS, OSS.
const KEYS: &[Key] = &[
    plain("acs:CurrentTime"),
    plain("acs:SecureTransport"),
    plain("acs:SourceIp"),
    plain("acs:MFAPresent"),
    plain("acs:PrincipalARN"),
    plain("acs:SourceVpc"),
    plain("acs:VpcSourceIp"),
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

/// The names of all documented keys, with or without a tag's key after them.
pub fn documented_keys(with_tag: bool) -> impl Iterator<Item = &'static str> {
    KEYS.iter().filter(move |key| key.takes_tag == with_tag).map(|key| key.name)
}
