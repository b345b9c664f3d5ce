//! Names of accounts and databases, in the one alphabet that every engine takes without surprises.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::text;

/// The longest name, in bytes: PostgreSQL's `NAMEDATALEN` less one.
const NAME_BYTES_MAX: usize = 63;

/// Prefixes that engines and the hand keep for themselves.
const RESERVED_PREFIXES: &[&str] = &["pg_", "rampart", "mysql_", "mariadb_"];

/// Names that engines, their configuration files or the hand give a meaning of their own.
const RESERVED: &[&str] = &[
    "all",
    "aurora",
    "current_role",
    "current_user",
    "default",
    "information_schema",
    "mariadb",
    "mysql",
    "none",
    "performance_schema",
    "postgres",
    "public",
    "replication",
    "root",
    "samegroup",
    "samerole",
    "sameuser",
    "session_user",
    "sys",
    "template0",
    "template1",
    "test",
    "user",
];

/// A name that is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameRefused {
    /// Letters or length.
    #[error(
        "a name begins with a lower-case letter and holds up to 63 lower-case letters, digits and underscores"
    )]
    Alphabet,
    /// Kept by an engine or the hand.
    #[error("the name `{0}` is reserved: choose another")]
    Reserved(String),
}

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub struct $name(#[serde(with = "text")] Name);

        impl $name {
            /// The name's text: lower-case letters, digits and underscores only.
            pub fn as_str(&self) -> &str {
                &self.0.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = NameRefused;

            fn from_str(text: &str) -> Result<Self, NameRefused> {
                text.parse().map(Self)
            }
        }
    )*};
}

names! {
    /// An account of a database instance.
    AccountName;
    /// A database of an instance.
    DatabaseName;
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Name(Box<str>);

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Name {
    type Err = NameRefused;

    fn from_str(text: &str) -> Result<Self, NameRefused> {
        let fits = text.len() <= NAME_BYTES_MAX
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if !fits {
            return Err(NameRefused::Alphabet);
        }
        let reserved =
            RESERVED.contains(&text) || RESERVED_PREFIXES.iter().any(|prefix| text.starts_with(prefix));
        if reserved { Err(NameRefused::Reserved(text.to_owned())) } else { Ok(Self(text.into())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_unreserved_names_are_taken() {
        let long = "a".repeat(63);
        for name in ["app", "a", "app_1", "orders2", long.as_str()] {
            assert!(name.parse::<AccountName>().is_ok(), "{name}");
        }
        let longer = "a".repeat(64);
        for name in
            ["", "1app", "_app", "App", "a-b", "a b", "a\"b", "a'b", "a;b", "a\n", "ä", longer.as_str()]
        {
            assert_eq!(name.parse::<AccountName>(), Err(NameRefused::Alphabet), "{name}");
        }
        for name in ["postgres", "pg_monitor", "rampart", "rampart_super", "template1", "replication", "root"]
        {
            assert_eq!(name.parse::<DatabaseName>(), Err(NameRefused::Reserved(name.into())), "{name}");
        }
    }
}
