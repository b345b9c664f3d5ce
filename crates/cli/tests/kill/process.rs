//! A process of the server's that is not our child: found by its parent, held so that its number cannot come to mean
//! another.

use std::{os::fd::OwnedFd, time::Duration};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal},
};

/// The hand of a server.
pub(crate) struct Hand(OwnedFd);

impl Hand {
    /// The child of `server` that was started as its hand, if it has one yet.
    pub(crate) fn of(server: u32) -> Option<Self> {
        std::fs::read_dir("/proc").unwrap().find_map(|entry| {
            let pid: i32 = entry.ok()?.file_name().to_str()?.parse().ok()?;
            let held = pidfd_open(Pid::from_raw(pid)?, PidfdFlags::empty()).ok()?;
            // Read while it is held: the number is still its own.
            (parent(pid)? == server && is_hand(pid)).then_some(Self(held))
        })
    }

    pub(crate) fn kill(&self) {
        // One that has ended needs no killing.
        let _ = pidfd_send_signal(&self.0, Signal::KILL);
    }

    /// Whether it ends within a time.
    pub(crate) fn ends_within(&self, patience: Duration) -> bool {
        let patience = Timespec { tv_sec: patience.as_secs().try_into().unwrap(), tv_nsec: 0 };
        poll(&mut [PollFd::new(&self.0, PollFlags::IN)], Some(&patience)).unwrap() > 0
    }
}

/// The fourth field of `stat`, behind a name that may hold anything (proc_pid_stat(5)).
fn parent(pid: i32) -> Option<u32> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, behind_name) = stat.rsplit_once(')')?;
    behind_name.split_whitespace().nth(1)?.parse().ok()
}

fn is_hand(pid: i32) -> bool {
    std::fs::read(format!("/proc/{pid}/cmdline"))
        .is_ok_and(|words| words.split(|byte| *byte == 0).nth(1) == Some(b"hand"))
}
