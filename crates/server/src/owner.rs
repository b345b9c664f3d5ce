//! Root at work in a folder of the server's user: as that user, so that whatever was put there leads to nothing that is
//! not that user's, and what is made there is the user's from the start.
//!
//! It concerns this thread and those that it starts meanwhile, and ends when dropped. A server gives root up for good,
//! elsewhere; an operator's command needs it again for what lies outside the folder: a key file of root's.

use std::{
    fs::Metadata,
    io,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
};

use rustix::{
    process::{getegid, geteuid, getgroups},
    thread::{Gid, Uid, set_thread_groups, set_thread_res_gid, set_thread_res_uid},
};

/// What a folder's owner has in the place of root's group.
const NO_GROUP: u32 = 65_534;

/// A thread that acts as a folder's owner.
#[derive(Debug)]
pub(crate) struct ActingAsOwner(Option<Change>);

/// From root to the owner; real and saved ids stay root's, which keeps the owner from sending signals here.
#[derive(Debug)]
struct Change {
    owner: (Uid, Gid),
    root: (Uid, Gid),
    root_groups: Vec<Gid>,
}

impl ActingAsOwner {
    /// Acts as the owner of `folder`, where that is not who we are already. Who is not root stays who he is.
    ///
    /// # Errors
    /// The system's; nothing is to be done in the folder then.
    pub(crate) fn of(folder: &Path) -> io::Result<Self> {
        let owner = match folder.canonicalize().and_then(|folder| folder.metadata()) {
            Ok(found) if geteuid().is_root() && found.uid() != 0 => (found.uid(), found.gid()),
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(_) | Err(_) => return Ok(Self(None)),
        };
        let group = if owner.1 == 0 { NO_GROUP } else { owner.1 };
        let change = Change {
            owner: (Uid::from_raw(owner.0), Gid::from_raw(group)),
            root: (geteuid(), getegid()),
            root_groups: getgroups()?,
        };
        change.to_owner()?;
        Ok(Self(Some(change)))
    }

    /// Does something with a file that was named by the operator: as root, unless the owner could have put another in
    /// its place.
    ///
    /// # Errors
    /// The system's; nothing more is to be done in the folder then.
    pub(crate) fn reach<T>(&self, file: &Path, work: impl FnOnce() -> T) -> io::Result<T> {
        self.turn_to(Some(file))?;
        let done = work();
        self.turn_to(None)?;
        Ok(done)
    }

    /// Becomes who may touch this file of the operator's, as [`ActingAsOwner::reach`]; the owner again for none.
    ///
    /// # Errors
    /// As [`ActingAsOwner::reach`].
    pub(crate) fn turn_to(&self, file: Option<&Path>) -> io::Result<()> {
        match (&self.0, file) {
            (Some(change), None) => change.to_owner(),
            (Some(change), Some(file)) => {
                change.to_root()?;
                if change.is_owners_to_replace(file) { change.to_owner() } else { Ok(()) }
            }
            (None, _) => Ok(()),
        }
    }
}

impl Drop for ActingAsOwner {
    fn drop(&mut self) {
        if let Some(change) = &self.0 {
            // Who stays the owner may do less than he could.
            let _ = change.to_root();
        }
    }
}

impl Change {
    fn to_owner(&self) -> io::Result<()> {
        let (uid, gid) = self.owner;
        if geteuid() == uid {
            return Ok(());
        }
        // Groups first: the user may not change them.
        set_thread_groups(&[gid])?;
        set_thread_res_gid(None::<Gid>, gid, None::<Gid>)?;
        Ok(set_thread_res_uid(None::<Uid>, uid, None::<Uid>)?)
    }

    fn to_root(&self) -> io::Result<()> {
        let (uid, gid) = self.root;
        set_thread_res_uid(None::<Uid>, uid, None::<Uid>)?;
        set_thread_res_gid(None::<Gid>, gid, None::<Gid>)?;
        Ok(set_thread_groups(&self.root_groups)?)
    }

    /// Whether the owner can change a folder on the way to a file. Asked as root, who can look everywhere; a way that
    /// cannot be looked at counts as the owner's.
    fn is_owners_to_replace(&self, file: &Path) -> bool {
        let Ok(folder) = folder_of(file) else { return true };
        folder.ancestors().any(|folder| folder.metadata().map_or(true, |found| self.may_change(&found)))
    }

    fn may_change(&self, folder: &Metadata) -> bool {
        let mode = folder.mode();
        // In a sticky folder everybody has only his own to replace.
        let by_all = mode & 0o002 != 0 && mode & 0o1000 == 0;
        let by_group = mode & 0o020 != 0 && mode & 0o1000 == 0 && folder.gid() == self.owner.1.as_raw();
        folder.uid() == self.owner.0.as_raw() || by_all || by_group
    }
}

/// The folder that a file lies in, or is to lie in; where a link stands for the file, the one that the link leads to.
fn folder_of(file: &Path) -> io::Result<PathBuf> {
    if let Ok(mut there) = file.canonicalize() {
        there.pop();
        return Ok(there);
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).canonicalize()
}

#[cfg(test)]
mod tests;
