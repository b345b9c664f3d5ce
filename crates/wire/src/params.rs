//! The parameters of a request: query and form body decoded, checked and merged.
//!
//! What they mean is read from them by `message`; nothing here knows a name.

use std::ops::Range;

use zeroize::{Zeroize as _, Zeroizing};

use crate::{RequestRefused, limits, percent};

/// Every parameter of one request. Values may be secrets: there is no `Debug`, and they are wiped on drop.
#[derive(Default)]
pub struct Params {
    /// Names and values, decoded, one after the other.
    text: String,
    /// Sorted by name in byte order, a query's before a form's of the same name.
    entries: Vec<Entry>,
}

struct Entry {
    name: Range<usize>,
    value: Range<usize>,
    place: Place,
    /// A query's value of whose name the form has another.
    shadowed: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Query,
    Form,
}

impl Params {
    /// Decodes and merges. On equal names the form's value wins, as it does for every client that signs both.
    ///
    /// Refuses what is malformed, too much, or ambiguous: one name twice in one place, or in two spellings.
    pub fn parse(query: &str, form: &[u8]) -> Result<Self, RequestRefused> {
        // Decoding never lengthens, so the text is not moved and leaves no copy behind.
        let mut text = Vec::with_capacity(query.len() + form.len());
        let mut entries = Vec::with_capacity(16);
        let parsed = pairs(&mut text, &mut entries, query.as_bytes(), Place::Query)
            .and_then(|()| pairs(&mut text, &mut entries, form, Place::Form));
        let text = String::from_utf8(text).map_err(|not_text| {
            not_text.into_bytes().zeroize();
            RequestRefused::NotUtf8
        });
        let mut params = Self { text: text?, entries };
        parsed?;
        params.order()?;
        params.one_spelling_each()?;
        Ok(params)
    }

    /// Parameters made here, for a call within the process.
    ///
    /// # Errors
    /// As [`Params::parse`].
    pub fn from_pairs(pairs: &[(&str, &str)]) -> Result<Self, RequestRefused> {
        // Encoding makes three bytes of one at most, so the form is not moved and leaves no copy behind.
        let room = pairs.iter().map(|(name, value)| 3 * (name.len() + value.len()) + 2).sum();
        let mut form = Zeroizing::new(Vec::with_capacity(room));
        for (name, value) in pairs {
            percent::encode(&mut form, name.as_bytes());
            form.push(b'=');
            percent::encode(&mut form, value.as_bytes());
            form.push(b'&');
        }
        Self::parse("", &form)
    }

    /// The value of `name` in any case of letters; an empty value is as good as none.
    pub fn get(&self, name: &str) -> Option<&str> {
        let of_length = self.entries.iter().filter(|entry| !entry.shadowed && entry.name.len() == name.len());
        let found =
            of_length.map(|entry| self.pair(entry)).find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value).filter(|value| !value.is_empty())
    }

    /// Names and values as they count, sorted by name in byte order, empty values included.
    pub fn merged(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().filter(|entry| !entry.shadowed).map(|entry| self.pair(entry))
    }

    /// What stood in the query, sorted by name in byte order.
    pub(crate) fn query(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().filter(|entry| entry.place == Place::Query).map(|entry| self.pair(entry))
    }

    /// Parameters called `name.<rest>`, as rest and value.
    pub(crate) fn below(&self, name: &str) -> impl Iterator<Item = (&str, &str)> {
        self.merged().filter_map(move |(known, value)| {
            let (head, rest) = known.split_at_checked(name.len())?;
            let rest = rest.strip_prefix('.')?;
            head.eq_ignore_ascii_case(name).then_some((rest, value))
        })
    }

    fn pair(&self, entry: &Entry) -> (&str, &str) {
        let part = |range: &Range<usize>| self.text.get(range.clone()).unwrap_or_default();
        (part(&entry.name), part(&entry.value))
    }

    fn order(&mut self) -> Result<(), RequestRefused> {
        let text = &self.text;
        let name = |entry: &Entry| text.get(entry.name.clone()).unwrap_or_default();
        self.entries.sort_unstable_by(|a, b| name(a).cmp(name(b)).then(a.place.cmp(&b.place)));
        let mut next: Option<(&str, Place)> = None;
        for entry in self.entries.iter_mut().rev() {
            let own = name(entry);
            if let Some((same, place)) = next
                && same == own
            {
                if place == entry.place {
                    return Err(RequestRefused::DuplicateParameter(own.to_owned()));
                }
                entry.shadowed = true;
            }
            next = Some((own, entry.place));
        }
        Ok(())
    }

    /// `RoleArn` beside `RoleARN` leaves open which is meant. Below a dot the case of letters may matter: the keys of
    /// an encryption context stand there.
    fn one_spelling_each(&self) -> Result<(), RequestRefused> {
        let mut names: Vec<&str> = self.merged().map(|(name, _)| name).filter(|n| !n.contains('.')).collect();
        names.sort_unstable_by(|a, b| folded(a).cmp(folded(b)));
        for (name, next) in names.iter().zip(names.iter().skip(1)) {
            if name.eq_ignore_ascii_case(next) {
                return Err(RequestRefused::DuplicateParameter((*name).to_owned()));
            }
        }
        Ok(())
    }
}

fn folded(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().map(|byte| byte.to_ascii_lowercase())
}

impl Drop for Params {
    fn drop(&mut self) {
        self.text.zeroize();
    }
}

fn pairs(
    text: &mut Vec<u8>,
    entries: &mut Vec<Entry>,
    encoded: &[u8],
    place: Place,
) -> Result<(), RequestRefused> {
    for pair in encoded.split(|&byte| byte == b'&').filter(|pair| !pair.is_empty()) {
        if entries.len() == limits::PARAMETERS_MAX {
            return Err(RequestRefused::TooManyParameters);
        }
        let mut halves = pair.splitn(2, |&byte| byte == b'=');
        let name = piece(text, halves.next().unwrap_or_default())?;
        let value = piece(text, halves.next().unwrap_or_default())?;
        if name.is_empty() {
            return Err(RequestRefused::NamelessParameter);
        }
        if name.len() > limits::NAME_BYTES_MAX {
            return Err(RequestRefused::NameTooLong);
        }
        if value.len() > limits::VALUE_BYTES_MAX {
            return Err(RequestRefused::ValueTooLong);
        }
        entries.push(Entry { name, value, place, shadowed: false });
    }
    Ok(())
}

fn piece(text: &mut Vec<u8>, raw: &[u8]) -> Result<Range<usize>, RequestRefused> {
    let start = text.len();
    percent::decode(text, raw).ok_or(RequestRefused::MalformedEncoding)?;
    // Each piece by itself: two halves of one character on both sides of a `=` are no text.
    std::str::from_utf8(text.get(start..).unwrap_or_default()).map_err(|_| RequestRefused::NotUtf8)?;
    Ok(start..text.len())
}
