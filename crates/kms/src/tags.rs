//! Tags on a key: what may be written, by which door, and how many.

use std::marker::PhantomData;

use rampart_authz::{Action, Permitted};
use rampart_store::Txn;
use rampart_vocab::Tag;

use crate::{
    Key, KeyRefused,
    actions::{CreateKey, TagResource, TagResources, UntagResource, UntagResources},
    lifecycle::rewrite,
    limits,
    state::{Admitted, KeyAction},
};

/// Why tags are not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TagsRefused {
    /// A key that is empty, too long or of other letters than are taken.
    #[error("a tag's key has 1 to 128 letters, digits and `/\\_-.+=:@`")]
    Key,
    /// A value that is too long or of other letters than are taken.
    #[error("a tag's value has at most 128 letters, digits and `/\\_-.+=:@`")]
    Value,
    /// A prefix that is kept for the services.
    #[error(
        "tag keys that begin with `aliyun` or `acs:` are reserved, use TagResource if a policy allows it"
    )]
    Reserved,
    /// One key twice in one request.
    #[error("a tag's key is given twice")]
    Repeated,
    /// None given where some are needed.
    #[error("no tag is given")]
    None,
    /// More in one request than are taken.
    #[error("too many tags in one request")]
    TooManyAsked,
    /// More on one key than are kept.
    #[error("a key bears at most {} tags", limits::TAGS_PER_KEY_MAX)]
    TooManyKept,
}

/// An operation through which tags come and go. Creation and the plural ones refuse what is reserved for
/// services; the singular ones are the door of RDS and of operators, for whoever a policy allows.
pub trait Door: Action {
    /// Tags, or tag keys, in one request.
    const ASKED_MAX: usize;
    /// Whether keys that begin with `aliyun` or `acs:` pass.
    const ADMITS_RESERVED: bool;
}

macro_rules! doors {
    ($($action:ident, asked $max:ident, reserved $reserved:literal;)*) => {$(
        impl Door for $action {
            const ASKED_MAX: usize = limits::$max;
            const ADMITS_RESERVED: bool = $reserved;
        }
    )*};
}

doors! {
    CreateKey, asked TAGS_PER_KEY_MAX, reserved false;
    TagResource, asked TAGS_PER_SINGULAR_CALL_MAX, reserved true;
    UntagResource, asked TAGS_PER_KEY_MAX, reserved true;
    TagResources, asked TAGS_PER_PLURAL_CALL_MAX, reserved false;
    UntagResources, asked TAGS_PER_PLURAL_CALL_MAX, reserved false;
}

/// Tags that may be written through `D`: distinct, within the limits, sorted by key.
#[derive(Clone, Debug)]
pub struct NewTags<D>(Vec<Tag>, PhantomData<fn() -> D>);

/// Tag keys that may be removed through `D`: distinct and sorted.
#[derive(Clone, Debug)]
pub struct TagKeys<D>(Vec<Box<str>>, PhantomData<fn() -> D>);

impl<D: Door> NewTags<D> {
    /// No tags: what CreateKey has when none are given.
    pub const fn none() -> Self {
        Self(Vec::new(), PhantomData)
    }

    /// Looks at the tags of a request.
    ///
    /// # Errors
    /// [`TagsRefused`].
    pub fn check(mut tags: Vec<Tag>) -> Result<Self, TagsRefused> {
        if tags.is_empty() {
            return Err(TagsRefused::None);
        }
        if tags.len() > D::ASKED_MAX {
            return Err(TagsRefused::TooManyAsked);
        }
        for tag in &tags {
            check_key::<D>(&tag.key)?;
            if tag.value.len() > limits::TAG_VALUE_CHARS_MAX || !tag.value.bytes().all(is_taken) {
                return Err(TagsRefused::Value);
            }
        }
        tags.sort();
        if tags.windows(2).any(|pair| matches!(pair, [one, other] if one.key == other.key)) {
            return Err(TagsRefused::Repeated);
        }
        Ok(Self(tags, PhantomData))
    }

