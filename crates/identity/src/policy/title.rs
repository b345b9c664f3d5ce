//! What decisions and explanations call a policy, taken apart again: `custom:<name>:v<number>`, a system policy's name,
//! or `preference:<name>`.

use super::VersionId;
use crate::system::SystemPolicy;

/// A policy as a decision names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Title<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where it comes from.
    pub kind: TitleKind,
    /// The version that decided, where it has any.
    pub version: Option<VersionId>,
}

/// Where a policy comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleKind {
    /// The account made it.
    Custom,
    /// The vendor did.
    System,
    /// The account's security preferences stand for it.
    Preference,
    /// None that is kept: a session's, a role's trust, or one that a question brought.
    Unkept,
}

impl<'a> Title<'a> {
    /// Takes apart what a decision calls a policy.
    pub fn of(id: &'a str) -> Self {
        let custom = || {
            let (name, version) = id.strip_prefix("custom:")?.rsplit_once(':')?;
            let version = version.parse().ok()?;
            Some(Self { name, kind: TitleKind::Custom, version: Some(version) })
        };
        let preference = || {
            let name = id.strip_prefix("preference:")?;
            Some(Self { name, kind: TitleKind::Preference, version: None })
        };
        let system = || {
            let version = Some(VersionId(SystemPolicy::named(id)?.version));
            Some(Self { name: id, kind: TitleKind::System, version })
        };
        let unkept = Self { name: id, kind: TitleKind::Unkept, version: None };
        custom().or_else(preference).or_else(system).unwrap_or(unkept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policys_title_tells_name_kind_and_version() {
        for (id, name, kind, version) in [
            ("custom:KeyUse:v3", "KeyUse", TitleKind::Custom, Some(3)),
            ("AliyunKMSFullAccess", "AliyunKMSFullAccess", TitleKind::System, Some(3)),
            (
                "preference:AllowUserToChangePassword",
                "AllowUserToChangePassword",
                TitleKind::Preference,
                None,
            ),
            ("session policy", "session policy", TitleKind::Unkept, None),
            ("custom:KeyUse", "custom:KeyUse", TitleKind::Unkept, None),
        ] {
            assert_eq!(Title::of(id), Title { name, kind, version: version.map(VersionId) }, "{id}");
        }
    }
}
