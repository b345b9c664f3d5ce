//! Labels on users, roles and policies: how many, which keys, and how policies read them.

use std::collections::BTreeMap;

use rampart_authz::{Collection, Permitted, Resource};
use rampart_store::{StoreFailed, Txn};
use rampart_vocab::{AccountId, Arn, Tag, Timestamp};

use crate::{
    actions::ram::{ListTagResources, TagResources, UntagResources},
    epoch,
    listing::{Listed, Listing},
    policy::{self, CustomPolicy},
    record::{PolicyRecord, RoleRecord, UserRecord},
    role::{self, Role},
    rows,
    user::{self, User},
};

/// Tags of one resource at most. Source: RAM, limits.
pub const TAGS_MAX: usize = 20;
/// Characters of a key and of a value at most. Source: the vendor's tag rules.
pub const TAG_CHARS_MAX: usize = 128;

/// Something that bears tags.
pub enum Tagged {
    /// A user.
    User(User),
    /// A role.
    Role(Role),
    /// A custom policy.
    Policy(CustomPolicy),
}

/// Which kind of resources is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaggedKind {
    /// Users.
    User,
    /// Roles.
    Role,
    /// Custom policies.
    Policy,
}

/// Why tags are refused.
#[derive(Debug, thiserror::Error)]
pub enum TagRefused {
    /// A key that is empty, too long or kept for services.
    #[error("the tag key is not valid: 1 to 128 characters, not beginning with `aliyun` or `acs:`")]
    Key,
    /// A value that is too long.
    #[error("the tag value is too long: at most 128 characters")]
    Value,
    /// The same key twice in one request.
    #[error("the tag key stands twice")]
    Repeated,
    /// More than the resource may bear.
    #[error("the resource would bear more than 20 tags, remove some first")]
    LimitExceeded,
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreFailed),
}

/// Tags as a request brings them, each valid and no key twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags(BTreeMap<Box<str>, Box<str>>);

impl Tags {
    /// Checks the tags of one request.
    ///
    /// # Errors
    /// [`TagRefused`] for a key or value that no user may set, a repeated key, or too many.
    pub fn checked(tags: impl IntoIterator<Item = Tag>) -> Result<Self, TagRefused> {
        let mut kept = BTreeMap::new();
        for Tag { key, value } in tags {
            if key.is_empty() || key.chars().count() > TAG_CHARS_MAX || Tag::is_reserved(&key) {
                return Err(TagRefused::Key);
            }
            if value.chars().count() > TAG_CHARS_MAX {
                return Err(TagRefused::Value);
            }
            if kept.insert(key, value).is_some() {
                return Err(TagRefused::Repeated);
            }
        }
        if kept.len() > TAGS_MAX { Err(TagRefused::LimitExceeded) } else { Ok(Self(kept)) }
    }

    /// The tags by key.
    pub fn into_vec(self) -> Vec<Tag> {
        self.0.into_iter().map(|(key, value)| Tag { key, value }).collect()
    }

    /// Whether `tags` bear all of these; an empty value asks for the key alone.
    pub fn all_in(&self, tags: &[Tag]) -> bool {
        self.0.iter().all(|(key, value)| {
            tags.iter().any(|tag| tag.key == *key && (value.is_empty() || tag.value == *value))
        })
    }
}

/// Sets tags, over old values of the same keys.
///
/// # Errors
/// [`TagRefused::LimitExceeded`] when there would be too many.
pub fn set(
    txn: &mut Txn,
    on: &Permitted<TagResources, Tagged>,
    tags: &Tags,
    now: Timestamp,
) -> Result<(), TagRefused> {
    let mut merged: BTreeMap<_, _> =
        on.tags().iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect();
    merged.extend(tags.0.clone());
    if merged.len() > TAGS_MAX {
        return Err(TagRefused::LimitExceeded);
    }
    on.put(txn, Tags(merged).into_vec(), now);
    Ok(())
}

/// Removes the tags of these keys, or all of them; keys that are not there are no fault.
pub fn remove(
    txn: &mut Txn,
    from: &Permitted<UntagResources, Tagged>,
    keys: Option<&[Box<str>]>,
    now: Timestamp,
) {
    let kept = match keys {
        Some(keys) => from.tags().iter().filter(|tag| !keys.contains(&tag.key)).cloned().collect(),
        None => Vec::new(),
    };
    from.put(txn, kept, now);
}

/// The tags of a resource.
pub fn list(of: &Permitted<ListTagResources, Tagged>) -> &[Tag] {
    of.tags()
}

