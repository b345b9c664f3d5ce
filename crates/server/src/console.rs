//! What stands behind the web console: its calls through this core's front, and the account's password at its door.

mod password;
mod window;

use std::sync::Arc;

use rampart_console::Console;
use rampart_seal::SystemEntropy;
use rampart_vocab::{AccountId, RegionId};
use tokio::sync::Semaphore;

use crate::SystemClock;

pub(crate) use password::found;
pub use password::{CONSOLE_FILE, ConsoleFile};
pub(crate) use window::Window;

/// Passwords that are checked at a time, all cores together: each takes 19 MiB and some ten milliseconds.
const CHECKS_AT_ONCE: usize = 4;

/// What all cores share of the console.
pub(crate) struct Reception {
    pub(crate) console: Console,
    account: AccountId,
    checks: Semaphore,
}

impl Reception {
    /// For the account of this server.
    pub(crate) fn new(account: AccountId, region: &RegionId) -> Arc<Self> {
        let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
        Arc::new(Self {
            console: Console::new(clock, entropy, region.as_str().to_owned()),
            account,
            checks: Semaphore::new(CHECKS_AT_ONCE),
        })
    }
}
