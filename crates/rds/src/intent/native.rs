//! What MariaDB keeps of a password under `mysql_native_password`, so that an engine is given what checks a password and
//! never the password.

use std::{fmt, str::FromStr};

use aws_lc_rs::digest;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::{PasswordRefused, text};

/// `*` and the hexadecimal digits of SHA-1(SHA-1(password)): without salt and quick to guess against, but the one form
/// that every MySQL and MariaDB client can answer.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct NativeVerifier(Box<str>);

const DIGITS: usize = 40;

impl NativeVerifier {
    /// The verifier of a password.
    ///
    /// # Errors
    /// When the password is empty or holds anything but printable ASCII, of which every client makes the same bytes.
    pub fn derive(password: &str) -> Result<Self, PasswordRefused> {
        if password.is_empty() || !password.bytes().all(|b| (b' '..=b'~').contains(&b)) {
            return Err(PasswordRefused::Alphabet);
        }
        let once = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, password.as_bytes());
        let once = Zeroizing::new(once.as_ref().to_vec());
        let twice = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, &once);
        Ok(Self(format!("*{}", hex::encode_upper(twice.as_ref())).into()))
    }

    /// The verifier's text: enough to guess passwords against, so for the engine and sealed storage alone.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl FromStr for NativeVerifier {
    type Err = PasswordRefused;

    fn from_str(text: &str) -> Result<Self, PasswordRefused> {
        let fits = text.strip_prefix('*').is_some_and(|digits| {
            digits.len() == DIGITS && digits.bytes().all(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(&b))
        });
        if fits { Ok(Self(text.into())) } else { Err(PasswordRefused::Form) }
    }
}

impl PartialEq for NativeVerifier {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl fmt::Debug for NativeVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NativeVerifier(..)")
    }
}

impl Serialize for NativeVerifier {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for NativeVerifier {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        text::deserialize(from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verifier_is_what_the_engine_itself_makes() {
        // `SELECT PASSWORD('secret')` of MariaDB 10.11.
        let verifier = NativeVerifier::derive("secret").unwrap();
        assert_eq!(verifier.expose(), "*14E65567ABDB5135D0CFD9A70B3032C179A49EE7");
        assert_eq!(format!("{verifier:?}"), "NativeVerifier(..)");
        assert_eq!(verifier.expose().parse(), Ok(NativeVerifier(verifier.0.clone())));
    }

    #[test]
    fn nothing_else_is_a_verifier() {
        let lower = "*14e65567abdb5135d0cfd9a70b3032c179a49ee7";
        let quote = "*14E65567ABDB5135D0CFD9A70B3032C179A49EE'";
        for text in ["", "*", "secret", lower, quote, "*14E65567ABDB5135D0CFD9A70B3032C179A49EE77"] {
            assert_eq!(text.parse::<NativeVerifier>(), Err(PasswordRefused::Form), "{text}");
        }
        for password in ["", "pass\u{e9}", "tab\t", "nul\0"] {
            assert_eq!(NativeVerifier::derive(password), Err(PasswordRefused::Alphabet));
        }
    }
}
