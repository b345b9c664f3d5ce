//! Which files there are: `DIR/<server>-<core>/<segment>.log`.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{
    disk::Disk,
    frame::{ChainId, PAYLOAD_BYTES_MAX},
};

/// A segment is closed when it has grown to this size, in bytes.
pub(super) const SEGMENT_BYTES_MAX: u64 = 32 << 20;
/// No segment is longer: one more frame, the closing one and notes.
const READ_BYTES_MAX: u64 = SEGMENT_BYTES_MAX + 2 * PAYLOAD_BYTES_MAX as u64;

/// The chains that have a folder under `dir`, in order.
///
/// # Errors
/// The file system's; a missing `dir` has no chains.
pub(super) fn chains(disk: &dyn Disk, dir: &Path) -> io::Result<Vec<ChainId>> {
    names(disk, dir, |name| name.parse().ok())
}

/// The segments of a chain that have a file, in order.
///
/// # Errors
/// The file system's; a missing folder has no segments.
pub(super) fn numbers(disk: &dyn Disk, dir: &Path, chain: ChainId) -> io::Result<Vec<u64>> {
    names(disk, &folder(dir, chain), |name| {
        let number = name.strip_suffix(".log")?.parse().ok()?;
        (file_name(number) == name).then_some(number)
    })
}

/// A chain's folder.
pub(super) fn folder(dir: &Path, chain: ChainId) -> PathBuf {
    dir.join(chain.to_string())
}

/// A segment's file.
pub(super) fn path(dir: &Path, chain: ChainId, segment: u64) -> PathBuf {
    folder(dir, chain).join(file_name(segment))
}

fn file_name(segment: u64) -> String {
    format!("{segment:010}.log")
}

/// A segment's bytes; of a file longer than any segment only so many as show it.
///
/// # Errors
/// The file system's.
pub(super) fn read(disk: &dyn Disk, path: &Path) -> io::Result<Vec<u8>> {
    disk.read(path, READ_BYTES_MAX)
}

fn names<T: Ord>(disk: &dyn Disk, dir: &Path, read: impl Fn(&str) -> Option<T>) -> io::Result<Vec<T>> {
    let mut found: Vec<T> = disk.names(dir)?.iter().filter_map(|name| read(name)).collect();
    found.sort();
    Ok(found)
}
