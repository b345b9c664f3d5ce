//! Ending a server from outside.

use std::{os::fd::OwnedFd, path::Path, time::Duration};

use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};

use crate::data_dir::{RUNNING_FILE, Running};

/// How long a server may take to end: its own patience with requests, engines and disks, and some more.
const END_SECONDS_MAX: u64 = 90;

/// Why a server was not stopped.
#[derive(Debug, thiserror::Error)]
pub enum StopFailed {
    /// None runs there.
    #[error("no server runs on `{0}`")]
    NotRunning(String),
    /// The system refused.
    #[error("cannot stop the server: {0}")]
    System(#[from] std::io::Error),
    /// It did not end.
    #[error("the server did not end within {END_SECONDS_MAX} seconds")]
    StillRunning,
}

/// Ends the server on a data folder; first its databases, when asked to.
///
/// # Errors
/// [`StopFailed`].
pub fn stop(data_dir: &Path, databases: bool) -> Result<(), StopFailed> {
    let none = || StopFailed::NotRunning(data_dir.display().to_string());
    let (_, process) = found(data_dir).ok_or_else(none)?;
    let signal = if databases { Signal::USR1 } else { Signal::TERM };
    pidfd_send_signal(&process, signal).map_err(std::io::Error::from)?;
    let mut ended = [rustix::event::PollFd::new(&process, rustix::event::PollFlags::IN)];
    let patience = Duration::from_secs(END_SECONDS_MAX);
    let patience =
        rustix::event::Timespec { tv_sec: patience.as_secs().try_into().unwrap_or(i64::MAX), tv_nsec: 0 };
    match rustix::event::poll(&mut ended, Some(&patience)).map_err(std::io::Error::from)? {
        0 => Err(StopFailed::StillRunning),
        _ => Ok(()),
    }
}

/// The server that runs on a data folder, as it announced itself. None too where the folder is not ours to look into.
pub fn running(data_dir: &Path) -> Option<Running> {
    found(data_dir).map(|(running, _)| running)
}

fn found(data_dir: &Path) -> Option<(Running, OwnedFd)> {
    let running: Running = serde_json::from_slice(&std::fs::read(data_dir.join(RUNNING_FILE)).ok()?).ok()?;
    let pid = i32::try_from(running.pid).ok().and_then(Pid::from_raw)?;
    let process = pidfd_open(pid, PidfdFlags::empty()).ok()?;
    // The file may be old, or written by somebody else; whoever has the folder holds its lock.
    let holds = is_ours(running.pid) && holds_lock(running.pid, &data_dir.join("lock"));
    holds.then_some((running, process))
}

/// Whether the process is a server at all: its number may have gone to another since.
pub(crate) fn is_ours(pid: u32) -> bool {
    std::fs::read(format!("/proc/{pid}/cmdline"))
        .is_ok_and(|line| line.split(|byte| *byte == 0).any(|word| word == b"serve"))
}

/// Whether the process holds the lock of a data folder, by the kernel's own list (`/proc/locks`).
fn holds_lock(pid: u32, lock: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let (Ok(metadata), Ok(locks)) = (lock.symlink_metadata(), std::fs::read_to_string("/proc/locks")) else {
        return false;
    };
    let (pid, inode) = (pid.to_string(), format!(":{}", metadata.ino()));
    locks.lines().any(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        matches!(words[..], [_, "FLOCK", _, "WRITE", holder, file, ..] if holder == pid && file.ends_with(&inode))
    })
}
