//! Ends everything that a user runs in one system call, so that nothing escapes by forking: while the kernel goes through its
//! list nobody is added to it, and whoever was told to end forks no more.
#![expect(unsafe_code, reason = "the time between fork and exec, and a signal to many, have no safe wrapper")]

use std::{
    io,
    os::unix::process::CommandExt as _,
    process::{Command, Stdio},
};

use rustix::thread::CapabilitySet;

/// Sends SIGKILL to every process that runs as this user, those that are being made included, and to no other: a child that
/// is this user and has nothing of root's left sends it to all whom it may. Whether it came to that: another of its user's may
/// have ended the child before.
///
/// To be used as root alone, for a user who runs nothing of ours.
///
/// # Errors
/// When the child cannot be made, or something of root would be left to it: then nobody gets a signal.
pub(crate) fn end_all_of(uid: u32, gid: u32) -> io::Result<bool> {
    if uid == 0 || gid == 0 || !rustix::process::geteuid().is_root() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    // Never run: the child ends before it would become this program.
    let mut command = Command::new("/bin/false");
    command.env_clear().current_dir("/").uid(uid).gid(gid);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let instead = move || -> io::Result<()> {
        is_nobody_else(uid, gid)?;
        // SAFETY: each call takes numbers only; nothing after them needs a descriptor, and `_exit` runs no destructor.
        unsafe {
            libc::syscall(libc::SYS_close_range, 3, libc::c_uint::MAX, 0);
            libc::kill(-1, libc::SIGKILL);
            libc::_exit(0)
        }
    };
    // SAFETY: the closure makes system calls only, allocates nothing and takes no lock.
    unsafe { command.pre_exec(instead) };
    command.spawn()?.wait().map(|ended| ended.success())
}

/// Refuses unless this process is that user through and through: with a capability left the signal would reach everybody.
fn is_nobody_else(uid: u32, gid: u32) -> io::Result<()> {
    let capabilities = rustix::thread::capabilities(None)?;
    let holds = [capabilities.effective, capabilities.permitted, capabilities.inheritable];
    let (users, groups) = (nix::unistd::getresuid()?, nix::unistd::getresgid()?);
    let is_user = [users.real, users.effective, users.saved].iter().all(|it| it.as_raw() == uid);
    let is_group = [groups.real, groups.effective, groups.saved].iter().all(|it| it.as_raw() == gid);
    if holds.iter().all(CapabilitySet::is_empty) && is_user && is_group {
        Ok(())
    } else {
        Err(io::ErrorKind::PermissionDenied.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_itself_is_never_swept_and_nobody_but_root_sweeps() {
        for (uid, gid) in [(0, 0), (0, 479_999), (479_999, 0)] {
            let refused = end_all_of(uid, gid).unwrap_err();
            assert_eq!(refused.kind(), io::ErrorKind::PermissionDenied, "{uid} {gid}");
        }
        if !rustix::process::geteuid().is_root() {
            let us = (rustix::process::getuid().as_raw(), rustix::process::getgid().as_raw());
            assert_eq!(end_all_of(us.0, us.1).unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        }
    }

    #[test]
    fn a_process_that_is_more_than_that_user_is_told_from_one_that_is_not() {
        let (us, ours) = (rustix::process::getuid().as_raw(), rustix::process::getgid().as_raw());
        let alone = is_nobody_else(us, ours).is_ok();
        assert_eq!(alone, !rustix::process::geteuid().is_root());
        assert!(is_nobody_else(us + 1, ours).is_err());
        assert!(is_nobody_else(us, ours + 1).is_err());
    }
}
