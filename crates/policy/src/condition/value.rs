//! The values that a request brings for condition keys, asked for one key at a time.

use crate::undocumented::same_condition_key;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::net::IpAddr;

/// Where a decision gets a request's condition values. Only keys that a matching statement names are
/// asked for, so an implementation may look values up lazily.
pub trait Conditions {
    /// The values of `key`, such as `acs:SourceIp` or `kms:tag/owner`.
    ///
    /// Documented keys are asked for in their documented spelling, others as the policy writes them. An
    /// implementation with keys of its own compares by
    /// [`undocumented::same_condition_key`](crate::undocumented::same_condition_key).
    fn value(&self, key: &str) -> Values<'_>;
}

/// One value of a request, in the type it is known in. Text is read as what an operator needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'a> {
    /// Text: a tag's value, a name.
    Text(&'a str),
    /// Yes or no, such as `acs:SecureTransport`.
    Flag(bool),
    /// An instant, such as `acs:CurrentTime`.
    Time(Timestamp),
    /// An address, such as `acs:SourceIp`.
    Address(IpAddr),
}

/// The values that a request carries for one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Values<'a> {
    /// The request does not carry the key.
    Absent,
    /// One value, as nearly always.
    One(Value<'a>),
    /// Several texts, such as the audiences of a token. None at all is the same as absent.
    Several(&'a [String]),
}

impl<'a> Values<'a> {
    /// One text, or absent.
    #[must_use]
    pub const fn text(text: Option<&'a str>) -> Self {
        match text {
            Some(text) => Self::One(Value::Text(text)),
            None => Self::Absent,
        }
    }

    /// Whether there is no value.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent | Self::Several([]))
    }

    /// Whether `taken` holds for any of the values.
    pub fn any(&self, mut taken: impl FnMut(Value<'a>) -> bool) -> bool {
        match self {
            Self::Absent => false,
            Self::One(value) => taken(*value),
            Self::Several(values) => values.iter().any(|text| taken(Value::Text(text))),
        }
    }
}

impl Value<'_> {
    /// Runs `read` on the value as text, without allocating.
    pub fn with_text<T>(&self, read: impl FnOnce(&str) -> T) -> T {
        let mut scratch = Scratch { bytes: [0; 64], length: 0 };
        match self {
            Self::Text(text) => return read(text),
            Self::Flag(flag) => return read(if *flag { "true" } else { "false" }),
            // Every instant and every address fits; a write cannot fail.
            Self::Time(time) => drop(write!(scratch, "{time}")),
            Self::Address(address) => drop(write!(scratch, "{address}")),
        }
        read(scratch.text())
    }
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.with_text(|text| out.write_str(text))
    }
}

struct Scratch {
    bytes: [u8; 64],
    length: usize,
}

impl Scratch {
    fn text(&self) -> &str {
        self.bytes.get(..self.length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

impl fmt::Write for Scratch {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

impl<T: Conditions + ?Sized> Conditions for &T {
    fn value(&self, key: &str) -> Values<'_> {
        (**self).value(key)
    }
}

/// A request that carries no condition values.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoConditions;

impl Conditions for NoConditions {
    fn value(&self, _key: &str) -> Values<'_> {
        Values::Absent
    }
}

/// Condition values held as text, for tools and tests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConditionMap {
    values: BTreeMap<String, Vec<String>>,
}

impl ConditionMap {
    /// No values yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one more value to `key`.
    pub fn add(&mut self, key: &str, value: &str) {
        let known = self.values.keys().find(|known| same_condition_key(known, key)).cloned();
        self.values.entry(known.unwrap_or_else(|| key.to_owned())).or_default().push(value.to_owned());
    }

    /// The same with one more value of `key`.
    #[must_use]
    pub fn with(mut self, key: &str, value: &str) -> Self {
        self.add(key, value);
        self
    }
}

impl Conditions for ConditionMap {
    fn value(&self, key: &str) -> Values<'_> {
        let found = self.values.get(key);
        let found = found
            .or_else(|| self.values.iter().find(|(own, _)| same_condition_key(own, key)).map(|(_, v)| v));
        match found.map(Vec::as_slice) {
            None => Values::Absent,
            Some([one]) => Values::One(Value::Text(one)),
            Some(several) => Values::Several(several),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_value_has_its_text() {
        let time: Timestamp = "2026-01-02T03:04:05Z".parse().unwrap();
        let long = "2001:db8:1111:2222:3333:4444:5555:6666";
        for (value, text) in [
            (Value::Text("Ünïcode"), "Ünïcode"),
            (Value::Flag(true), "true"),
            (Value::Time(time), "2026-01-02T03:04:05Z"),
            (Value::Time(Timestamp::MIN), &Timestamp::MIN.to_string()),
            (Value::Address("10.0.0.1".parse().unwrap()), "10.0.0.1"),
            (Value::Address(long.parse().unwrap()), long),
        ] {
            assert_eq!(value.to_string(), text);
        }
    }

    #[test]
    fn a_map_finds_keys_in_any_case_up_to_the_slash() {
        let map = ConditionMap::new()
            .with("acs:sourceip", "1.2.3.4")
            .with("kms:tag/Owner", "a")
            .with("KMS:tag/Owner", "b");
        assert_eq!(map.value("acs:SourceIp"), Values::text(Some("1.2.3.4")));
        assert_eq!(map.value("kms:tag/Owner"), Values::Several(&["a".into(), "b".into()]));
        assert_eq!(map.value("kms:tag/owner"), Values::Absent);
    }
}
