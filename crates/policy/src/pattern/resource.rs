//! A value of `Resource`: `*` or a resource name `acs:<service>:<region>:<account>:<relative id>`.

use super::{Case, Glob};
use crate::undocumented;

/// A resource pattern.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ResourcePattern {
    glob: Glob,
    /// For a name of `ram` without region: what stands after the region.
    without_region: Option<Glob>,
}

impl ResourcePattern {
    /// Reads a pattern. The checker has looked at its form before; any text is a pattern.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let without_region = text.strip_prefix("acs:ram::").map(Glob::new);
        Self { glob: Glob::new(text), without_region }
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

    /// For a name of `ram` without region, the glob of what follows the region.
    #[must_use]
    pub const fn without_region(&self) -> Option<&Glob> {
        self.without_region.as_ref()
    }

    /// The part after `acs:`, wildcards included; nothing for `*`.
    #[must_use]
    pub fn service(&self) -> Option<&str> {
        self.as_str().strip_prefix("acs:").and_then(|rest| rest.split(':').next())
    }

    /// Whether the pattern takes every resource that has a name.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.glob.is_everything() || matches!(self.as_str(), "acs:*" | "acs:*:*:*:*")
    }

    /// Whether the pattern takes the resource.
    #[must_use]
    pub fn matches(&self, resource: &ResourceText<'_>) -> bool {
        match (&self.without_region, resource.without_region) {
            (Some(pattern), Some(text)) => pattern.matches(text, resource.case),
            _ => self.glob.matches(resource.text, resource.case),
        }
    }

    /// Whether this pattern takes everything that `other` takes.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        match (&self.without_region, &other.without_region) {
            (Some(mine), Some(theirs)) => mine.covers(theirs, Case::Sensitive),
            _ => self.glob.covers(&other.glob, Case::Sensitive),
        }
    }
}

/// The resource of a request, looked at once for all patterns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResourceText<'a> {
    text: &'a str,
    without_region: Option<&'a str>,
    case: Case,
}

impl<'a> ResourceText<'a> {
    /// Looks at the name of one resource.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            without_region: undocumented::ram_name_without_region(text),
            case: undocumented::resource_case(text),
        }
    }

    /// The name as given.
    #[must_use]
    pub const fn as_str(&self) -> &'a str {
        self.text
    }

    /// For a name of `ram` whose region is empty or `*`, what follows the region.
    #[must_use]
    pub const fn without_region(&self) -> Option<&'a str> {
        self.without_region
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resources_match_by_their_whole_name() {
        let key = "acs:kms:cn-hangzhou:1:key/ab";
        let cases = [
            ("*", key, true),
            ("acs:kms:*:*:*", key, true),
            ("acs:kms:*:*:key/*", key, true),
            ("acs:kms:*:1:key/ab", key, true),
            ("acs:kms:*:1:key/AB", key, false),
            ("acs:kms:*:2:key/ab", key, false),
            ("acs:kms:*:*:key/*", "acs:kms:cn-hangzhou:1:key/a/b:c", true),
            ("acs:kms::1:key/ab", "acs:kms:*:1:key/ab", false),
            // Of ram, an empty region and `*` are the same, on either side.
            ("acs:ram::1:role/x", "acs:ram::1:role/x", true),
            ("acs:ram::1:role/x", "acs:ram:*:1:role/x", true),
            ("acs:ram:*:1:role/x", "acs:ram::1:role/x", true),
            ("acs:ram:*:1:role/x", "acs:ram:*:1:role/x", true),
            ("acs:ram::1:role/x", "acs:ram:cn-hangzhou:1:role/x", false),
            ("acs:ram::*:user/x", "acs:ram:*:1:user/x", true),
            ("acs:ram::1:role/x", "acs:ram::2:role/x", false),
            // Role names come back in lower case, so they match in either.
            ("acs:ram::1:role/OpsAdmin", "acs:ram:*:1:role/opsadmin", true),
            ("acs:ram:*:*:role/ops*", "acs:ram::1:role/OpsAdmin", true),
            ("acs:ram::1:user/Alice", "acs:ram::1:user/alice", false),
            ("acs:ram:*:system:policy/X", "acs:ram:*:system:policy/X", true),
        ];
        for (pattern, resource, expected) in cases {
            let (pattern, text) = (ResourcePattern::new(pattern), ResourceText::new(resource));
            assert_eq!(pattern.matches(&text), expected, "{} on {resource}", pattern.as_str());
        }
    }
}
