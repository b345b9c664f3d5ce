//! Space kept back for the day on which the disk is full.
//!
//! Given free then, it lets the store go on with changes that take rights away, and their outbox rows. The chain
//! itself does not write again before as much is free beyond it.

use std::{
    fs::{self, OpenOptions},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use rustix::fs::{FallocateFlags, OFlags, fallocate};

/// Bytes kept back.
pub(super) const RESERVE_BYTES: u64 = 16 << 20;

pub(super) struct Reserve {
    path: PathBuf,
    bytes: u64,
}

impl Reserve {
    /// The reserve of an audit folder; all its chains share it.
    pub(super) fn new(dir: &Path, bytes: u64) -> Self {
        Self { path: dir.join("reserve"), bytes }
    }

    /// Takes the space, if it can be had; a server with less starts too.
    pub(super) fn hold(&self) {
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .custom_flags(OFlags::NOFOLLOW.bits().cast_signed())
            .open(&self.path);
        let held = file.is_ok_and(|file| fallocate(&file, FallocateFlags::empty(), 0, self.bytes).is_ok());
        if !held {
            self.release();
        }
    }

    /// Gives the space free.
    pub(super) fn release(&self) {
        // Another core may have done so already.
        let _ = fs::remove_file(&self.path);
    }

    /// What must be free before writing goes on: the reserve, and as much again.
    pub(super) const fn wanted(&self) -> u64 {
        self.bytes.saturating_mul(2)
    }
}
