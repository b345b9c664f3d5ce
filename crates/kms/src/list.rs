//! Lists: pages, and which keys of all are meant.

use std::collections::BTreeSet;

use rampart_vocab::{AccountId, KeyId, Tag};

use crate::{
    KeyState,
    alias::AliasName,
    limits,
    records::{Creator, KeyRecord},
    spec::{KeySpec, KeyUsage, ProtectionLevel},
};

/// Which page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageAsk {
    number: usize,
    size: usize,
}

/// Why a page is not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PageRefused {
    /// Pages are numbered from 1.
    #[error("pages are numbered from 1")]
    Number,
    /// A size outside what the operation offers.
    #[error("no page of this size is offered")]
    Size,
}

/// A page of a list, and how long the whole list is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<T> {
    /// The page's rows.
    pub items: Vec<T>,
    /// Rows of the whole list.
    pub total: usize,
}

impl PageAsk {
    /// The page asked for; the first one of ten rows unless said otherwise. Source: KMS, ListKeys.
    ///
    /// # Errors
    /// [`PageRefused`].
    pub fn check(
        number: Option<i64>,
        size: Option<i64>,
        sizes: std::ops::RangeInclusive<i64>,
    ) -> Result<Self, PageRefused> {
        let (number, size) = (number.unwrap_or(1), size.unwrap_or(10));
        if !(1..=i64::from(i32::MAX)).contains(&number) {
            return Err(PageRefused::Number);
        }
        if !sizes.contains(&size) {
            return Err(PageRefused::Size);
        }
        let number = usize::try_from(number).map_err(|_| PageRefused::Number)?;
        let size = usize::try_from(size).map_err(|_| PageRefused::Size)?;
        Ok(Self { number, size })
    }

    /// The page's number.
    pub const fn number(self) -> usize {
        self.number
    }

    /// Its greatest size.
    pub const fn size(self) -> usize {
        self.size
    }

    /// Cuts the page out of the whole.
    pub(crate) fn of<T>(self, all: impl Iterator<Item = T>) -> Listed<T> {
        let start = (self.number - 1).saturating_mul(self.size);
        let mut listed = Listed { items: Vec::with_capacity(self.size), total: 0 };
        for item in all {
            if listed.total >= start && listed.items.len() < self.size {
                listed.items.push(item);
            }
            listed.total += 1;
        }
        listed
    }
}

impl PageAsk {
    /// Cuts the page out of a slice, without walking over what comes before.
    pub(crate) fn cut<S, T>(self, all: &[S], item: impl FnMut(&S) -> T) -> Listed<T> {
        let start = (self.number - 1).saturating_mul(self.size);
        let rest = all.get(start..).unwrap_or_default();
        Listed { items: rest.iter().take(self.size).map(item).collect(), total: all.len() }
    }
}

impl<T> Listed<T> {
    /// The same page of something else.
    pub(crate) fn map<U>(self, item: impl FnMut(T) -> U) -> Listed<U> {
        Listed { items: self.items.into_iter().map(item).collect(), total: self.total }
    }
}

/// By what keys are picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FilterKey {
    /// The state.
    State,
    /// The algorithm.
    Spec,
    /// The purpose.
    Usage,
    /// How the material is kept.
    Protection,
    /// `User` or `Service`.
    CreatorType,
    /// The dedicated instance; no key has one.
    Instance,
    /// The id.
    Id,
    /// An alias that is bound to it.
    Alias,
    /// The account.
    Creator,
    /// The key of a tag.
    TagKey,
    /// The value of a tag.
    TagValue,
}

/// Why filters are not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such filter, or a value that it cannot have")]
pub struct FilterRefused;

/// Which keys are meant: any of the values of a filter, and all of the filters. Source: KMS, ListKeys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyFilters(Vec<(FilterKey, Vec<Box<str>>)>);

impl FilterKey {
    /// The filter of the vendor's name; the id's begins with a small letter there.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "KeyState" => Self::State,
            "KeySpec" => Self::Spec,
            "KeyUsage" => Self::Usage,
            "ProtectionLevel" => Self::Protection,
            "CreatorType" => Self::CreatorType,
            "DKMSInstanceId" => Self::Instance,
            "keyId" | "KeyId" => Self::Id,
            "AliasName" => Self::Alias,
            "Creator" => Self::Creator,
            "TagKey" => Self::TagKey,
            "TagValue" => Self::TagValue,
            _ => return None,
        })
    }

    fn can_be(self, value: &str) -> bool {
        match self {
            Self::State => KeyState::ALL.iter().any(|state| state.name() == value),
            Self::Spec => KeySpec::from_name(value).is_some(),
            Self::Usage => KeyUsage::from_name(value).is_some(),
            Self::Protection => ProtectionLevel::from_name(value).is_some(),
            Self::CreatorType => matches!(value, "User" | "Service"),
            Self::Instance | Self::Id | Self::Alias | Self::Creator | Self::TagKey | Self::TagValue => true,
        }
    }
}

