//! What an attachment is called: by people, in ARNs and in files.

use std::{fmt, str::FromStr};

/// An attachment's name, unique in its account: lower-case letters, digits and hyphens, a letter first.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AttachmentName(Box<str>);

/// A text that cannot be an attachment's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a name has up to {} lower-case letters, digits and hyphens, and begins with a letter",
    AttachmentName::BYTES_MAX
)]
pub struct AttachmentNameRefused;

impl AttachmentName {
    /// The longest name, in bytes.
    pub const BYTES_MAX: usize = 63;

    /// The name's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AttachmentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for AttachmentName {
    type Err = AttachmentNameRefused;

    fn from_str(text: &str) -> Result<Self, AttachmentNameRefused> {
        let fits = text.len() <= Self::BYTES_MAX
            && text.starts_with(|first: char| first.is_ascii_lowercase())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if fits { Ok(Self(text.into())) } else { Err(AttachmentNameRefused) }
    }
}
