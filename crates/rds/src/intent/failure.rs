//! Why the hand did not carry an order out, and what to do about it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why an order was not carried out. The text names no secret and no row of any database.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum HandFailed {
    /// The hand is no longer there; whether the order was carried out is not known.
    #[error("the hand is gone: restart the server, which starts a new one and takes over what runs")]
    Gone,
    /// The hand gave no answer in time; whether the order was or will be carried out is not known.
    #[error("the hand gave no answer within {0} seconds: it is asked again")]
    Unanswered(u64),
    /// The frame could not be read as an order.
    #[error("not an order that the hand takes: {0}")]
    Malformed(String),
    /// More orders wait than the hand keeps.
    #[error("too many orders wait: ask again later")]
    Overloaded,

    /// It takes root, and the hand was started without.
    #[error("{what} needs root: start the server as root, it gives root up except for mounts and users")]
    NeedsRoot {
        /// What was asked for.
        what: String,
    },
    /// This machine cannot do it at all.
    #[error("this machine cannot do that: {what}; {remedy}")]
    NotSupported {
        /// What is missing.
        what: String,
        /// What to do.
        remedy: String,
    },
    /// The instance has no disk.
    #[error("the instance has no disk: prepare one first")]
    NoDisk,
    /// The disk is there but not open.
    #[error("the disk is closed: open it first")]
    DiskClosed,
    /// The disk was made otherwise: encrypted instead of plain, plain instead of encrypted, or of another size.
    #[error("the disk is another than asked for: {0}")]
    DiskMismatch(String),
    /// The key is not the disk's.
    #[error("the key is not the one that the disk was made with")]
    WrongKey,
    /// Processes still hold files on the disk.
    #[error("the disk is in use by {}: end {them} and ask again", Listed(.holders), them = if .holders.len() == 1 { "it" } else { "them" })]
    DiskBusy {
        /// Who holds files; empty when the kernel did not say.
        holders: Vec<ForeignProcess>,
    },
    /// No room for it: disk space, users, or loop devices.
    #[error("no room: {0}")]
    NoRoom(String),

    /// No such engine is installed.
    #[error("no {wanted} is installed ({found}): install it from the distribution's packages")]
    EngineMissing {
        /// Engine and version.
        wanted: String,
        /// What is there instead.
        found: String,
    },
    /// The data folder has not been made.
    #[error("the engine has no data folder yet: initialise it first")]
    NotInitialised,
    /// The engine runs, and the order needs it stopped.
    #[error("the engine runs: stop it first")]
    EngineRunning,
    /// The engine does not run, and the order needs it.
    #[error("the engine does not run: start it first")]
    EngineStopped,
    /// The engine did not start, or ended while starting.
    #[error("the engine did not start: {0}")]
    StartFailed(String),
    /// The engine could not be stopped in time.
    #[error("the engine did not stop in time")]
    StopFailed,
    /// Another process has the port.
    #[error("port {0} is taken: free it")]
    PortTaken(u16),
    /// A setting that cannot be put in force.
    #[error("the setting is refused: {0}")]
    SettingRefused(String),

    /// The account does not exist.
    #[error("there is no account `{0}`: create it first")]
    NoAccount(String),
    /// The account owns objects or holds rights.
    #[error("the account `{name}` is still in use: {why}")]
    AccountInUse {
        /// Whose.
        name: String,
        /// What depends on it.
        why: String,
    },
    /// The database exists and cannot become what was asked.
    #[error("the database `{name}` cannot be changed so: {why}")]
    DatabaseConflict {
        /// Whose.
        name: String,
        /// Why not.
        why: String,
    },
    /// The engine refused a statement of the hand's.
    #[error("the engine refused: {0}")]
    EngineRefused(String),

    /// Something the hand relies on was not as it should be: a planted link, a damaged record, a foreign owner.
    #[error("not touched, because it is not as the hand left it: {0}")]
    Tampered(String),
    /// The system failed.
    #[error("{doing}: {error}")]
    System {
        /// What was being done.
        doing: String,
        /// What the system said.
        error: String,
    },
}

/// A process that does not belong to the instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignProcess {
    /// Its number.
    pub pid: i32,
    /// Its command's name.
    pub command: String,
}

impl fmt::Display for ForeignProcess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "process {} (`{}`)", self.pid, self.command)
    }
}

struct Listed<'a>(&'a [ForeignProcess]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("processes that the kernel does not name");
        }
        for (index, holder) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            write!(f, "{separator}{holder}")?;
        }
        Ok(())
    }
}
