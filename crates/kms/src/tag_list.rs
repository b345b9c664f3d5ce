//! Tags in lists: which are wanted, and where a page ends.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use rampart_vocab::{KeyId, Tag};

use crate::{limits, tags::TagsRefused};

/// Which tags are wanted: those with any of these keys, of any value where none is named. Nothing named means all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TagsWanted(Vec<(Box<str>, Option<Box<str>>)>);

/// Where a page of tags ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagCursor {
    pub(crate) key: KeyId,
    tag: Box<str>,
}

/// A page of tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagPage {
    /// Keys with their tags, by the time the keys were made.
    pub items: Vec<(KeyId, Tag)>,
    /// Where the next page begins, if there is one.
    pub next: Option<TagCursor>,
}

/// A text that is no place in this list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a place in this list, begin it again")]
pub struct CursorRefused;

impl TagsWanted {
    /// Tags of these keys, and values where they are named.
    ///
    /// # Errors
    /// [`TagsRefused::TooManyAsked`].
    pub fn check(wanted: Vec<(Box<str>, Option<Box<str>>)>) -> Result<Self, TagsRefused> {
        let fits = wanted.len() <= limits::TAGS_PER_PLURAL_CALL_MAX;
        fits.then_some(Self(wanted)).ok_or(TagsRefused::TooManyAsked)
    }

    /// The page behind `after`, of keys in their order with tags in theirs.
    pub(crate) fn page<'a>(
        &self,
        keys: impl Iterator<Item = (KeyId, &'a [Tag])>,
        after: Option<&TagCursor>,
    ) -> TagPage {
        let beyond =
            |key: KeyId, tag: &Tag| after.is_none_or(|after| (key, &*tag.key) > (after.key, &*after.tag));
        let all = keys.flat_map(|(key, tags)| tags.iter().map(move |tag| (key, tag)));
        let mut left = all.filter(|(key, tag)| self.has(tag) && beyond(*key, tag));
        let items: Vec<_> =
            left.by_ref().take(limits::TAG_PAGE).map(|(key, tag)| (key, tag.clone())).collect();
        let more = left.next().is_some();
        let last = items.last().map(|(key, tag)| TagCursor { key: *key, tag: tag.key.clone() });
        TagPage { next: last.filter(|_| more), items }
    }

    fn has(&self, tag: &Tag) -> bool {
        let is = |(key, value): &(Box<str>, Option<Box<str>>)| {
            *key == tag.key && value.as_ref().is_none_or(|value| *value == tag.value)
        };
        self.0.is_empty() || self.0.iter().any(is)
    }
}

impl TagCursor {
    /// The text by which a client comes back.
    pub fn to_text(&self) -> String {
        URL_SAFE_NO_PAD.encode(format!("{}{}", self.key, self.tag))
    }

    /// Reads the text back.
    ///
    /// # Errors
    /// [`CursorRefused`].
    pub fn parse(text: &str) -> Result<Self, CursorRefused> {
        const ID_BYTES: usize = 36;
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| CursorRefused)?;
        let (id, tag) = std::str::from_utf8(&bytes)
            .ok()
            .and_then(|text| text.split_at_checked(ID_BYTES))
            .ok_or(CursorRefused)?;
        let key = id.parse().map_err(|_| CursorRefused)?;
        if tag.len() > limits::TAG_KEY_CHARS_MAX {
            return Err(CursorRefused);
        }
        Ok(Self { key, tag: tag.into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_tags_join_without_gap_or_repetition() {
        let tags: Vec<Tag> = (0..7).map(|n| Tag::new(format!("k{n}"), "v")).collect();
        let ids: Vec<KeyId> = (0..100_u8).map(|n| KeyId::from_bytes([n; 16])).collect();
        let mut found = Vec::new();
        let mut after = None;
        loop {
            let page =
                TagsWanted::default().page(ids.iter().map(|id| (*id, tags.as_slice())), after.as_ref());
            assert!(page.items.len() <= limits::TAG_PAGE);
            found.extend(page.items);
            after = match page.next {
                Some(next) => Some(TagCursor::parse(&next.to_text()).unwrap()),
                None => break,
            };
        }
        assert_eq!(found.len(), 700);
        assert!(found.is_sorted());
    }

    #[test]
    fn tags_are_picked_by_key_and_by_value_where_one_is_named() {
        let tags = [Tag::new("a", "1"), Tag::new("b", "1"), Tag::new("c", "1")];
        let key = KeyId::from_bytes([1; 16]);
        let wanted = TagsWanted::check(vec![("a".into(), None), ("b".into(), Some("2".into()))]).unwrap();
        let page = wanted.page([(key, tags.as_slice())].into_iter(), None);
        assert_eq!(page.items, [(key, tags[0].clone())]);
        assert_eq!(page.next, None);
    }

    #[test]
    fn a_text_that_is_no_place_is_refused() {
        for text in ["", "x", "!!", "AAAA", &URL_SAFE_NO_PAD.encode("é".repeat(30))] {
            assert_eq!(TagCursor::parse(text), Err(CursorRefused), "{text}");
        }
    }
}
