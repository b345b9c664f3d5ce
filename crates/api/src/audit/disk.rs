//! The few things that a chain asks of a file system, so that a test can refuse any of them.
//!
//! Reading whole files back needs no door of its own.

use std::{
    fs::{File, OpenOptions},
    io,
    os::unix::fs::{FileExt, OpenOptionsExt},
    path::Path,
    sync::Arc,
};

/// Where segments are written.
pub trait Disk: Send + Sync {
    /// A new file that only the server may read.
    ///
    /// # Errors
    /// When it is there already, or cannot be made.
    fn create(&self, path: &Path) -> io::Result<Arc<dyn LogFile>>;

    /// A file that is there.
    ///
    /// # Errors
    /// When it is not, or may not be written.
    fn open(&self, path: &Path) -> io::Result<Arc<dyn LogFile>>;

    /// Makes names in a folder last.
    ///
    /// # Errors
    /// The file system's.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    /// Bytes that the server may still fill.
    ///
    /// # Errors
    /// The file system's.
    fn free(&self, folder: &Path) -> io::Result<u64>;
}

/// A segment's file.
pub trait LogFile: Send + Sync {
    /// Writes all of `bytes` from `offset` on; after an error any part of them may have been written.
    ///
    /// # Errors
    /// The file system's, such as a full disk.
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()>;

    /// Cuts the file to `length` bytes.
    ///
    /// # Errors
    /// The file system's.
    fn truncate(&self, length: u64) -> io::Result<()>;

    /// Makes what was written last through a power failure.
    ///
    /// # Errors
    /// The file system's; what was not yet made to last may be gone.
    fn sync(&self) -> io::Result<()>;
}

/// The machine's own file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemDisk;

impl Disk for SystemDisk {
    fn create(&self, path: &Path) -> io::Result<Arc<dyn LogFile>> {
        let file = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(path)?;
        Ok(Arc::new(file))
    }

    fn open(&self, path: &Path) -> io::Result<Arc<dyn LogFile>> {
        Ok(Arc::new(OpenOptions::new().read(true).write(true).open(path)?))
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
    }

    fn free(&self, folder: &Path) -> io::Result<u64> {
        let facts = rustix::fs::statvfs(folder)?;
        Ok(facts.f_bavail.saturating_mul(facts.f_frsize))
    }
}

impl LogFile for File {
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        FileExt::write_all_at(self, bytes, offset)
    }

    fn truncate(&self, length: u64) -> io::Result<()> {
        self.set_len(length)
    }

    fn sync(&self) -> io::Result<()> {
        self.sync_data()
    }
}
