//! `CiphertextBlob`: how a ciphertext travels.
//!
//! Layout alone; what opens it stands in [`crate::material`]. Clients must not parse a blob, and the
//! vendor's too begins with the version's id, so that a decryption needs no key named.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use rampart_vocab::KeyVersionId;

use crate::limits;

/// A ciphertext with the id of the key version that opens it.
///
/// Base64 of: 36-byte ASCII key-version id ‖ format byte ‖ 24-byte nonce ‖ ciphertext ‖ 16-byte tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CiphertextBlob {
    version: KeyVersionId,
    format: Format,
    /// Nonce, ciphertext and tag.
    sealed: Vec<u8>,
}

/// How the part after the format byte was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// XAES-256-GCM (C2SP), 24-byte nonce, 16-byte tag.
    Xaes256Gcm,
}

/// A text that is no blob of ours, whatever is wrong with it: a caller learns no more than that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the ciphertext does not open")]
pub struct BlobRefused;

impl Format {
    /// The byte in the blob and in what is authenticated.
    pub const fn byte(self) -> u8 {
        match self {
            Self::Xaes256Gcm => 1,
        }
    }

    const fn from_byte(byte: u8) -> Option<Self> {
        match byte {
            1 => Some(Self::Xaes256Gcm),
            _ => None,
        }
    }

    /// Bytes of nonce and tag.
    const fn overhead(self) -> usize {
        match self {
            Self::Xaes256Gcm => 24 + 16,
        }
    }
}

/// Bytes of a version id in ASCII.
const ID_BYTES: usize = 36;
const HEAD_BYTES: usize = ID_BYTES + 1;
const BYTES_MAX: usize = HEAD_BYTES + Format::Xaes256Gcm.overhead() + limits::PLAINTEXT_BYTES_MAX;

impl CiphertextBlob {
    pub(crate) const fn new(version: KeyVersionId, format: Format, sealed: Vec<u8>) -> Self {
        Self { version, format, sealed }
    }

    /// Reads the base64 form, strictly: one spelling, one length, a known format.
    ///
    /// # Errors
    /// [`BlobRefused`].
    pub fn parse(text: &str) -> Result<Self, BlobRefused> {
        if text.len() > BYTES_MAX.div_ceil(3) * 4 {
            return Err(BlobRefused);
        }
        let bytes = STANDARD.decode(text).map_err(|_| BlobRefused)?;
        let (id, rest) = bytes.split_at_checked(ID_BYTES).ok_or(BlobRefused)?;
        let (format, sealed) = rest.split_first().ok_or(BlobRefused)?;
        let format = Format::from_byte(*format).ok_or(BlobRefused)?;
        let id = std::str::from_utf8(id).map_err(|_| BlobRefused)?;
        let version = id.parse().map_err(|_| BlobRefused)?;
        // A plaintext is never empty, so neither is a ciphertext.
        if sealed.len() <= format.overhead() || bytes.len() > BYTES_MAX {
            return Err(BlobRefused);
        }
        Ok(Self { version, format, sealed: sealed.to_vec() })
    }

    /// The base64 form.
    pub fn to_base64(&self) -> String {
        let mut bytes = Vec::with_capacity(HEAD_BYTES + self.sealed.len());
        bytes.extend_from_slice(self.version.to_string().as_bytes());
        bytes.push(self.format.byte());
        bytes.extend_from_slice(&self.sealed);
        STANDARD.encode(bytes)
    }

    /// The version that opens it.
    pub const fn version(&self) -> KeyVersionId {
        self.version
    }

    /// How it was sealed.
    pub const fn format(&self) -> Format {
        self.format
    }

    pub(crate) fn sealed(&self) -> &[u8] {
        &self.sealed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version() -> KeyVersionId {
        KeyVersionId::from_bytes([0x42; 16])
    }

    fn bytes(id: &str, format: u8, sealed: usize) -> String {
        let mut bytes = id.as_bytes().to_vec();
        bytes.push(format);
        bytes.extend(std::iter::repeat_n(7, sealed));
        STANDARD.encode(bytes)
    }

    #[test]
    fn a_blob_reads_back_as_it_was_written() {
        let blob = CiphertextBlob::new(version(), Format::Xaes256Gcm, vec![9; 72]);
        assert_eq!(CiphertextBlob::parse(&blob.to_base64()), Ok(blob));
    }

    #[test]
    fn what_is_no_blob_is_refused_with_one_answer() {
        let id = version().to_string();
        assert!(CiphertextBlob::parse(&bytes(&id, 1, 41)).is_ok());
        assert!(CiphertextBlob::parse(&bytes(&id, 1, 40 + limits::PLAINTEXT_BYTES_MAX)).is_ok());
        for (case, text) in [
            ("nothing", String::new()),
            ("no base64", "!!!!".into()),
            ("half an id", STANDARD.encode(id.split_at(20).0)),
            ("an id alone", STANDARD.encode(&id)),
            ("no ciphertext", bytes(&id, 1, 40)),
            ("format 0", bytes(&id, 0, 72)),
            ("format 2", bytes(&id, 2, 72)),
            ("an id in upper case", bytes(&"AB".repeat(18), 1, 72)),
            ("no id", bytes(&"x".repeat(36), 1, 72)),
            ("an id that is no text", {
                let mut raw = vec![0xFF; 36];
                raw.push(1);
                raw.extend([0; 72]);
                STANDARD.encode(raw)
            }),
            ("too long", bytes(&id, 1, 41 + limits::PLAINTEXT_BYTES_MAX)),
            ("far too long", "A".repeat(1 << 20)),
            ("a space in front", format!(" {}", bytes(&id, 1, 72))),
            ("no padding", bytes(&id, 1, 72).trim_end_matches('=').to_owned() + "A"),
            ("the url alphabet", bytes(&id, 1, 72).replace('B', "-")),
        ] {
            assert_eq!(CiphertextBlob::parse(&text), Err(BlobRefused), "{case}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in ".{0,200}") {
            let _ = CiphertextBlob::parse(&text);
        }

        #[test]
        fn one_blob_has_one_spelling(raw in proptest::collection::vec(proptest::num::u8::ANY, 0..160)) {
            let mut bytes = version().to_string().into_bytes();
            bytes.push(1);
            bytes.extend(raw);
            let text = STANDARD.encode(bytes);
            if let Ok(blob) = CiphertextBlob::parse(&text) {
                proptest::prop_assert_eq!(blob.to_base64(), text);
            }
        }
    }
}
