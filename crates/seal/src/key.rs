//! Keys of a fixed length, each kind a type of its own, so that one cannot stand in for another.
//!
//! What a key is used for stands with its user: `ring`, `slot`, `kms`.

use std::fmt;

use rampart_vocab::Entropy;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::SecretBytes;

/// `N` secret bytes, wiped when dropped, compared in constant time.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct SecretArray<const N: usize>(Box<[u8; N]>);

impl<const N: usize> SecretArray<N> {
    /// Takes the bytes over; the argument's own copy on the stack is wiped.
    pub fn new(mut bytes: [u8; N]) -> Self {
        let kept = Self(Box::new(bytes));
        bytes.zeroize();
        kept
    }

    /// From a slice of exactly `N` bytes.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        let mut kept = Self::zero();
        (bytes.len() == N).then(|| {
            kept.0.copy_from_slice(bytes);
            kept
        })
    }

    /// Fresh bytes.
    pub fn random(entropy: &dyn Entropy) -> Self {
        let mut fresh = Self::zero();
        entropy.fill(fresh.0.as_mut_slice());
        fresh
    }

    /// The bytes themselves: the one door.
    pub fn expose_secret(&self) -> &[u8; N] {
        &self.0
    }

    /// The bytes themselves, to be filled in place.
    pub fn expose_secret_mut(&mut self) -> &mut [u8; N] {
        &mut self.0
    }

    pub(crate) fn zero() -> Self {
        Self(Box::new([0; N]))
    }
}

impl<const N: usize> PartialEq for SecretArray<N> {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(other.0.as_ref()).into()
    }
}

impl<const N: usize> Eq for SecretArray<N> {}

impl<const N: usize> fmt::Debug for SecretArray<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretArray(…)")
    }
}

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq)]
        pub struct $name(SecretArray<32>);

        impl $name {
            /// From its bytes.
            pub const fn new(bytes: SecretArray<32>) -> Self {
                Self(bytes)
            }

            /// A fresh key.
            pub fn random(entropy: &dyn Entropy) -> Self {
                Self(SecretArray::random(entropy))
            }

            /// The bytes themselves: the one door.
            pub fn expose_secret(&self) -> &[u8; 32] {
                self.0.expose_secret()
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )*};
}

keys! {
    /// The key that a provider holds and the data folder does not: it opens a slot of the store's header.
    RootKey;
    /// The key in every slot of a header: it opens the key ring.
    RingKey;
    /// One term's key of the ring: it seals the store's values.
    TermKey;
    /// A key that wraps other keys.
    WrappingKey;
}

/// A data key's plaintext, of whatever length was asked for.
#[derive(Clone, PartialEq, Eq)]
pub struct DataKey(SecretBytes);

impl DataKey {
    /// From its bytes.
    pub const fn new(bytes: SecretBytes) -> Self {
        Self(bytes)
    }

    /// A fresh key of `length` bytes.
    pub fn random(length: usize, entropy: &dyn Entropy) -> Self {
        Self(SecretBytes::random(length, entropy))
    }

    /// The bytes themselves: the one door.
    pub fn expose_secret(&self) -> &[u8] {
        self.0.expose_secret()
    }

    /// The bytes, given on as such.
    pub fn into_bytes(self) -> SecretBytes {
        self.0
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use rampart_vocab::SeededEntropy;

    use super::*;

    #[test]
    fn keys_are_fresh_equal_to_themselves_and_silent() {
        let entropy = SeededEntropy::new(1);
        let (one, other) = (RootKey::random(&entropy), RootKey::random(&entropy));
        assert_eq!(one, one.clone());
        assert_ne!(one, other);
        assert_eq!(
            format!("{one:?} {:?} {:?}", DataKey::random(64, &entropy), SecretArray::<3>::new([1; 3])),
            "RootKey(…) DataKey(…) SecretArray(…)"
        );
    }

    #[test]
    fn a_slice_of_another_length_is_no_key() {
        for length in [0, 31, 33] {
            assert!(SecretArray::<32>::from_slice(&vec![1; length]).is_none(), "{length}");
        }
    }
}
