//! Where a store's bytes lie, and the space kept back beside them for a full disk.
//!
//! When space is given free, and who may use it, is decided in `medium` and `committer`.

use std::{
    fs::{File, OpenOptions},
    io,
    os::unix::fs::OpenOptionsExt,
    path::{Path as FilePath, PathBuf},
    time::Duration,
};

use ::redb::{StorageBackend, backends::FileBackend};
use rustix::fs::{Advice, FallocateFlags, fadvise, fallocate, fstatvfs};

use crate::is_full;

/// What a store asks of a disk beside reading and writing; a test has one that fails as it is told.
pub(super) trait Disk: Send + Sync + 'static {
    /// The rows, opened afresh.
    ///
    /// # Errors
    /// The file system's.
    fn open(&self) -> io::Result<Box<dyn StorageBackend>>;

    /// Makes all last that was written by whichever opening.
    ///
    /// # Errors
    /// The file system's; what was written since the last success may be gone.
    fn sync(&self) -> io::Result<()>;

    /// Keeps space back, all that is wanted, unless less than `margin` bytes would be free beyond it.
    fn hold(&self, margin: u64) -> Held;

    /// Gives a part of what is kept back free; false when nothing is.
    fn give(&self) -> bool;

    /// How long it is between two looks whether a full disk has space again.
    fn look_every(&self) -> Duration {
        Duration::from_secs(1)
    }

    /// Drops what the kernel remembers of the rows, so that what is read next is what the disk holds.
    fn forget(&self);
}

/// Whether space is kept back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// As much as is wanted.
    Wholly,
    /// There is not so much.
    Short,
    /// This file system cannot promise space.
    Never,
}

/// The machine's own file system: the rows' file and, beside it, a file that is nothing but space.
pub(super) struct FileDisk {
    rows: PathBuf,
    reserve: PathBuf,
    reserve_bytes: u64,
}

/// Bytes given free at a time. A part at once, so that others who wait for space do not get all of it.
const GIVEN_BYTES: u64 = 1 << 20;

impl FileDisk {
    pub(super) fn new(rows: &FilePath, reserve_bytes: u64) -> Self {
        let mut reserve = rows.as_os_str().to_owned();
        reserve.push(".reserve");
        Self { rows: rows.to_owned(), reserve: reserve.into(), reserve_bytes }
    }

    fn allocate(&self, margin: u64) -> io::Result<()> {
        let file = open(&self.reserve)?;
        let before = file.metadata()?.len();
        let had = fallocate(&file, FallocateFlags::empty(), 0, self.reserve_bytes)
            .map_err(io::Error::from)
            .and_then(|()| {
                let facts = fstatvfs(&file)?;
                let free = facts.f_bavail.saturating_mul(facts.f_frsize);
                if free < margin { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
            });
        if had.is_err() {
            // What was had before is kept.
            file.set_len(before)?;
        }
        had
    }
}

impl Disk for FileDisk {
    fn open(&self) -> io::Result<Box<dyn StorageBackend>> {
        Ok(Box::new(FileBackend::new(open(&self.rows)?).map_err(io::Error::other)?))
    }

    fn sync(&self) -> io::Result<()> {
        open(&self.rows)?.sync_all()
    }

    fn hold(&self, margin: u64) -> Held {
        if self.reserve_bytes == 0 {
            return Held::Never;
        }
        match self.allocate(margin) {
            Ok(()) => Held::Wholly,
            Err(error) if is_full(&error) => Held::Short,
            Err(error) => {
                tracing::warn!(%error, "no space can be kept back for a full disk, keep an eye on it");
                Held::Never
            }
        }
    }

    fn give(&self) -> bool {
        let shorten = || {
            let file = OpenOptions::new().write(true).open(&self.reserve)?;
            let length = file.metadata()?.len();
            file.set_len(length.saturating_sub(GIVEN_BYTES))?;
            Ok::<_, io::Error>(length > 0)
        };
        shorten().unwrap_or(false)
    }

    fn forget(&self) {
        if let Ok(file) = open(&self.rows) {
            // Only advice, and the process ends anyway.
            let _ = fadvise(&file, 0, None, Advice::DontNeed);
        }
    }
}

fn open(path: &FilePath) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(path)
}
