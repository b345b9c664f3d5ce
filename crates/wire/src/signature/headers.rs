//! A request's headers, read once and found by name many times.

use http::HeaderMap;

use crate::{Incomplete, RequestRefused};

/// Names, in lower case, and values without the white space around them; those of one name in the order they came.
pub(super) struct Headers<'a>(Vec<(&'a str, &'a [u8])>);

impl<'a> Headers<'a> {
    pub(super) fn of(map: &'a HeaderMap) -> Self {
        let mut all = Vec::with_capacity(map.len());
        all.extend(map.iter().map(|(name, value)| (name.as_str(), value.as_bytes().trim_ascii())));
        Self(all)
    }

    /// Every value of a header.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        self.0.iter().filter(move |(known, _)| *known == name).map(|(_, value)| *value)
    }

    /// The one value of a header that may come once.
    pub(super) fn once(&self, name: &'static str) -> Result<Option<&'a str>, RequestRefused> {
        let mut values = self.all(name);
        let Some(value) = values.next() else { return Ok(None) };
        if values.next().is_some() {
            return Err(Incomplete::Repeated(name).into());
        }
        std::str::from_utf8(value).map(Some).map_err(|_| RequestRefused::NotUtf8)
    }

    /// The one value of a header that is signed and must be there.
    pub(super) fn mandatory(&self, name: &'static str) -> Result<&'a str, RequestRefused> {
        self.once(name)?.ok_or_else(|| Incomplete::Absent(name.to_owned()).into())
    }

    /// The names of the gateway's own headers that came.
    pub(super) fn of_the_gateway(&self) -> impl Iterator<Item = &'a str> {
        self.0.iter().map(|(name, _)| *name).filter(|name| name.starts_with("x-acs-"))
    }
}
