//! One element of a list of objects, whichever way it was sent.

use std::borrow::Cow;

use crate::ParameterRefused;

use super::read;

/// Names and values.
pub(super) type Members<'a> = Vec<(Cow<'a, str>, Cow<'a, str>)>;

/// An element before it is read: `Tag.1.Key` and `Tag.1.Value`, or `{"Key": …, "Value": …}`.
pub struct Row<'a> {
    /// Where it stands, for a refusal: `Tag.1`.
    pub(super) of: String,
    pub(super) members: Members<'a>,
}

/// Something that is read from a row.
pub trait Element: Sized {
    /// Reads it; names match in any case of letters.
    fn decode(row: &Row<'_>) -> Result<Self, ParameterRefused>;
}

/// A tag as a request bears it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TagParameter {
    /// `Key`, or `TagKey` where the operation takes tags as one JSON text.
    pub key: Option<String>,
    /// `Value`, or `TagValue`.
    pub value: Option<String>,
}

impl Element for TagParameter {
    fn decode(row: &Row<'_>) -> Result<Self, ParameterRefused> {
        let either = |short, long| read::text(row, short).or_else(|| read::text(row, long));
        Ok(Self { key: either("Key", "TagKey"), value: either("Value", "TagValue") })
    }
}

impl TagParameter {
    /// Reads the tags of Kms `CreateKey`, `CreateSecret` and `TagResource`: one text `[{"TagKey": …, "TagValue": …}]`
    /// in the parameter `name`.
    pub fn from_json(name: &'static str, text: &str) -> Result<Vec<Self>, ParameterRefused> {
        read::json_rows(name, text)?.iter().map(Self::decode).collect()
    }
}
