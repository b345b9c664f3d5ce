//! A folder held open: what is in it is reached through it by one plain name at a time, and links are never followed.
//!
//! No path is walked twice, so nothing can be put in its way.

use std::{
    fs::File,
    io::{self, Read as _, Write as _},
    os::{
        fd::{AsFd, BorrowedFd, OwnedFd},
        unix::fs::{MetadataExt, fchown},
    },
    path::Path,
};

use rampart_rds::intent::HandFailed;
use rustix::{
    fs::{
        AtFlags, FileType, Mode, OFlags, ResolveFlags, Stat, fsync, mkdirat, openat, openat2, renameat,
        statat, unlinkat,
    },
    io::Errno,
};

use crate::doing::{Doing, Done};

/// Who a file belongs to: user and group.
pub(crate) type Owner = (u32, u32);

#[derive(Debug)]
pub(crate) struct Folder(OwnedFd);

const NO_LINKS: OFlags = OFlags::NOFOLLOW.union(OFlags::CLOEXEC);

impl Folder {
    /// Opens a folder by its path. The last name in it must not be a link.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | NO_LINKS;
        Ok(Self(rustix::fs::open(path, flags, Mode::empty())?))
    }

    /// Opens a folder in this one.
    pub(crate) fn folder(&self, name: &str) -> io::Result<Self> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | NO_LINKS;
        Ok(Self(openat(&self.0, name, flags, Mode::empty())?))
    }

    /// Opens a folder of ours in this one, making it if need be, and gives it this mode and owner. One that belongs to
    /// someone else is left alone.
    pub(crate) fn make(&self, name: &str, mode: u32, owner: Owner) -> Done<Self> {
        match mkdirat(&self.0, name, Mode::RWXU) {
            Ok(()) | Err(Errno::EXIST) => {}
            Err(error) => return Err(error).doing(&format!("make the folder `{name}`")),
        }
        let folder = self.folder(name).map_err(|error| planted(name, &error))?;
        let found = folder.metadata().doing("read a folder's owner")?;
        if found.uid() != rustix::process::geteuid().as_raw() && found.uid() != owner.0 {
            return Err(HandFailed::Tampered(format!("the folder `{name}` belongs to user {}", found.uid())));
        }
        fchown(&folder.0, Some(owner.0), Some(owner.1)).doing("give a folder its owner")?;
        rustix::fs::fchmod(&folder.0, Mode::from_raw_mode(mode)).doing("give a folder its mode")?;
        Ok(folder)
    }

    /// What a name stands for, links not followed; none when it is not there.
    pub(crate) fn stat(&self, name: &str) -> Done<Option<Stat>> {
        match statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(stat) => Ok(Some(stat)),
            Err(Errno::NOENT) => Ok(None),
            Err(error) => Err(error).doing(&format!("look at `{name}`")),
        }
    }

    /// Opens a file of ours; none when it is not there.
    pub(crate) fn file(&self, name: &str, flags: OFlags) -> Done<Option<File>> {
        let Some(stat) = self.stat(name)? else { return Ok(None) };
        let ours = stat.st_uid == rustix::process::geteuid().as_raw() && stat.st_nlink == 1;
        if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile || !ours {
            return Err(HandFailed::Tampered(format!("`{name}` is not the file that was made")));
        }
        let file = openat(&self.0, name, flags | NO_LINKS | OFlags::NONBLOCK, Mode::empty());
        file.map(|fd| Some(File::from(fd))).map_err(|error| planted(name, &error.into()))
    }

    /// Makes a file that must not be there yet.
    pub(crate) fn make_file(&self, name: &str) -> Done<File> {
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | NO_LINKS;
        let fd = openat(&self.0, name, flags, Mode::RUSR | Mode::WUSR).doing(&format!("make `{name}`"))?;
        Ok(File::from(fd))
    }

    /// A file of ours, wholly; none when it is not there.
    pub(crate) fn read(&self, name: &str, bytes_max: u64) -> Done<Option<Vec<u8>>> {
        let Some(file) = self.file(name, OFlags::RDONLY)? else { return Ok(None) };
        let mut bytes = Vec::new();
        file.take(bytes_max + 1).read_to_end(&mut bytes).doing(&format!("read `{name}`"))?;
        if bytes.len() as u64 > bytes_max {
            return Err(HandFailed::Tampered(format!("`{name}` is longer than {bytes_max} bytes")));
        }
        Ok(Some(bytes))
    }

    /// Puts a whole file in place of what was there, durably, with this mode and owner.
    pub(crate) fn write(&self, name: &str, bytes: &[u8], mode: u32, owner: Owner) -> Done {
        let new = format!("{name}.new");
        self.remove(&new)?;
        let mut file = self.make_file(&new)?;
        let mut write = || -> io::Result<()> {
            file.write_all(bytes)?;
            fchown(&file, Some(owner.0), Some(owner.1))?;
            rustix::fs::fchmod(&file, Mode::from_raw_mode(mode))?;
            file.sync_all()?;
            renameat(&self.0, new.as_str(), &self.0, name)?;
            Ok(fsync(&self.0)?)
        };
        write().doing(&format!("write `{name}`"))
    }

    /// Gives a file another name in this folder, durably.
    pub(crate) fn rename(&self, from: &str, to: &str) -> Done {
        renameat(&self.0, from, &self.0, to).doing(&format!("rename `{from}`"))?;
        fsync(&self.0).doing("flush a folder")
    }

    /// Removes a name that is no folder, if it is there.
    pub(crate) fn remove(&self, name: &str) -> Done {
        match unlinkat(&self.0, name, AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT) => Ok(()),
            Err(error) => Err(error).doing(&format!("remove `{name}`")),
        }
    }

    /// Removes an empty folder, if it is there.
    pub(crate) fn remove_folder(&self, name: &str) -> Done {
        match unlinkat(&self.0, name, AtFlags::REMOVEDIR) {
            Ok(()) | Err(Errno::NOENT) => Ok(()),
            Err(error) => Err(error).doing(&format!("remove the folder `{name}`")),
        }
    }

    /// A file that somebody else may write, to be read: it is reached without leaving this folder, through no link.
    pub(crate) fn foreign(&self, path: &str) -> io::Result<File> {
        let flags = OFlags::RDONLY | OFlags::NONBLOCK | NO_LINKS;
        let within = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
        let file = File::from(openat2(&self.0, path, flags, Mode::empty(), within)?);
        if file.metadata()?.is_file() { Ok(file) } else { Err(io::ErrorKind::InvalidInput.into()) }
    }

    /// The end of such a file.
    pub(crate) fn foreign_tail(&self, path: &str, bytes: u64) -> io::Result<Vec<u8>> {
        use std::io::Seek as _;
        let mut file = self.foreign(path)?;
        let length = file.metadata()?.len();
        file.seek(io::SeekFrom::Start(length.saturating_sub(bytes)))?;
        let mut tail = Vec::new();
        file.take(bytes).read_to_end(&mut tail)?;
        Ok(tail)
    }

    /// The names in it, but `.` and `..`.
    pub(crate) fn names(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in rustix::fs::Dir::read_from(&self.0)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name != "." && name != ".." {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }

    /// Owner, mode and place of the folder itself.
    pub(crate) fn metadata(&self) -> io::Result<std::fs::Metadata> {
        File::from(self.0.try_clone()?).metadata()
    }
}

impl AsFd for Folder {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

fn planted(name: &str, error: &io::Error) -> HandFailed {
    HandFailed::Tampered(format!("`{name}` cannot be opened as what was made ({error})"))
}
