//! Who a request claims to come from, and the proof: HMAC-SHA1 ("1.0") and ACS3-HMAC-SHA256, checked and made.
//!
//! Which secret belongs to an access key, whether a nonce was seen before and what a session token says is not known
//! here.

mod acs3;
mod freshness;
mod headers;
mod presented;
mod sign;
mod v1;

use aws_lc_rs::hmac;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use rampart_vocab::Timestamp;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::{SecretText, percent};

use headers::Headers;

pub use freshness::{fresh, parse_timestamp, write_timestamp};
pub use presented::Presented;
pub use sign::{Credentials, SignedRequest, Unsigned, sign_acs3, sign_v1};

/// How a request is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// Signature version 1.0, HMAC-SHA1 in base64, over parameters alone.
    HmacSha1,
    /// Signature version 3, HMAC-SHA256 in hexadecimal, over parameters, headers and body.
    Acs3HmacSha256,
}

/// The claim that a request was signed with an access key. Nothing in it may be believed before it is verified.
pub struct Claim {
    algorithm: Algorithm,
    access_key_id: String,
    security_token: Option<SecretText>,
    signed_at: Timestamp,
    nonce: String,
    signature: String,
    to_sign: Zeroizing<String>,
    /// Two readings of the rules exist where a parameter's name needs encoding; a client follows either.
    to_sign_otherwise: Option<Zeroizing<String>>,
}

/// An access key's secret made ready to check or make signatures, worth keeping: it saves two hashes a request.
pub struct SigningKey {
    hmac_sha1: hmac::Key,
    hmac_sha256: hmac::Key,
}

/// A claim whose signature holds. Made only by [`Claim::verify`] and [`Claim::verify_with`].
pub struct Verified<'a>(&'a Claim);

/// A signature that does not hold.
///
/// The text that was signed may hold secret parameters. It goes to the caller alone, who sent them; there is no
/// `Debug` for it.
pub struct SignatureRefused {
    string_to_sign: Zeroizing<String>,
}

impl SigningKey {
    /// From an access key's secret.
    pub fn new(secret: &[u8]) -> Self {
        let with_ampersand = Zeroizing::new([secret, b"&"].concat());
        Self {
            hmac_sha1: hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &with_ampersand),
            hmac_sha256: hmac::Key::new(hmac::HMAC_SHA256, secret),
        }
    }

    /// The signature of a text, as it stands in a request.
    fn sign(&self, algorithm: Algorithm, to_sign: &str) -> String {
        match algorithm {
            Algorithm::HmacSha1 => BASE64_STANDARD.encode(hmac::sign(&self.hmac_sha1, to_sign.as_bytes())),
            Algorithm::Acs3HmacSha256 => {
                percent::hex(hmac::sign(&self.hmac_sha256, to_sign.as_bytes()).as_ref())
            }
        }
    }
}

impl Claim {
    /// How it is signed.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The access key it is said to be signed with.
    pub fn access_key_id(&self) -> &str {
        &self.access_key_id
    }

    /// The session token, which a key beginning with `STS.` always has.
    pub fn security_token(&self) -> Option<&str> {
        self.security_token.as_ref().map(SecretText::reveal)
    }

    /// When it is said to be signed; see [`fresh`].
    pub fn signed_at(&self) -> Timestamp {
        self.signed_at
    }

    /// What makes it unlike any other request of the same key.
    pub fn nonce(&self) -> &str {
        &self.nonce
    }

    /// Checks the signature against the key's secret.
    pub fn verify(&self, secret: &[u8]) -> Result<Verified<'_>, SignatureRefused> {
        self.verify_with(&SigningKey::new(secret))
    }

    /// Checks the signature with a key that was kept. Takes the same time wherever it differs.
    pub fn verify_with(&self, key: &SigningKey) -> Result<Verified<'_>, SignatureRefused> {
        let readings = [Some(&self.to_sign), self.to_sign_otherwise.as_ref()];
        // Compared as text, so that a signature has one spelling only.
        let holds = readings.into_iter().flatten().any(|to_sign| {
            let expected = key.sign(self.algorithm, to_sign);
            bool::from(expected.as_bytes().ct_eq(self.signature.as_bytes()))
        });
        if holds {
            Ok(Verified(self))
        } else {
            Err(SignatureRefused { string_to_sign: self.to_sign.clone() })
        }
    }
}

impl<'a> Verified<'a> {
    /// What was claimed, now proven.
    pub fn claim(&self) -> &'a Claim {
        self.0
    }
}

impl SignatureRefused {
    /// The gateway's code.
    pub const fn code(&self) -> &'static str {
        "SignatureDoesNotMatch"
    }

    /// Always 400: clients compare it with exactly this.
    pub const fn status(&self) -> u16 {
        400
    }

    /// The gateway's text. Clients split it at its colon and compare what follows with their own string to sign, to
    /// tell a wrong secret from a wrong computation, so the wording is fixed.
    pub fn message(&self) -> String {
        format!(
            "Specified signature is not matched with our calculation. server string to sign is:{}",
            self.string_to_sign.as_str()
        )
    }
}

#[cfg(test)]
mod tests;
