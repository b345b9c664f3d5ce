//! Names of rows: segments joined by `/`, and ranges of them.
//!
//! Which paths there are is decided by the rooms that own the rows. No secret ever stands in a path.

mod builder;

use std::{
    fmt::{self, Display},
    sync::Arc,
};

use rampart_vocab::limits;

pub use builder::{PathBuilder, Segment};

/// A row's name: `key/1234567890123456/01890a5d-…`.
///
/// Made with [`path!`](crate::path!): each argument is one [`Segment`]; a `/`, `%` or control character inside a
/// segment is written `%2F` and so on, so a segment never becomes two. Names are ordered byte by
/// byte.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Path(Arc<str>);

/// The path of these segments: `path!["key", account, key_id]`.
#[macro_export]
macro_rules! path {
    ($($segment:expr),+ $(,)?) => {
        $crate::Path::builder()$(.then(&$segment))+.build()
    };
}

/// The range of every path below these segments: `prefix!["key", account]` holds `key/<account>/…` and nothing else.
#[macro_export]
macro_rules! prefix {
    ($($segment:expr),+ $(,)?) => {
        $crate::Path::builder()$(.then(&$segment))+.build().prefix()
    };
}

impl Path {
    /// The path of these segments.
    pub fn new<S: Segment>(segments: impl IntoIterator<Item = S>) -> Self {
        segments.into_iter().fold(Self::builder(), |path, segment| path.then(&segment)).build()
    }

    /// A path to be built segment by segment.
    pub fn builder() -> PathBuilder {
        PathBuilder::begin()
    }

    /// This path with one more segment.
    #[must_use]
    pub fn then(&self, segment: impl Segment) -> Self {
        PathBuilder::begin_with(self).then(&segment).build()
    }

    /// The range of every path below this one; the path itself and its siblings (`key/10` for `key/1`) are outside.
    pub fn prefix(&self) -> Range {
        // `0` is the byte after `/`.
        Range { start: format!("{}/", self.0).into(), end: format!("{}0", self.0).into() }
    }

    /// The name as it stands in the store.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The segments as they were given.
    pub fn segments(&self) -> impl Iterator<Item = String> + '_ {
        self.0.split('/').map(builder::unescaped)
    }

    /// The last segment as it was given.
    pub fn last_segment(&self) -> String {
        self.0.rsplit('/').next().map(builder::unescaped).unwrap_or_default()
    }

    /// Whether a row may bear this name: not empty, at most [`limits::ROW_NAME_BYTES_MAX`] bytes.
    pub fn fits(&self) -> bool {
        !self.0.is_empty() && self.0.len() <= limits::ROW_NAME_BYTES_MAX
    }

    /// A name read back from a store.
    pub fn from_stored(name: &str) -> Self {
        Self(name.into())
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0)
    }
}

impl Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Names from a start, included, to an end, excluded.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Range {
    pub(crate) start: Arc<str>,
    pub(crate) end: Arc<str>,
}

impl Range {
    /// Every row there is.
    pub fn all() -> Self {
        // No name begins with a byte above those of UTF-8; U+10FFFF is its greatest letter.
        Self { start: "".into(), end: "\u{10FFFF}".into() }
    }

    /// From `start`, included, to `end`, excluded.
    pub fn between(start: &Path, end: &Path) -> Self {
        Self { start: start.0.clone(), end: end.0.clone() }
    }

    /// No row.
    pub fn nothing() -> Self {
        Self { start: "".into(), end: "".into() }
    }

    /// The part of this range whose last segment begins with `text`: for listings by name.
    #[must_use]
    pub fn starting_with(&self, text: &str) -> Self {
        let start = builder::with_more(&self.start, text);
        let end = format!("{start}\u{10FFFF}");
        Self { start: start.into(), end: end.into() }
    }

    /// The first name that may be inside.
    pub fn start(&self) -> &str {
        &self.start
    }

    /// The first name beyond.
    pub fn end(&self) -> &str {
        &self.end
    }

    /// Whether a path lies inside.
    pub fn contains(&self, path: &Path) -> bool {
        *self.start <= *path.0 && *path.0 < *self.end
    }

    /// Whether nothing can lie inside.
    pub fn is_empty(&self) -> bool {
        self.start >= self.end
    }

    /// The part up to and including `path`.
    pub(crate) fn up_to(&self, path: &Path) -> Self {
        Self { start: self.start.clone(), end: after(path) }
    }