impl KeyFilters {
    /// Adds a filter; values of a filter given twice are alternatives of one another.
    ///
    /// # Errors
    /// [`FilterRefused`] for more than ten filters or values, and for a value that the filter cannot have.
    pub fn add(&mut self, key: FilterKey, values: Vec<Box<str>>) -> Result<(), FilterRefused> {
        if self.0.len() == limits::FILTERS_MAX
            || values.len() > limits::FILTERS_MAX
            || !values.iter().all(|value| key.can_be(value))
        {
            return Err(FilterRefused);
        }
        self.0.push((key, values));
        Ok(())
    }

    /// Whether every key is meant.
    pub fn is_empty(&self) -> bool {
        // A filter without values picks nothing out.
        self.0.iter().all(|(_, values)| values.is_empty())
    }

    /// The aliases that are asked for, if any are: they are looked up before keys are picked.
    pub(crate) fn aliases(&self) -> Option<Vec<AliasName>> {
        self.values(FilterKey::Alias)
            .map(|values| values.iter().filter_map(|value| AliasName::parse_any(value)).collect())
    }

    /// What picks the keys of an account that are meant; `aliased` are the keys of [`KeyFilters::aliases`].
    pub(crate) fn picker<'f>(
        &'f self,
        account: AccountId,
        aliased: Option<&'f BTreeSet<KeyId>>,
    ) -> Picker<'f> {
        let names = |filter, text: &str| self.values(filter).is_none_or(|values| values.contains(&text));
        let ids = self.values(FilterKey::Id).map(|values| {
            let id = |value: &&str| value.parse().ok().filter(|id: &KeyId| id.to_string() == **value);
            values.iter().filter_map(id).collect()
        });
        Picker {
            any: names(FilterKey::Creator, &account.to_string()) && names(FilterKey::Instance, ""),
            state: self.values(FilterKey::State),
            spec: self.values(FilterKey::Spec),
            usage: self.values(FilterKey::Usage),
            protection: self.values(FilterKey::Protection),
            creator_type: self.values(FilterKey::CreatorType),
            tag_keys: self.values(FilterKey::TagKey),
            tag_values: self.values(FilterKey::TagValue),
            ids,
            aliased,
        }
    }

    /// All values of a filter, wherever it was given; `None` when it was not, or without values.
    fn values(&self, key: FilterKey) -> Option<Vec<&str>> {
        let given = self.0.iter().filter(|(filter, _)| *filter == key);
        let values: Vec<_> = given.flat_map(|(_, values)| values).map(|value| &**value).collect();
        (!values.is_empty()).then_some(values)
    }
}

/// Filters made ready once for all of an account's keys. A filter that was not given picks nothing out.
pub(crate) struct Picker<'f> {
    /// Whether the account itself is meant.
    any: bool,
    state: Option<Vec<&'f str>>,
    spec: Option<Vec<&'f str>>,
    usage: Option<Vec<&'f str>>,
    protection: Option<Vec<&'f str>>,
    creator_type: Option<Vec<&'f str>>,
    tag_keys: Option<Vec<&'f str>>,
    tag_values: Option<Vec<&'f str>>,
    ids: Option<Vec<KeyId>>,
    aliased: Option<&'f BTreeSet<KeyId>>,
}

impl Picker<'_> {
    /// Whether this key is meant.
    pub(crate) fn picks(&self, id: KeyId, key: &KeyDigest) -> bool {
        let creator_type = if key.service { "Service" } else { "User" };
        self.any
            && self.ids.as_ref().is_none_or(|ids| ids.contains(&id))
            && self.aliased.is_none_or(|keys| keys.contains(&id))
            && is_among(&self.state, key.state.name())
            && is_among(&self.spec, key.spec.name())
            && is_among(&self.usage, key.usage.name())
            && is_among(&self.protection, key.protection.name())
            && is_among(&self.creator_type, creator_type)
            && self.picks_tags(&key.tags)
    }

    /// One and the same tag has one of the keys and one of the values.
    fn picks_tags(&self, tags: &[Tag]) -> bool {
        (self.tag_keys.is_none() && self.tag_values.is_none())
            || tags
                .iter()
                .any(|tag| is_among(&self.tag_keys, &tag.key) && is_among(&self.tag_values, &tag.value))
    }
}

fn is_among(values: &Option<Vec<&str>>, text: &str) -> bool {
    values.as_ref().is_none_or(|values| values.contains(&text))
}

/// What of a key lists pick by: the index keeps this much of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KeyDigest {
    pub(crate) state: KeyState,
    pub(crate) spec: KeySpec,
    pub(crate) usage: KeyUsage,
    pub(crate) protection: ProtectionLevel,
    pub(crate) service: bool,
    pub(crate) tags: Box<[Tag]>,
}

impl KeyDigest {
    pub(crate) fn of(record: &KeyRecord) -> Self {
        Self {
            state: record.standing.state(),
            spec: record.spec,
            usage: record.usage,
            protection: record.protection,
            service: matches!(record.creator, Creator::Service(_)),
            tags: record.tags.as_slice().into(),
        }
    }
}
