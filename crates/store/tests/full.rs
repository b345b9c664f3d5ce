//! A disk that fills up, as it really is: a small file system of its own, redb on it, and a kill in between.
//!
//! The program starts itself as a child that commits until the disk is full, goes on with what may use the reserve,
//! and says what was acknowledged; it is killed, and what it said is looked for. Needs root, for mounting; says so and
//! passes where it cannot mount.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test with a main of its own"
)]

use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead, BufReader, Lines, Write},
    path::{Path as FilePath, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    sync::Arc,
};

use rampart_seal::{KeyRing, SystemEntropy};
use rampart_store::{
    CommitFailed, Path, Store, StoreOptions, Unavailable, Unknown,
    backend::redb::{Redb, RedbOptions},
    path, record,
};
use rampart_vocab::SeededEntropy;

record! {
    /// A row that takes up room.
    pub struct Room (kind = 0x7F50, version = 1) {
        /// What fills it.
        1 => pub filling: Vec<u8>,
    }
}

const MIB: u64 = 1 << 20;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    if arguments.get(1).is_some_and(|word| word == "child") {
        let reserve = arguments[3].parse().unwrap();
        return runtime.block_on(fill_and_go_on(FilePath::new(&arguments[2]), reserve));
    }
    for kind in ["tmpfs", "ext4"] {
        for reserve in [8 * MIB, 0] {
            let folder = tempfile::tempdir().unwrap();
            match Mounted::make(kind, folder.path()) {
                Ok(mounted) => {
                    runtime.block_on(a_day_on(&mounted.at, reserve));
                    println!("{kind}, {} MiB kept back: ok", reserve / MIB);
                }
                Err(why) => println!("{kind}: skipped, cannot mount here ({why})"),
            }
        }
    }
}

/// A small file system, until dropped.
struct Mounted {
    at: PathBuf,
}

impl Mounted {
    fn make(kind: &str, folder: &FilePath) -> Result<Self, String> {
        let at = folder.join("disk");
        fs::create_dir(&at).unwrap();
        let mut mount = Command::new("mount");
        if kind == "ext4" {
            let image = folder.join("image");
            fs::File::create(&image).unwrap().set_len(64 * MIB).unwrap();
            run(Command::new("mkfs.ext4").args(["-q", "-m", "0"]).arg(&image))?;
            mount.args(["-o", "loop"]).arg(&image);
        } else {
            mount.args(["-t", "tmpfs", "-o", "size=48m", "tmpfs"]);
        }
        run(mount.arg(&at))?;
        Ok(Self { at })
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.at).status();
    }
}

fn run(command: &mut Command) -> Result<(), String> {
    let ended = command.stdin(Stdio::null()).output().map_err(|error| error.to_string())?;
    if ended.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&ended.stderr).trim().to_owned())
    }
}

async fn open(file: &FilePath, reserve_bytes: u64) -> Store {
    let redb = Redb::open(file, RedbOptions { reserve_bytes, ..RedbOptions::default() }).unwrap();
    let ring = KeyRing::generate(&SeededEntropy::new(1));
    // Nothing is answered from memory: the disk is what is looked at.
    let options = StoreOptions { cache_bytes_max: 0 };
    Store::open(redb, ring, Arc::new(SystemEntropy), options).await.unwrap()
}

async fn put(store: &Store, row: &Path, bytes: usize, on_reserve: bool) -> Result<(), CommitFailed> {
    let mut txn = store.begin();
    if on_reserve {
        txn.use_reserve();
    }
    txn.put(row, Room { filling: vec![7; bytes], unknown: Unknown::NONE });
    txn.commit().await.map(drop)
}

async fn is_there(store: &Store, row: &Path) -> bool {
    store.begin().get::<Room>(row).await.unwrap().is_some()
}

fn say(line: &str) {
    // One write, so that a kill never leaves half a line.
    std::io::stdout().lock().write_all(format!("{line}\n").as_bytes()).unwrap();
}

/// What must be refused, and in which words.
fn is_refused(outcome: &Result<(), CommitFailed>) -> bool {
    *outcome == Err(CommitFailed::Unavailable(Unavailable::Full))
}

