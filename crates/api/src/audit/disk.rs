//! The few things that a chain asks of a file system, so that a test can refuse any of them, or have no files at all.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Seek, SeekFrom},
    os::unix::fs::{DirBuilderExt, FileExt, OpenOptionsExt},
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

    /// A file's first bytes, at most so many.
    ///
    /// # Errors
    /// When it is not there, or may not be read.
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>>;

    /// A file's bytes from `offset` on, at most so many; none behind its end.
    ///
    /// # Errors
    /// As [`Disk::read`].
    fn read_at(&self, path: &Path, offset: u64, most: u64) -> io::Result<Vec<u8>> {
        let whole = self.read(path, offset.saturating_add(most))?;
        let offset = usize::try_from(offset).unwrap_or(usize::MAX);
        Ok(whole.get(offset..).unwrap_or_default().to_vec())
    }

    /// Takes a file away; gives the bytes it had.
    ///
    /// # Errors
    /// The file system's.
    fn remove(&self, path: &Path) -> io::Result<u64>;

    /// Makes a folder that only the server may enter, and those above it, where they are not there.
    ///
    /// # Errors
    /// The file system's.
    fn create_folder(&self, folder: &Path) -> io::Result<()>;

    /// The names in a folder; one that is not there has none.
    ///
    /// # Errors
    /// The file system's.
    fn names(&self, folder: &Path) -> io::Result<Vec<String>>;

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

    /// Whether a flush takes so little time that the event loop may wait for it: on a pretended disk alone.
    fn flushes_at_once(&self) -> bool {
        false
    }
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

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(path)?.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn read_at(&self, path: &Path, offset: u64, most: u64) -> io::Result<Vec<u8>> {
        let (mut file, mut bytes) = (File::open(path)?, Vec::new());
        file.seek(SeekFrom::Start(offset))?;
        file.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn remove(&self, path: &Path) -> io::Result<u64> {
        let bytes = fs::metadata(path)?.len();
        fs::remove_file(path)?;
        Ok(bytes)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let entries = match fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut names = Vec::new();
        for entry in entries {
            // None of ours is anything but ASCII.
            names.extend(entry?.file_name().into_string().ok());
        }
        Ok(names)
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
