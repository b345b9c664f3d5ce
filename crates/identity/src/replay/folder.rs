//! The files of the replay guard: as they lie in a folder, behind a trait so that a test can have them fail.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// A folder of small files, by name. `spare` is not among them: it lies at [`Folder::path`].
pub trait Folder: Send {
    /// Where it is.
    fn path(&self) -> &Path;

    /// Makes it when it is not there.
    ///
    /// # Errors
    /// It cannot be made.
    fn make(&self) -> io::Result<()>;

    /// The names in it.
    ///
    /// # Errors
    /// It cannot be read.
    fn names(&self) -> io::Result<Vec<String>>;

    /// A whole file.
    ///
    /// # Errors
    /// It is not there, or cannot be read.
    fn read(&self, name: &str) -> io::Result<Vec<u8>>;

    /// Puts a file in the place of the one before; what reads it finds either. To the disk only when `lasting`.
    ///
    /// # Errors
    /// It cannot be written, renamed or flushed.
    fn replace(&self, name: &str, bytes: &[u8], lasting: bool) -> io::Result<()>;

    /// Opens a file for appending, cut to pieces of so many bytes: whatever stands behind a torn one reads as others.
    ///
    /// # Errors
    /// It cannot be opened or cut.
    fn open(&self, name: &str, piece_bytes: u64) -> io::Result<Box<dyn Appends>>;

    /// Removes a file.
    ///
    /// # Errors
    /// It stays.
    fn remove(&self, name: &str) -> io::Result<()>;
}

/// A file that is appended to.
pub trait Appends: Send {
    /// Appends bytes, unflushed.
    ///
    /// # Errors
    /// Not all were written; some may have been.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;
}

/// A folder of the system's.
pub struct SystemFolder(PathBuf);

impl SystemFolder {
    /// The folder at a path.
    pub fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }
}

impl Folder for SystemFolder {
    fn path(&self) -> &Path {
        &self.0
    }

    fn make(&self) -> io::Result<()> {
        fs::create_dir_all(&self.0)
    }

    fn names(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.0)? {
            // No name of ours is anything but text.
            names.extend(entry?.file_name().into_string());
        }
        Ok(names)
    }

    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        fs::read(self.0.join(name))
    }

    fn replace(&self, name: &str, bytes: &[u8], lasting: bool) -> io::Result<()> {
        let new = self.0.join(format!("{name}.new"));
        let mut file = File::create(&new)?;
        file.write_all(bytes)?;
        fs::rename(new, self.0.join(name))?;
        if lasting { file.sync_all() } else { Ok(()) }
    }

    fn open(&self, name: &str, piece_bytes: u64) -> io::Result<Box<dyn Appends>> {
        let file = OpenOptions::new().create(true).append(true).open(self.0.join(name))?;
        let length = file.metadata()?.len();
        let torn = length.checked_rem(piece_bytes).unwrap_or_default();
        if torn != 0 {
            file.set_len(length - torn)?;
        }
        Ok(Box::new(file))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.0.join(name))
    }
}

impl Appends for File {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)
    }
}
