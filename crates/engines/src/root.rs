//! How the server gives root up for good, once the hand runs: a user of its own, its data folder, no way back.

use std::{
    io,
    os::unix::fs::{MetadataExt as _, lchown},
    path::{Path, PathBuf},
    process::Command,
};

use nix::unistd::{Gid, Uid, User, setgroups, setresgid, setresuid};

use crate::tool;

/// Why root was not given up. The server must then not go on.
#[derive(Debug, thiserror::Error)]
pub enum RootKept {
    /// The user does not exist and could not be made.
    #[error("cannot make the user `{user}`: {why}; make it, or name another")]
    NoUser {
        /// Whose.
        user: String,
        /// What was said.
        why: String,
    },
    /// The user is root again.
    #[error("the user `{0}` is root: name another")]
    UserIsRoot(String),
    /// The data folder is somebody else's.
    #[error("the data folder `{path}` belongs to user {owner}: give it to `{user}`, or name another folder", path = .path.display())]
    ForeignFolder {
        /// Which.
        path: PathBuf,
        /// Whose it is.
        owner: u32,
        /// Whose it should be.
        user: String,
    },
    /// The system refused.
    #[error("{doing}: {error}")]
    System {
        /// What was being done.
        doing: &'static str,
        /// What the system said.
        error: io::Error,
    },
    /// Root was dropped and could be taken back.
    #[error("root could be taken back: {0}")]
    WayBack(&'static str),
}

/// Whether this process is root.
pub fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Makes the server's user if need be, gives it the data folder, and becomes it for good: no group of root's, no new
/// privileges, no dump. To be called once, with one thread, after the hand was started.
///
/// # Errors
/// [`RootKept`]; the process may then be neither root nor the user wholly, and is to end.
pub fn drop_root(user: &str, data_dir: &Path) -> Result<(), RootKept> {
    let found = ensure_user(user)?;
    let (uid, gid) = (found.uid, found.gid);
    give(data_dir, user, uid, gid)?;
    setgroups(&[gid]).map_err(|error| system("set the groups", error.into()))?;
    setresgid(gid, gid, gid).map_err(|error| system("set the group", error.into()))?;
    setresuid(uid, uid, uid).map_err(|error| system("set the user", error.into()))?;
    no_way_back(uid, gid)?;
    harden()
}

/// What holds for a server with and without root: nothing it runs gains privileges, nobody reads its memory, and no core
/// file does either.
///
/// # Errors
/// [`RootKept::System`].
pub fn harden() -> Result<(), RootKept> {
    rustix::thread::set_no_new_privs(true).map_err(|error| system("forgo new privileges", error.into()))?;
    let none = rustix::process::Rlimit { current: Some(0), maximum: Some(0) };
    rustix::process::setrlimit(rustix::process::Resource::Core, none)
        .map_err(|error| system("forgo core files", error.into()))?;
    rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)
        .map_err(|error| system("forbid dumps", error.into()))
}

fn ensure_user(name: &str) -> Result<User, RootKept> {
    let look = || User::from_name(name).map_err(|error| system("look up the server's user", error.into()));
    let refused = |why: String| RootKept::NoUser { user: name.to_owned(), why };
    if look()?.is_none() {
        let mut useradd: Command = tool::command("useradd", None);
        useradd.args(["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]);
        useradd.args(["--shell", "/usr/sbin/nologin", "--comment", "Rampart server", "--", name]);
        tool::run(useradd).map_err(|error| refused(error.to_string()))?;
    }
    let user = look()?.ok_or_else(|| refused("it is still not there".to_owned()))?;
    if user.uid.is_root() || user.gid.as_raw() == 0 {
        Err(RootKept::UserIsRoot(name.to_owned()))
    } else {
        Ok(user)
    }
}

/// Gives a folder of root's to the server's user, without following links. One that is already the user's is not walked:
/// what lies in it then may have been put there by anyone who is that user.
fn give(folder: &Path, name: &str, uid: Uid, gid: Gid) -> Result<(), RootKept> {
    let metadata = folder.symlink_metadata().map_err(|error| system("look at the data folder", error))?;
    if metadata.uid() == uid.as_raw() {
        return Ok(());
    }
    if metadata.uid() != 0 || !metadata.is_dir() {
        return Err(RootKept::ForeignFolder {
            path: folder.to_owned(),
            owner: metadata.uid(),
            user: name.to_owned(),
        });
    }
    give_below(folder, uid, gid)
        .map_err(|error| system("give the data folder to the server's user", error))?;
    // The folder itself last: if we are cut off, the next start begins again.
    lchown(folder, Some(uid.as_raw()), Some(gid.as_raw()))
        .map_err(|error| system("give the data folder to the server's user", error))
}

fn give_below(folder: &Path, uid: Uid, gid: Gid) -> io::Result<()> {
    for entry in folder.read_dir()? {
        let path = entry?.path();
        let metadata = path.symlink_metadata()?;
        // The instances are the hand's; another name of a file elsewhere is left alone.
        let hands = path.file_name().is_some_and(|name| name == "instances");
        if hands || (!metadata.is_dir() && metadata.nlink() > 1) {
            continue;
        }
        if metadata.is_dir() {
            give_below(&path, uid, gid)?;
        }
        lchown(&path, Some(uid.as_raw()), Some(gid.as_raw()))?;
    }
    Ok(())
}

fn no_way_back(uid: Uid, gid: Gid) -> Result<(), RootKept> {
    let users = nix::unistd::getresuid().map_err(|error| system("read the users", error.into()))?;
    if [users.real, users.effective, users.saved] != [uid; 3] {
        return Err(RootKept::WayBack("a user id is left"));
    }
    let groups = nix::unistd::getresgid().map_err(|error| system("read the groups", error.into()))?;
    let others = nix::unistd::getgroups().map_err(|error| system("read the groups", error.into()))?;
    if [groups.real, groups.effective, groups.saved] != [gid; 3] || others.iter().any(|other| *other != gid) {
        return Err(RootKept::WayBack("a group is left"));
    }
    let root = Uid::from_raw(0);
    if nix::unistd::setuid(root).is_ok() || setresuid(root, root, root).is_ok() {
        return Err(RootKept::WayBack("`setuid` succeeds"));
    }
    let status = std::fs::read_to_string("/proc/self/status")
        .map_err(|error| system("read the capabilities", error))?;
    let holds = |set: &str| {
        status
            .lines()
            .any(|line| line.strip_prefix(set).is_some_and(|value| value.trim().bytes().any(|b| b != b'0')))
    };
    if ["CapInh:", "CapPrm:", "CapEff:", "CapAmb:"].into_iter().any(holds) {
        return Err(RootKept::WayBack("capabilities are left"));
    }
    Ok(())
}

fn system(doing: &'static str, error: io::Error) -> RootKept {
    RootKept::System { doing, error }
}
