//! What databases have of the machine: processes, mounts, loop devices, users, files; and that it is given back.

use std::{
    fs,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};

use crate::server::Home;

const USERS: u32 = 1000;
/// How long an engine that is to be killed is waited for: one that is being made has none yet.
const UNTIL_THERE: Duration = Duration::from_secs(3);
/// How often it is looked again.
pub(super) const LOOK_EVERY: Duration = Duration::from_millis(20);

/// This run's share of the machine.
pub(crate) struct Machine {
    first_uid: u32,
    first_port: u16,
}

/// A process that cannot be mistaken for a later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Process {
    pub(super) pid: i32,
    pub(super) uid: u32,
    start: u64,
}

impl Machine {
    pub(super) fn new() -> Self {
        let share = std::process::id() % 1000;
        Self { first_uid: 1_000_000 + share * USERS, first_port: free_ports(share) }
    }

    /// The words that give a server this share.
    pub(super) fn serving(&self) -> Vec<String> {
        let (uid, port) = (self.first_uid.to_string(), self.first_port.to_string());
        ["--mysql-engine", "mariadb", "--database-uid", &uid, "--database-port", &port]
            .map(str::to_owned)
            .to_vec()
    }

    /// The processes of our databases' users that are alive.
    pub(super) fn processes(&self) -> Vec<Process> {
        let users = self.first_uid..self.first_uid + USERS;
        let entries = fs::read_dir("/proc").unwrap().flatten();
        let found = entries.filter_map(|entry| {
            let pid = entry.file_name().to_str()?.parse().ok()?;
            let uid = entry.metadata().ok()?.uid();
            let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
            let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
            let dead = matches!(fields.next()?, "Z" | "X" | "x");
            let start = fields.nth(18)?.parse().ok()?;
            (!dead && users.contains(&uid)).then_some(Process { pid, uid, start })
        });
        found.collect()
    }

    /// The servers among them.
    pub(super) fn engines(&self) -> Vec<Process> {
        let serves = |process: &Process| {
            let words = fs::read(format!("/proc/{}/cmdline", process.pid)).unwrap_or_default();
            words.split(|byte| *byte == 0).next().is_some_and(|program| program.ends_with(b"/sbin/mariadbd"))
        };
        self.processes().into_iter().filter(serves).collect()
    }

    pub(super) fn kill_engines(&self) {
        let deadline = Instant::now() + UNTIL_THERE;
        while Instant::now() < deadline {
            let engines = self.engines();
            engines.iter().for_each(|engine| self.kill(*engine));
            if !engines.is_empty() {
                return;
            }
            thread::sleep(LOOK_EVERY);
        }
    }

    fn kill(&self, process: Process) {
        let Ok(held) = pidfd_open(Pid::from_raw(process.pid).unwrap(), PidfdFlags::empty()) else { return };
        if self.processes().contains(&process) {
            let _ = pidfd_send_signal(&held, Signal::KILL);
        }
    }

    /// Exactly the one engine runs, with the one disk.
    pub(super) fn check_one(&self, home: &Home) {
        let (all, engines) = (self.processes(), self.engines());
        assert!(engines.len() == 1 && all == engines, "one engine and nothing beside it: {all:?}");
        let (mounts, devices) = (mounts(home.path()), loops(home.path()));
        assert!(mounts.len() == 1 && devices.len() == 1, "one disk: {mounts:?}, {devices:?}");
    }

    /// Of databases that were destroyed nothing is left.
    pub(super) fn check_nothing_left(&self, home: &Home) {
        assert_eq!(self.processes(), []);
        assert_eq!((mounts(home.path()), loops(home.path())), (Vec::new(), Vec::<String>::new()));
        let names = fs::read_dir(home.instances()).unwrap().flatten().map(|entry| entry.file_name());
        assert_eq!(names.filter(|name| name != ".hand").collect::<Vec<_>>(), [""; 0]);
        assert_eq!(self.user_entries(), [""; 0]);
    }

    fn user_entries(&self) -> Vec<String> {
        let ours = |line: &&str| {
            let uid = line.split(':').nth(2).and_then(|uid| uid.parse::<u32>().ok());
            uid.is_some_and(|uid| (self.first_uid..self.first_uid + USERS).contains(&uid))
        };
        let name = |line: &str| line.split(':').next().unwrap_or_default().to_owned();
        fs::read_to_string("/etc/passwd").unwrap().lines().filter(ours).map(name).collect()
    }

