//! Root's commands in a folder of somebody else, who has put links in their way. They need root: who runs them as anyone
//! else sees that nothing is changed.

use std::{
    fs::{self, Permissions},
    os::unix::fs::{PermissionsExt as _, chown, symlink},
};

use rampart_seal::{Reason, SystemEntropy, root::FileProvider};

use super::*;
use crate::{
    DataDir, SystemClock, audit,
    config::SealChoice,
    founding::{Installation, ROOT_FILE},
    offline::{Offline, OfflineFailed, Place},
    root_access_key::rotate_root_access_key,
    root_key::{NextRoot, make_recovery_kit, rotate_ring, rotate_root_key},
    unseal,
};

/// The server's user, and his group.
const OWNER: u32 = 48_170;

/// A founded data folder of [`OWNER`], its key file, and a folder of root's with a secret.
struct Stage {
    folder: tempfile::TempDir,
    seal: SealChoice,
}

impl Stage {
    /// With the key file where `key` says, below the stage.
    fn new(key: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), Permissions::from_mode(0o711)).unwrap();
        fs::create_dir(folder.path().join("root")).unwrap();
        fs::set_permissions(folder.path().join("root"), Permissions::from_mode(0o700)).unwrap();
        let seal = SealChoice::File(folder.path().join(key));
        let stage = Self { folder, seal };
        fs::write(stage.secret(), "root's").unwrap();
        fs::set_permissions(stage.secret(), Permissions::from_mode(0o600)).unwrap();
        stage.found(key);
        stage
    }

    fn found(&self, key: &str) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let data = DataDir::take(&self.data()).unwrap();
        let key = FileProvider::create(self.folder.path().join(key), &SystemEntropy).unwrap();
        runtime.block_on(async {
            let store = unseal::open_with(&data.private("store").unwrap(), &key).await.unwrap();
            data.private("audit").unwrap();
            let (mut txn, account) = (store.begin(), "1234567890123456".parse().unwrap());
            let (server, unknown) = (rampart_vocab::ServerId::from_bytes([1; 16]), Default::default());
            txn.put(&rampart_store::path!["installation"], Installation { server, account, unknown });
            rampart_identity::account::found(&mut txn, account, &SystemClock, &SystemEntropy).await.unwrap();
            txn.commit().await.unwrap();
        });
        if geteuid().is_root() {
            give(&self.data());
        }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn secret(&self) -> PathBuf {
        self.folder.path().join("root/secret")
    }

    fn place<'a>(&'a self, data: &'a Path) -> Place<'a> {
        Place { data_dir: data, seal: &self.seal }
    }

    /// Whatever was done, the folder is its owner's alone, root's folder is root's, and we are root again.
    fn is_as_it_should_be(&self) {
        let us = geteuid().as_raw();
        let owner = if us == 0 { OWNER } else { us };
        each(&self.data(), &|path, found| assert_eq!(found.uid(), owner, "{}", path.display()));
        each(&self.folder.path().join("root"), &|path, found| {
            assert_eq!(found.uid(), us, "{}", path.display());
        });
        assert_eq!(fs::read_to_string(self.secret()).unwrap(), "root's");
    }
}

fn each(folder: &Path, look: &dyn Fn(&Path, &Metadata)) {
    look(folder, &folder.symlink_metadata().unwrap());
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        let found = path.symlink_metadata().unwrap();
        look(&path, &found);
        if found.is_dir() {
            each(&path, look);
        }
    }
}

fn give(folder: &Path) {
    each(folder, &|path, _| chown(path, Some(OWNER), Some(OWNER)).unwrap());
}

#[test]
fn a_link_in_the_folder_leads_root_to_nothing_of_roots_own() {
    if !geteuid().is_root() {
        return;
    }
    let stage = Stage::new("data/root.key");
    let data = stage.data();
    let done = Offline::with(&stage.place(&data), async |offline, _| {
        // What the server's user can do at any moment while the command works.
        let planted = data.join("planted");
        symlink(stage.secret(), &planted).unwrap();
        assert_eq!(fs::read(&planted).unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        symlink(stage.folder.path().join("root"), data.join("way")).unwrap();
        let made = fs::write(data.join("way/made"), "").unwrap_err();
        assert_eq!(made.kind(), io::ErrorKind::PermissionDenied);
        fs::rename(data.join("audit"), data.join("audit.was")).unwrap();
        symlink(stage.folder.path().join("root"), data.join("audit")).unwrap();
        offline.carry_out("RotateRing", "*", async || Ok::<_, OfflineFailed>(())).await
    });
    // The trail's folder leads to root's now, where the owner has nothing to write.
    assert!(done.is_err(), "{done:?}");
    assert!(geteuid().is_root());
    stage.is_as_it_should_be();

    // And one that was there before the command.
    fs::remove_file(data.join("audit")).unwrap();
    fs::rename(data.join("audit.was"), data.join("audit")).unwrap();
    let (rows, roots) = (data.join("store/rows.redb"), stage.folder.path().join("root/rows.redb"));
    fs::rename(&rows, &roots).unwrap();
    chown(&roots, Some(0), Some(0)).unwrap();
    symlink(&roots, &rows).unwrap();
    rotate_ring(&stage.place(&data)).unwrap_err();
    audit::verify(&data, &stage.seal, &[]).unwrap_err();
}

#[test]
fn what_a_command_makes_is_the_owners_wherever_the_key_file_lies() {
    for key in ["data/root.key", "root/root.key"] {
        let stage = Stage::new(key);
        let data = stage.data();
        let place = stage.place(&data);
        rotate_root_key(&place, &NextRoot::SameFile, Reason::Routine).unwrap();
        make_recovery_kit(&place, false).unwrap();
        rotate_ring(&place).unwrap();
        rotate_root_access_key(&place).unwrap();
        assert!(data.join(ROOT_FILE).exists());
        assert!(!audit::verify(&data, &stage.seal, &[]).unwrap().is_tampered());
        stage.is_as_it_should_be();

        let next = stage.folder.path().join("root/next.key");
        rotate_root_key(&place, &NextRoot::File(next.clone()), Reason::Leaked).unwrap();
        let seal = SealChoice::File(next);
        rotate_ring(&Place { data_dir: &data, seal: &seal }).unwrap();
        stage.is_as_it_should_be();
    }
}
