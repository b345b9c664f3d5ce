//! How tokens and slips are written: a format, the term of the keys, and what these have sealed; base64url without padding
//! (RFC 4648 §5).
//!
//! What is sealed, and bound to what, is `token`'s and `slip`'s.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// Format and key term.
const HEAD_BYTES: usize = 5;

/// One that was read.
pub(crate) struct Envelope {
    /// Whose keys sealed it.
    pub(crate) term: u32,
    bytes: Vec<u8>,
}

impl Envelope {
    /// Writes one.
    pub(crate) fn written(format: u8, term: u32, sealed: &[u8]) -> String {
        let mut bytes = Vec::with_capacity(HEAD_BYTES + sealed.len());
        bytes.push(format);
        bytes.extend(term.to_be_bytes());
        bytes.extend_from_slice(sealed);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads one of at most so many characters. Padding and stray last bits are refused: each has one spelling.
    pub(crate) fn read(format: u8, text: &str, chars_max: usize) -> Option<Self> {
        let bytes = (text.len() <= chars_max).then(|| URL_SAFE_NO_PAD.decode(text).ok()).flatten()?;
        let [found, term @ ..] = *bytes.first_chunk::<HEAD_BYTES>()?;
        (found == format).then(|| Self { term: u32::from_be_bytes(term), bytes })
    }

    /// What only the keys open.
    pub(crate) fn sealed(&self) -> &[u8] {
        self.bytes.get(HEAD_BYTES..).unwrap_or_default()
    }
}
