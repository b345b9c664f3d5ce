//! SipHash-2-4 (Aumasson and Bernstein, 2012): a short keyed hash for tables that strangers feed.

/// The state that the key alone decides.
pub(super) struct Key([u64; 4]);

impl Key {
    pub(super) fn new(bytes: [u8; 16]) -> Self {
        let whole = u128::from_le_bytes(bytes);
        let (low, high) = (whole as u64, (whole >> 64) as u64);
        Self([
            low ^ 0x736f_6d65_7073_6575,
            high ^ 0x646f_7261_6e64_6f6d,
            low ^ 0x6c79_6765_6e65_7261,
            high ^ 0x7465_6462_7974_6573,
        ])
    }

    /// The hash of the pieces run together.
    pub(super) fn hash(&self, pieces: &[&[u8]]) -> u64 {
        let mut state = self.0;
        let (mut word, mut filled, mut length) = (0_u64, 0_u32, 0_u64);
        for byte in pieces.iter().copied().flatten() {
            word |= u64::from(*byte) << (8 * filled);
            filled += 1;
            length += 1;
            if filled == 8 {
                absorb(&mut state, word);
                (word, filled) = (0, 0);
            }
        }
        absorb(&mut state, word | length << 56);
        let [_, _, third, _] = &mut state;
        *third ^= 0xff;
        for _ in 0..4 {
            round(&mut state);
        }
        state.iter().fold(0, |all, part| all ^ part)
    }
}

fn absorb(state: &mut [u64; 4], word: u64) {
    let [.., fourth] = state;
    *fourth ^= word;
    round(state);
    round(state);
    let [first, ..] = state;
    *first ^= word;
}

fn round([a, b, c, d]: &mut [u64; 4]) {
    *a = a.wrapping_add(*b);
    *b = b.rotate_left(13) ^ *a;
    *a = a.rotate_left(32);
    *c = c.wrapping_add(*d);
    *d = d.rotate_left(16) ^ *c;
    *a = a.wrapping_add(*d);
    *d = d.rotate_left(21) ^ *a;
    *c = c.wrapping_add(*b);
    *b = b.rotate_left(17) ^ *c;
    *c = c.rotate_left(32);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_authors_vectors_hold() {
        let key = Key::new(std::array::from_fn(|at| at as u8));
        let input: [u8; 15] = std::array::from_fn(|at| at as u8);
        assert_eq!(key.hash(&[]), 0x726f_db47_dd0e_0e31);
        assert_eq!(key.hash(&[&input[..1]]), 0x74f8_39c5_93dc_67fd);
        assert_eq!(key.hash(&[&input]), 0xa129_ca61_49be_45e5);
        assert_eq!(key.hash(&[&input[..4], &input[4..]]), 0xa129_ca61_49be_45e5);
    }
}
