//! The machine starts anew, as far as a test can have it: every process is killed at once, and mounts, loop devices, kernel keys and
//! shared memory are gone with them. Then the server is started, and nothing else is done.

use std::{
    collections::BTreeSet,
    fs,
    os::unix::fs::MetadataExt as _,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Instant,
};

use rampart_client::Service;

use crate::{
    bench::{Bench, until},
    instance::{Engine, Instance},
    memory,
};

pub(crate) fn after_a_reboot_what_ran_serves_the_same_rows_on_the_same_port_and_what_rested_rests() {
    let mut bench = Bench::start();
    let make = |engine, is_encrypted: bool, tables: bool| {
        let key = is_encrypted.then(|| bench.new_key());
        let instance = Instance::create(&bench, engine, key.as_deref());
        instance.prepare(&bench);
        if tables {
            instance.encrypt_tables(&bench, &bench.new_key());
            instance.until_encrypted(&bench);
        }
        instance.sql("create table kept as select 42 as v").unwrap();
        instance
    };
    let ran = [
        make(Engine::PostgreSql, true, false),
        make(Engine::MariaDb, true, true),
        make(Engine::MariaDb, false, true),
    ];
    let rested = make(Engine::PostgreSql, true, false);
    bench.done(Service::Rds, "StopDBInstance", &[("DBInstanceId", &rested.id)]);
    until("it rests", || is_away(&bench, &rested));
    let before = engines(&bench, &ran);

    kill_all(&mut bench, &ran);
    let Machine { mounts, devices } = Machine::of(&bench);
    assert_eq!((mounts.len(), devices.len()), (ran.len(), ran.len()), "{mounts:?} {devices:?}");
    for mount in &mounts {
        assert!(Command::new("umount").arg(mount).status().unwrap().success(), "{mount:?}");
    }
    until("no device is left", || {
        let left = Machine::of(&bench);
        if left.devices.is_empty() && left.mounts.is_empty() { Ok(()) } else { Err(format!("{left:?}")) }
    });
    serves_again(&mut bench, &ran, &before, "a reboot");
    is_away(&bench, &rested).unwrap();

    // The same, but another mount namespace holds copies of the mounts: devices and file systems outlive ours.
    let foreigner = Foreigner::new(&bench);
    let (before, held) = (engines(&bench, &ran), Machine::of(&bench).devices);
    kill_all(&mut bench, &ran);
    serves_again(&mut bench, &ran, &before, "a kill under a foreign namespace");
    assert_eq!(Machine::of(&bench).devices, held, "no image is shown by a second device");
    drop(foreigner);
    is_away(&bench, &rested).unwrap();
    bench.done(Service::Rds, "StartDBInstance", &[("DBInstanceId", &rested.id)]);
    serves_again_one(&rested);
}

/// Starts the server, and waits for everything that ran.
fn serves_again(bench: &mut Bench, ran: &[Instance], before: &BTreeSet<u32>, after: &str) {
    let begun = Instant::now();
    bench.serve();
    ran.iter().for_each(serves_again_one);
    println!("{} databases serve {:?} after {after}", ran.len(), begun.elapsed());
    assert!(engines(bench, ran).is_disjoint(before));
    for instance in ran {
        instance.until_running(bench);
    }
}

/// An instance is asked where it was reached from the first.
fn serves_again_one(instance: &Instance) {
    until("it serves its rows again", || match instance.sql("select v from kept") {
        Ok(rows) => {
            assert_eq!(rows, "42");
            Ok(())
        }
        refused => Err(format!("{refused:?}")),
    });
}

fn is_away(bench: &Bench, rested: &Instance) -> Result<(), String> {
    let status = rested.attribute(bench)["DBInstanceStatus"].clone();
    let open = Machine::of(bench).mounts.iter().any(|mount| mount.starts_with(rested.folder(bench)));
    let runs = !rested.engines(bench).is_empty();
    if status == "Stopped" && !open && !runs { Ok(()) } else { Err(format!("{status} {open} {runs}")) }
}

fn engines(bench: &Bench, ran: &[Instance]) -> BTreeSet<u32> {
    ran.iter().flat_map(|instance| instance.engines(bench)).collect()
}

/// Kills server, hand and engines, and everything else of the engines' users, with -9.
fn kill_all(bench: &mut Bench, ran: &[Instance]) {
    let server = bench.pid();
    let users: BTreeSet<u32> = ran.iter().map(|instance| user(bench, instance)).collect();
    // The hand first: one whose server is gone ends by itself.
    for pid in memory::children(server) {
        kill(pid);
    }
    bench.kill();
    let of_users = || {
        let entries = fs::read_dir("/proc").unwrap().flatten();
        let found = entries.filter(|entry| entry.metadata().is_ok_and(|entry| users.contains(&entry.uid())));
        found.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok()).collect::<Vec<_>>()
    };
    until("every process is gone", || {
        let left = of_users();
        left.iter().copied().for_each(kill);
        if left.is_empty() { Ok(()) } else { Err(format!("{left:?}")) }
    });
    for segment in fs::read_dir("/dev/shm").unwrap().flatten() {
        if segment.metadata().is_ok_and(|segment| users.contains(&segment.uid())) {
            fs::remove_file(segment.path()).unwrap();
        }
    }
}

fn kill(pid: u32) {
    // One that has ended meanwhile needs none.
    let _ = Command::new("kill").args(["-9", &pid.to_string()]).stderr(Stdio::null()).status();
}

fn user(bench: &Bench, instance: &Instance) -> u32 {
    fs::metadata(instance.folder(bench).join("run")).unwrap().uid()
}

/// What databases have of the machine.
#[derive(Debug)]
struct Machine {
    mounts: BTreeSet<PathBuf>,
    devices: BTreeSet<String>,
}

impl Machine {
    fn of(bench: &Bench) -> Self {
        let instances = bench.data().join("instances");
        let mounts = fs::read_to_string("/proc/self/mounts").unwrap();
        let folders = mounts.lines().filter_map(|line| line.split(' ').nth(1)).map(PathBuf::from);
        let mounts = folders.filter(|folder| folder.starts_with(&instances)).collect();
        let told = Command::new("losetup").args(["-n", "-l", "-O", "NAME,BACK-FILE"]).output().unwrap();
        let told = String::from_utf8(told.stdout).unwrap();
        let ours = told.lines().filter(|line| line.contains(instances.to_str().unwrap()));
        let devices = ours.filter_map(|line| Some(line.split_whitespace().next()?.to_owned())).collect();
        Self { mounts, devices }
    }
}

/// A process in a mount namespace of its own, with copies of the bench's mounts.
struct Foreigner(Child);

impl Foreigner {
    fn new(bench: &Bench) -> Self {
        // Those of tests beside this one are let go.
        let words = format!(
            "for at in $(cut -d ' ' -f 2 /proc/self/mounts); do case $at in {}/*) ;; */instances/*/disk) umount $at;; \
             esac; done; exec sleep 1200",
            bench.data().display()
        );
        let mut command = Command::new("unshare");
        command.args(["--mount", "--propagation", "private", "sh", "-c", &words]).stdin(Stdio::null());
        let foreigner = Self(command.stdout(Stdio::null()).spawn().unwrap());
        until("the foreigner is there", || {
            let comm = fs::read_to_string(format!("/proc/{}/comm", foreigner.0.id())).unwrap();
            if comm.trim() == "sleep" { Ok(()) } else { Err(comm) }
        });
        foreigner
    }
}

impl Drop for Foreigner {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