/// The account's resources of a kind by name, those without tags among them.
///
/// # Errors
/// [`StoreFailed`].
pub async fn list_all(
    txn: &mut Txn,
    among: &Permitted<ListTagResources, Collection>,
    kind: TaggedKind,
    listing: &Listing,
) -> Result<Listed<Tagged>, StoreFailed> {
    let account = among.account();
    Ok(match kind {
        TaggedKind::User => user::page(txn, account, listing).await?.map(Tagged::User),
        TaggedKind::Role => role::page(txn, account, listing).await?.map(Tagged::Role),
        TaggedKind::Policy => {
            let found = policy::custom_page(txn, account, listing).await?;
            let (items, next) = listing.cut_by(found, |policy| policy.name.to_string());
            Listed { items, next }.map(Tagged::Policy)
        }
    })
}

impl Tagged {
    /// The resource's name as people gave it.
    pub fn name(&self) -> &str {
        match self {
            Self::User(user) => user.name.as_str(),
            Self::Role(role) => role.name.as_str(),
            Self::Policy(policy) => policy.name.as_str(),
        }
    }

    /// Its tags.
    pub fn tags(&self) -> &[Tag] {
        match self {
            Self::User(user) => &user.tags,
            Self::Role(role) => &role.tags,
            Self::Policy(policy) => &policy.tags,
        }
    }

    fn put(&self, txn: &mut Txn, tags: Vec<Tag>, updated: Timestamp) {
        match self {
            Self::User(user) => {
                let record: &UserRecord = user;
                let path = rows::user(record.account, record.id);
                txn.put(&path, UserRecord { tags, updated, ..record.clone() });
            }
            Self::Role(role) => {
                let record: &RoleRecord = role;
                let path = rows::role(record.account, record.id);
                txn.put(&path, RoleRecord { tags, updated, ..record.clone() });
            }
            Self::Policy(policy) => {
                let record: &PolicyRecord = policy;
                let path = rows::policy(record.account, record.id);
                txn.put(&path, PolicyRecord { tags, updated, ..record.clone() });
            }
        }
        // Policies read tags: whoever was allowed by one may not be any more.
        epoch::advance(txn, self.account());
    }
}

impl Resource for Tagged {
    fn arn(&self) -> &Arn {
        match self {
            Self::User(user) => user.arn(),
            Self::Role(role) => role.arn(),
            Self::Policy(policy) => policy.arn(),
        }
    }

    fn account(&self) -> AccountId {
        match self {
            Self::User(user) => user.account(),
            Self::Role(role) => role.account(),
            Self::Policy(policy) => policy.account(),
        }
    }

    fn condition(&self, key: &str) -> Option<&str> {
        condition(self.tags(), key)
    }
}

/// What tags say to `acs:ResourceTag/<key>`; the condition key is split at its first `/` only.
pub(crate) fn condition<'a>(tags: &'a [Tag], key: &str) -> Option<&'a str> {
    let (name, wanted) = key.split_once('/')?;
    if !name.eq_ignore_ascii_case("acs:ResourceTag") {
        return None;
    }
    tags.iter().find(|tag| *tag.key == *wanted).map(|tag| &*tag.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_a_request_are_checked() {
        let tags = |pairs: &[(&str, &str)]| {
            Tags::checked(pairs.iter().map(|(key, value)| Tag::new(*key, *value)))
                .map_err(|refused| refused.to_string())
        };
        let long = "k".repeat(129);
        assert!(tags(&[("team", "db"), ("cost", "")]).is_ok());
        for (pairs, wanted) in [
            (vec![("", "x")], "key"),
            (vec![("acs:rds:instance-encryption", "true")], "key"),
            (vec![("aliyunx", "true")], "key"),
            (vec![(long.as_str(), "")], "key"),
            (vec![("k", long.as_str())], "value"),
            (vec![("k", "1"), ("k", "2")], "twice"),
        ] {
            assert!(tags(&pairs).is_err_and(|text| text.contains(wanted)), "{pairs:?}");
        }
        let many: Vec<_> = (0..21).map(|at| at.to_string()).collect();
        let many: Vec<_> = many.iter().map(|key| (key.as_str(), "")).collect();
        assert!(tags(&many).is_err_and(|text| text.contains("20")));
        assert!(tags(&many[..20]).is_ok());
    }

    #[test]
    fn a_condition_key_is_split_at_its_first_slash() {
        let tags = [Tag::new("a/b:c", "1"), Tag::new("team", "db")];
        for (key, wanted) in [
            ("acs:ResourceTag/team", Some("db")),
            ("acs:resourcetag/team", Some("db")),
            ("acs:ResourceTag/Team", None),
            ("acs:ResourceTag/a/b:c", Some("1")),
            ("acs:RequestTag/team", None),
            ("team", None),
        ] {
            assert_eq!(condition(&tags, key), wanted, "{key}");
        }
    }
}
