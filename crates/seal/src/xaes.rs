//! XAES-256-GCM: authenticated encryption with nonces long enough to be drawn at random for ever.
//!
//! Source: C2SP, `XAES-256-GCM.md`: a key per message is derived (SP 800-108r1, counter mode, CMAC) from the first
//! half of a 24-byte nonce, and AES-256-GCM runs under it with the second half.

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    cipher::{AES_256, EncryptingKey, UnboundCipherKey},
};
use rampart_vocab::{Entropy, chance};
use zeroize::{Zeroize, Zeroizing};

use crate::SecretBytes;

/// Bytes of a nonce.
pub const NONCE_BYTES: usize = 24;
/// Bytes of an authentication tag.
pub const TAG_BYTES: usize = 16;
/// Bytes that a sealed value is longer than its plaintext.
pub const OVERHEAD_BYTES: usize = NONCE_BYTES + TAG_BYTES;

/// A nonce, used once.
pub type XaesNonce = [u8; NONCE_BYTES];

/// A value did not open: another key, another context, or changed bytes. Which of these is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the sealed value does not open under this key and context")]
pub struct NotOpened;

/// A 256-bit key with its schedule and CMAC sub-key expanded, so that a message costs two AES blocks and one GCM.
pub struct XaesKey {
    blocks: EncryptingKey,
    /// CMAC's first sub-key (SP 800-38B), the only one needed: both messages are one whole block.
    sub_key: Zeroizing<[u8; 16]>,
}

impl XaesKey {
    /// Expands a key.
    pub fn new(key: &[u8; 32]) -> Self {
        let blocks = UnboundCipherKey::new(&AES_256, key)
            .and_then(EncryptingKey::ecb)
            .unwrap_or_else(|_| std::process::abort());
        let mut sub_key = Zeroizing::new([0; 16]);
        encrypt_blocks(&blocks, sub_key.as_mut_slice());
        double(&mut sub_key);
        Self { blocks, sub_key }
    }

    /// Seals under a nonce drawn at random: nonce ‖ ciphertext ‖ tag.
    pub fn seal(&self, entropy: &dyn Entropy, aad: &[u8], plaintext: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(plaintext.len() + OVERHEAD_BYTES);
        let nonce = chance::array(entropy);
        out.extend_from_slice(&nonce);
        self.seal_onto(&mut out, &nonce, aad, plaintext);
        out
    }

    /// Appends ciphertext ‖ tag to `out`. The nonce must never have been used under this key.
    pub fn seal_onto(&self, out: &mut Vec<u8>, nonce: &XaesNonce, aad: &[u8], plaintext: &[u8]) {
        let (key, rest) = self.message_key(nonce);
        let start = out.len();
        out.extend_from_slice(plaintext);
        let sealed =
            out.get_mut(start..).map(|in_out| key.seal_in_place_separate_tag(rest, Aad::from(aad), in_out));
        match sealed {
            Some(Ok(tag)) => out.extend_from_slice(tag.as_ref()),
            // Only a message of 64 GiB is refused, and records are far below: never let plaintext stand.
            _ => std::process::abort(),
        }
    }

    /// Opens nonce ‖ ciphertext ‖ tag.
    ///
    /// # Errors
    /// [`NotOpened`]; not a byte of plaintext is given out before the tag has been checked.
    pub fn open(&self, aad: &[u8], sealed: &[u8]) -> Result<SecretBytes, NotOpened> {
        let (nonce, rest) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or(NotOpened)?;
        self.open_with(nonce, aad, rest)
    }

    /// Opens ciphertext ‖ tag.
    ///
    /// # Errors
    /// As [`XaesKey::open`].
    pub fn open_with(&self, nonce: &XaesNonce, aad: &[u8], sealed: &[u8]) -> Result<SecretBytes, NotOpened> {
        let length = sealed.len().checked_sub(TAG_BYTES).ok_or(NotOpened)?;
        let (ciphertext, tag) = sealed.split_at_checked(length).ok_or(NotOpened)?;
        let (key, rest) = self.message_key(nonce);
        let mut plaintext = SecretBytes::from_vec(vec![0; length]);
        key.open_separate_gather(rest, Aad::from(aad), ciphertext, tag, plaintext.expose_secret_mut())
            .map_err(|_| NotOpened)?;
        Ok(plaintext)
    }

