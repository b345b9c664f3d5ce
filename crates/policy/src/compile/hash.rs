//! Hashes of beginnings and ends of a text, letters in either case being the same.
//!
//! The index only narrows down; every candidate is matched in full afterwards. So a collision costs time,
//! never a wrong answer, and case may be ignored here even where matching heeds it.

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
const MULTIPLIER: u64 = 0xa076_1d64_78bd_642f;

/// Mixes one more word into a state.
pub(super) const fn mix(state: u64, word: u64) -> u64 {
    let product = ((state ^ word) as u128).wrapping_mul(MULTIPLIER as u128);
    (product as u64) ^ ((product >> 64) as u64)
}

/// Hashes growing beginnings of one text, each byte being read once.
pub(super) struct PrefixHasher<'t> {
    bytes: &'t [u8],
    /// The state after `done` bytes, a multiple of eight.
    state: u64,
    done: usize,
}

impl<'t> PrefixHasher<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), state: SEED, done: 0 }
    }

    /// The hash of the first `length` bytes. Lengths must not shrink from call to call.
    pub(super) fn hash(&mut self, length: usize) -> u64 {
        while self.done + 8 <= length {
            let Some((word, rest)) = self.bytes.split_first_chunk::<8>() else { break };
            self.state = mix(self.state, lower(u64::from_le_bytes(*word)));
            self.bytes = rest;
            self.done += 8;
        }
        let tail = self.bytes.get(..length - self.done).unwrap_or_default();
        mix(mix(self.state, lower(partial(tail))), length as u64)
    }
}

/// The hash of a whole text.
pub(super) fn hash(text: &str) -> u64 {
    PrefixHasher::new(text).hash(text.len())
}

/// Up to seven bytes as one word.
fn partial(tail: &[u8]) -> u64 {
    tail.iter().rev().fold(0, |word, byte| (word << 8) | u64::from(*byte))
}

/// Eight bytes at once: adds the case bit to each that is an ASCII capital.
const fn lower(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let seven = word & (0x7f * ONES);
    let from_a = seven + (0x80 - 0x41) * ONES;
    let after_z = seven + (0x80 - 0x5b) * ONES;
    let capital = (from_a & !after_z & !word) & (0x80 * ONES);
    word | (capital >> 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_bytes_are_lowered_as_one_by_one() {
        for byte in 0..=255_u8 {
            let word = u64::from_le_bytes([byte, b'A', byte, b'z', b'@', b'[', 0xff, byte]);
            let expected = u64::from_le_bytes(word.to_le_bytes().map(|byte| byte.to_ascii_lowercase()));
            assert_eq!(lower(word), expected, "byte {byte}");
        }
    }

    #[test]
    fn a_prefix_hashes_as_the_same_text_alone() {
        let text = "acs:kms:cn-hangzhou:1234567890123456:key/ABCDEF";
        let mut hasher = PrefixHasher::new(text);
        for length in 0..=text.len() {
            let expected = hash(&text.get(..length).unwrap().to_ascii_lowercase());
            assert_eq!(hasher.hash(length), expected, "{length} bytes");
            assert_eq!(hasher.hash(length), expected, "{length} bytes again");
        }
        assert_ne!(hash("a"), hash("a\0"));
    }
}
