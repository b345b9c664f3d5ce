//! The system calls that no safe wrapper covers: loop devices, freed blocks, fscrypt and what a child does before it becomes
//! another program. All `unsafe` of the workspace stands here.
#![expect(unsafe_code, reason = "ioctls and the time between fork and exec have no safe wrapper")]

pub(crate) mod extents;
pub(crate) mod landlock;
pub(crate) mod sweep;

use std::{
    fs::File,
    io,
    mem::size_of,
    os::{
        fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd},
        unix::process::CommandExt,
    },
    process::Command,
};

use rampart_rds::intent::{DiskKey, KeyStatus};
use zeroize::Zeroize;

/// The name under which fscrypt files a master key: derived from the key, so a wrong key has another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeyIdentifier(pub(crate) [u8; 16]);

// <linux/fscrypt.h>
const FS_IOC_SET_ENCRYPTION_POLICY: u64 = 0x800C_6613;
const FS_IOC_GET_ENCRYPTION_POLICY_EX: u64 = 0xC009_6616;
const FS_IOC_ADD_ENCRYPTION_KEY: u64 = 0xC050_6617;
const FS_IOC_REMOVE_ENCRYPTION_KEY_ALL_USERS: u64 = 0xC040_6619;
const FS_IOC_GET_ENCRYPTION_KEY_STATUS: u64 = 0xC080_661A;
const KEY_SPEC_TYPE_IDENTIFIER: u32 = 2;
const MODE_AES_256_XTS: u8 = 1;
const MODE_AES_256_CTS: u8 = 4;
const POLICY_FLAGS_PAD_32: u8 = 3;
const POLICY_V2: u8 = 2;

// <linux/loop.h>
const LOOP_CLR_FD: u64 = 0x4C01;
const LOOP_GET_STATUS64: u64 = 0x4C05;
const LOOP_CONFIGURE: u64 = 0x4C0A;
const LOOP_CTL_GET_FREE: u64 = 0x4C82;
const LO_FLAGS_AUTOCLEAR: u32 = 4;
const LO_FLAGS_DIRECT_IO: u32 = 16;

// <linux/fs.h>
const FITRIM: u64 = 0xC018_5879;

#[repr(C)]
struct TrimRange {
    start: u64,
    length: u64,
    shortest: u64,
}

#[repr(C)]
#[derive(Clone, Copy)]
struct KeySpecifier {
    kind: u32,
    reserved: u32,
    identifier: [u8; 16],
    rest: [u8; 16],
}

impl KeySpecifier {
    const fn of(identifier: [u8; 16]) -> Self {
        Self { kind: KEY_SPEC_TYPE_IDENTIFIER, reserved: 0, identifier, rest: [0; 16] }
    }
}

#[repr(C)]
struct AddKey {
    spec: KeySpecifier,
    raw_size: u32,
    key_id: u32,
    reserved: [u32; 8],
    raw: [u8; DiskKey::BYTES],
}

#[repr(C)]
struct RemoveKey {
    spec: KeySpecifier,
    removal_status_flags: u32,
    reserved: [u32; 5],
}

#[repr(C)]
struct GetKeyStatus {
    spec: KeySpecifier,
    reserved: [u32; 6],
    status: u32,
    status_flags: u32,
    user_count: u32,
    out_reserved: [u32; 13],
}

#[repr(C)]
struct PolicyV2 {
    version: u8,
    contents: u8,
    names: u8,
    flags: u8,
    log2_data_unit_size: u8,
    reserved: [u8; 3],
    identifier: [u8; 16],
}

#[repr(C)]
struct GetPolicy {
    size: u64,
    policy: PolicyV2,
}

#[repr(C)]
#[derive(Clone, Copy)]
struct LoopInfo {
    device: u64,
    inode: u64,
    rdevice: u64,
    offset: u64,
    size_limit: u64,
    number: u32,
    encrypt_type: u32,
    encrypt_key_size: u32,
    flags: u32,
    file_name: [u8; 64],
    crypt_name: [u8; 64],
    encrypt_key: [u8; 32],
    init: [u64; 2],
}

#[repr(C)]
struct LoopConfig {
    fd: u32,
    block_size: u32,
    info: LoopInfo,
    reserved: [u64; 8],
}

// The kernel takes sizes from the request number: a struct that drifted would let it write past its end.
const _: () = assert!(size_of::<AddKey>() == 80 + DiskKey::BYTES);
const _: () = assert!(size_of::<RemoveKey>() == 64);
const _: () = assert!(size_of::<GetKeyStatus>() == 128);
const _: () = assert!(size_of::<PolicyV2>() == 24);
const _: () = assert!(size_of::<TrimRange>() == 24);
const _: () = assert!(size_of::<LoopInfo>() == 232);
const _: () = assert!(size_of::<LoopConfig>() == 304);

