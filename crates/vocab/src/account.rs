//! Whose a thing is and where it is: accounts and regions.

use std::{fmt, str::FromStr, sync::Arc};

use crate::{digits::Digits, ids::IdRefused};

/// An account's number, sixteen digits as the vendor shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountId(u64);

impl AccountId {
    /// The account of this number; zero is no account.
    pub const fn new(number: u64) -> Option<Self> {
        if number == 0 { None } else { Some(Self(number)) }
    }

    /// The number, as it stands in records.
    pub const fn number(self) -> u64 {
        self.0
    }

    /// Appends what is shown, without the formatter: for names of rows.
    pub fn push_onto(self, text: &mut String) {
        text.push_str(Digits::of(self.0, 16).as_str());
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Digits::of(self.0, 16).as_str())
    }
}

impl FromStr for AccountId {
    type Err = IdRefused;

    fn from_str(text: &str) -> Result<Self, IdRefused> {
        let digits = !text.is_empty() && text.len() <= 19 && text.bytes().all(|b| b.is_ascii_digit());
        digits
            .then(|| text.parse().ok().and_then(Self::new))
            .flatten()
            .ok_or(IdRefused { wanted: "an account number of up to 19 digits" })
    }
}

/// A region's name, such as `cn-hangzhou`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RegionId(Arc<str>);

impl RegionId {
    /// The name as it stands in ARNs.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RegionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for RegionId {
    type Err = IdRefused;

    fn from_str(text: &str) -> Result<Self, IdRefused> {
        let fits = (2..=32).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        fits.then(|| Self(text.into()))
            .ok_or(IdRefused { wanted: "a region name of lower-case letters, digits and hyphens" })
    }
}