    /// The message's own key, and the rest of the nonce.
    fn message_key(&self, nonce: &XaesNonce) -> (LessSafeKey, Nonce) {
        let mut derived = Zeroizing::new([0_u8; 32]);
        let mask = u128::from_be_bytes(*self.sub_key);
        // The first twelve bytes of the nonce, behind a counter and a letter.
        let (first, _) = nonce.split_first_chunk::<16>().unwrap_or((&[0; 16], &[]));
        let tail = u128::from_be_bytes(*first) >> 32;
        for (block, counter) in derived.as_chunks_mut::<16>().0.iter_mut().zip(1..) {
            let head = u128::from(u32::from_be_bytes([0, counter, b'X', 0])) << 96;
            *block = ((head | tail) ^ mask).to_be_bytes();
        }
        encrypt_blocks(&self.blocks, derived.as_mut_slice());
        let key = UnboundKey::new(&AES_256_GCM, derived.as_slice()).map(LessSafeKey::new);
        let rest = nonce.last_chunk::<12>().map(|rest| Nonce::assume_unique_for_key(*rest));
        match (key, rest) {
            (Ok(key), Some(rest)) => (key, rest),
            // The lengths are right by construction.
            _ => std::process::abort(),
        }
    }
}

fn encrypt_blocks(key: &EncryptingKey, blocks: &mut [u8]) {
    if key.encrypt(blocks).is_err() {
        // Whole blocks are never refused, and an unencrypted key must not be used.
        blocks.zeroize();
        std::process::abort();
    }
}

/// Multiplies by x in GF(2¹²⁸), as SP 800-38B makes its sub-keys.
fn double(block: &mut [u8; 16]) {
    let doubled = u128::from_be_bytes(*block);
    // All ones when the top bit was set: no branch on a secret.
    let carry = 0_u128.wrapping_sub(doubled >> 127);
    *block = ((doubled << 1) ^ (carry & 0x87)).to_be_bytes();
}

#[cfg(test)]
mod tests {
    use rampart_vocab::SeededEntropy;

    use super::*;

    const NONCE: &XaesNonce = b"ABCDEFGHIJKLMNOPQRSTUVWX";

    fn check(key: u8, aad: &[u8], sealed: &str) {
        let key = XaesKey::new(&[key; 32]);
        let mut out = Vec::new();
        key.seal_onto(&mut out, NONCE, aad, b"XAES-256-GCM");
        assert_eq!(hex::encode(&out), sealed);
        assert_eq!(key.open_with(NONCE, aad, &out).unwrap().expose_secret(), b"XAES-256-GCM");
    }

    /// Source: C2SP, `XAES-256-GCM.md`, "Test Vectors": one with the sub-key's top bit clear, one with it set.
    #[test]
    fn the_published_vectors_hold() {
        check(1, b"", "ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271");
        check(3, b"c2sp.org/XAES-256-GCM", "986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d");
    }

    #[test]
    fn a_changed_value_does_not_open() {
        let key = XaesKey::new(&[7; 32]);
        let sealed = key.seal(&SeededEntropy::new(1), b"here", b"value");
        assert_eq!(key.open(b"here", &sealed).unwrap().expose_secret(), b"value");
        assert_eq!(key.open(b"there", &sealed), Err(NotOpened));
        assert_eq!(XaesKey::new(&[8; 32]).open(b"here", &sealed), Err(NotOpened));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(key.open(b"here", &changed), Err(NotOpened), "byte {at}");
            assert_eq!(key.open(b"here", &sealed[..at]), Err(NotOpened), "cut at {at}");
        }
    }
}
