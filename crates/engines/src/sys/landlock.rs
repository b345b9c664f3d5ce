//! Landlock: what an engine may touch at all, whoever it runs as. Source: the kernel's `userspace-api/landlock`.
#![expect(unsafe_code, reason = "Landlock's system calls have no wrapper")]

use std::{
    io,
    mem::size_of,
    os::fd::{AsRawFd as _, BorrowedFd, FromRawFd as _, OwnedFd},
    path::Path,
};

use rustix::fs::{Mode, OFlags};

/// Rules in the making, and what they are enforced by.
#[derive(Debug)]
pub(crate) struct Cage {
    rules: OwnedFd,
    handled_files: u64,
    handled_ports: u64,
}

/// What may be done beneath a path.
#[derive(Clone, Copy)]
pub(crate) enum Beneath {
    /// Read and run.
    Run,
    /// Read.
    Read,
    /// Everything.
    All,
}

const EXECUTE: u64 = 1;
const WRITE_FILE: u64 = 1 << 1;
const READ_FILE: u64 = 1 << 2;
const READ_DIR: u64 = 1 << 3;
const TRUNCATE: u64 = 1 << 14;
/// What can be asked of a file that is no folder.
const OF_FILES: u64 = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | 1 << 15;
const BIND_TCP: u64 = 1;
const CONNECT_TCP: u64 = 2;
const SCOPE_ABSTRACT_SOCKETS: u64 = 1;
const SCOPE_SIGNALS: u64 = 2;

const CREATE_VERSION: u32 = 1;
const RULE_PATH_BENEATH: u32 = 1;
const RULE_NET_PORT: u32 = 2;

#[repr(C)]
struct Attributes {
    files: u64,
    ports: u64,
    scoped: u64,
}

#[repr(C, packed)]
struct PathBeneath {
    allowed: u64,
    parent: i32,
}

#[repr(C)]
struct NetPort {
    allowed: u64,
    port: u64,
}

/// The kernel's version of Landlock; none when it has none.
pub(crate) fn version() -> Option<u32> {
    // SAFETY: with this flag the call takes no attributes and only answers a number.
    let version = unsafe { libc::syscall(libc::SYS_landlock_create_ruleset, 0, 0, CREATE_VERSION) };
    u32::try_from(version).ok().filter(|version| *version > 0)
}

impl Cage {
    /// Rules that forbid everything the kernel's version knows; none when it knows nothing.
    pub(crate) fn new() -> io::Result<Option<Self>> {
        let Some(version) = version() else { return Ok(None) };
        let handled_files = match version {
            1 => (1 << 13) - 1,
            2 => (1 << 14) - 1,
            3 | 4 => (1 << 15) - 1,
            _ => (1 << 16) - 1,
        };
        let handled_ports = if version >= 4 { BIND_TCP | CONNECT_TCP } else { 0 };
        let scoped = if version >= 6 { SCOPE_ABSTRACT_SOCKETS | SCOPE_SIGNALS } else { 0 };
        let attributes = Attributes { files: handled_files, ports: handled_ports, scoped };
        let size = match version {
            1..=3 => 8,
            4 | 5 => 16,
            _ => size_of::<Attributes>(),
        };
        // SAFETY: the attributes live for the call, and no more of them is named than there is.
        let fd = unsafe { libc::syscall(libc::SYS_landlock_create_ruleset, &raw const attributes, size, 0) };
        let fd = i32::try_from(fd).ok().filter(|fd| *fd >= 0).ok_or_else(io::Error::last_os_error)?;
        // SAFETY: the kernel just opened it for us, and nobody else knows it.
        let rules = unsafe { OwnedFd::from_raw_fd(fd) };
        Ok(Some(Self { rules, handled_files, handled_ports }))
    }

    /// Allows something beneath a path. What is not there needs no rule.
    pub(crate) fn allow(&self, path: &Path, what: Beneath) -> io::Result<()> {
        let Ok(found) = rustix::fs::open(path, OFlags::PATH | OFlags::CLOEXEC, Mode::empty()) else {
            return Ok(());
        };
        let folder = rustix::fs::FileType::from_raw_mode(rustix::fs::fstat(&found)?.st_mode).is_dir();
        let wanted = match what {
            Beneath::Run => EXECUTE | READ_FILE | READ_DIR,
            Beneath::Read => READ_FILE | READ_DIR,
            Beneath::All => u64::MAX,
        };
        let possible = if folder { u64::MAX } else { OF_FILES };
        let rule = PathBeneath { allowed: wanted & possible & self.handled_files, parent: found.as_raw_fd() };
        self.add(RULE_PATH_BENEATH, &rule)
    }

    /// Allows listening on a TCP port.
    pub(crate) fn allow_listening(&self, port: u16) -> io::Result<()> {
        self.allow_port(BIND_TCP, port)
    }

    /// Allows connecting to a TCP port, wherever it is.
    pub(crate) fn allow_connecting(&self, port: u16) -> io::Result<()> {
        self.allow_port(CONNECT_TCP, port)
    }

    fn allow_port(&self, allowed: u64, port: u16) -> io::Result<()> {
        if self.handled_ports == 0 {
            return Ok(());
        }
        self.add(RULE_NET_PORT, &NetPort { allowed, port: u64::from(port) })
    }

    fn add<T>(&self, kind: u32, rule: &T) -> io::Result<()> {
        let rules = self.rules.as_raw_fd();
        // SAFETY: each caller passes the rule of its kind, laid out as in the kernel's header, alive for the call.
        let done =
            unsafe { libc::syscall(libc::SYS_landlock_add_rule, rules, kind, std::ptr::from_ref(rule), 0) };
        if done < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
    }

    /// The rules, for [`enter`].
    pub(crate) fn into_rules(self) -> OwnedFd {
        self.rules
    }
}

/// Puts this process under the rules, for good. It must have given up new privileges. Safe between fork and exec.
pub(super) fn enter(rules: BorrowedFd<'_>) -> io::Result<()> {
    // SAFETY: the call takes two integers and touches no memory.
    let done = unsafe { libc::syscall(libc::SYS_landlock_restrict_self, rules.as_raw_fd(), 0) };
    if done < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}
