//! Which passwords are strong enough, and what is kept of one.

use rampart_seal::SecretString;
use rampart_vocab::Entropy;

use crate::{
    intent::{NativeVerifier, ScramVerifier},
    limits,
};

/// What an engine needs to check this password (SCRAM-SHA-256, RFC 7677), unless it is too weak.
pub(super) fn scram_verifier(password: &SecretString, entropy: &dyn Entropy) -> Option<SecretString> {
    let password = password.expose_secret();
    if !is_strong(password) {
        return None;
    }
    let verifier = ScramVerifier::derive(password, entropy).ok()?;
    Some(SecretString::from_string(verifier.expose().to_owned()))
}

/// The same for an engine that takes `mysql_native_password`.
pub(super) fn native_verifier(password: &SecretString) -> Option<SecretString> {
    let password = password.expose_secret();
    if !is_strong(password) {
        return None;
    }
    let verifier = NativeVerifier::derive(password).ok()?;
    Some(SecretString::from_string(verifier.expose().to_owned()))
}

/// Eight to 32 printable characters of three of four classes. Source: RDS, CreateAccount.
fn is_strong(password: &str) -> bool {
    let classes: [fn(&u8) -> bool; 4] =
        [u8::is_ascii_uppercase, u8::is_ascii_lowercase, u8::is_ascii_digit, u8::is_ascii_punctuation];
    limits::PASSWORD_BYTES.contains(&password.len())
        && password.bytes().all(|byte| byte.is_ascii_graphic())
        && classes.iter().filter(|class| password.as_bytes().iter().any(class)).count() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_needs_three_of_four_classes_and_a_length() {
        for (password, strong) in [
            ("Passw0rd", true),
            ("passw0rd!", true),
            ("PASSWORD-1", true),
            ("Password!", true),
            ("password1", false),
            ("Password", false),
            ("Passw0r", false),
            ("Passw0rdPassw0rdPassw0rdPassw0rd", true),
            ("Passw0rdPassw0rdPassw0rdPassw0rd1", false),
            ("Passw0rd with space", false),
            ("Pässw0rd", false),
            ("Passw0rd\0", false),
        ] {
            assert_eq!(is_strong(password), strong, "{password}");
        }
    }
}
