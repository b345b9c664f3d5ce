//! SCRAM-SHA-256 verifiers (RFC 5802, RFC 7677) in the form that PostgreSQL stores, so that an engine is given what
//! checks a password and never the password.

use std::{fmt, num::NonZeroU32, str::FromStr};

use aws_lc_rs::{digest, hmac, pbkdf2};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use rampart_vocab::{Entropy, chance};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::text;

/// Rounds of PBKDF2: the least that RFC 7677 allows and PostgreSQL's own number.
const ROUNDS: NonZeroU32 = NonZeroU32::MIN.saturating_add(4095);
const SALT_BYTES: usize = 16;
const MECHANISM: &str = "SCRAM-SHA-256";

/// What PostgreSQL keeps of a password: `SCRAM-SHA-256$<rounds>:<salt>$<StoredKey>:<ServerKey>`.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct ScramVerifier(Box<str>);

/// A password that no verifier is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefused {
    /// Nothing in it, or other than printable ASCII, of which every client makes the same bytes.
    #[error("a password holds printable ASCII characters only, at least one")]
    Alphabet,
    /// Not a verifier's text.
    #[error("not a password verifier")]
    Form,
}

impl ScramVerifier {
    /// Derives the verifier of a password under a fresh salt.
    ///
    /// # Errors
    /// When the password is empty or holds anything but printable ASCII: SASLprep (RFC 4013) leaves those
    /// characters alone, others it would change, and clients differ in how.
    pub fn derive(password: &str, entropy: &dyn Entropy) -> Result<Self, PasswordRefused> {
        Self::derive_salted(password, &chance::array::<SALT_BYTES>(entropy))
    }

    fn derive_salted(password: &str, salt: &[u8]) -> Result<Self, PasswordRefused> {
        if password.is_empty() || !password.bytes().all(|b| (b' '..=b'~').contains(&b)) {
            return Err(PasswordRefused::Alphabet);
        }
        let mut salted = Zeroizing::new([0_u8; 32]);
        pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA256, ROUNDS, salt, password.as_bytes(), salted.as_mut_slice());
        let salted = hmac::Key::new(hmac::HMAC_SHA256, salted.as_slice());
        let client_key = hmac::sign(&salted, b"Client Key");
        let stored_key = digest::digest(&digest::SHA256, client_key.as_ref());
        let server_key = hmac::sign(&salted, b"Server Key");
        let text = format!(
            "{MECHANISM}${ROUNDS}:{}${}:{}",
            STANDARD.encode(salt),
            STANDARD.encode(stored_key.as_ref()),
            STANDARD.encode(server_key.as_ref()),
        );
        Ok(Self(text.into()))
    }

    /// The verifier's text: enough to guess passwords against, so for the engine and sealed storage alone.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl FromStr for ScramVerifier {
    type Err = PasswordRefused;

    fn from_str(text: &str) -> Result<Self, PasswordRefused> {
        let parts = || {
            let (rounds_salt, keys) = text.strip_prefix(MECHANISM)?.strip_prefix('$')?.split_once('$')?;
            let (rounds, salt) = rounds_salt.split_once(':')?;
            let (stored, server) = keys.split_once(':')?;
            let bytes = |part: &str| STANDARD.decode(part).map(Zeroizing::new).ok();
            let rounds_fit = rounds.len() <= 7
                && rounds.bytes().all(|b| b.is_ascii_digit())
                && rounds.parse().is_ok_and(|rounds: u32| rounds >= ROUNDS.get());
            let salt_fits = (SALT_BYTES..=64).contains(&bytes(salt)?.len());
            Some(rounds_fit && salt_fits && bytes(stored)?.len() == 32 && bytes(server)?.len() == 32)
        };
        if parts() == Some(true) { Ok(Self(text.into())) } else { Err(PasswordRefused::Form) }
    }
}

impl PartialEq for ScramVerifier {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl fmt::Debug for ScramVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ScramVerifier(..)")
    }
}

impl Serialize for ScramVerifier {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ScramVerifier {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        text::deserialize(from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7677 §3: what its server answers follows from the verifier alone.
    #[test]
    fn the_verifier_answers_as_in_the_rfc() {
        let verifier =
            ScramVerifier::derive_salted("pencil", &STANDARD.decode("W22ZaJ0SNY7soEsUEjb6gQ==").unwrap())
                .unwrap();
        let keys = verifier.expose().rsplit_once('$').unwrap().1;
        let (stored_key, server_key) = keys.split_once(':').unwrap();
        let (stored_key, server_key) =
            (STANDARD.decode(stored_key).unwrap(), STANDARD.decode(server_key).unwrap());
        let message = "n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,\
                       s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,\
                       c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        let sign = |key: &[u8]| hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), message.as_bytes());
        assert_eq!(STANDARD.encode(sign(&server_key)), "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
        let proof = STANDARD.decode("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=").unwrap();
        let client_key: Vec<u8> = sign(&stored_key).as_ref().iter().zip(proof).map(|(s, p)| s ^ p).collect();
        assert_eq!(digest::digest(&digest::SHA256, &client_key).as_ref(), stored_key);
    }

    #[test]
    fn a_verifier_reads_back_and_nothing_else_is_one() {
        let verifier = ScramVerifier::derive_salted("pencil", &[7; 16]).unwrap();
        assert_eq!(verifier.expose().parse(), Ok(ScramVerifier(verifier.0.clone())));
        let quote = verifier.expose().replace("=$", "'$");
        let few = verifier.expose().replace("4096", "1");
        for text in [
            "",
            "pencil",
            "SCRAM-SHA-256$4096:$:",
            "md5abc",
            &quote,
            &few,
            &format!("{}'", verifier.expose()),
        ] {
            assert_eq!(text.parse::<ScramVerifier>(), Err(PasswordRefused::Form), "{text}");
        }
        for password in ["", "pass\u{e9}", "tab\t", "nul\0"] {
            assert_eq!(ScramVerifier::derive_salted(password, &[7; 16]), Err(PasswordRefused::Alphabet));
        }
    }
}
