//! Giving root up. It is tried in a process of its own, which is this very test program again.

use std::{fs, os::unix::fs::MetadataExt as _, path::Path, process::Command};

use rampart_engines::root::{RootKept, drop_root};

use crate::hall::root_or_skip;

const MARK: &str = "may-be-given-away";
const USER: &str = "rampart-drop-test";

struct UserGuard;

impl Drop for UserGuard {
    fn drop(&mut self) {
        let _ = Command::new("userdel").arg(USER).output();
    }
}

#[test]
fn root_is_given_up_for_good_with_the_folder_and_not_with_what_is_only_linked() {
    if !root_or_skip("giving root up") {
        return;
    }
    let _guard = UserGuard;
    let (dir, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (data, outer) = (dir.path(), outside.path().join("outer"));
    fs::write(&outer, "").unwrap();
    fs::write(data.join(MARK), "").unwrap();
    fs::create_dir_all(data.join("store/deep")).unwrap();
    fs::create_dir_all(data.join("instances/pgm-1")).unwrap();
    fs::write(data.join("store/deep/file"), "").unwrap();
    std::os::unix::fs::symlink(&outer, data.join("store/link")).unwrap();
    fs::write(data.join("twice"), "").unwrap();
    fs::hard_link(data.join("twice"), data.join("store/hard")).unwrap();

    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "--ignored", "root::gives_root_up_here"]).current_dir(data);
    let output = child.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));

    let owner = |path: &Path| path.symlink_metadata().unwrap().uid();
    let uid = owner(data);
    assert_ne!(uid, 0);
    for (name, given) in [
        ("store/deep/file", true),
        ("store/link", true),
        ("instances", false),
        ("instances/pgm-1", false),
        ("store/hard", false),
    ] {
        assert_eq!(owner(&data.join(name)) == uid, given, "{name}");
    }
    assert_eq!(owner(&outer), 0);
    // A folder that is the user's already, and one that is somebody else's.
    std::os::unix::fs::chown(data, Some(65534), None).unwrap();
    assert!(matches!(drop_root(USER, data), Err(RootKept::ForeignFolder { owner: 65534, .. })));
    assert!(matches!(drop_root("root", data), Err(RootKept::UserIsRoot(_))));
}

#[test]
#[ignore = "run in a process of its own by the test above"]
fn gives_root_up_here() {
    let here = std::env::current_dir().unwrap();
    assert!(here.join(MARK).exists(), "this folder is not to be given away");
    drop_root(USER, &here).unwrap();
    assert!(!rampart_engines::root::is_root());
    assert!(fs::read("/etc/shadow").is_err());
    assert!(fs::write(here.join("instances/planted"), "").is_err());
    fs::write(here.join("store/new"), "").unwrap();
    assert!(drop_root(USER, &here).is_err(), "there is no root left to give up");
}
