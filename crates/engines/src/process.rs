//! Processes: who is alive, who holds what, signals that reach the one meant and no other.

use std::{
    fs, io,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
};

use rampart_rds::intent::{ForeignProcess, ProcessIdentity};
use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};

/// This boot's name.
pub(crate) fn boot_id() -> io::Result<String> {
    Ok(fs::read_to_string("/proc/sys/kernel/random/boot_id")?.trim().to_owned())
}

/// The identity of a process that is alive; none for one that is gone or dead and not yet waited for.
pub(crate) fn identity(pid: i32) -> Option<ProcessIdentity> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The command's name stands in parentheses and may hold any character: fields count from the last one.
    let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace();
    let state = fields.next()?;
    let start_ticks = fields.nth(18)?.parse().ok()?;
    (!matches!(state, "Z" | "X" | "x")).then_some(ProcessIdentity { pid, start_ticks })
}

/// The user that a process runs as.
pub(crate) fn user(pid: i32) -> Option<u32> {
    fs::metadata(format!("/proc/{pid}")).ok().map(|metadata| metadata.uid())
}

/// The words of a process' command line.
pub(crate) fn words(pid: i32) -> Vec<String> {
    let bytes = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    bytes.split(|b| *b == 0).map(|word| String::from_utf8_lossy(word).into_owned()).collect()
}

/// Every process there is.
pub(crate) fn all() -> io::Result<Vec<i32>> {
    Ok(fs::read_dir("/proc")?
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .collect())
}

/// The processes of a user that are alive.
pub(crate) fn of_user(uid: u32) -> io::Result<Vec<ProcessIdentity>> {
    Ok(all()?.into_iter().filter(|pid| user(*pid) == Some(uid)).filter_map(identity).collect())
}

/// Sends a signal to this very process. One that is gone is no error.
pub(crate) fn signal(process: ProcessIdentity, uid: u32, signal: Signal) -> io::Result<()> {
    let Some(pid) = Pid::from_raw(process.pid) else { return Ok(()) };
    let handle = match pidfd_open(pid, PidfdFlags::empty()) {
        Ok(handle) => handle,
        Err(rustix::io::Errno::SRCH) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    // Looked at after the handle was taken: it is the one we mean, and the number cannot pass to another now.
    if identity(process.pid) != Some(process) || user(process.pid) != Some(uid) {
        return Ok(());
    }
    match pidfd_send_signal(&handle, signal) {
        Ok(()) | Err(rustix::io::Errno::SRCH) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Processes that hold something on a file system: an open file, a folder they stand in, a mapped file.
pub(crate) fn holders(device: u64) -> io::Result<Vec<ForeignProcess>> {
    let us = std::process::id();
    let mut found = Vec::new();
    for pid in all()? {
        if u32::try_from(pid) != Ok(us) && holds(pid, device) {
            let command =
                fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default().trim().to_owned();
            found.push(ForeignProcess { pid, command });
        }
    }
    Ok(found)
}

fn holds(pid: i32, device: u64) -> bool {
    let home = PathBuf::from(format!("/proc/{pid}"));
    let on_device = |path: &Path| fs::metadata(path).is_ok_and(|metadata| metadata.dev() == device);
    let many = |name: &str| {
        fs::read_dir(home.join(name)).is_ok_and(|links| links.flatten().any(|link| on_device(&link.path())))
    };
    on_device(&home.join("cwd")) || on_device(&home.join("root")) || many("fd") || many("map_files")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_known_by_number_and_start_and_a_dead_one_is_not() {
        let us = i32::try_from(std::process::id()).unwrap();
        let ours = identity(us).unwrap();
        assert_eq!(identity(us), Some(ours));
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let pid = i32::try_from(child.id()).unwrap();
        // Dead but not waited for is dead.
        while identity(pid).is_some() {
            std::thread::yield_now();
        }
        child.wait().unwrap();
        assert_eq!(identity(pid), None);
    }

    #[test]
    fn a_signal_meant_for_an_earlier_process_of_that_number_is_not_sent() {
        let mut child = std::process::Command::new("sleep").arg("60").spawn().unwrap();
        let real = identity(i32::try_from(child.id()).unwrap()).unwrap();
        let uid = user(real.pid).unwrap();
        let earlier = ProcessIdentity { start_ticks: real.start_ticks + 1, ..real };
        signal(earlier, uid, Signal::KILL).unwrap();
        signal(real, uid + 1, Signal::KILL).unwrap();
        assert_eq!(identity(real.pid), Some(real));
        signal(real, uid, Signal::KILL).unwrap();
        assert!(!child.wait().unwrap().success());
    }
}
