//! Condition keys: `<service>:<name>`, or `<service>:<name>/<tag key>`.

use crate::undocumented;

/// A condition key in the spelling that requests are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConditionKey(Box<str>);

impl ConditionKey {
    /// Reads a key; `None` where the form is wrong.
    #[must_use]
    pub fn parse(written: &str) -> Option<Self> {
        let (name, tag) = undocumented::split_condition_key(written);
        let (service, name) = name.split_once(':')?;
        let word = |text: &str| {
            !text.is_empty()
                && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        };
        (word(service) && word(name) && tag.is_none_or(|tag| !tag.is_empty()))
            .then(|| Self(undocumented::canonical_condition_key(written).into()))
    }

    /// The whole key.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the first `/`: `kms:tag`.
    #[must_use]
    pub fn name(&self) -> &str {
        undocumented::split_condition_key(&self.0).0
    }

    /// The tag's key, after the first `/`: `acs:rds:instance-encryption`.
    #[must_use]
    pub fn tag(&self) -> Option<&str> {
        undocumented::split_condition_key(&self.0).1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_splits_at_its_first_slash_and_takes_its_documented_spelling() {
        for (written, expected) in [
            ("kms:tag/acs:rds:instance-encryption", Some(("kms:tag", Some("acs:rds:instance-encryption")))),
            ("KMS:Tag/Owner/Team", Some(("kms:tag", Some("Owner/Team")))),
            ("acs:sourceip", Some(("acs:SourceIp", None))),
            ("acs:ResourceTag/密钥", Some(("acs:ResourceTag", Some("密钥")))),
            ("own:Thing", Some(("own:Thing", None))),
            ("kms:tag", Some(("kms:tag", None))),
            ("kms:tag/", None),
            ("SourceIp", None),
            ("acs:", None),
            (":x", None),
            ("acs:a:b", None),
            ("acs:So urce", None),
            ("", None),
        ] {
            let key = ConditionKey::parse(written);
            assert_eq!(key.as_ref().map(|key| (key.name(), key.tag())), expected, "{written}");
        }
    }
}
