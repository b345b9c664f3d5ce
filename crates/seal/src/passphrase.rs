//! Keys from what a person can remember (argon2id, RFC 9106).

use argon2::{Algorithm, Argon2, Block, Params, Version};
use rampart_vocab::{Entropy, chance};
use zeroize::Zeroize;

use crate::{SecretArray, SecretString};

/// What a passphrase costs to try, and its salt. Stored in the clear beside what it protects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassphraseParams {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes; computed one after another here, so they cost time and save none.
    pub lanes: u32,
    /// Sixteen bytes of chance.
    pub salt: [u8; 16],
}

/// Parameters that no computation is begun for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("passphrase parameters are out of bounds, at most 1 GiB of memory, 16 passes and 4 lanes are taken")]
pub struct ParamsRefused;

impl PassphraseParams {
    /// For a store's root: 64 MiB, three passes (RFC 9106, second recommended option, in one lane).
    pub fn for_root(entropy: &dyn Entropy) -> Self {
        Self { memory_kib: 64 << 10, passes: 3, lanes: 1, salt: chance::array(entropy) }
    }

    /// For a sign-in, many at a time: 19 MiB, two passes (OWASP's minimum).
    pub fn for_sign_in(entropy: &dyn Entropy) -> Self {
        Self { memory_kib: 19 << 10, passes: 2, lanes: 1, salt: chance::array(entropy) }
    }
}

/// The key that a passphrase stands for: a pure function of its inputs, and a slow one by design.
///
/// # Errors
/// [`ParamsRefused`] for parameters that would not be computed in reasonable time, as a changed header may hold.
pub fn derive_from_passphrase(
    passphrase: &SecretString,
    params: &PassphraseParams,
) -> Result<SecretArray<32>, ParamsRefused> {
    let bounded = (8..=1 << 20).contains(&params.memory_kib)
        && (1..=16).contains(&params.passes)
        && (1..=4).contains(&params.lanes);
    if !bounded {
        return Err(ParamsRefused);
    }
    let shape =
        Params::new(params.memory_kib, params.passes, params.lanes, Some(32)).map_err(|_| ParamsRefused)?;
    let mut memory = vec![Block::new(); shape.block_count()];
    let mut key = SecretArray::<32>::zero();
    let derived = Argon2::new(Algorithm::Argon2id, Version::V0x13, shape).hash_password_into_with_memory(
        passphrase.expose_secret().as_bytes(),
        &params.salt,
        key.expose_secret_mut(),
        &mut memory,
    );
    for block in &mut memory {
        block.as_mut().zeroize();
    }
    derived.map_err(|_| ParamsRefused)?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: PassphraseParams = PassphraseParams { memory_kib: 64, passes: 1, lanes: 1, salt: [9; 16] };

    #[test]
    fn the_same_inputs_give_the_same_key_and_others_another() {
        let key = |phrase: &str, params| derive_from_passphrase(&phrase.into(), &params).unwrap();
        assert_eq!(key("correct horse", SMALL), key("correct horse", SMALL));
        for (phrase, params) in [
            ("correct horsE", SMALL),
            ("correct horse", PassphraseParams { salt: [8; 16], ..SMALL }),
            ("correct horse", PassphraseParams { passes: 2, ..SMALL }),
        ] {
            assert_ne!(key("correct horse", SMALL), key(phrase, params));
        }
    }

    #[test]
    fn parameters_beyond_reason_are_refused_before_any_work() {
        for params in [
            PassphraseParams { memory_kib: u32::MAX, ..SMALL },
            PassphraseParams { passes: u32::MAX, ..SMALL },
            PassphraseParams { lanes: 0, ..SMALL },
            PassphraseParams { memory_kib: 0, ..SMALL },
        ] {
            assert_eq!(derive_from_passphrase(&"x".into(), &params), Err(ParamsRefused), "{params:?}");
        }
    }
}
