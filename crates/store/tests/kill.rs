//! What was acknowledged is there after a kill, whole transactions only.
//!
//! The program starts itself as a child that commits and acknowledges without end, kills it at a moment drawn from
//! the round's number, opens the file again and looks for every acknowledged row. `RAMPART_KILL_ROUNDS` sets how many
//! rounds there are.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test with a main of its own"
)]
#![expect(clippy::indexing_slicing, clippy::print_stdout, reason = "a test with a main of its own")]

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Write},
    path::Path as FilePath,
    process::{Command, Stdio},
    sync::Arc,
};

use rampart_seal::{KeyRing, SystemEntropy};
use rampart_store::{
    Page, Store, StoreOptions, Unknown,
    backend::redb::{Redb, RedbOptions},
    path, prefix, record,
};
use rampart_vocab::{SeededEntropy, chance};

record! {
    /// A row that is written with two others.
    pub struct Third (kind = 0x7F20, version = 1) {
        /// The round that wrote it.
        1 => pub round: u64,
        /// Something to seal.
        2 => pub filling: Vec<u8>,
    }
}

const TASKS: u64 = 16;
const ROUNDS: u64 = 10;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    if arguments.get(1).is_some_and(|word| word == "child") {
        return runtime
            .block_on(commit_without_end(FilePath::new(&arguments[2]), arguments[3].parse().unwrap()));
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rows");
    let rounds = std::env::var("RAMPART_KILL_ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().unwrap());
    let mut acknowledged = BTreeMap::new();
    for round in 0..rounds {
        kill_one(&file, round, &mut acknowledged);
        runtime.block_on(look(&file, &acknowledged));
    }
    let total: u64 = acknowledged.values().sum();
    assert!(total > rounds, "too little was acknowledged to show anything");
    println!("{rounds} kills, {total} transactions acknowledged, all there");
}

async fn open(file: &FilePath) -> Store {
    let redb = Redb::open(file, RedbOptions::default()).unwrap();
    // The same ring in every process; nonces are drawn from the system.
    let ring = KeyRing::generate(&SeededEntropy::new(1));
    Store::open(redb, ring, Arc::new(SystemEntropy), StoreOptions::default()).await.unwrap()
}

/// Each task commits three rows at a time, numbered from 1, and acknowledges with `round task number`.
async fn commit_without_end(file: &FilePath, round: u64) {
    let store = open(file).await;
    let tasks: Vec<_> = (0..TASKS)
        .map(|task| {
            let store = store.clone();
            tokio::spawn(async move {
                for number in 1_u64.. {
                    let mut txn = store.begin();
                    for part in 0..3 {
                        let third = Third { round, filling: vec![7; 200], unknown: Unknown::NONE };
                        txn.put(&path!["row", round, task, format!("{number:012}"), part], third);
                    }
                    txn.commit().await.unwrap();
                    // One write, so that a kill never leaves half a line.
                    let line = format!("{round} {task} {number}\n");
                    std::io::stdout().lock().write_all(line.as_bytes()).unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}

fn kill_one(file: &FilePath, round: u64, acknowledged: &mut BTreeMap<(u64, u64), u64>) {
    let this = std::env::current_exe().unwrap();
    let mut child = Command::new(this)
        .arg("child")
        .arg(file)
        .arg(round.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let moment = u16::from_le_bytes(chance::array(&SeededEntropy::new(round))) % 2000;
    for (seen, line) in lines.enumerate() {
        let line = line.unwrap();
        let mut words = line.split(' ').map(|word| word.parse::<u64>().unwrap());
        let mut word = || words.next().unwrap();
        let (key, number) = ((word(), word()), word());
        let last = acknowledged.entry(key).or_insert(0);
        assert_eq!(number, *last + 1);
        *last = number;
        if seen == usize::from(moment) {
            // What is already in the pipe is still read: it was acknowledged too.
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
}

async fn look(file: &FilePath, acknowledged: &BTreeMap<(u64, u64), u64>) {
    let store = open(file).await;
    for ((round, task), last) in acknowledged {
        let mut found: BTreeMap<u64, u32> = BTreeMap::new();
        let mut page = Page::first(1000);
        loop {
            let rows = store.begin().scan::<Third>(&prefix!["row", round, task], page).await.unwrap();
            for (path, row) in &rows {
                assert_eq!((row.round, row.filling.len()), (*round, 200));
                *found.entry(path.segments().nth(3).unwrap().parse().unwrap()).or_insert(0) += 1;
            }
            let Some((last, _)) = rows.into_iter().next_back() else { break };
            page = Page::first(1000).after(last);
        }
        assert!(found.values().all(|parts| *parts == 3), "a transaction stands in part");
        assert!(found.keys().copied().eq(1..=found.len() as u64), "a transaction is missing among others");
        // One more may stand, whose acknowledgement the kill cut off.
        let stood = u64::try_from(found.len()).expect("fits");
        assert!(
            stood == *last || stood == last + 1,
            "round {round} task {task}: {last} acknowledged, {stood} stand"
        );
    }
}
