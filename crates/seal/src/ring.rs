//! The key ring: numbered terms, each with a key. The newest seals; older ones open what they sealed.
//!
//! How a ring is kept at rest stands in `header`.

use std::collections::BTreeMap;

use rampart_vocab::Entropy;

use crate::{SecretArray, SecretBytes, TermKey, XaesKey};

/// A term's number; the first is 1.
pub type Term = u32;

/// The keys by which a store's values are sealed, their schedules expanded.
pub struct KeyRing {
    terms: BTreeMap<Term, TermEntry>,
    current: Term,
}

struct TermEntry {
    key: TermKey,
    sealing: XaesKey,
}

impl KeyRing {
    /// A ring of one fresh term.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let mut ring = Self { terms: BTreeMap::new(), current: 0 };
        ring.rotate(entropy);
        ring
    }

    /// Begins a new term; from now on it seals. Gives its number.
    pub fn rotate(&mut self, entropy: &dyn Entropy) -> Term {
        self.current += 1;
        self.terms.insert(self.current, TermEntry::new(TermKey::random(entropy)));
        self.current
    }

    /// The term that seals.
    pub const fn current_term(&self) -> Term {
        self.current
    }

    /// The terms, oldest first.
    pub fn terms(&self) -> impl Iterator<Item = Term> + '_ {
        self.terms.keys().copied()
    }

    /// The current term with its key.
    pub fn sealing_key(&self) -> (Term, &XaesKey) {
        match self.terms.get(&self.current) {
            Some(entry) => (self.current, &entry.sealing),
            // Every constructor puts the current term in and nothing takes it out.
            None => std::process::abort(),
        }
    }

    /// A term's key, or nothing when the ring does not hold it.
    pub fn opening_key(&self, term: Term) -> Option<&XaesKey> {
        self.terms.get(&term).map(|entry| &entry.sealing)
    }

    /// Every term and key, to be sealed into a header: 4 + 32 bytes each, oldest first.
    pub(crate) fn to_bytes(&self) -> SecretBytes {
        let mut bytes = SecretBytes::with_capacity(self.terms.len() * ENTRY_BYTES);
        for (term, entry) in &self.terms {
            bytes.extend_from_slice(&term.to_be_bytes());
            bytes.extend_from_slice(entry.key.expose_secret());
        }
        bytes
    }

    pub(crate) fn from_bytes(bytes: &SecretBytes) -> Option<Self> {
        let mut terms = BTreeMap::new();
        let (entries, rest) = bytes.expose_secret().as_chunks::<ENTRY_BYTES>();
        for entry in entries {
            let (term, key) = entry.split_first_chunk::<4>()?;
            let key = TermKey::new(SecretArray::from_slice(key)?);
            terms.insert(Term::from_be_bytes(*term), TermEntry::new(key));
        }
        let current = *terms.keys().next_back()?;
        rest.is_empty().then_some(Self { terms, current })
    }
}

const ENTRY_BYTES: usize = 36;

impl TermEntry {
    fn new(key: TermKey) -> Self {
        Self { sealing: XaesKey::new(key.expose_secret()), key }
    }
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KeyRing(term {})", self.current)
    }
}

#[cfg(test)]
mod tests {
    use rampart_vocab::SeededEntropy;

    use super::*;

    #[test]
    fn after_a_rotation_the_new_term_seals_and_the_old_still_opens() {
        let entropy = SeededEntropy::new(3);
        let mut ring = KeyRing::generate(&entropy);
        let (term, key) = ring.sealing_key();
        let sealed = key.seal(&entropy, b"", b"old");
        assert_eq!((term, ring.rotate(&entropy)), (1, 2));
        assert_eq!(ring.sealing_key().0, 2);
        assert_eq!(ring.opening_key(1).unwrap().open(b"", &sealed).unwrap().expose_secret(), b"old");
        assert!(ring.opening_key(2).unwrap().open(b"", &sealed).is_err());
        assert!(ring.opening_key(3).is_none());
    }

    #[test]
    fn a_ring_comes_back_from_its_bytes() {
        let entropy = SeededEntropy::new(3);
        let mut ring = KeyRing::generate(&entropy);
        ring.rotate(&entropy);
        let bytes = ring.to_bytes();
        let back = KeyRing::from_bytes(&bytes).unwrap();
        assert_eq!(back.terms().collect::<Vec<_>>(), [1, 2]);
        assert_eq!(back.to_bytes(), bytes);
        for length in [0, 1, 35, 37, 71] {
            assert!(
                KeyRing::from_bytes(&SecretBytes::copied_from(&bytes.expose_secret()[..length])).is_none()
            );
        }
    }
}
