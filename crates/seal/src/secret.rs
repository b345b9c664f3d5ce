//! Secrets that grow: bytes and text of any length.
//!
//! They are wiped when dropped, also when they move to grow, compare in constant time and never show themselves in
//! `Debug`. The only door is `expose_secret`. Keys of a fixed length stand in `key`.

use std::fmt;

use rampart_vocab::Entropy;
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// Secret bytes of any length.
///
/// A clone is as secret as its source and wiped like it; records that hold secrets are cloned to be changed.
#[derive(Default)]
pub struct SecretBytes(Vec<u8>);

impl SecretBytes {
    /// None yet, with room for `capacity` bytes: bytes pushed within it are never copied.
    pub fn with_capacity(capacity: usize) -> Self {
        Self(Vec::with_capacity(capacity))
    }

    /// Takes the bytes over; nothing is copied.
    pub const fn from_vec(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// Copies the bytes; the caller wipes his own.
    pub fn copied_from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }

    /// `length` fresh bytes.
    pub fn random(length: usize, entropy: &dyn Entropy) -> Self {
        let mut bytes = vec![0; length];
        entropy.fill(&mut bytes);
        Self(bytes)
    }

    /// The bytes themselves: the one door.
    pub fn expose_secret(&self) -> &[u8] {
        &self.0
    }

    /// The bytes themselves, to be changed in place.
    pub fn expose_secret_mut(&mut self) -> &mut [u8] {
        &mut self.0
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Appends; when there is no room the old place is wiped before it is given back.
    pub fn extend_from_slice(&mut self, more: &[u8]) {
        let wanted = self.0.len() + more.len();
        if wanted > self.0.capacity() {
            let mut grown = Vec::with_capacity(wanted.max(self.0.capacity() * 2).max(64));
            grown.extend_from_slice(&self.0);
            self.0.zeroize();
            self.0 = grown;
        }
        self.0.extend_from_slice(more);
    }

    /// Shortens to `length` bytes, wiping the rest.
    pub fn truncate(&mut self, length: usize) {
        if let Some(rest) = self.0.get_mut(length..) {
            rest.zeroize();
        }
        self.0.truncate(length);
    }
}

impl Drop for SecretBytes {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl Clone for SecretBytes {
    fn clone(&self) -> Self {
        Self::copied_from(&self.0)
    }
}

impl PartialEq for SecretBytes {
    fn eq(&self, other: &Self) -> bool {
        constant_time_eq(&self.0, &other.0)
    }
}

impl Eq for SecretBytes {}

impl fmt::Debug for SecretBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretBytes(…)")
    }
}

impl From<Vec<u8>> for SecretBytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from_vec(bytes)
    }
}

/// Secret text: a password, an access key's secret.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SecretString(SecretBytes);

impl SecretString {
    /// Takes the text over; nothing is copied.
    pub fn from_string(text: String) -> Self {
        Self(SecretBytes::from_vec(text.into_bytes()))
    }

    /// Text from bytes, or nothing when they are not UTF-8.
    pub fn from_utf8(bytes: SecretBytes) -> Option<Self> {
        std::str::from_utf8(bytes.expose_secret()).is_ok().then_some(Self(bytes))
    }

    /// The text itself: the one door.
    pub fn expose_secret(&self) -> &str {
        // Only UTF-8 ever comes in, so the empty text is never the answer.
        std::str::from_utf8(self.0.expose_secret()).unwrap_or_default()
    }

    /// The text as bytes.
    pub fn as_bytes(&self) -> &SecretBytes {
        &self.0
    }
}

impl fmt::Debug for SecretString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretString(…)")
    }
}

impl From<String> for SecretString {
    fn from(text: String) -> Self {
        Self::from_string(text)
    }
}

impl From<&str> for SecretString {
    fn from(text: &str) -> Self {
        Self::from_string(text.to_owned())
    }
}

/// Whether both are the same, in a time that depends on their lengths alone.
pub fn constant_time_eq(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_do_not_show_themselves() {
        let shown = format!("{:?} {:?}", SecretBytes::copied_from(b"hunter2"), SecretString::from("hunter2"));
        assert_eq!(shown, "SecretBytes(…) SecretString(…)");
    }

    #[test]
    fn bytes_grow_shrink_and_compare() {
        let mut bytes = SecretBytes::with_capacity(2);
        for chunk in [b"ab".as_slice(), b"", &[b'c'; 200], b"d"] {
            bytes.extend_from_slice(chunk);
        }
        assert_eq!(bytes.len(), 203);
        assert_ne!(bytes, SecretBytes::copied_from(b"ab"));
        bytes.truncate(2);
        assert_eq!(bytes, SecretBytes::copied_from(b"ab"));
        bytes.truncate(9);
        assert_eq!(bytes.expose_secret(), b"ab");
    }

    #[test]
    fn text_is_utf_8_or_refused() {
        assert!(SecretString::from_utf8(SecretBytes::copied_from(&[0xFF])).is_none());
        let text = SecretString::from_utf8(SecretBytes::copied_from("pä".as_bytes())).unwrap();
        assert_eq!(text.expose_secret(), "pä");
    }
}
