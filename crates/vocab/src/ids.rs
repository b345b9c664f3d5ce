//! Ids that cannot be mistaken for one another.
//!
//! Ids that we make grow with time, so that rows made together lie together in the store.

use std::{fmt, str::FromStr};

use uuid::{Uuid, fmt::Hyphenated};

use crate::{Clock, Entropy, Timestamp, chance, digits::Digits};

/// A text that is not the id it was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not {wanted}")]
pub struct IdRefused {
    /// What was wanted, with its article.
    pub wanted: &'static str,
}

macro_rules! uuid_ids {
    ($($(#[$doc:meta])* $name:ident = $wanted:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id (UUIDv7, RFC 9562).
            pub fn new(clock: &dyn Clock, entropy: &dyn Entropy) -> Self {
                Self(uuid_v7(clock.now(), chance::array(entropy)))
            }

            /// From sixteen stored bytes.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }

            /// The sixteen bytes to store.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// Appends what is shown, without the formatter: for names of rows.
            pub fn push_onto(&self, text: &mut String) {
                text.push_str(self.0.as_hyphenated().encode_lower(&mut [0; Hyphenated::LENGTH]));
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.0.as_hyphenated().encode_lower(&mut [0; Hyphenated::LENGTH]))
            }
        }

        impl FromStr for $name {
            type Err = IdRefused;

            fn from_str(text: &str) -> Result<Self, IdRefused> {
                let refused = IdRefused { wanted: $wanted };
                // One spelling only: an id is a row's name, and a second spelling would be a second name.
                let canonical = text.len() == 36 && !text.bytes().any(|b| b.is_ascii_uppercase());
                if canonical { Uuid::try_parse(text).map(Self).map_err(|_| refused) } else { Err(refused) }
            }
        }
    )*};
}

uuid_ids! {
    /// A KMS key.
    KeyId = "a key id";
    /// A version of a key's material; also the first 36 bytes of every blob made under it.
    KeyVersionId = "a key version id";
    /// A custom policy.
    PolicyId = "a policy id";
    /// A server process' home: one per data folder.
    ServerId = "a server id";
    /// A role session.
    SessionId = "a session id";
}

