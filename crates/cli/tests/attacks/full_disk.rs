//! The disk filled by a stranger to its last page: rights can still be taken away, across kill -9 too, and no request is
//! done twice.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use rampart_wire::Service;

use crate::{is_root, place::Place, raw::signed, until};

/// A small file system of its own, until dropped.
struct Mounted(PathBuf);

impl Mounted {
    fn at(path: PathBuf) -> Option<Self> {
        fs::create_dir(&path).unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=112m,mode=0700", "tmpfs"]).arg(&path);
        mount.output().is_ok_and(|ended| ended.status.success()).then_some(Self(path))
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

/// Takes whatever is free, again and again: the stranger goes on while the server makes room.
fn fill(data: &Path) {
    let mut file = fs::OpenOptions::new().create(true).append(true).open(data.join("filler")).unwrap();
    while file.write_all(&[7; 4096]).is_ok() {}
}

#[test]
fn on_a_full_disk_rights_are_taken_away_once_each_and_across_kill_9() {
    if !is_root() {
        return println!("not proven here: a full disk (needs root, to mount one)");
    }
    let place = Place::new();
    let data = place.file("");
    let Some(_mounted) = Mounted::at(data.clone()) else {
        return println!("not proven here: a full disk (cannot mount one)");
    };
    let server = place.serve(&[]);
    let root = place.root();
    let done = |words: &[&str]| place.call_as(&root, words).expect(0).json();
    let keys: Vec<String> = (0..4)
        .map(|_| done(&["kms", "CreateKey"])["KeyMetadata"]["KeyId"].as_str().unwrap().to_owned())
        .collect();
    let grant =
        ["--PolicyType", "System", "--PolicyName", "AdministratorAccess", "--UserName", "leaver"].as_slice();
    done(&["ram", "CreateUser", "--UserName", "leaver"]);
    done(&[&["ram", "AttachPolicyToUser"], grant].concat());

    fill(&data);
    let refused = |service: Service, action: &str, params: &[(&str, &str)]| {
        until(&format!("{action} is refused"), || {
            fill(&data);
            let answer = signed(&root, service, action, params, &[]).send(&data);
            if answer.status == 503 { Ok(()) } else { Err(format!("{answer:?}")) }
        });
    };
    refused(Service::Kms, "CreateKey", &[]);
    refused(Service::Kms, "DescribeKey", &[("KeyId", &keys[0])]);

    let disable = |key: &str| signed(&root, Service::Kms, "DisableKey", &[("KeyId", key)], &[]);
    let first = disable(&keys[0]);
    let answer = first.send(&data);
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(first.send(&data).code(), "SignatureNonceUsed");
    fill(&data);
    let detach = signed(
        &root,
        Service::Ram,
        "DetachPolicyFromUser",
        &[("PolicyType", "System"), ("PolicyName", "AdministratorAccess"), ("UserName", "leaver")],
        &[],
    );
    let answer = detach.send(&data);
    assert_eq!(answer.status, 200, "{answer:?}");
    fill(&data);
    // Dropped, it is killed with -9, and started again there is no more room than before.
    drop(server);
    fill(&data);
    let server = place.serve(&[]);
    for again in [&first, &detach] {
        assert_eq!(again.send(&data).code(), "SignatureNonceUsed");
    }
    fill(&data);
    let answer = disable(&keys[1]).send(&data);
    assert_eq!(answer.status, 200, "{answer:?}");

    fs::remove_file(data.join("filler")).unwrap();
    until("everything goes on", || {
        let answer = signed(&root, Service::Kms, "CreateKey", &[], &[]).send(&data);
        if answer.status == 200 { Ok(()) } else { Err(format!("{answer:?}")) }
    });
    for (at, key) in keys.iter().enumerate() {
        let state = done(&["kms", "DescribeKey", "--KeyId", key])["KeyMetadata"]["KeyState"].clone();
        assert_eq!(state, if at < 2 { "Disabled" } else { "Enabled" }, "{at}");
    }
    let held = done(&["ram", "ListPoliciesForUser", "--UserName", "leaver"]);
    assert_eq!(held["Policies"]["Policy"].as_array().map(Vec::len), Some(0), "{held}");
    server.stop();
    place.is_whole(&[]);
}
