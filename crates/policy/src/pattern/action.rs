//! A value of `Action` or `NotAction`: `*` or `<service>:<operation>`, wildcards allowed.

use super::{Case, Glob};
use std::hash::{Hash, Hasher};

/// An action pattern. Letters match in either case; two patterns that differ in case only are equal.
#[derive(Debug, Clone)]
pub struct ActionPattern {
    glob: Glob,
}

impl ActionPattern {
    /// Reads `*` or `<service>:<operation>`; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let service = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'*' | b'?');
        // Some operations of other services carry dots and slashes in their names.
        let operation = |byte: u8| service(byte) || matches!(byte, b'.' | b'/');
        let formed = match text.split_once(':') {
            None => text == "*",
            Some((before, after)) => {
                !before.is_empty()
                    && !after.is_empty()
                    && before.bytes().all(service)
                    && after.bytes().all(operation)
            }
        };
        formed.then(|| Self { glob: Glob::new(text) })
    }

    /// The pattern as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.glob.as_str()
    }

    /// The glob underneath.
    #[must_use]
    pub const fn glob(&self) -> &Glob {
        &self.glob
    }

    /// The part before the colon, wildcards included; nothing for `*`.
    #[must_use]
    pub fn service(&self) -> Option<&str> {
        self.as_str().split_once(':').map(|(service, _)| service)
    }

    /// Whether the pattern takes every action there is.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.glob.is_everything() || self.as_str() == "*:*"
    }

    /// Whether the pattern takes `action`.
    #[must_use]
    pub fn matches(&self, action: &str) -> bool {
        self.glob.matches(action, Case::Ignored)
    }

    /// Whether this pattern takes everything that `other` takes.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        self.glob.covers(&other.glob, Case::Ignored)
    }
}

impl PartialEq for ActionPattern {
    fn eq(&self, other: &Self) -> bool {
        self.as_str().eq_ignore_ascii_case(other.as_str())
    }
}

impl Eq for ActionPattern {}

impl Hash for ActionPattern {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().bytes().for_each(|byte| state.write_u8(byte.to_ascii_lowercase()));
        state.write_u8(0xff);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_is_a_star_or_service_and_operation() {
        for (text, formed) in [
            ("*", true),
            ("kms:Decrypt", true),
            ("KMS:decrypt", true),
            ("kms:*", true),
            ("*:Describe*", true),
            ("*:*", true),
            ("actiontrail:Lookup?vents", true),
            ("", false),
            ("kms", false),
            ("kms:", false),
            (":Decrypt", false),
            ("kms:Dec rypt", false),
            ("kms:Decrypt:x", false),
            ("**", false),
            ("kms*", false),
            ("密钥:解密", false),
        ] {
            assert_eq!(ActionPattern::parse(text).is_some(), formed, "{text}");
        }
    }

    #[test]
    fn actions_match_in_either_case() {
        let pattern = ActionPattern::parse("kms:GenerateDataKey*").unwrap();
        for (action, taken) in [
            ("kms:GenerateDataKey", true),
            ("KMS:generatedatakeywithoutplaintext", true),
            ("kms:GenerateData", false),
            ("rds:GenerateDataKey", false),
        ] {
            assert_eq!(pattern.matches(action), taken, "{action}");
        }
    }
}
