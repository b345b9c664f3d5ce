//! Where keys and nonces come from. Repeatable chance for tests is `vocab::SeededEntropy`.

use std::cell::RefCell;

use aws_lc_rs::rand;
use rampart_vocab::Entropy;
use zeroize::{Zeroize, Zeroizing};

/// The system's source, through the cryptographic library's own generator (CTR-DRBG, SP 800-90A).
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, out: &mut [u8]) {
        if rand::fill(out).is_err() {
            // Predictable bytes would be worse than no process: nothing can be answered from here.
            std::process::abort();
        }
    }
}

/// Bytes that the system's source is asked for at a time.
const POOL_BYTES: usize = 4096;

/// A core's own supply: one call to the system's source serves a hundred small ones (a call costs half a
/// microsecond whatever its size). Not `Sync`; what was handed out is wiped from the pool at once.
pub struct PooledEntropy(RefCell<Pool>);

struct Pool {
    bytes: Zeroizing<Vec<u8>>,
    used: usize,
}

impl PooledEntropy {
    /// An empty pool; it fills at the first call.
    pub fn new() -> Self {
        Self(RefCell::new(Pool { bytes: Zeroizing::new(vec![0; POOL_BYTES]), used: POOL_BYTES }))
    }
}

impl Default for PooledEntropy {
    fn default() -> Self {
        Self::new()
    }
}

impl Entropy for PooledEntropy {
    fn fill(&self, out: &mut [u8]) {
        let mut pool = self.0.borrow_mut();
        if out.len() > POOL_BYTES / 8 {
            return SystemEntropy.fill(out);
        }
        if pool.used + out.len() > POOL_BYTES {
            SystemEntropy.fill(&mut pool.bytes);
            pool.used = 0;
        }
        let (from, to) = (pool.used, pool.used + out.len());
        pool.used = to;
        if let Some(taken) = pool.bytes.get_mut(from..to) {
            out.copy_from_slice(taken);
            taken.zeroize();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use rampart_vocab::chance;

    use super::*;

    #[test]
    fn a_pool_never_hands_out_the_same_bytes_twice() {
        let pool = PooledEntropy::new();
        let mut seen = HashSet::new();
        for length in (1..40).cycle().take(3_000) {
            let mut out = vec![0; length];
            pool.fill(&mut out);
            assert!(length < 16 || seen.insert(out), "repeated");
        }
        assert_ne!(chance::array::<3000>(&pool), chance::array::<3000>(&pool));
    }

    #[test]
    fn what_was_handed_out_is_wiped_from_the_pool() {
        let pool = PooledEntropy::new();
        let _: [u8; 100] = chance::array(&pool);
        let inside = pool.0.borrow();
        assert_eq!(inside.used, 100);
        assert!(inside.bytes[..100].iter().all(|byte| *byte == 0));
        assert!(inside.bytes[100..].iter().any(|byte| *byte != 0));
    }
}
