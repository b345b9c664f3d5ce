//! The replay guard's files, in a real folder whose writes fail and tear and whose names cannot be changed.
//!
//! What the power takes of them is never asked for again, since another boot begins.

use std::{
    io,
    path::Path,
    sync::{Arc, Mutex, MutexGuard},
};

use rampart_identity::replay::{Appends, Folder, SystemFolder};
use rampart_store::backend::redb::platter::{Fault, Planned};
use tempfile::TempDir;

/// The folder, and what is to go wrong in it.
pub(crate) struct MarksDisk {
    folder: TempDir,
    planned: Arc<Mutex<Planned>>,
}

impl MarksDisk {
    /// In memory, where the system has such a folder: it costs no flush.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
        Self { folder, planned: Arc::default() }
    }

    pub(crate) fn fails(&self, fault: Fault, calls: u32) {
        *self.planned.lock().unwrap() = Planned::after(fault, calls);
    }

    pub(crate) fn heals(&self) {
        *self.planned.lock().unwrap() = Planned::default();
    }

    /// What the guard of one life works with.
    pub(crate) fn opened(&self) -> Box<dyn Folder> {
        Box::new(Failing {
            folder: SystemFolder::new(self.folder.path()),
            planned: Arc::clone(&self.planned),
        })
    }
}

struct Failing {
    folder: SystemFolder,
    planned: Arc<Mutex<Planned>>,
}

impl Failing {
    fn planned(&self) -> MutexGuard<'_, Planned> {
        self.planned.lock().unwrap()
    }
}

fn refused() -> io::Error {
    io::Error::other("as planned")
}

impl Folder for Failing {
    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn make(&self) -> io::Result<()> {
        self.folder.make()
    }

    fn names(&self) -> io::Result<Vec<String>> {
        self.folder.names()
    }

    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        self.folder.read(name)
    }

    fn replace(&self, name: &str, bytes: &[u8], lasting: bool) -> io::Result<()> {
        if self.planned().meets(Fault::Length) {
            return Err(refused());
        }
        let flush_fails = self.planned().meets(Fault::Flush);
        self.folder.replace(name, bytes, lasting)?;
        if flush_fails { Err(refused()) } else { Ok(()) }
    }

    fn open(&self, name: &str, piece_bytes: u64) -> io::Result<Box<dyn Appends>> {
        let file = self.folder.open(name, piece_bytes)?;
        Ok(Box::new(FailingFile { file, planned: Arc::clone(&self.planned) }))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        self.folder.remove(name)
    }
}

struct FailingFile {
    file: Box<dyn Appends>,
    planned: Arc<Mutex<Planned>>,
}

impl Appends for FailingFile {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut planned = self.planned.lock().unwrap();
        if planned.meets(Fault::Write) {
            return Err(refused());
        }
        if planned.meets(Fault::Torn) {
            self.file.append(&bytes[..bytes.len() / 2])?;
            return Err(refused());
        }
        self.file.append(bytes)
    }
}
