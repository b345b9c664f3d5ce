//! Processes beside the server, as an engine that was taken over is one: what they get of its memory, its files and its
//! hand.

use std::{
    collections::BTreeSet,
    fs,
    os::unix::{
        fs::{MetadataExt as _, PermissionsExt as _},
        process::CommandExt as _,
    },
    path::Path,
    process::{Command, Stdio},
};

use crate::{is_root, place::Place, raw::running};

/// Of the range that instances' users are taken from.
const ENGINE_UID: u32 = 470_007;

/// Whether a process of this user can.
fn can(uid: u32, program: &str, path: &str) -> bool {
    let mut command = Command::new(program);
    command.arg(path).current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.uid(uid).gid(uid).status().unwrap().success()
}

/// The processes of a server: itself, and what it started.
fn processes(server: u32) -> Vec<u32> {
    let parent = |pid: u32| {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("PPid:"))?.trim().to_owned();
        line.parse::<u32>().ok()
    };
    let all = fs::read_dir("/proc").unwrap().flatten();
    let all = all.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    [server].into_iter().chain(all.filter(|pid| parent(*pid) == Some(server))).collect()
}

#[test]
fn an_engines_user_gets_nothing_of_the_server_or_its_hand() {
    let place = Place::new();
    let server = place.serve(&[]);
    let data = place.file("");
    let pid = running(&data).pid;
    if !is_root() {
        // The same user, then: the server cannot be dumped, so its memory is not his either.
        for name in ["environ", "maps", "mem"] {
            let path = format!("/proc/{pid}/{name}");
            assert!(fs::read(&path).is_err(), "{path}");
        }
        println!("not proven here: what other users get of a server (needs root)");
        return server.stop();
    }
    // Instances' users pass through to their own.
    fs::set_permissions(place.beside(""), fs::Permissions::from_mode(0o711)).unwrap();
    let processes = processes(pid);
    assert!(processes.len() > 1, "the server has a hand");
    let own = fs::metadata(&data).unwrap().uid();
    assert_ne!(own, 0, "root is given up");
    let ours = std::process::id();
    assert!(can(ENGINE_UID, "cat", &format!("/proc/{pid}/status")), "the control: it is seen");
    for uid in [ENGINE_UID, own] {
        for pid in &processes {
            for name in ["environ", "maps", "mem", "auxv", "stack", "syscall"] {
                assert!(!can(uid, "cat", &format!("/proc/{pid}/{name}")), "{uid}: {pid} {name}");
            }
            for name in ["fd", "map_files", "cwd/", "root/"] {
                assert!(!can(uid, "ls", &format!("/proc/{pid}/{name}")), "{uid}: {pid} {name}");
            }
        }
    }
    assert!(fs::read(format!("/proc/{ours}/environ")).is_ok(), "the control: such files are there");
    let files = everything(&data);
    for name in ["root.key", "root-credentials.json", "rows.redb", "state"] {
        assert!(files.iter().any(|path| path.ends_with(name)), "{name} is among {files:?}");
    }
    for path in &files {
        assert!(!can(ENGINE_UID, "cat", path), "{path}");
    }
    // The control: whose they are reads them.
    assert!(can(own, "cat", place.file("root.key").to_str().unwrap()));

    // Nobody can call the hand: no socket of either has a name.
    let inodes: BTreeSet<String> = processes.iter().flat_map(|pid| sockets(*pid)).collect();
    assert!(!inodes.is_empty());
    let named = fs::read_to_string("/proc/net/unix").unwrap();
    for line in named.lines().skip(1) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        assert!(fields.len() < 8 || !inodes.contains(fields[6]), "{line}");
    }
    server.stop();
}

/// Every file below a folder.
fn everything(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        // What everybody may read: the authority's certificate, how the server is reached, and an empty lock.
        let for_all = ["ca.pem", "server.json", "lock"].iter().any(|name| path.ends_with(name));
        if path.is_dir() {
            found.extend(everything(&path));
        } else if !for_all {
            found.push(path.to_str().unwrap().to_owned());
        }
    }
    found
}

/// The sockets that a process holds, by inode.
fn sockets(pid: u32) -> Vec<String> {
    let held = fs::read_dir(format!("/proc/{pid}/fd")).unwrap().flatten();
    let links = held.filter_map(|entry| fs::read_link(entry.path()).ok()?.to_str().map(str::to_owned));
    links.filter_map(|link| Some(link.strip_prefix("socket:[")?.strip_suffix(']')?.to_owned())).collect()
}
