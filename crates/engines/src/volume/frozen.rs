//! A disk whose file system is frozen: what lies in its image is whole and stays as it is. Whoever writes waits, so this is to be
//! short, and ends on every way out but the death of this process; for that one, the next hand thaws first of all.

use std::{
    io,
    os::{fd::AsFd as _, unix::fs::MetadataExt as _},
    sync::{Mutex, MutexGuard, PoisonError},
};

use rampart_vocab::DbInstanceId;

use crate::{folder::Folder, ground::Ground, site::DISK, sys::extents};

/// Held while a disk is frozen, one at a time: a hand that is to end waits for it.
#[derive(Debug, Default)]
pub(crate) struct Freezing(Mutex<()>);

impl Freezing {
    fn lock(&self) -> MutexGuard<'_, ()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until none is frozen, and lets none be from here on.
    pub(crate) fn end(&self) {
        std::mem::forget(self.lock());
    }
}

/// It is thawed when this is dropped.
pub(super) struct Frozen<'a> {
    disk: &'a Folder,
    _only: MutexGuard<'a, ()>,
}

impl<'a> Frozen<'a> {
    pub(super) fn freeze(ground: &'a Ground, disk: &'a Folder) -> io::Result<Self> {
        let only = ground.freezing.lock();
        extents::freeze(disk.as_fd())?;
        Ok(Self { disk, _only: only })
    }

    /// Fails when somebody else has thawed it, who may do that at any time: what was seen before may not be so any more.
    pub(super) fn demand(&self) -> io::Result<()> {
        match extents::freeze(self.disk.as_fd()) {
            Err(error) if error.raw_os_error() == Some(libc::EBUSY) => Ok(()),
            Err(error) => Err(error),
            Ok(()) => Err(io::Error::other("somebody thawed it meanwhile")),
        }
    }
}

impl Drop for Frozen<'_> {
    fn drop(&mut self) {
        if let Err(error) = extents::thaw(self.disk.as_fd()) {
            tracing::error!(%error, "a disk that was frozen cannot be thawed");
        }
    }
}

/// Thaws every disk that a hand before this one left frozen, for it was killed.
pub(crate) fn thaw_all(ground: &Ground) {
    if !ground.root {
        return;
    }
    for id in ground.ids().unwrap_or_default() {
        match thaw(ground, &id) {
            Ok(true) => tracing::warn!(%id, "its disk was left frozen: it is thawed"),
            Ok(false) => {}
            Err(error) => tracing::warn!(%id, %error, "whether its disk was left frozen is not known"),
        }
    }
}

fn thaw(ground: &Ground, id: &DbInstanceId) -> io::Result<bool> {
    let around = ground.instances.folder(id.as_str())?;
    let disk = match around.folder(DISK) {
        Ok(disk) => disk,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    // Where none is mounted it is the machine's own file system, which is frozen by others.
    if disk.metadata()?.dev() == around.metadata()?.dev() {
        return Ok(false);
    }
    match extents::thaw(disk.as_fd()) {
        Ok(()) => Ok(true),
        Err(error) if error.raw_os_error() == Some(libc::EINVAL) => Ok(false),
        Err(error) => Err(error),
    }
}
