//! A number's decimal digits, written in place: ids are shown in every row's name and every ARN.
//!
//! The formatter does the same by way of padding and several calls for each number.

/// The digits of a number with leading zeros up to a width.
// Aligned, and as wide as three words: sixteen digits, most numbers' length, are then known to be text by whole words.
#[repr(align(8))]
pub(crate) struct Digits {
    /// Filled from the end.
    bytes: [u8; Digits::ROOM],
    start: usize,
}

impl Digits {
    /// As many as the greatest number has.
    const MAX: usize = 20;
    const ROOM: usize = 24;

    /// At least `width` digits, at most twenty.
    pub(crate) fn of(number: u64, width: usize) -> Self {
        let mut bytes = [b'0'; Self::ROOM];
        let mut left = number;
        for pair in bytes.as_chunks_mut::<2>().0.iter_mut().rev() {
            if left == 0 {
                break;
            }
            // Below a hundred.
            let two = (left % 100) as u8;
            *pair = [b'0' + two / 10, b'0' + two % 10];
            left /= 100;
        }
        let digits = number.checked_ilog10().map_or(0, |log| log as usize + 1);
        Self { bytes, start: Self::ROOM - digits.max(width.min(Self::MAX)) }
    }

    pub(crate) fn as_str(&self) -> &str {
        // Digits are ASCII, so the empty text is never the answer.
        self.bytes.get(self.start..).and_then(|digits| std::str::from_utf8(digits).ok()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_those_of_the_formatter() {
        for number in [0, 1, 9, 10, 99, 100, 1_234_567_890_123_456, 9_999_999_999_999_999_999, u64::MAX] {
            assert_eq!(Digits::of(number, 1).as_str(), number.to_string());
            assert_eq!(Digits::of(number, 16).as_str(), format!("{number:016}"));
            assert_eq!(Digits::of(number, 18).as_str(), format!("{number:018}"));
        }
    }
}
