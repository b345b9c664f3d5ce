//! The encryption context: what a caller must say again to open what it sealed.
//!
//! It is authenticated, never stored. How it enters the seal stands in [`crate::blob`].

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserializer as _,
    de::{self, MapAccess, Visitor},
};

/// A map of texts, bound to a ciphertext. Order does not matter; an absent context and an empty one are alike.
///
/// Source: KMS, EncryptionContext (a JSON object of strings, at most 8,192 characters).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EncryptionContext(BTreeMap<Box<str>, Box<str>>);

/// Why a text is no encryption context.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ContextRefused {
    /// More characters than are taken.
    #[error("the encryption context is longer than {} characters, shorten it", EncryptionContext::CHARS_MAX)]
    TooLong,
    /// Not a JSON object whose values are texts, or one that names a key twice.
    #[error("the encryption context is no JSON object of distinct text keys with text values")]
    NotTexts,
}

impl EncryptionContext {
    /// Characters of the JSON text. Source: KMS, EncryptionContext.
    pub const CHARS_MAX: usize = 8192;

    /// Reads the JSON form; `None` and `{}` are the empty context.
    ///
    /// # Errors
    /// [`ContextRefused`]; a key given twice is refused, since two readers would not agree which one counts.
    pub fn parse(json: Option<&str>) -> Result<Self, ContextRefused> {
        let Some(json) = json else { return Ok(Self::default()) };
        if json.chars().nth(Self::CHARS_MAX).is_some() {
            return Err(ContextRefused::TooLong);
        }
        let mut reader = serde_json::Deserializer::from_str(json);
        let pairs = reader.deserialize_map(DistinctTexts).map_err(|_| ContextRefused::NotTexts)?;
        reader.end().map_err(|_| ContextRefused::NotTexts)?;
        Ok(Self(pairs))
    }

    /// The context of these pairs, for callers within the process; the last of two equal keys counts.
    pub fn of<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self(pairs.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
    }

    /// How many pairs there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The pairs in the byte order of their keys: the canonical form.
    pub fn pairs(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (&**key, &**value))
    }
}

/// `serde_json`'s own map would keep the last of two equal keys and say nothing.
struct DistinctTexts;

impl<'de> Visitor<'de> for DistinctTexts {
    type Value = BTreeMap<Box<str>, Box<str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of texts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs = BTreeMap::new();
        while let Some((key, value)) = map.next_entry::<Box<str>, Box<str>>()? {
            if pairs.insert(key, value).is_some() {
                return Err(de::Error::custom("a key is given twice"));
            }
        }
        Ok(pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, expected: Result<&[(&str, &str)], ContextRefused>) {
        let read = EncryptionContext::parse(Some(json));
        let pairs =
            read.as_ref().map(|context| context.pairs().collect::<Vec<_>>()).map_err(|refused| *refused);
        assert_eq!(pairs, expected.map(<[_]>::to_vec), "{json:.80}");
    }

    #[test]
    fn a_context_is_an_object_of_distinct_texts() {
        use ContextRefused::{NotTexts, TooLong};
        check("{}", Ok(&[]));
        check(r#"{"b":"2","a":"1"}"#, Ok(&[("a", "1"), ("b", "2")]));
        check(r#" { "a" : "" , "": "x" } "#, Ok(&[("", "x"), ("a", "")]));
        check(r#"{"\u0061":"\u4e2d"}"#, Ok(&[("a", "中")]));
        check("", Err(NotTexts));
        check("null", Err(NotTexts));
        check(r#"{"a":1}"#, Err(NotTexts));
        check(r#"{"a":null}"#, Err(NotTexts));
        check(r#"{"a":["b"]}"#, Err(NotTexts));
        check(r#"{"a":{"b":"c"}}"#, Err(NotTexts));
        check(r#"{"a":"1","a":"1"}"#, Err(NotTexts));
        check(r#"{"a":"1","\u0061":"2"}"#, Err(NotTexts));
        check(r#"{"a":"1"}x"#, Err(NotTexts));
        check(r#"[["a","1"]]"#, Err(NotTexts));
        check(r#"{"a":"\ud800"}"#, Err(NotTexts));
        let filled = |chars: usize| format!(r#"{{"a":"{}"}}"#, "é".repeat(chars - 8));
        check(&filled(8192), Ok(&[("a", &"é".repeat(8184))]));
        check(&filled(8193), Err(TooLong));
    }

    #[test]
    fn an_absent_context_is_the_empty_one() {
        assert_eq!(EncryptionContext::parse(None), EncryptionContext::parse(Some("{}")));
    }
}
