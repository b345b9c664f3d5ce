//! A segment's key and the ratchet to the next one's.
//!
//! The first key of a chain is chance; each next one is derived from the one before, which is then wiped, so whoever
//! takes the server later holds no key for what was closed before.

use rampart_seal::{Context, MacHash, MacKey, SecretArray, constant_time_eq, derive, labels};
use rampart_vocab::Entropy;

use super::frame::{DIGEST_BYTES, Digest};

/// The key of one segment.
pub(super) struct SegmentKey(SecretArray<32>);

impl SegmentKey {
    /// The first key of a new chain.
    pub(super) fn random(entropy: &dyn Entropy) -> Self {
        Self(SecretArray::random(entropy))
    }

    /// A key that the store kept.
    pub(super) fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(SecretArray::new(bytes))
    }

    /// The next segment's key (HKDF-SHA-256, RFC 5869). There is no way back.
    pub(super) fn next(&self) -> Self {
        Self(derive(self.0.expose_secret(), &Context::new(labels::AUDIT_RATCHET)))
    }

    /// The key under which this segment's frames are authenticated.
    pub(super) fn seal(&self) -> FrameSeal {
        let key: SecretArray<32> = derive(self.0.expose_secret(), &Context::new(labels::AUDIT_CHAIN));
        FrameSeal(MacKey::new(MacHash::Sha256, key.expose_secret()))
    }

    /// The key's bytes, for the sealed row.
    pub(super) fn expose_secret(&self) -> &[u8; 32] {
        self.0.expose_secret()
    }
}

/// Authenticates the digests of one segment's frames (HMAC-SHA-256, RFC 2104).
pub(super) struct FrameSeal(MacKey);

impl FrameSeal {
    /// The code of a digest.
    pub(super) fn sign(&self, digest: &Digest) -> Digest {
        let mut code = [0; DIGEST_BYTES];
        for (to, from) in code.iter_mut().zip(self.0.sign(digest).as_ref()) {
            *to = *from;
        }
        code
    }

    /// Whether `code` is the digest's.
    pub(super) fn holds(&self, digest: &Digest, code: &Digest) -> bool {
        constant_time_eq(&self.sign(digest), code)
    }
}