macro_rules! decimal_ids {
    ($($(#[$doc:meta])* $name:ident = $wanted:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u64);

        impl $name {
            /// A new id: 42 bits of milliseconds, then 18 bits of chance, shown as a decimal number of eighteen
            /// digits as the vendor shows it. Two made in one millisecond may meet: create the row only if absent.
            pub fn new(clock: &dyn Clock, entropy: &dyn Entropy) -> Self {
                let low = u64::from(u32::from_le_bytes(chance::array(entropy))) & 0x3_FFFF;
                let time = u64::try_from(clock.now().as_millisecond()).unwrap_or(0) & 0x3FF_FFFF_FFFF;
                Self(time << 18 | low)
            }

            /// From a stored number.
            pub const fn from_number(number: u64) -> Self {
                Self(number)
            }

            /// The number to store.
            pub const fn number(self) -> u64 {
                self.0
            }

            /// Appends what is shown, without the formatter: for names of rows.
            pub fn push_onto(&self, text: &mut String) {
                text.push_str(Digits::of(self.0, 18).as_str());
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(Digits::of(self.0, 18).as_str())
            }
        }

        impl FromStr for $name {
            type Err = IdRefused;

            fn from_str(text: &str) -> Result<Self, IdRefused> {
                let digits = text.len() == 18 && text.bytes().all(|b| b.is_ascii_digit());
                digits.then(|| text.parse().ok().map(Self)).flatten().ok_or(IdRefused { wanted: $wanted })
            }
        }
    )*};
}

decimal_ids! {
    /// A RAM user. A user made again under the same name is another user.
    UserId = "a user id of eighteen digits";
    /// A group of RAM users. A group made again under the same name is another group.
    GroupId = "a group id of eighteen digits";
    /// A RAM role. A role made again under the same name is another role.
    RoleId = "a role id of eighteen digits";
}

/// The public half of an access key: `LTAI…` for a lasting one, `STS.…` for a session's.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccessKeyId(Box<str>);

impl AccessKeyId {
    /// The longest id taken, in bytes.
    pub const BYTES_MAX: usize = 128;

    /// A new lasting id, 24 characters as in the vendor's samples.
    pub fn new(entropy: &dyn Entropy) -> Self {
        Self(format!("LTAI5t{}", alphanumeric::<18>(entropy)).into())
    }

    /// A new session id.
    pub fn new_session(entropy: &dyn Entropy) -> Self {
        Self(format!("STS.{}", alphanumeric::<24>(entropy)).into())
    }

    /// The id's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it belongs to a session and so needs a security token.
    pub fn is_session(&self) -> bool {
        self.0.starts_with("STS.")
    }
}

impl fmt::Display for AccessKeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for AccessKeyId {
    type Err = IdRefused;

    fn from_str(text: &str) -> Result<Self, IdRefused> {
        let fits = (4..=Self::BYTES_MAX).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.');
        fits.then(|| Self(text.into())).ok_or(IdRefused { wanted: "an access key id" })
    }
}

/// A database instance, such as `pgm-0mf3k2l9zq1a2b3c4`: a prefix for the engine, then time and chance.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DbInstanceId(Box<str>);

impl DbInstanceId {
    /// A new id; `prefix` is `pgm` for PostgreSQL, `rm` for MySQL and MariaDB.
    pub fn new(prefix: &str, clock: &dyn Clock, entropy: &dyn Entropy) -> Self {
        let mut time = u64::try_from(clock.now().as_millisecond()).unwrap_or(0);
        let mut digits = [b'0'; 9];
        for digit in digits.iter_mut().rev() {
            *digit = BASE36.get((time % 36) as usize).copied().unwrap_or(b'0');
            time /= 36;
        }
        let chance = alphanumeric::<8>(entropy).to_ascii_lowercase();
        Self(format!("{prefix}-{}{chance}", String::from_utf8_lossy(&digits)).into())
    }

    /// The id's text. Safe as a file name: lower-case letters, digits and hyphens only.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DbInstanceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for DbInstanceId {
    type Err = IdRefused;

    fn from_str(text: &str) -> Result<Self, IdRefused> {
        let fits = (4..=40).contains(&text.len())
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        fits.then(|| Self(text.into())).ok_or(IdRefused { wanted: "an instance id" })
    }
}

const BASE36: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// `N` characters of letters and digits, each of the 62 equally likely.
pub fn alphanumeric<const N: usize>(entropy: &dyn Entropy) -> String {
    let mut out = String::with_capacity(N);
    while out.len() < N {
        let byte: [u8; 1] = chance::array(entropy);
        // 248 = 4 × 62: a larger byte would favour the first letters.
        if let [fair @ 0..248] = byte
            && let Some(letter) = BASE62.get(usize::from(fair % 62))
        {
            out.push(char::from(*letter));
        }
    }
    out
}

pub(crate) fn uuid_v7(now: Timestamp, chance: [u8; 10]) -> Uuid {
    let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &chance).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ManualClock, SeededEntropy};

    #[test]
    fn ids_grow_with_time_and_read_back() {
        let clock = ManualClock::at("2026-01-01T00:00:00Z".parse().unwrap());
        let entropy = SeededEntropy::new(7);
        let (key, user) = (KeyId::new(&clock, &entropy), UserId::new(&clock, &entropy));
        let instance = DbInstanceId::new("pgm", &clock, &entropy);
        clock.advance_ms(1);
        assert!(key < KeyId::new(&clock, &entropy));
        assert!(user < UserId::new(&clock, &entropy));
        assert!(instance < DbInstanceId::new("pgm", &clock, &entropy));
        assert_eq!(key.to_string().parse(), Ok(key));
        assert_eq!(user.to_string().parse(), Ok(user));
        assert_eq!(instance.to_string().parse(), Ok(instance));
    }

    #[test]
    fn a_second_spelling_of_an_id_is_refused() {
        let key = KeyId::from_bytes([0xAB; 16]).to_string();
        for text in [key.to_uppercase(), key.replace('-', ""), format!("{{{key}}}"), format!(" {key}")] {
            assert!(text.parse::<KeyId>().is_err(), "{text}");
        }
    }
}
