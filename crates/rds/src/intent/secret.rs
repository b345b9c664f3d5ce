//! Secrets that cross to the hand: wiped when dropped, never shown, compared in constant time.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The 64-byte master key of an encrypted disk.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct DiskKey(Box<[u8; DiskKey::BYTES]>);

impl DiskKey {
    /// Its length, fscrypt's longest.
    pub const BYTES: usize = 64;

    /// Takes the bytes over and wipes where they came from.
    pub fn take(from: &mut [u8; Self::BYTES]) -> Self {
        let mut key = Self(Box::new([0; Self::BYTES]));
        key.0.copy_from_slice(from);
        from.zeroize();
        key
    }

    /// The bytes themselves: for the kernel alone.
    pub fn expose(&self) -> &[u8; Self::BYTES] {
        &self.0
    }
}

/// A secret text, such as a private key in PEM.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct SecretText(Box<str>);

impl SecretText {
    /// Takes the text over.
    pub fn new(text: String) -> Self {
        Self(text.into_boxed_str())
    }

    /// The text itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl PartialEq for DiskKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_slice().ct_eq(other.0.as_slice()).into()
    }
}

impl PartialEq for SecretText {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl fmt::Debug for DiskKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DiskKey(..)")
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText(..)")
    }
}

// Into a frame, which its owner wipes.
impl Serialize for DiskKey {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut digits = Zeroizing::new([0_u8; Self::BYTES * 2]);
        hex::encode_to_slice(self.0.as_slice(), digits.as_mut_slice()).map_err(serde::ser::Error::custom)?;
        to.serialize_str(std::str::from_utf8(digits.as_slice()).map_err(serde::ser::Error::custom)?)
    }
}

impl<'de> Deserialize<'de> for DiskKey {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Digits;
        impl de::Visitor<'_> for Digits {
            type Value = DiskKey;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the hexadecimal digits of a disk key")
            }

            fn visit_str<E: de::Error>(self, digits: &str) -> Result<DiskKey, E> {
                let mut key = DiskKey(Box::new([0; DiskKey::BYTES]));
                // The decoder's own error would name a digit of the key.
                hex::decode_to_slice(digits, key.0.as_mut_slice())
                    .map_err(|_| E::custom("not the hexadecimal digits of a disk key"))?;
                Ok(key)
            }
        }
        from.deserialize_str(Digits)
    }
}

impl Serialize for SecretText {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for SecretText {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_key_survives_the_frame_and_is_never_shown() {
        let mut bytes = [0xA5; 64];
        let key = DiskKey::take(&mut bytes);
        assert_eq!(bytes, [0; 64]);
        assert_eq!(format!("{key:?}"), "DiskKey(..)");
        let frame = serde_json::to_string(&key).unwrap();
        assert_eq!(serde_json::from_str::<DiskKey>(&frame).unwrap(), key);
    }

    #[test]
    fn a_bad_disk_key_is_refused_without_being_repeated() {
        let long = format!("\"{}\"", "a5".repeat(65));
        for frame in ["\"\"", "\"zz\"", "7", long.as_str()] {
            let error = serde_json::from_str::<DiskKey>(frame).unwrap_err().to_string();
            assert!(!error.contains("a5") && !error.contains('z'), "{error}");
        }
    }
}