/// The child: commits until the disk is full, then what may use the reserve, and again when space is back.
async fn fill_and_go_on(file: &FilePath, reserve: u64) {
    let store = open(file, reserve).await;
    let first = path!["row", 0, format!("{:06}", 0)];
    for round in 0.. {
        for number in 0.. {
            let row = path!["row", round, format!("{number:06}")];
            match put(&store, &row, 40_000, false).await {
                Ok(()) => say(&row.to_string()),
                refused => {
                    assert!(is_refused(&refused), "{refused:?}");
                    break;
                }
            }
        }
        assert!(is_there(&store, &first).await, "reads go on");
        say("full");
        for number in 0..300 {
            // As DisableKey writes: a few rows, mostly the same ones again.
            let row = path!["taken", round, format!("{:06}", number % 50)];
            match put(&store, &row, 300, true).await {
                Ok(()) => say(&row.to_string()),
                refused => assert!(reserve == 0 && is_refused(&refused), "{refused:?}"),
            }
        }
        assert!(reserve == 0 || is_refused(&put(&store, &path!["row", "more"], 4_000, false).await));
        say("went on");
        while is_refused(&put(&store, &path!["row", "back", round], 40_000, false).await) {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        say("recovered");
    }
}

/// A child, and what it has acknowledged.
struct Working<'a> {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    acknowledged: &'a mut BTreeSet<String>,
}

impl<'a> Working<'a> {
    fn start(file: &FilePath, reserve: u64, acknowledged: &'a mut BTreeSet<String>) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .arg("child")
            .arg(file)
            .arg(reserve.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines, acknowledged }
    }

    /// Listens until it says `word`, or acknowledges so many rows.
    fn until(&mut self, word: &str, rows: usize) {
        for _ in 0..rows {
            let line = self.lines.next().unwrap_or_else(|| Ok(self.ended())).unwrap();
            if line == word {
                return;
            }
            if line.contains('/') {
                self.acknowledged.insert(line);
            }
        }
    }

    fn ended(&mut self) -> String {
        panic!("the child ended: {:?}", self.child.wait())
    }

    /// Kills it; what is in the pipe was acknowledged too.
    fn kill(mut self) {
        self.child.kill().unwrap();
        for line in self.lines.by_ref() {
            let line = line.unwrap();
            if line.contains('/') {
                self.acknowledged.insert(line);
            }
        }
        self.child.wait().unwrap();
    }
}

async fn look(file: &FilePath, reserve: u64, acknowledged: &BTreeSet<String>) -> Store {
    let store = open(file, reserve).await;
    for row in acknowledged {
        let row = Path::new(row.split('/'));
        assert!(is_there(&store, &row).await, "`{row}` was acknowledged and is gone");
    }
    store
}

async fn a_day_on(disk: &FilePath, reserve: u64) {
    let (file, others) = (disk.join("rows"), disk.join("others"));
    let mut acknowledged = BTreeSet::new();
    for kill_after in [3, 40, 200] {
        // Others have filled most of it.
        fs::write(&others, vec![7; usize::try_from(12 * MIB).unwrap()]).unwrap();
        let mut working = Working::start(&file, reserve, &mut acknowledged);
        working.until("full", usize::MAX);
        working.until("went on", kill_after);
        working.kill();

        let store = look(&file, reserve, &acknowledged).await;
        let last = put(&store, &path!["taken", "last"], 300, true).await;
        assert!(last.is_ok() || reserve == 0, "{last:?}");
        drop(store);

        // Space comes back under a server that runs.
        let mut working = Working::start(&file, reserve, &mut acknowledged);
        working.until("went on", usize::MAX);
        fs::remove_file(&others).unwrap();
        working.until("recovered", usize::MAX);
        working.kill();
        drop(look(&file, reserve, &acknowledged).await);
        // The next round begins on an empty disk.
        acknowledged.clear();
        for left in fs::read_dir(disk).unwrap() {
            let left = left.unwrap();
            if left.file_type().unwrap().is_file() {
                fs::remove_file(left.path()).unwrap();
            }
        }
    }
}
