//! The server: configuration, unsealing, wiring, listeners and background workers. The only room that knows every other.
//!
//! Nothing is decided here that another room could decide; what runs when, and what is handed to whom, is.

mod attached;
pub mod audit;
pub mod config;
mod console;
mod core;
mod data_dir;
pub mod doctor;
mod ending;
mod founding;
pub mod gateway;
mod gather;
mod leaf;
pub mod limits;
mod listen;
pub mod offline;
mod owner;
pub mod pruning;
pub mod root_access_key;
pub mod root_key;
mod secret_file;
pub mod sessions;
mod start;
pub mod stop;
mod table_keys;
mod tls;
mod unseal;
pub mod why;
mod workers;

pub use self::core::CoreFailed;
pub use console::{CONSOLE_FILE, ConsoleFile, ConsoleUnfounded};
pub use data_dir::{DataDir, DataDirRefused, RUNNING_FILE, Running};
pub use founding::{FoundingFailed, ROOT_FILE, RootFile};
pub use rampart_seal::{Reason, SecretString, SystemEntropy, root::RecoveryKey};
pub use start::{ServeFailed, serve};
pub use table_keys::{TableKeysFailed, TableKeysUnbound};
pub use tls::TlsFailed;
pub use unseal::{UnsealFailed, ask_secretly};

/// Names as an operator's commands take them.
pub use rampart_identity::name;

/// What the hand's process does; its orders come over the standard input.
///
/// # Errors
/// What ended it.
pub fn hand() -> Result<(), String> {
    rampart_engines::hand::run_from_stdin().map_err(|ended| ended.to_string())
}

/// Where a server keeps its data unless told otherwise: in `RAMPART_DATA_DIR`, else in `/var/lib/rampart` for root and
/// below the home folder for others.
#[expect(clippy::disallowed_methods, reason = "this room reads the environment")]
pub fn default_data_dir() -> Option<std::path::PathBuf> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(std::path::PathBuf::from);
    if let Some(named) = set("RAMPART_DATA_DIR") {
        return Some(named);
    }
    if rampart_engines::root::is_root() {
        return Some("/var/lib/rampart".into());
    }
    let share = set("XDG_DATA_HOME").or_else(|| Some(set("HOME")?.join(".local/share")))?;
    Some(share.join("rampart"))
}

/// The wall clock.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl rampart_vocab::Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the wall clock is read")]
    fn now(&self) -> rampart_vocab::Timestamp {
        rampart_vocab::Timestamp::now()
    }
}
