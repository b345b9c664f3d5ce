//! What stands behind the web console: its calls through this core's front, and passwords at its door.

mod following;
mod password;
mod window;

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering::Relaxed},
};

use rampart_console::Console;
use rampart_seal::{SecretArray, SystemEntropy};
use rampart_vocab::{AccountId, RegionId, Timestamp};

use crate::SystemClock;

pub(crate) use following::follow;
pub use password::{CONSOLE_FILE, ConsoleFile, ConsoleUnfounded};
pub(crate) use password::{found, put_away, renew};
pub(crate) use window::Window;

/// Wrong passwords that are recorded at once, whoever brings them: a stranger must not fill the disk.
const REFUSALS_RECORDED: i64 = 120;
/// Seconds until one more is.
const SECONDS_PER_REFUSAL: i64 = 1;

/// What all cores share of the console.
pub(crate) struct Reception {
    pub(crate) console: Console,
    pub(crate) account: AccountId,
    /// The second at which as many refusals may be recorded as ever.
    refusals: AtomicI64,
}

impl Reception {
    /// For the account of this server. `marks` is the same after a restart.
    pub(crate) fn new(account: AccountId, region: &RegionId, marks: &SecretArray<32>) -> Arc<Self> {
        let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
        Arc::new(Self {
            console: Console::new(clock, entropy, region.as_str().to_owned(), marks.expose_secret()),
            account,
            refusals: AtomicI64::new(0),
        })
    }

    /// Whether one more wrong password is to be recorded now.
    fn records_refusal(&self, now: Timestamp) -> bool {
        let (now, whole) = (now.as_second(), REFUSALS_RECORDED * SECONDS_PER_REFUSAL);
        let taken = self.refusals.fetch_update(Relaxed, Relaxed, |full_at| {
            // A time further off is from before the clock was set back.
            let from = if full_at > now + whole { now } else { full_at.max(now) };
            (from + SECONDS_PER_REFUSAL <= now + whole).then_some(from + SECONDS_PER_REFUSAL)
        });
        taken.is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_passwords_fill_no_disk() {
        let (account, region) = ("1234567890123456".parse().unwrap(), "cn-hangzhou".parse().unwrap());
        let reception = Reception::new(account, &region, &SecretArray::new([7; 32]));
        let at = |second: i64| Timestamp::from_second(1_000_000 + second).unwrap();
        let recorded = |second: i64| (0..1000).filter(|_| reception.records_refusal(at(second))).count();
        assert_eq!((recorded(0), recorded(0), recorded(10), recorded(1000)), (120, 0, 10, 120));
        // A clock that was set back holds nobody up.
        assert_eq!(recorded(-900_000), 120);
    }
}
