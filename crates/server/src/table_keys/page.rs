//! Memory for keys: pages of their own, kept out of swap and wiped when they go.
//!
//! A dump cannot show them either: the server is not dumpable (`engines::root::harden`).

use std::sync::Once;

use region::LockGuard;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use zeroize::Zeroize as _;

/// Bytes of a key (AES-256).
pub(super) const KEY_BYTES: usize = 32;
/// Keys on one page.
pub(super) const KEYS_PER_PAGE: usize = 4096 / KEY_BYTES;

/// One page, which nothing else shares: unlocking a page would unlock its neighbour's bytes too.
pub(super) struct Page {
    // Dropped in this order, after `drop` has wiped: unlocked, then freed.
    _lock: Option<LockGuard>,
    slots: Box<Slots>,
}

#[repr(C, align(4096))]
struct Slots([[u8; KEY_BYTES]; KEYS_PER_PAGE]);

/// Bytes that may be locked: a page for each of some thousand sessions, and then some.
const LOCKED_BYTES_MAX: u64 = 64 << 20;

static WARNED: Once = Once::new();

/// Lets this process lock as much as sessions may need, or as much as it is let. To be called while we are root, if we
/// are.
pub(crate) fn raise_limit() {
    let now = getrlimit(Resource::Memlock);
    let enough = |limit: Option<u64>| limit.is_none_or(|bytes| bytes >= LOCKED_BYTES_MAX);
    if enough(now.current) {
        return;
    }
    let highest = if enough(now.maximum) { now.maximum } else { Some(LOCKED_BYTES_MAX) };
    let raised = Rlimit { current: Some(LOCKED_BYTES_MAX), maximum: highest };
    // Not root, and a lower limit: all of that.
    let most = Rlimit { current: now.maximum, maximum: now.maximum };
    if let Err(error) = setrlimit(Resource::Memlock, raised).or_else(|_| setrlimit(Resource::Memlock, most)) {
        tracing::debug!(%error, "the limit of locked memory stays");
    }
}

impl Page {
    /// An empty page, locked where the system lets us. Where it does not, keys are as safe as the machine's swap.
    pub(super) fn new() -> Self {
        let slots = Box::new(Slots([[0; KEY_BYTES]; KEYS_PER_PAGE]));
        let lock = region::lock(slots.0.as_ptr(), size_of::<Slots>());
        let lock = lock.inspect_err(|error| {
            WARNED.call_once(|| {
                tracing::warn!(%error, "keys of tables may be swapped out: raise RLIMIT_MEMLOCK, or encrypt swap");
            });
        });
        Self { _lock: lock.ok(), slots }
    }

    /// Puts a key into a place. What lies beyond the page is not kept.
    pub(super) fn put(&mut self, slot: usize, key: &[u8; KEY_BYTES]) {
        if let Some(place) = self.slots.0.get_mut(slot) {
            place.copy_from_slice(key);
        }
    }

    /// The key in a place.
    pub(super) fn get(&self, slot: usize) -> Option<&[u8; KEY_BYTES]> {
        self.slots.0.get(slot)
    }

    fn wipe(&mut self) {
        self.slots.0.zeroize();
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.wipe();
    }
}

#[cfg(test)]
mod tests {
    use std::{fs::File, os::unix::fs::FileExt as _};

    use super::*;

    const KEY: [u8; KEY_BYTES] = *b"a key that is nowhere else at al";

    /// This process' own memory, by address.
    fn memory(at: usize) -> Vec<u8> {
        let mut bytes = vec![0; size_of::<Slots>()];
        match File::open("/proc/self/mem").unwrap().read_exact_at(&mut bytes, at as u64) {
            Ok(()) => bytes,
            // Given back to the system: nothing is there any more.
            Err(_) => Vec::new(),
        }
    }

    fn holds(bytes: &[u8]) -> bool {
        bytes.windows(KEY_BYTES).any(|window| window == KEY)
    }

    #[test]
    fn a_page_is_aligned_whole_and_empty() {
        let page = Page::new();
        assert_eq!(page.slots.0.as_ptr() as usize % 4096, 0);
        assert_eq!(size_of::<Slots>(), 4096);
        assert_eq!(page.get(0), Some(&[0; KEY_BYTES]));
        assert_eq!(page.get(KEYS_PER_PAGE), None);
    }

    #[test]
    fn wiping_leaves_nothing_of_a_key() {
        let mut page = Page::new();
        page.put(KEYS_PER_PAGE - 1, &KEY);
        assert_eq!(page.get(KEYS_PER_PAGE - 1), Some(&KEY));
        page.wipe();
        assert!(page.slots.0.iter().all(|slot| *slot == [0; KEY_BYTES]));
    }

    #[test]
    fn a_key_is_gone_from_memory_once_its_page_is_dropped() {
        let mut page = Page::new();
        page.put(3, &KEY);
        let at = page.slots.0.as_ptr() as usize;
        assert!(holds(&memory(at)), "the search finds what is there");
        drop(page);
        assert!(!holds(&memory(at)));
    }

    #[test]
    fn a_page_is_locked_where_the_system_allows_it() {
        let limits = std::fs::read_to_string("/proc/self/limits").unwrap();
        let line = limits.lines().find(|line| line.starts_with("Max locked memory")).unwrap();
        let soft = line.split_whitespace().nth(3).unwrap();
        let allowed = soft == "unlimited" || soft.parse::<u64>().unwrap() >= 1 << 20;
        assert!(Page::new()._lock.is_some() || !allowed);
    }
}
