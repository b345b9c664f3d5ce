//! Keys from keys (HKDF-SHA-256, RFC 5869) and authentication codes (HMAC, RFC 2104).
//!
//! A label begins every derivation. Keys from passphrases stand in `passphrase`.

use aws_lc_rs::{constant_time, hkdf, hmac};

use crate::{Context, SecretArray, SecretBytes};

/// `N` bytes from a secret, for what `context` says.
pub fn derive<const N: usize>(secret: &[u8], context: &Context) -> SecretArray<N> {
    let mut out = SecretArray::zero();
    expand(secret, context, out.expose_secret_mut());
    out
}

/// `length` bytes, at most 8,160, from a secret, for what `context` says.
pub fn derive_bytes(secret: &[u8], context: &Context, length: usize) -> SecretBytes {
    let mut out = SecretBytes::from_vec(vec![0; length]);
    expand(secret, context, out.expose_secret_mut());
    out
}

struct Length(usize);

impl hkdf::KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

fn expand(secret: &[u8], context: &Context, out: &mut [u8]) {
    let extracted = hkdf::Salt::new(hkdf::HKDF_SHA256, &[]).extract(secret);
    let info = [context.as_bytes()];
    let filled = extracted.expand(&info, Length(out.len())).and_then(|derived| derived.fill(out));
    if filled.is_err() {
        // More than 255 blocks are asked for nowhere, and zeroes must not pass for a key.
        std::process::abort();
    }
}

/// The hash under an authentication code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MacHash {
    /// SHA-1, for signatures of clients that offer nothing else.
    Sha1,
    /// SHA-256.
    Sha256,
}

/// A key for authentication codes, its inner and outer state kept, so that each code costs half.
#[derive(Clone)]
pub struct MacKey(hmac::Key);

impl MacKey {
    /// Prepares a key of any length.
    pub fn new(hash: MacHash, key: &[u8]) -> Self {
        let algorithm = match hash {
            MacHash::Sha1 => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
            MacHash::Sha256 => hmac::HMAC_SHA256,
        };
        Self(hmac::Key::new(algorithm, key))
    }

    /// The code of a message: 20 or 32 bytes.
    pub fn sign(&self, message: &[u8]) -> Mac {
        Mac(hmac::sign(&self.0, message))
    }

    /// The code of a message in parts.
    pub fn sign_parts(&self, parts: &[&[u8]]) -> Mac {
        let mut state = hmac::Context::with_key(&self.0);
        for part in parts {
            state.update(part);
        }
        Mac(state.sign())
    }

    /// Whether `code` is the message's, in constant time.
    pub fn verify(&self, message: &[u8], code: &[u8]) -> bool {
        constant_time::verify_slices_are_equal(hmac::sign(&self.0, message).as_ref(), code).is_ok()
    }
}

impl std::fmt::Debug for MacKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MacKey(…)")
    }
}

/// An authentication code.
pub struct Mac(hmac::Tag);

impl AsRef<[u8]> for Mac {
    fn as_ref(&self) -> &[u8] {
        self.0.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels;

    #[test]
    fn a_derivation_depends_on_secret_context_and_nothing_else() {
        let context = Context::new(labels::STS_SESSION_SECRET).field("a");
        let key: SecretArray<32> = derive(b"secret", &context);
        assert_eq!(key, derive(b"secret", &context));
        assert_ne!(key, derive(b"secret", &context.clone().field("")));
        assert_ne!(key, derive(b"Secret", &context));
        assert_eq!(derive_bytes(b"secret", &context, 32).expose_secret(), key.expose_secret());
    }

    /// Source: RFC 4231, test case 2, and RFC 2202, test case 2.
    #[test]
    fn the_published_codes_hold() {
        for (hash, code) in [
            (MacHash::Sha256, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
            (MacHash::Sha1, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
        ] {
            let key = MacKey::new(hash, b"Jefe");
            assert_eq!(hex::encode(key.sign(b"what do ya want for nothing?")), code);
            assert_eq!(hex::encode(key.sign_parts(&[b"what do ya ", b"want for nothing?"])), code);
            assert!(key.verify(b"what do ya want for nothing?", &hex::decode(code).unwrap()));
            assert!(!key.verify(b"what", &hex::decode(code).unwrap()));
        }
    }
}
