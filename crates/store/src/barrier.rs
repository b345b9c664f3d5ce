//! The barrier: what is above it is plaintext, what is below is sealed and bound to its path.
//!
//! A sealed value is format ‖ key term ‖ nonce ‖ ciphertext ‖ tag (XAES-256-GCM under the ring's term key). Its
//! authenticated context is label, format, term and path, so a value moved to another row does not open. An older
//! value put back at its own path does open: ARCHITECTURE.md says why, and what would be sound.

use std::sync::{Arc, PoisonError, RwLock};

use rampart_seal::{
    Context, KeyRing, NotOpened, SecretBytes, Term, labels,
    xaes::{self, NONCE_BYTES, XaesNonce},
};
use rampart_vocab::Entropy;

use crate::Path;

const FORMAT: u8 = 1;
const HEAD_BYTES: usize = 5;
/// Bytes that a sealed value is longer than its plaintext.
pub(crate) const OVERHEAD_BYTES: usize = HEAD_BYTES + xaes::OVERHEAD_BYTES;

pub(crate) struct Barrier {
    ring: RwLock<Arc<KeyRing>>,
    entropy: Arc<dyn Entropy + Send + Sync>,
}

impl Barrier {
    pub(crate) fn new(ring: KeyRing, entropy: Arc<dyn Entropy + Send + Sync>) -> Self {
        Self { ring: RwLock::new(Arc::new(ring)), entropy }
    }

    /// From now on this ring seals. It still holds every term that the one before held.
    pub(crate) fn adopt(&self, ring: KeyRing) {
        *self.ring.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(ring);
    }

    /// `number` nonces in one draw, since a draw costs the same whatever its size.
    pub(crate) fn nonces(&self, number: usize) -> Vec<XaesNonce> {
        let mut drawn = vec![[0; NONCE_BYTES]; number];
        self.entropy.fill(drawn.as_flattened_mut());
        drawn
    }

    /// Seals under a nonce that is used here alone.
    pub(crate) fn seal(&self, path: &Path, plaintext: &SecretBytes, nonce: XaesNonce) -> Arc<[u8]> {
        let ring = self.ring();
        let (term, key) = ring.sealing_key();
        let mut out = Vec::with_capacity(plaintext.len() + OVERHEAD_BYTES);
        out.push(FORMAT);
        out.extend_from_slice(&term.to_be_bytes());
        out.extend_from_slice(&nonce);
        key.seal_onto(&mut out, &nonce, context(term, path).as_bytes(), plaintext.expose_secret());
        out.into()
    }

    pub(crate) fn open(&self, path: &Path, sealed: &[u8]) -> Result<SecretBytes, NotOpened> {
        let ((format, term), rest) = head(sealed).ok_or(NotOpened)?;
        let ring = self.ring();
        let key = ring.opening_key(term).filter(|_| format == FORMAT).ok_or(NotOpened)?;
        key.open(context(term, path).as_bytes(), rest)
    }

    fn ring(&self) -> Arc<KeyRing> {
        self.ring.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn head(sealed: &[u8]) -> Option<((u8, Term), &[u8])> {
    let (format, rest) = sealed.split_first()?;
    let (term, rest) = rest.split_first_chunk::<4>()?;
    Some(((*format, Term::from_be_bytes(*term)), rest))
}

fn context(term: Term, path: &Path) -> Context {
    Context::new(labels::BARRIER_VALUE).field([FORMAT]).field(term.to_be_bytes()).field(path.as_str())
}