    /// As a hand does for a moment when it wipes blocks: whoever writes to a disk waits until the next hand thaws it.
    pub(super) fn freeze(&self, home: &Home) {
        for mount in mounts(home.path()) {
            quietly("fsfreeze", &["-f", mount.to_str().unwrap()]);
        }
    }

    pub(super) fn put_away_at_the_end<'a>(&'a self, home: &'a Home) -> PutAway<'a> {
        PutAway { machine: self, home }
    }
}

/// Gives everything back, whatever happened.
pub(super) struct PutAway<'a> {
    machine: &'a Machine,
    home: &'a Home,
}

impl Drop for PutAway<'_> {
    fn drop(&mut self) {
        for mount in mounts(self.home.path()) {
            quietly("fsfreeze", &["-u", mount.to_str().unwrap()]);
        }
        for process in self.machine.processes() {
            self.machine.kill(process);
        }
        for mount in mounts(self.home.path()) {
            quietly("umount", &["-l", mount.to_str().unwrap()]);
        }
        for device in loops(self.home.path()) {
            quietly("losetup", &["-d", &device]);
        }
        for user in self.machine.user_entries() {
            quietly("userdel", &[&user]);
        }
    }
}

/// Where ports are free that no client is given for its own end: those would be taken while an engine is down.
fn free_ports(share: u32) -> u16 {
    let candidates = (0..1000)
        .map(|step| 16_000 + (share + step * 7) % 1000 * 16)
        .filter_map(|port| u16::try_from(port).ok());
    let is_free =
        |port: &u16| (0..16).all(|next| std::net::TcpListener::bind(("127.0.0.1", port + next)).is_ok());
    candidates.into_iter().find(is_free).expect("ports are free")
}

fn quietly(program: &str, words: &[&str]) {
    let _ = Command::new(program).args(words).stdout(Stdio::null()).stderr(Stdio::null()).status();
}

fn mounts(beneath: &Path) -> Vec<PathBuf> {
    let mounts = fs::read_to_string("/proc/self/mounts").unwrap();
    let folders = mounts.lines().filter_map(|line| line.split(' ').nth(1)).map(PathBuf::from);
    folders.filter(|folder| folder.starts_with(beneath)).collect()
}

/// The loop devices that show a file beneath a folder.
fn loops(beneath: &Path) -> Vec<String> {
    let told = Command::new("losetup").args(["-n", "-l", "-O", "NAME,BACK-FILE"]).output().unwrap();
    let told = String::from_utf8(told.stdout).unwrap();
    let ours = |line: &&str| line.contains(beneath.to_str().unwrap());
    told.lines().filter(ours).filter_map(|line| Some(line.split_whitespace().next()?.to_owned())).collect()
}

/// The files beneath a folder that hold a text, named from there.
pub(super) fn files_with(text: &str, folder: &Path) -> Vec<String> {
    let found = Command::new("grep").args(["-rlaF", "-D", "skip", text]).arg(folder).output().unwrap();
    let found = String::from_utf8(found.stdout).unwrap();
    found.lines().map(|path| path.trim_start_matches(folder.to_str().unwrap()).to_owned()).collect()
}

/// Where a text lies in an ext4 image: the first blocks that hold it, and what `debugfs` knows of the first of them and of the file
/// that it belongs to, if it does.
pub(super) fn blocks_with(text: &str, image: &Path) -> String {
    const BYTES: u64 = 4096;
    let found = Command::new("grep").args(["-obaF", "-m", "64", text]).arg(image).output().unwrap();
    let found = String::from_utf8_lossy(&found.stdout).into_owned();
    let places = found.lines().filter_map(|line| line.split(':').next()?.parse::<u64>().ok());
    let mut blocks: Vec<_> = places.map(|place| place / BYTES).collect();
    blocks.dedup();
    let ask = |what: &str| {
        let told = Command::new("debugfs").args(["-R", what]).arg(image).output().unwrap();
        String::from_utf8_lossy(&told.stdout).into_owned()
    };
    let first = blocks.first().copied().unwrap_or_default();
    let owner = ask(&format!("icheck {first}"));
    let inode =
        owner.lines().last().and_then(|line| line.split_whitespace().nth(1)).unwrap_or("0").to_owned();
    let (name, stat) = (ask(&format!("ncheck {inode}")), ask(&format!("stat <{inode}>")));
    format!("in blocks {blocks:?}: {owner}{name}{stat}{}", ask(&format!("testb {first}")))
}