    pub(crate) fn into_vec(self) -> Vec<Tag> {
        self.0
    }

    /// `kept` with these laid over it, sorted.
    fn laid_over(&self, kept: &[Tag]) -> Result<Vec<Tag>, TagsRefused> {
        let stays = |tag: &&Tag| !self.0.iter().any(|new| new.key == tag.key);
        let mut merged: Vec<Tag> = kept.iter().filter(stays).chain(&self.0).cloned().collect();
        if merged.len() > limits::TAGS_PER_KEY_MAX {
            return Err(TagsRefused::TooManyKept);
        }
        merged.sort();
        Ok(merged)
    }
}

impl<D: Door> TagKeys<D> {
    /// Looks at the tag keys of a request.
    ///
    /// # Errors
    /// [`TagsRefused`]; a reserved key where none may be removed is refused, as the vendor says.
    pub fn check(mut keys: Vec<Box<str>>) -> Result<Self, TagsRefused> {
        if keys.is_empty() {
            return Err(TagsRefused::None);
        }
        if keys.len() > D::ASKED_MAX {
            return Err(TagsRefused::TooManyAsked);
        }
        keys.iter().try_for_each(|key| check_key::<D>(key))?;
        keys.sort();
        keys.dedup();
        Ok(Self(keys, PhantomData))
    }

    /// `kept` without these; keys that are not there are passed over.
    fn taken_from(&self, kept: &[Tag]) -> Vec<Tag> {
        kept.iter().filter(|tag| self.0.binary_search(&tag.key).is_err()).cloned().collect()
    }
}

/// Lays tags over those that the key bears.
///
/// # Errors
/// The state's refusal, or [`TagsRefused::TooManyKept`].
pub fn tag<D: Door + KeyAction>(
    txn: &mut Txn,
    key: &Permitted<D, Key>,
    tags: &NewTags<D>,
) -> Result<(), KeyRefused> {
    let key = Admitted::look(key)?;
    let merged = tags.laid_over(&key.record().tags)?;
    retag(txn, &key, merged);
    Ok(())
}

/// Takes tags from a key; those that it does not bear are passed over.
///
/// # Errors
/// The state's refusal.
pub fn untag<D: Door + KeyAction>(
    txn: &mut Txn,
    key: &Permitted<D, Key>,
    keys: &TagKeys<D>,
) -> Result<(), KeyRefused> {
    let key = Admitted::look(key)?;
    let left = keys.taken_from(&key.record().tags);
    retag(txn, &key, left);
    Ok(())
}

/// Takes from a key every tag that users may remove through the plural door: reserved ones stay.
///
/// # Errors
/// The state's refusal.
pub fn untag_all(txn: &mut Txn, key: &Permitted<UntagResources, Key>) -> Result<(), KeyRefused> {
    let key = Admitted::look(key)?;
    let left = key.record().tags.iter().filter(|tag| Tag::is_reserved(&tag.key)).cloned().collect();
    retag(txn, &key, left);
    Ok(())
}

/// Writes nothing when nothing changes.
fn retag<D: KeyAction>(txn: &mut Txn, key: &Admitted<'_, D>, tags: Vec<Tag>) {
    if key.record().tags != tags {
        rewrite(txn, key, |record| record.tags = tags);
    }
}

fn check_key<D: Door>(key: &str) -> Result<(), TagsRefused> {
    if key.is_empty() || key.len() > limits::TAG_KEY_CHARS_MAX || !key.bytes().all(is_taken) {
        return Err(TagsRefused::Key);
    }
    if Tag::is_reserved(key) && !D::ADMITS_RESERVED { Err(TagsRefused::Reserved) } else { Ok(()) }
}

