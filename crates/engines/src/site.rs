//! One instance where the hand works on it: its folder, its record and the user it belongs to.

use std::{os::unix::fs::MetadataExt as _, path::PathBuf};

use rampart_rds::intent::HandFailed;
use rampart_vocab::DbInstanceId;

use crate::{
    doing::{Doing, Done},
    folder::{Folder, Owner},
    ground::Ground,
    record::Record,
};

/// Files that may be written by the instance's user only lie in `run` and, on its disk, in `data` and `scratch`.
pub(crate) const RUN: &str = "run";
pub(crate) const CONF: &str = "conf";
pub(crate) const DISK: &str = "disk";
pub(crate) const DATA: &str = "data";
/// Beside it, while an engine runs that cannot keep its temporary files to itself.
pub(crate) const SCRATCH: &str = "scratch";
pub(crate) const IMAGE: &str = "image";

#[derive(Debug)]
pub(crate) struct Site<'g> {
    pub(crate) ground: &'g Ground,
    pub(crate) id: DbInstanceId,
    pub(crate) folder: Folder,
    pub(crate) record: Record,
}

impl<'g> Site<'g> {
    /// The instance's folder, made if need be.
    pub(crate) fn make(ground: &'g Ground, id: &DbInstanceId) -> Done<Self> {
        let folder = ground.instances.make(id.as_str(), 0o711, ground.own())?;
        Self::of(ground, id, folder)
    }

    /// The instance's folder; none when it is not there.
    pub(crate) fn find(ground: &'g Ground, id: &DbInstanceId) -> Done<Option<Self>> {
        if ground.instances.stat(id.as_str())?.is_none() {
            return Ok(None);
        }
        let folder = ground
            .instances
            .folder(id.as_str())
            .map_err(|e| HandFailed::Tampered(format!("`{id}` is not the folder that was made ({e})")))?;
        Self::of(ground, id, folder).map(Some)
    }

    fn of(ground: &'g Ground, id: &DbInstanceId, folder: Folder) -> Done<Self> {
        let metadata = folder.metadata().doing("read who owns an instance's folder")?;
        if metadata.uid() != ground.own().0 || metadata.mode() & 0o022 != 0 {
            return Err(HandFailed::Tampered(format!(
                "`{id}` belongs to someone else or can be written by others"
            )));
        }
        let record = Record::read(&folder)?;
        Ok(Self { ground, id: id.clone(), folder, record })
    }

    /// Writes the record down.
    pub(crate) fn save(&self) -> Done {
        self.record.write(&self.folder, self.ground.own())
    }

    /// Path from the hand's working folder, for what root itself does.
    pub(crate) fn near(&self, name: &str) -> PathBuf {
        PathBuf::from(self.id.as_str()).join(name)
    }

    /// Whole path, for programs that run as the instance's user.
    pub(crate) fn far(&self, name: &str) -> PathBuf {
        self.ground.path(&self.id, name)
    }

    /// The user that the instance's files and processes belong to: its own, or without root the one we are.
    pub(crate) fn owner(&self) -> Done<Owner> {
        match &self.record.user {
            Some(user) => Ok((user.uid, user.uid)),
            None if self.ground.root => Err(HandFailed::NoDisk),
            None => Ok(self.ground.own()),
        }
    }

    /// That user's name, by which engines know who speaks to them over the control socket.
    pub(crate) fn owner_name(&self) -> Done<String> {
        let (uid, _) = self.owner()?;
        let user = nix::unistd::User::from_uid(nix::unistd::Uid::from_raw(uid)).ok().flatten();
        user.map(|user| user.name).ok_or_else(|| HandFailed::NotSupported {
            what: format!("user {uid} has no entry, and engines need one"),
            remedy: "add the user to `/etc/passwd`".to_owned(),
        })
    }

    /// A step of work on this instance is behind us.
    pub(crate) fn step(&self, what: &str) {
        self.ground.trail.step(what);
    }
}
