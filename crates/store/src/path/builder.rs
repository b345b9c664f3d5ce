//! How a path is put together: segments, and what is escaped in them.
//!
//! Every call names a handful of rows, so ids and texts are written without the formatter.

use std::{
    cell::Cell,
    fmt::{self, Write},
    net::IpAddr,
};

use rampart_vocab::{
    AccessKeyId, AccountId, DbInstanceId, GroupId, KeyId, KeyVersionId, PolicyId, RegionId, RoleId, ServerId,
    SessionId, UserId,
};

use super::Path;

/// What can be one segment of a path.
pub trait Segment {
    /// Writes it onto the path, by [`PathBuilder::text`] or [`PathBuilder::shown`].
    fn write(&self, path: &mut PathBuilder);
}

/// A path under construction.
pub struct PathBuilder(String);

thread_local! {
    /// The memory of the path before, which the next one is written into.
    static SPARE: Cell<String> = const { Cell::new(String::new()) };
}

impl PathBuilder {
    /// What is kept for the next path at most, in bytes.
    const SPARE_BYTES_MAX: usize = 1024;

    pub(super) fn begin() -> Self {
        let mut text = SPARE.try_with(Cell::take).unwrap_or_default();
        text.clear();
        Self(text)
    }

    pub(super) fn begin_with(path: &Path) -> Self {
        let mut begun = Self::begin();
        begun.0.push_str(&path.0);
        begun
    }

    /// With one more segment.
    #[must_use]
    pub fn then(mut self, segment: &(impl Segment + ?Sized)) -> Self {
        if !self.0.is_empty() {
            self.0.push('/');
        }
        segment.write(&mut self);
        self
    }

    /// Part of a segment.
    pub fn text(&mut self, text: &str) {
        escape(&mut self.0, text);
    }

    /// Part of a segment, by the formatter.
    pub fn shown(&mut self, shown: impl fmt::Display) {
        // Writing into a string fails only when a `Display` does, and then the segment ends there.
        let _ = write!(Escaping(&mut self.0), "{shown}");
    }

    /// The path.
    pub fn build(self) -> Path {
        let path = Path(self.0.as_str().into());
        if self.0.capacity() <= Self::SPARE_BYTES_MAX {
            let _ = SPARE.try_with(|spare| spare.set(self.0));
        }
        path
    }
}

impl<S: Segment + ?Sized> Segment for &S {
    fn write(&self, path: &mut PathBuilder) {
        (**self).write(path);
    }
}

macro_rules! texts {
    ($($name:ident: $as_str:ident),*) => {$(
        impl Segment for $name {
            fn write(&self, path: &mut PathBuilder) {
                path.text(self.$as_str());
            }
        }
    )*};
}

texts!(String: as_str, AccessKeyId: as_str, DbInstanceId: as_str, RegionId: as_str);

impl Segment for str {
    fn write(&self, path: &mut PathBuilder) {
        path.text(self);
    }
}

/// Digits, letters and hyphens alone: nothing to be escaped.
macro_rules! plain {
    ($($name:ident),*) => {$(
        impl Segment for $name {
            fn write(&self, path: &mut PathBuilder) {
                self.push_onto(&mut path.0);
            }
        }
    )*};
}

plain!(AccountId, GroupId, KeyId, KeyVersionId, PolicyId, RoleId, ServerId, SessionId, UserId);

macro_rules! shown {
    ($($name:ty),*) => {$(
        impl Segment for $name {
            fn write(&self, path: &mut PathBuilder) {
                path.shown(self);
            }
        }
    )*};
}

shown!(u8, u16, u32, u64, usize, i32, char, IpAddr, fmt::Arguments<'_>);

/// A range's start with more text behind it.
pub(super) fn with_more(start: &str, text: &str) -> String {
    let mut start = start.to_owned();
    escape(&mut start, text);
    start
}

fn escape(out: &mut String, text: &str) {
    // Nearly every text is plain: looking at all bytes, without a branch at each, is the fastest way to know.
    if !text.bytes().fold(false, |found, byte| found | is_escaped(byte)) {
        out.push_str(text);
        return;
    }
    for letter in text.chars() {
        match u8::try_from(letter) {
            Ok(byte) if is_escaped(byte) => {
                let _ = write!(out, "%{byte:02X}");
            }
            _ => out.push(letter),
        }
    }
}

struct Escaping<'a>(&'a mut String);

impl Write for Escaping<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        escape(self.0, text);
        Ok(())
    }
}

const fn is_escaped(byte: u8) -> bool {
    (byte < 0x20) | (byte == b'/') | (byte == b'%') | (byte == 0x7F)
}

/// A segment as it was given.
pub(super) fn unescaped(segment: &str) -> String {
    let mut parts = segment.split('%');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let byte = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (byte, part.get(2..)) {
            (Some(byte), Some(rest)) => {
                text.push(char::from(byte));
                text.push_str(rest);
            }
            _ => text.push_str(part),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use rampart_vocab::{ManualClock, SeededEntropy};

    use super::*;
    use crate::path;

    #[test]
    fn an_id_is_written_as_it_is_shown() {
        let (clock, chance) =
            (ManualClock::at("2026-01-01T00:00:00Z".parse().unwrap()), SeededEntropy::new(1));
        let (key, user) = (KeyId::new(&clock, &chance), UserId::new(&clock, &chance));
        for account in [1, 1_234_567_890_123_456, u64::MAX].map(|number| AccountId::new(number).unwrap()) {
            let shown = format!("{account}/{key}/{user}");
            assert_eq!(path![account, key, user].as_str(), shown);
            assert_eq!(path![account].then(key).then(user).as_str(), shown);
        }
        for number in [0, 1, u64::MAX] {
            assert_eq!(path![UserId::from_number(number)].as_str(), format!("{number:018}"));
        }
    }

    #[test]
    fn a_path_begins_empty_whatever_was_built_before() {
        for (first, second) in [("a".repeat(2000), "b"), ("a".repeat(90), "b/c"), (String::new(), "")] {
            let (half, whole) = (path![&first], Path::builder().then(&first));
            assert_eq!(path![second].as_str(), second.replace('/', "%2F"));
            assert_eq!(whole.build(), half);
            drop(Path::builder().then("left"));
            assert_eq!(path!["x"].as_str(), "x");
        }
    }
}