/// Source: KMS, CreateKey. That "letters" are ASCII letters is our choice, see `undocumented`.
const fn is_taken(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'/' | b'\\' | b'_' | b'-' | b'.' | b'+' | b'=' | b':' | b'@')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(pairs: &[(&str, &str)]) -> Vec<Tag> {
        pairs.iter().map(|(key, value)| Tag::new(*key, *value)).collect()
    }

    #[track_caller]
    fn check<D: Door>(pairs: &[(&str, &str)], expected: Result<(), TagsRefused>) {
        assert_eq!(NewTags::<D>::check(tags(pairs)).map(|_| ()), expected, "{} {pairs:.3?}", D::NAME);
    }

    #[test]
    fn each_door_takes_its_own_tags() {
        let mark = [(Tag::RDS_INSTANCE_ENCRYPTION, "true")];
        check::<TagResource>(&mark, Ok(()));
        check::<TagResources>(&mark, Err(TagsRefused::Reserved));
        check::<CreateKey>(&mark, Err(TagsRefused::Reserved));
        check::<CreateKey>(&[("aliyunx", "")], Err(TagsRefused::Reserved));
        check::<CreateKey>(&[("Aliyun", ""), ("acs", "")], Ok(()));
        check::<CreateKey>(&[("a/\\_-.+=:@9", "/\\_-.+=:@9")], Ok(()));
        check::<CreateKey>(&[("", "x")], Err(TagsRefused::Key));
        check::<CreateKey>(&[("a b", "x")], Err(TagsRefused::Key));
        check::<CreateKey>(&[("schlüssel", "x")], Err(TagsRefused::Key));
        check::<CreateKey>(&[("a", "b c")], Err(TagsRefused::Value));
        check::<CreateKey>(&[("a", "1"), ("a", "2")], Err(TagsRefused::Repeated));
        check::<CreateKey>(&[("a", "1"), ("A", "2")], Ok(()));
        check::<CreateKey>(&[], Err(TagsRefused::None));
        let long = "k".repeat(129);
        check::<CreateKey>(&[(&long, "x")], Err(TagsRefused::Key));
        check::<CreateKey>(&[("x", &long)], Err(TagsRefused::Value));
        let names: Vec<String> = (0..21).map(|n| format!("k{n}")).collect();
        let many: Vec<_> = names.iter().map(|name| (name.as_str(), "")).collect();
        check::<CreateKey>(&many[..20], Ok(()));
        check::<CreateKey>(&many, Err(TagsRefused::TooManyAsked));
        check::<TagResources>(&many, Err(TagsRefused::TooManyAsked));
        check::<TagResource>(&many[..11], Err(TagsRefused::TooManyAsked));
    }

    #[test]
    fn new_tags_replace_old_ones_within_the_limit() {
        let kept = tags(&[("a", "1"), ("b", "2")]);
        let new = NewTags::<TagResources>::check(tags(&[("b", "3"), ("c", "4")])).unwrap();
        assert_eq!(new.laid_over(&kept), Ok(tags(&[("a", "1"), ("b", "3"), ("c", "4")])));
        let full: Vec<Tag> = (0..19).map(|n| Tag::new(format!("k{n:02}"), "")).collect();
        assert_eq!(new.laid_over(&full), Err(TagsRefused::TooManyKept));
    }

    #[test]
    fn keys_that_are_not_there_are_passed_over() {
        let kept = tags(&[("a", "1"), (Tag::RDS_INSTANCE_ENCRYPTION, "true")]);
        let plural = TagKeys::<UntagResources>::check(vec!["a".into(), "zz".into(), "a".into()]).unwrap();
        assert_eq!(plural.taken_from(&kept), tags(&[(Tag::RDS_INSTANCE_ENCRYPTION, "true")]));
        let mark = || vec![Tag::RDS_INSTANCE_ENCRYPTION.into()];
        assert_eq!(TagKeys::<UntagResources>::check(mark()).unwrap_err(), TagsRefused::Reserved);
        let singular = TagKeys::<UntagResource>::check(mark()).unwrap();
        assert_eq!(singular.taken_from(&kept), tags(&[("a", "1")]));
    }
}
