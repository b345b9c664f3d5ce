//! Decimal numbers compared exactly: an account id has sixteen digits, and a double would blur its last.

use std::cmp::Ordering;

/// A decimal number, borrowed from its text: an optional sign, digits, an optional fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal<'a> {
    negative: bool,
    /// Without leading zeros.
    whole: &'a str,
    /// Without trailing zeros.
    fraction: &'a str,
}

impl<'a> Decimal<'a> {
    /// Reads `-12`, `3`, `0.50`. No exponent, no plus, no blanks.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = match unsigned.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (unsigned, ""),
        };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(fraction) {
            return None;
        }
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        let zero = whole.is_empty() && fraction.is_empty();
        Some(Self { negative: unsigned.len() < text.len() && !zero, whole, fraction })
    }
}

impl PartialOrd for Decimal<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let magnitude = self
            .whole
            .len()
            .cmp(&other.whole.len())
            .then_with(|| self.whole.cmp(other.whole))
            .then_with(|| self.fraction.cmp(other.fraction));
        match (self.negative, other.negative) {
            (false, false) => magnitude,
            (true, true) => magnitude.reverse(),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_by_value() {
        use Ordering::{Equal, Greater, Less};
        for (a, b, order) in [
            ("3", "3.0", Equal),
            ("-0", "0", Equal),
            ("007", "7", Equal),
            ("10", "9", Greater),
            ("0.5", "0.49", Greater),
            ("-2", "1", Less),
            ("-2", "-1", Less),
            ("9007199254740993", "9007199254740992", Greater),
        ] {
            let (a, b) = (Decimal::parse(a).unwrap(), Decimal::parse(b).unwrap());
            assert_eq!(a.cmp(&b), order, "{a:?} to {b:?}");
            assert_eq!(b.cmp(&a), order.reverse());
        }
        for no_number in ["", "-", "1.", ".5", "1e3", "+1", " 1", "0x1", "１"] {
            assert_eq!(Decimal::parse(no_number), None, "{no_number}");
        }
    }
}
