//! Chance of one seed, thrown where a history has a choice.

use rampart_vocab::{SeededEntropy, chance};

pub(crate) struct Dice(SeededEntropy);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(SeededEntropy::new(seed))
    }

    /// One of so many, from 0.
    pub(crate) fn below(&self, sides: u32) -> u32 {
        u32::from_le_bytes(chance::array(&self.0)) % sides
    }

    /// So many times in a hundred.
    pub(crate) fn happens(&self, percent: u32) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<T: Copy>(&self, among: &[T]) -> Option<T> {
        let sides = u32::try_from(among.len()).unwrap();
        (sides > 0).then(|| among[self.below(sides) as usize])
    }
}
