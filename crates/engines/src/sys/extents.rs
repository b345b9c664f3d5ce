//! A file system that is stopped for a moment, and where on its device files were given blocks that they never wrote.

use std::{
    fs::File,
    io,
    mem::size_of,
    ops::Range,
    os::fd::{AsFd as _, BorrowedFd},
};

use super::ioctl;

// <linux/fs.h>. Neither reads its argument.
const FIFREEZE: u64 = 0xC004_5877;
const FITHAW: u64 = 0xC004_5878;

// <linux/fiemap.h>
const FS_IOC_FIEMAP: u64 = 0xC020_660B;
/// Extents that have no place of their own on the device, or none yet: `FIEMAP_EXTENT_UNKNOWN`, `_DELALLOC`, `_NOT_ALIGNED`,
/// `_DATA_INLINE`.
const NOWHERE: u32 = 0x2 | 0x4 | 0x100 | 0x200;
const UNWRITTEN: u32 = 0x800;
const AT_ONCE: usize = 64;

#[repr(C)]
#[derive(Clone, Copy)]
struct Extent {
    logical: u64,
    physical: u64,
    length: u64,
    reserved: [u64; 2],
    flags: u32,
    reserved_too: [u32; 3],
}

#[repr(C)]
struct Map {
    start: u64,
    length: u64,
    flags: u32,
    mapped: u32,
    count: u32,
    reserved: u32,
    extents: [Extent; AT_ONCE],
}

const _: () = assert!(size_of::<Extent>() == 56);
const _: () = assert!(size_of::<Map>() == 32 + AT_ONCE * 56);

/// Writes everything out and has every writer wait until [`thaw`]. Refused by `EBUSY` where that is so already.
pub(crate) fn freeze(on: BorrowedFd<'_>) -> io::Result<()> {
    ioctl(on, FIFREEZE, &mut 0_i32).map(drop)
}

/// Has them go on. Refused by `EINVAL` where nobody waits.
pub(crate) fn thaw(on: BorrowedFd<'_>) -> io::Result<()> {
    ioctl(on, FITHAW, &mut 0_i32).map(drop)
}

/// Where on the device, in bytes, blocks lie that a file was given and that read as zeros, since it never wrote them.
pub(crate) fn unwritten(file: &File) -> io::Result<Vec<Range<u64>>> {
    const NONE: Extent =
        Extent { logical: 0, physical: 0, length: 0, reserved: [0; 2], flags: 0, reserved_too: [0; 3] };
    let (mut found, mut start) = (Vec::new(), 0);
    loop {
        let mut map = Map {
            start,
            length: u64::MAX - start,
            flags: 0,
            mapped: 0,
            count: AT_ONCE as u32,
            reserved: 0,
            extents: [NONE; AT_ONCE],
        };
        ioctl(file.as_fd(), FS_IOC_FIEMAP, &mut map)?;
        let told = map.extents.get(..map.mapped as usize).unwrap_or_default();
        let placed =
            told.iter().filter(|extent| extent.flags & UNWRITTEN != 0 && extent.flags & NOWHERE == 0);
        found.extend(placed.map(|extent| extent.physical..extent.physical.saturating_add(extent.length)));
        match told.last().map(|last| last.logical.saturating_add(last.length)) {
            Some(end) if end > start => start = end,
            _ => return Ok(found),
        }
    }
}