impl LoopInfo {
    const EMPTY: Self = Self {
        device: 0,
        inode: 0,
        rdevice: 0,
        offset: 0,
        size_limit: 0,
        number: 0,
        encrypt_type: 0,
        encrypt_key_size: 0,
        flags: 0,
        file_name: [0; 64],
        crypt_name: [0; 64],
        encrypt_key: [0; 32],
        init: [0; 2],
    };
}

/// Gives the kernel a master key for the file system that holds `on`.
pub(crate) fn add_key(on: BorrowedFd<'_>, key: &DiskKey) -> io::Result<KeyIdentifier> {
    let mut arg = AddKey {
        spec: KeySpecifier::of([0; 16]),
        raw_size: DiskKey::BYTES as u32,
        key_id: 0,
        reserved: [0; 8],
        raw: *key.expose(),
    };
    let done = ioctl(on, FS_IOC_ADD_ENCRYPTION_KEY, &mut arg);
    arg.raw.zeroize();
    done.map(|_| KeyIdentifier(arg.spec.identifier))
}

/// Bytes that nobody can guess, as many as a master key has.
pub(crate) fn random() -> io::Result<[u8; DiskKey::BYTES]> {
    let mut bytes = [0; DiskKey::BYTES];
    // SAFETY: the buffer is ours, as long as is said, and exclusively borrowed for the call.
    let got = unsafe { libc::getrandom(bytes.as_mut_ptr().cast(), bytes.len(), 0) };
    // Up to 256 bytes come all at once: getrandom(2).
    if usize::try_from(got) == Ok(bytes.len()) { Ok(bytes) } else { Err(io::Error::last_os_error()) }
}

/// Removes a master key for every user that claims it. Succeeds with files still open: ask [`key_status`] afterwards.
pub(crate) fn remove_key(on: BorrowedFd<'_>, key: KeyIdentifier) -> io::Result<()> {
    let mut arg = RemoveKey { spec: KeySpecifier::of(key.0), removal_status_flags: 0, reserved: [0; 5] };
    match ioctl(on, FS_IOC_REMOVE_ENCRYPTION_KEY_ALL_USERS, &mut arg) {
        Err(error) if error.raw_os_error() == Some(libc::ENOKEY) => Ok(()),
        other => other.map(drop),
    }
}

/// The kernel's word on a master key.
pub(crate) fn key_status(on: BorrowedFd<'_>, key: KeyIdentifier) -> io::Result<KeyStatus> {
    let mut arg = GetKeyStatus {
        spec: KeySpecifier::of(key.0),
        reserved: [0; 6],
        status: 0,
        status_flags: 0,
        user_count: 0,
        out_reserved: [0; 13],
    };
    ioctl(on, FS_IOC_GET_ENCRYPTION_KEY_STATUS, &mut arg)?;
    match arg.status {
        1 => Ok(KeyStatus::Absent),
        2 => Ok(KeyStatus::Present),
        3 => Ok(KeyStatus::IncompletelyRemoved),
        other => Err(io::Error::other(format!("key status {other} is unknown"))),
    }
}

/// Puts an empty folder under a master key.
pub(crate) fn set_policy(folder: BorrowedFd<'_>, key: KeyIdentifier) -> io::Result<()> {
    let mut arg = PolicyV2 {
        version: POLICY_V2,
        contents: MODE_AES_256_XTS,
        names: MODE_AES_256_CTS,
        flags: POLICY_FLAGS_PAD_32,
        log2_data_unit_size: 0,
        reserved: [0; 3],
        identifier: key.0,
    };
    ioctl(folder, FS_IOC_SET_ENCRYPTION_POLICY, &mut arg).map(drop)
}

