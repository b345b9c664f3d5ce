//! The data folder: what lies where, and that one server has it at a time.

use std::{
    fs::{DirBuilder, File, Metadata, OpenOptions, Permissions},
    io::{self, Write as _},
    net::SocketAddr,
    ops::Range,
    os::unix::fs::{DirBuilderExt as _, FileExt as _, OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use rampart_store::is_full;
use rustix::fs::{FlockOperation, OFlags, flock};
use serde::{Deserialize, Serialize};

use crate::secret_file::read_up_to;

/// How long a folder may be another's: a server that was just killed lets go of it when the kernel has put it away.
const LOCK_PATIENCE: Duration = Duration::from_secs(2);
const BETWEEN_TRIES: Duration = Duration::from_millis(25);

/// A data folder that this process has to itself for as long as this lives.
#[derive(Debug)]
pub struct DataDir {
    path: PathBuf,
    _lock: File,
}

/// Why the data folder cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum DataDirRefused {
    /// Another server has it.
    #[error("another server runs on `{}`; stop it, or name another folder by --data-dir", .0.display())]
    Taken(PathBuf),
    /// It holds something else.
    #[error("`{}` is not empty and not a data folder; name another by --data-dir", .0.display())]
    Foreign(PathBuf),
    /// The file system's word.
    #[error("cannot use the data folder `{}`: {error}", .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

/// What a running server says of itself in its data folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Running {
    /// Its process.
    pub pid: u32,
    /// Where clients reach it, such as `http://127.0.0.1:8470`; the first is the one to use.
    pub endpoints: Vec<String>,
    /// Where engines get the keys of their tables.
    #[serde(default)]
    pub table_keys: Vec<SocketAddr>,
    /// Where they got them before this start, and nobody listens any more.
    #[serde(default)]
    pub table_keys_left: Vec<SocketAddr>,
    /// User ids for instances.
    #[serde(default)]
    pub database_uids: Option<Range<u32>>,
}

impl DataDir {
    /// Makes the folder if need be and takes it.
    ///
    /// # Errors
    /// [`DataDirRefused`].
    pub fn take(path: &Path) -> Result<Self, DataDirRefused> {
        let io = |at: &Path, error| DataDirRefused::Io { path: at.to_owned(), error };
        // Instances run as users of their own and must pass through; what is private has a folder of its own.
        DirBuilder::new().recursive(true).mode(0o711).create(path).map_err(|error| io(path, error))?;
        let path = path.canonicalize().map_err(|error| io(path, error))?;
        let mut entries = std::fs::read_dir(&path).map_err(|error| io(&path, error))?;
        // Ours once a lock stands in it: what follows changes modes and, for root, owners.
        if !path.join("lock").exists() && entries.next().is_some() {
            return Err(DataDirRefused::Foreign(path));
        }
        std::fs::set_permissions(&path, Permissions::from_mode(0o711)).map_err(|error| io(&path, error))?;
        let lock = path.join("lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            // Root may open it in a folder that belongs to the server's user.
            .custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed())
            .open(&lock)
            .map_err(|error| io(&lock, error))?;
        let deadline = Instant::now() + LOCK_PATIENCE;
        loop {
            match flock(&file, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => return Ok(Self { path, _lock: file }),
                Err(rustix::io::Errno::WOULDBLOCK) if Instant::now() < deadline => {
                    std::thread::sleep(BETWEEN_TRIES);
                }
                Err(rustix::io::Errno::WOULDBLOCK) => return Err(DataDirRefused::Taken(path)),
                Err(error) => return Err(io(&lock, error.into())),
            }
        }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A sub-folder that only the server reads.
    ///
    /// # Errors
    /// [`DataDirRefused::Io`].
    pub fn private(&self, name: &str) -> Result<PathBuf, DataDirRefused> {
        let path = self.path.join(name);
        let made = DirBuilder::new().recursive(true).mode(0o700).create(&path);
        made.map_err(|error| DataDirRefused::Io { path: path.clone(), error })?;
        Ok(path)
    }

    /// Writes a file wholly or not at all; one that says the same already is left.
    ///
    /// # Errors
    /// [`DataDirRefused::Io`].
    pub fn write(&self, name: &str, mode: u32, bytes: &[u8]) -> Result<(), DataDirRefused> {
        let path = self.path.join(name);
        replace(&path, mode, bytes).map_err(|error| DataDirRefused::Io { path, error })
    }

    /// Writes anew a file that is good as it is. Where the disk is full it stays so: a server must start then too.
    ///
    /// # Errors
    /// [`DataDirRefused::Io`].
    pub(crate) fn renew(&self, name: &str, mode: u32, bytes: &[u8]) -> Result<(), DataDirRefused> {
        match self.write(name, mode, bytes) {
            Err(DataDirRefused::Io { path, error }) if is_full(&error) && path.exists() => {
                tracing::warn!(path = %path.display(), "the disk is full: a file is left as it was");
                Ok(())
            }
            written => written,
        }
    }

    /// Tells clients on this machine how to reach the server. On a full disk it is written into the room that the words of
    /// an earlier server take.
    ///
    /// # Errors
    /// [`DataDirRefused::Io`].
    pub fn announce(&self, running: &Running) -> Result<(), DataDirRefused> {
        let text = serde_json::to_vec_pretty(running).unwrap_or_default();
        match self.write(RUNNING_FILE, 0o644, &text) {
            Err(DataDirRefused::Io { path, error }) if is_full(&error) => {
                if let Err(error) = overwrite(&path, &text) {
                    tracing::warn!(%error, "the disk is full: clients must be told where the server listens");
                }
                Ok(())
            }
            written => written,
        }
    }
}

/// The file in which a running server says how it is reached.
pub const RUNNING_FILE: &str = "server.json";

fn overwrite(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let nofollow = OFlags::NOFOLLOW.bits().cast_signed();
    let file = OpenOptions::new().write(true).custom_flags(nofollow).open(path)?;
    file.write_all_at(bytes, 0)?;
    file.set_len(u64::try_from(bytes.len()).unwrap_or(u64::MAX))
}

fn says(path: &Path, mode: u32, bytes: &[u8]) -> bool {
    let is_as_wanted = |found: Metadata| found.is_file() && found.permissions().mode() & 0o7777 == mode;
    std::fs::symlink_metadata(path).is_ok_and(is_as_wanted)
        && File::open(path)
            .and_then(|mut file| read_up_to(&mut file, bytes.len().saturating_add(1)))
            .is_ok_and(|found| *found == bytes)
}

fn replace(path: &Path, mode: u32, bytes: &[u8]) -> io::Result<()> {
    if says(path, mode, bytes) {
        return Ok(());
    }
    let new = path.with_extension("new");
    let replaced = put(path, &new, mode, bytes);
    if replaced.is_err() {
        // Half of it is of no use, and may hold a secret.
        let _ = std::fs::remove_file(&new);
    }
    replaced
}

fn put(path: &Path, new: &Path, mode: u32, bytes: &[u8]) -> io::Result<()> {
    // What a crash left goes, and a link that others may have put there leads nowhere: root writes here too.
    match std::fs::remove_file(new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().create_new(true).write(true).mode(mode).open(new)?;
    // Whatever the mask of who runs it.
    file.set_permissions(Permissions::from_mode(mode))?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(new, path)?;
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_server_at_a_time_has_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let first = DataDir::take(folder.path()).unwrap();
        assert!(matches!(DataDir::take(folder.path()), Err(DataDirRefused::Taken(_))));
        let path = folder.path().to_owned();
        let next = std::thread::spawn(move || DataDir::take(&path).map(drop));
        drop(first);
        next.join().unwrap().unwrap();
    }

    #[test]
    fn a_folder_of_something_else_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("letter"), "dear").unwrap();
        assert!(matches!(DataDir::take(folder.path()), Err(DataDirRefused::Foreign(_))));
    }

    #[test]
    fn a_link_in_the_place_of_the_lock_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("elsewhere");
        let data = folder.path().join("data");
        std::fs::create_dir(&data).unwrap();
        std::fs::write(&target, "").unwrap();
        std::os::unix::fs::symlink(&target, data.join("lock")).unwrap();
        assert!(matches!(DataDir::take(&data), Err(DataDirRefused::Io { .. })));
    }

    #[test]
    fn on_a_full_disk_what_is_good_as_it_is_stays() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert!(is_full(&full) && !is_full(&io::Error::from(io::ErrorKind::PermissionDenied)));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("words.json");
        put(&path, &folder.path().join("words.new"), 0o600, b"longer words").unwrap();
        assert!(says(&path, 0o600, b"longer words"));
        assert!(!says(&path, 0o644, b"longer words") && !says(&path, 0o600, b"words"));
        let before = std::fs::metadata(&path).unwrap();
        replace(&path, 0o600, b"longer words").unwrap();
        let ino = |found: &Metadata| std::os::unix::fs::MetadataExt::ino(found);
        assert_eq!(ino(&std::fs::metadata(&path).unwrap()), ino(&before), "it is left");
        overwrite(&path, b"short").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"short");
        let link = folder.path().join("link.json");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        assert!(overwrite(&link, b"elsewhere").is_err() && !says(&link, 0o600, b"short"));
    }

    #[test]
    fn files_are_replaced_whole_and_keep_their_mode() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataDir::take(folder.path()).unwrap();
        for text in ["first", "second"] {
            data.write("secret.json", 0o600, text.as_bytes()).unwrap();
            let path = data.path().join("secret.json");
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