    /// The part from `path` on, included.
    pub(crate) fn from(&self, path: &Path) -> Self {
        Self { start: path.0.clone(), end: self.end.clone() }
    }

    /// What is left of the range beyond `page.after`, in the page's direction.
    pub(crate) fn resumed(&self, page: &Page) -> Self {
        match (&page.after, page.direction) {
            (None, _) => self.clone(),
            (Some(last), Direction::Forward) => {
                Self { start: after(last).max(self.start.clone()), end: self.end.clone() }
            }
            (Some(last), Direction::Backward) => {
                Self { start: self.start.clone(), end: last.0.clone().min(self.end.clone()) }
            }
        }
    }
}

/// The least name greater than `path`.
fn after(path: &Path) -> Arc<str> {
    format!("{}\0", path.0).into()
}

impl fmt::Debug for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`..`{}`", self.start, self.end)
    }
}

/// Which way a scan goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// From the least name up.
    #[default]
    Forward,
    /// From the greatest name down.
    Backward,
}

/// Which part of a range a scan gives: how many rows at most, which way, and beyond which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Rows at most.
    pub limit: usize,
    /// Which way.
    pub direction: Direction,
    /// The last path of the page before; it is not given again, and need not exist any more.
    pub after: Option<Path>,
}

impl Page {
    /// The first `limit` rows.
    pub const fn first(limit: usize) -> Self {
        Self { limit, direction: Direction::Forward, after: None }
    }

    /// The last `limit` rows, the greatest first.
    pub const fn last(limit: usize) -> Self {
        Self { limit, direction: Direction::Backward, after: None }
    }

    /// The rows beyond `path`.
    #[must_use]
    pub fn after(self, path: Path) -> Self {
        Self { after: Some(path), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_stay_what_they_were() {
        for segments in [&["key", "1", "x"][..], &["alias", "alias/my key"], &["100%", "a%2Fb", "\n"], &["ä"]]
        {
            let path = Path::new(segments);
            assert_eq!(path.segments().collect::<Vec<_>>(), segments, "{path}");
            assert_eq!(path.as_str().split('/').count(), segments.len());
            assert_eq!(path.last_segment(), segments[segments.len() - 1]);
        }
        assert_eq!(path!["key", 7, "a/b"].as_str(), "key/7/a%2Fb");
        assert_eq!(path!["key", 7].then("a/b"), path!["key", 7, "a/b"]);
    }

    #[test]
    fn a_prefix_holds_what_is_below_and_no_sibling() {
        let range = prefix!["key", 1];
        for (path, inside) in [
            (path!["key", 1, "a"], true),
            (path!["key", 1, "a", "b"], true),
            (path!["key", 1, ""], true),
            (path!["key", 1], false),
            (path!["key", 10], false),
            (path!["key", 10, "a"], false),
            (path!["key", "1-", "a"], false),
            (path!["key", "0", "a"], false),
            (path!["key", "1/2"], false),
        ] {
            assert_eq!(range.contains(&path), inside, "{path}");
            assert!(Range::all().contains(&path));
        }
    }

    #[test]
    fn a_range_narrows_to_names_that_begin_with_a_text() {
        let range = prefix!["alias", 1].starting_with("a/b");
        assert!(range.contains(&path!["alias", 1, "a/b"]));
        assert!(range.contains(&path!["alias", 1, "a/bc"]));
        assert!(!range.contains(&path!["alias", 1, "a/c"]));
        assert!(!range.contains(&path!["alias", 1, "a"]));
    }

    #[test]
    fn a_page_goes_on_beyond_the_last_path() {
        let range = prefix!["k"];
        let last = path!["k", "m"];
        let (up, down) = (Page::first(1).after(last.clone()), Page::last(1).after(last.clone()));
        for (path, above, below) in [("l", false, true), ("m", false, false), ("m0", true, false)] {
            assert_eq!(range.resumed(&up).contains(&path!["k", path]), above, "{path}");
            assert_eq!(range.resumed(&down).contains(&path!["k", path]), below, "{path}");
        }
        assert!(range.resumed(&up).contains(&last.then("x")));
    }

    #[test]
    fn a_name_has_a_length_that_fits() {
        assert!(Path::new(["x".repeat(limits::ROW_NAME_BYTES_MAX)]).fits());
        assert!(!Path::new(["x".repeat(limits::ROW_NAME_BYTES_MAX + 1)]).fits());
        assert!(!Path::new([""]).fits());
    }
}