/// The master key that a folder is under; none when it is not encrypted.
pub(crate) fn policy_key(folder: BorrowedFd<'_>) -> io::Result<Option<KeyIdentifier>> {
    let mut arg = GetPolicy {
        size: size_of::<PolicyV2>() as u64,
        policy: PolicyV2 {
            version: 0,
            contents: 0,
            names: 0,
            flags: 0,
            log2_data_unit_size: 0,
            reserved: [0; 3],
            identifier: [0; 16],
        },
    };
    match ioctl(folder, FS_IOC_GET_ENCRYPTION_POLICY_EX, &mut arg) {
        Ok(_) => Ok(Some(KeyIdentifier(arg.policy.identifier))),
        Err(error)
            if matches!(error.raw_os_error(), Some(libc::ENODATA | libc::ENOTTY | libc::EOPNOTSUPP)) =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// The number of a free loop device.
pub(crate) fn loop_free(control: &File) -> io::Result<i32> {
    // SAFETY: this request takes no argument; the descriptor is open for the call.
    let number = unsafe { libc::ioctl(control.as_raw_fd(), LOOP_CTL_GET_FREE as _) };
    if number < 0 { Err(io::Error::last_os_error()) } else { Ok(number) }
}

/// Attaches a file to a loop device; it detaches by itself when its last user goes.
pub(crate) fn loop_attach(device: &File, image: &File) -> io::Result<()> {
    let mut arg = LoopConfig {
        fd: image.as_raw_fd() as u32,
        block_size: 0,
        info: LoopInfo { flags: LO_FLAGS_AUTOCLEAR | LO_FLAGS_DIRECT_IO, ..LoopInfo::EMPTY },
        reserved: [0; 8],
    };
    ioctl(device.as_fd(), LOOP_CONFIGURE, &mut arg).map(drop)
}

/// Device and inode of the file that a loop device shows; none when it shows none.
pub(crate) fn loop_backing(device: &File) -> io::Result<Option<(u64, u64)>> {
    let mut arg = LoopInfo::EMPTY;
    match ioctl(device.as_fd(), LOOP_GET_STATUS64, &mut arg) {
        Ok(_) => Ok(Some((arg.device, arg.inode))),
        Err(error) if error.raw_os_error() == Some(libc::ENXIO) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Detaches a loop device, at once or when its last user goes.
pub(crate) fn loop_detach(device: &File) -> io::Result<()> {
    // SAFETY: this request takes no argument; the descriptor is open for the call.
    let done = unsafe { libc::ioctl(device.as_raw_fd(), LOOP_CLR_FD as _) };
    if done < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// Gives back every block of a file system that no file holds: where what lies beneath can do it, they read as zeros from
/// then on. Answers how many bytes.
pub(crate) fn trim(on: BorrowedFd<'_>) -> io::Result<u64> {
    let mut arg = TrimRange { start: 0, length: u64::MAX, shortest: 0 };
    ioctl(on, FITRIM, &mut arg).map(|_| arg.length)
}

fn ioctl<T>(on: BorrowedFd<'_>, request: u64, arg: &mut T) -> io::Result<i32> {
    // SAFETY: each caller passes the request's own argument struct, whose layout is that of the kernel's header (sizes
    // asserted above), zeroed where reserved and exclusively borrowed for the call.
    let done = unsafe { libc::ioctl(on.as_raw_fd(), request as _, std::ptr::from_mut(arg)) };
    if done < 0 { Err(io::Error::last_os_error()) } else { Ok(done) }
}

/// Makes the child die with the thread that starts it and leave no core: for tools that must not outlive the hand.
pub(crate) fn bound_to_us(command: &mut Command) {
    let before = || {
        no_core()?;
        // SAFETY: prctl with integer arguments touches no memory of ours.
        if unsafe { libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL) } != 0 {
            return Err(io::Error::last_os_error());
        }
        Ok(())
    };
    // SAFETY: the closure makes system calls only, allocates nothing and takes no lock.
    unsafe { command.pre_exec(before) };
}

/// Makes the child a stranger: of its own session, nobody's child, without new privileges, files private by default,
/// without core dumps, under these rules. It writes its process number to `tell` before it becomes another program; what was spawned
/// ends at once and is to be waited for.
pub(crate) fn set_free(command: &mut Command, tell: File, rules: Option<OwnedFd>) {
    let before = move || {
        no_core()?;
        rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
        rustix::thread::set_no_new_privs(true)?;
        rustix::process::setsid()?;
        // SAFETY: the child of this fork runs on with what follows, the parent ends without running any destructor.
        match unsafe { libc::fork() } {
            -1 => return Err(io::Error::last_os_error()),
            0 => {}
            // SAFETY: `_exit` ends the process and nothing else.
            _ => unsafe { libc::_exit(0) },
        }
        let pid = rustix::process::getpid().as_raw_nonzero().get().to_ne_bytes();
        if rustix::io::write(&tell, &pid)? != pid.len() {
            return Err(io::ErrorKind::WriteZero.into());
        }
        rules.as_ref().map_or(Ok(()), |rules| landlock::enter(rules.as_fd()))
    };
    // SAFETY: the closure makes system calls only, allocates nothing and takes no lock; the fork in it copies a
    // process of one thread.
    unsafe { command.pre_exec(before) };
}

/// Keeps every descriptor beyond the standard ones from the programs that this process starts: whoever started it may have
/// left some open, and no rule of a sandbox covers what is open already.
pub(crate) fn pass_nothing_on() -> io::Result<()> {
    // SAFETY: the call takes numbers only and closes nothing.
    let done =
        unsafe { libc::syscall(libc::SYS_close_range, 3, libc::c_uint::MAX, libc::CLOSE_RANGE_CLOEXEC) };
    if done < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

fn no_core() -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    Ok(setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?)
}
