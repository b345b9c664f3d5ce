//! What RDS' parameters name: an instance, all of them, and the page of a list.

use rampart_authz::Collection;
use rampart_rds::{
    instances::Moment,
    limits,
    resource::{DbInstance, DbInstances},
};
use rampart_store::{StoreFailed, Txn};
use rampart_vocab::{DbInstanceId, Tag, Timestamp};
use rampart_wire::TagParameter;
use serde_json::{Map, Value};

use crate::{Answer, Call, Home, Reference, Refusal, errors};

/// Instances named by one call on tags. Source: RDS, TagResources.
const TAGGED_AT_ONCE_MAX: usize = 50;
/// Items on a page when nobody says. Source: RDS, `PageSize`.
const PAGE_DEFAULT: usize = 30;

/// The instance that `DBInstanceId` names.
pub(super) struct InstanceNamed(Box<str>);

/// The instance that `DBInstanceId` names. What cannot be an id is not there.
pub(super) fn instance(id: &str) -> InstanceNamed {
    InstanceNamed(limits::cut(id, 64).into())
}

/// All instances of the caller's account.
pub(super) fn instances(call: &Call<'_>) -> DbInstances {
    DbInstances::of(call.region(), call.account())
}

/// When this was asked, and by which request.
pub(super) fn moment(call: &Call<'_>) -> Moment {
    Moment { now: call.now(), cause: call.origin().request }
}

/// Tags as the domain takes them; one without a key is refused there, one without a value has the empty one.
pub(super) fn tags(given: Vec<TagParameter>) -> Vec<Tag> {
    let tag = |tag: TagParameter| Tag::new(tag.key.unwrap_or_default(), tag.value.unwrap_or_default());
    given.into_iter().map(tag).collect()
}

/// The instances of the operations on tags, each named once.
pub(super) fn tagged(kind: &str, ids: &[String]) -> Answer<Vec<InstanceNamed>> {
    if !kind.eq_ignore_ascii_case("INSTANCE") {
        return Err(errors::rds::malformed("ResourceType", "only `INSTANCE` is known"));
    }
    if ids.len() > TAGGED_AT_ONCE_MAX {
        return Err(errors::rds::malformed("ResourceId", "too many instances at once"));
    }
    let mut once: Vec<&String> = ids.iter().collect();
    once.sort_unstable();
    once.dedup();
    Ok(once.into_iter().map(|id| instance(id)).collect())
}

/// Which tags a request asks for.
#[derive(Default)]
pub(super) struct TagFilter(Vec<(String, Option<String>)>);

/// `{"key": "value"}`; without a value any does.
pub(super) fn tag_filter(json: &str) -> Answer<TagFilter> {
    let malformed = || errors::rds::malformed("Tags", "write a JSON object of tag keys and values");
    let object: Map<String, Value> = serde_json::from_str(json).map_err(|_| malformed())?;
    let one = |(key, value)| match value {
        Value::String(text) => Ok((key, Some(text).filter(|text| !text.is_empty()))),
        Value::Null => Ok((key, None)),
        _ => Err(malformed()),
    };
    object.into_iter().map(one).collect::<Answer<Vec<_>>>().map(TagFilter)
}

impl TagFilter {
    /// The same from tags given one by one.
    pub(super) fn of(given: Vec<TagParameter>) -> Self {
        Self(given.into_iter().filter_map(|tag| Some((tag.key?, tag.value))).collect())
    }

    /// Whether all that was asked for is there.
    pub(super) fn fits(&self, tags: &[Tag]) -> bool {
        self.0.iter().all(|(key, value)| {
            let found = tags.iter().find(|tag| *tag.key == **key);
            found.is_some_and(|tag| value.as_deref().is_none_or(|value| *tag.value == *value))
        })
    }
}

/// A page by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numbered {
    number: usize,
    size: usize,
}

impl Numbered {
    /// The page that `PageNumber` and `PageSize` ask for.
    pub(super) fn asked(number: Option<i64>, size: Option<i64>) -> Answer<Self> {
        let number = usize::try_from(number.unwrap_or(1)).ok().filter(|number| *number >= 1);
        let number = number.ok_or_else(|| errors::rds::malformed("PageNumber", "pages count from 1"))?;
        let size = match size {
            None => PAGE_DEFAULT,
            Some(size) => usize::try_from(size)
                .ok()
                .filter(|size| (1..=limits::PAGE_MAX).contains(size))
                .ok_or_else(|| errors::rds::malformed("PageSize", "a page has 1 to 100 items"))?,
        };
        Ok(Self { number, size })
    }

    /// The page's items.
    pub(super) fn of<T>(self, items: Vec<T>) -> Vec<T> {
        items.into_iter().skip(self.size.saturating_mul(self.number - 1)).take(self.size).collect()
    }

    pub(super) fn number(self) -> Option<i64> {
        count(self.number)
    }

    pub(super) fn size(self) -> Option<i64> {
        count(self.size)
    }
}

/// `2026-01-01T00:00Z`, with seconds or without.
pub(super) fn time(parameter: &str, text: Option<&str>) -> Answer<Option<Timestamp>> {
    let malformed = |_| errors::rds::malformed(parameter, "write a time such as `2026-01-01T00:00Z`");
    text.map(str::parse).transpose().map_err(malformed)
}

/// A number as answers hold it.
pub(super) fn count(number: usize) -> Option<i64> {
    i64::try_from(number).ok()
}

impl Reference for InstanceNamed {
    type Found = DbInstance;

    async fn find(&self, txn: &mut Txn, home: &Home) -> Result<Option<DbInstance>, StoreFailed> {
        match self.0.parse::<DbInstanceId>() {
            // One that is not there is found too: the domain says so, after the permit.
            Ok(id) => DbInstance::look_up(txn, &home.region, home.account, &id).await.map(Some),
            Err(_) => Ok(None),
        }
    }

    fn unfound(&self, home: &Home) -> Collection {
        Collection::regional("rds", &home.region, home.account, &format!("dbinstance/{}", self.0))
    }

    fn missing(&self) -> Refusal {
        errors::rds::instance_not_found()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_by_number_counts_from_one_and_has_at_most_a_hundred_items() {
        for (number, size, items) in [
            (None, None, Some((1..=30).collect::<Vec<_>>())),
            (Some(2), None, Some((31..=60).collect())),
            (Some(3), Some(50), Some(Vec::new())),
            (Some(i64::MAX), Some(100), Some(Vec::new())),
            (Some(0), None, None),
            (Some(-1), None, None),
            (None, Some(0), None),
            (None, Some(101), None),
        ] {
            let page = Numbered::asked(number, size).ok().map(|page| page.of((1..=100).collect()));
            assert_eq!(page, items, "{number:?} {size:?}");
        }
    }
}
