//! `acs:<service>:<region>:<account>:<resource>`: how a resource is named to the policy language.

use std::{fmt, str::FromStr};

/// A resource's name in five parts. Region and account may be empty or `*`, as the service writes them.
///
/// Source: RAM, "policy elements"; the resource part keeps every `:` and `/` after the fourth colon.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Arn {
    text: Box<str>,
    /// Where the second, third, fourth and fifth part begin.
    starts: [u16; 4],
}

/// A text that is no ARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a resource name, write it as `acs:<service>:<region>:<account>:<resource>`")]
pub struct ArnRefused;

impl Arn {
    /// The longest text taken, in bytes.
    pub const BYTES_MAX: usize = 2048;

    /// A name from its parts, which the caller knows to hold no stray colon.
    pub fn from_parts(service: &str, region: &str, account: &str, resource: &str) -> Self {
        let mut text =
            String::with_capacity(7 + service.len() + region.len() + account.len() + resource.len());
        text.push_str("acs");
        for part in [service, region, account, resource] {
            text.push(':');
            text.push_str(part);
        }
        let second = 4;
        let third = second + service.len() + 1;
        let fourth = third + region.len() + 1;
        let fifth = fourth + account.len() + 1;
        let narrow = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
        Self { text: text.into(), starts: [narrow(second), narrow(third), narrow(fourth), narrow(fifth)] }
    }

    /// The whole name.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The whole name, taken out.
    pub fn into_string(self) -> String {
        self.text.into()
    }

    /// The service's RAM code, such as `kms`.
    pub fn service(&self) -> &str {
        self.part(0)
    }

    /// The region, empty or `*` for a global service.
    pub fn region(&self) -> &str {
        self.part(1)
    }

    /// The account number, empty, `*` or `system`.
    pub fn account(&self) -> &str {
        self.part(2)
    }

    /// What the service calls the resource, such as `key/<id>`.
    pub fn resource(&self) -> &str {
        self.part(3)
    }

    fn part(&self, index: usize) -> &str {
        let start = self.starts.get(index).copied().map_or(0, usize::from);
        let end = self.starts.get(index + 1).map_or(self.text.len(), |next| usize::from(*next) - 1);
        self.text.get(start..end).unwrap_or("")
    }
}

impl fmt::Display for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for Arn {
    type Err = ArnRefused;

    fn from_str(text: &str) -> Result<Self, ArnRefused> {
        if text.len() > Self::BYTES_MAX {
            return Err(ArnRefused);
        }
        let mut parts = text.splitn(5, ':');
        let mut next = || parts.next().ok_or(ArnRefused);
        let (acs, service, region, account, resource) = (next()?, next()?, next()?, next()?, next()?);
        if acs != "acs" || service.is_empty() || resource.is_empty() {
            return Err(ArnRefused);
        }
        Ok(Self::from_parts(service, region, account, resource))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_comes_apart_at_its_first_four_colons() {
        let arn: Arn = "acs:kms:cn-hangzhou:1234567890123456:key/a:b/c".parse().unwrap();
        assert_eq!(
            (arn.service(), arn.region(), arn.account(), arn.resource()),
            ("kms", "cn-hangzhou", "1234567890123456", "key/a:b/c")
        );
        assert_eq!(arn.to_string(), "acs:kms:cn-hangzhou:1234567890123456:key/a:b/c");
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for text in ["", "acs", "acs:kms:r:a", "acs::r:a:x", "acs:kms:r:a:", "arn:kms:r:a:x"] {
            assert_eq!(text.parse::<Arn>(), Err(ArnRefused), "{text}");
        }
    }
}
