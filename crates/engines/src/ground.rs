//! The hand's ground: the one folder under which everything of its instances lies, and what it may use.

use std::{
    fs::{DirBuilder, File},
    os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    sync::Mutex,
    time::{Duration, Instant},
};

use rampart_rds::intent::HandFailed;
use rampart_vocab::DbInstanceId;
use rustix::fs::{FlockOperation, OFlags, flock};

use crate::{
    chores::Chores,
    doing::{Doing, Done},
    endings::Endings,
    folder::{Folder, Owner},
    hand::HandConfig,
    probe,
    trail::Trail,
    volume::Freezing,
};

/// How long a new hand waits for the one before it to finish.
const WAIT_FOR_LAST_HAND: Duration = Duration::from_secs(60);

#[derive(Debug)]
pub(crate) struct Ground {
    pub(crate) config: HandConfig,
    /// Whether we are root: with mounts and users, or without.
    pub(crate) root: bool,
    /// `<data folder>/instances`, also our working folder, so that nobody can move it away under us.
    pub(crate) instances: Folder,
    path: PathBuf,
    /// Held while users are made or removed: each change reads what the one before it wrote.
    pub(crate) users: Mutex<()>,
    pub(crate) trail: Trail,
    pub(crate) chores: Chores,
    pub(crate) freezing: Freezing,
    /// Who is told of engines that end by themselves.
    pub(crate) endings: Endings,
    _lock: File,
}

impl Ground {
    /// Makes the ground ready and takes it for this process alone.
    pub(crate) fn take(config: HandConfig, endings: Endings) -> Done<Self> {
        let root = rustix::process::geteuid().is_root();
        let path = config.data_dir.canonicalize().doing("find the data folder")?.join("instances");
        match DirBuilder::new().mode(0o711).create(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
                return Err(error).doing("make the folder of the instances");
            }
            _ => {}
        }
        let instances = Folder::open(&path).doing("open the folder of the instances")?;
        let metadata = instances.metadata().doing("read who owns the folder of the instances")?;
        if metadata.uid() != rustix::process::geteuid().as_raw() || metadata.mode() & 0o022 != 0 {
            return Err(HandFailed::Tampered(format!(
                "`{}` belongs to user {} or can be written by others",
                path.display(),
                metadata.uid()
            )));
        }
        rustix::fs::fchmod(&instances, rustix::fs::Mode::from_raw_mode(0o711))
            .doing("open the way to the instances")?;
        if root {
            passable(&path)?;
        }
        let lock = lock(&instances)?;
        rustix::process::fchdir(&instances).doing("enter the folder of the instances")?;
        let trail = Trail::new(config.die_after.clone());
        Ok(Self {
            config,
            root,
            instances,
            path,
            users: Mutex::new(()),
            trail,
            chores: Chores::default(),
            freezing: Freezing::default(),
            endings,
            _lock: lock,
        })
    }

    /// The whole path of something in an instance's folder: for programs that run as the instance's own user.
    pub(crate) fn path(&self, id: &DbInstanceId, name: &str) -> PathBuf {
        self.path.join(id.as_str()).join(name)
    }

    /// We ourselves.
    pub(crate) fn own(&self) -> Owner {
        (rustix::process::geteuid().as_raw(), rustix::process::getegid().as_raw())
    }

    /// Every instance that has a folder here.
    pub(crate) fn ids(&self) -> Done<Vec<DbInstanceId>> {
        let names = self.instances.names().doing("read the folder of the instances")?;
        Ok(names.iter().filter(|name| *name != probe::TRIAL).filter_map(|name| name.parse().ok()).collect())
    }
}

/// The instances' users walk down to their folders without being able to read on the way. The data folder itself is
/// opened for that; what lies above it is not ours to change.
fn passable(path: &Path) -> Done {
    const PASS: u32 = 0o001;
    let mode = |folder: &Path| folder.metadata().map(|metadata| metadata.permissions().mode());
    for (above, folder) in path.ancestors().skip(1).enumerate() {
        let found = mode(folder).doing("look at the way to the instances")?;
        if found & PASS != 0 {
            continue;
        }
        if above == 0 {
            let opened = Folder::open(folder).doing("open the data folder")?;
            let mode = rustix::fs::Mode::from_raw_mode(found & 0o7777 | PASS);
            rustix::fs::fchmod(&opened, mode).doing("open the way through the data folder")?;
            continue;
        }
        return Err(HandFailed::NotSupported {
            what: format!("the instances' users cannot pass `{}`", folder.display()),
            remedy: format!("`chmod o+x {}`, or choose another data folder", folder.display()),
        });
    }
    Ok(())
}

fn lock(instances: &Folder) -> Done<File> {
    const NAME: &str = ".hand";
    if instances.stat(NAME)?.is_none() {
        match instances.make_file(NAME) {
            Err(HandFailed::System { .. }) | Ok(_) => {}
            Err(other) => return Err(other),
        }
    }
    let Some(file) = instances.file(NAME, OFlags::RDWR)? else {
        return Err(HandFailed::Tampered(format!("`{NAME}` is gone")));
    };
    let deadline = Instant::now() + WAIT_FOR_LAST_HAND;
    loop {
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => return Ok(file),
            Err(rustix::io::Errno::WOULDBLOCK) if Instant::now() < deadline => {
                std::thread::sleep(Duration::from_millis(50));
            }
            Err(error) => return Err(error).doing("take over from the hand before this one"),
        }
    }
}
