//! Concurrent transactions come out as if they had run one after another, in the order of their revisions.
//!
//! Tasks run random transactions and write down what they read. Afterwards the committed ones are replayed in order
//! against a plain map: each must have read exactly what the map holds at its turn.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::{collections::BTreeMap, sync::Arc};

use rampart_seal::KeyRing;
use rampart_store::{
    Backend, CommitFailed, Memory, Page, Path, Store, StoreFailed, StoreOptions, Txn, Unknown,
    backend::{
        faulty::{Faults, Faulty},
        redb::{Redb, RedbOptions},
    },
    path, prefix, record,
};
use rampart_vocab::{Entropy, Revision, SeededEntropy, chance};

record! {
    /// A row with a number.
    pub struct Cell (kind = 0x7F40, version = 1) {
        /// Which write made it.
        1 => pub mark: u64,
    }
}

/// What one transaction saw and did.
#[derive(Default)]
struct Story {
    revision: Revision,
    /// Each range scanned, as its group, and the rows found there.
    scans: Vec<(u8, Vec<(Path, u64)>)>,
    gets: Vec<(Path, Option<u64>)>,
    /// A mark, or a deletion.
    writes: Vec<(Path, Option<u64>)>,
}

struct Dice(SeededEntropy);

impl Dice {
    fn below(&self, sides: u8) -> u8 {
        let [thrown] = chance::array(&self.0);
        thrown % sides
    }

    fn path(&self) -> Path {
        path!["cell", self.below(3), self.below(4)]
    }
}

async fn run(txn: &mut Txn, dice: &Dice, mark: u64) -> Result<Story, StoreFailed> {
    let mut story = Story::default();
    for _ in 0..=dice.below(5) {
        // A cached read never yields; between reads others must get their turn.
        for _ in 0..dice.below(4) {
            tokio::task::yield_now().await;
        }
        match dice.below(4) {
            0 => {
                let group = dice.below(3);
                let rows = txn.scan::<Cell>(&prefix!["cell", group], Page::first(9)).await?;
                story.scans.push((group, rows.into_iter().map(|(path, row)| (path, row.mark)).collect()));
            }
            _ => {
                let path = dice.path();
                let found = txn.get::<Cell>(&path).await?.map(|row| row.mark);
                story.gets.push((path, found));
            }
        }
    }
    // Writes come last, so that what was read is what others committed. Some only read.
    for _ in 0..dice.below(3) {
        let path = dice.path();
        let written = (dice.below(4) > 0).then_some(mark);
        match written {
            Some(mark) => txn.put(&path, Cell { mark, unknown: Unknown::NONE }),
            None => txn.delete(&path),
        }
        story.writes.push((path, written));
    }
    Ok(story)
}

async fn stories(backend: impl Backend, seed: u64, cache_bytes_max: usize) -> Vec<Story> {
    let faulty = Faulty::new(backend, seed);
    faulty.set(Faults { dawdle: 800, conflict: 20, unknown: 30, unavailable: 10 });
    let entropy: Arc<dyn Entropy + Send + Sync> = Arc::new(SeededEntropy::new(seed));
    let ring = KeyRing::generate(&SeededEntropy::new(seed));
    let store = Store::open(faulty, ring, entropy, StoreOptions { cache_bytes_max }).await.unwrap();
    let tasks: Vec<_> = (0..6_u64)
        .map(|task| {
            let (store, dice) = (store.clone(), Dice(SeededEntropy::new(seed * 100 + task)));
            tokio::spawn(async move {
                let mut committed = Vec::new();
                for number in 0..30 {
                    let mut txn = store.begin();
                    let Ok(mut story) = run(&mut txn, &dice, task * 1000 + number).await else { continue };
                    // Only this transaction makes this row, so it tells what became of a lost answer.
                    let mine = path!["mine", task, number];
                    if txn.has_writes() {
                        txn.require(&mine, Revision::ZERO);
                        txn.put(&mine, Cell { mark: number, unknown: Unknown::NONE });
                    }
                    let revision = match txn.commit().await {
                        Err(CommitFailed::Unknown) => stands_since(&store, &mine).await,
                        outcome => outcome.ok(),
                    };
                    if let Some(revision) = revision {
                        story.revision = revision;
                        committed.push(story);
                    }
                }
                committed
            })
        })
        .collect();
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await.unwrap());
    }
    // Who only reads, reads what the commit of his revision left.
    all.sort_by_key(|story| (story.revision, story.writes.is_empty()));
    all
}

/// The commit that made a row, if it is there.
async fn stands_since(store: &Store, row: &Path) -> Option<Revision> {
    loop {
        // The backend may be out of reach just now.
        if let Ok(version) = store.begin().version_of(row).await {
            return (version != Revision::ZERO).then_some(version);
        }
    }
}

fn replay(stories: &[Story], what: &str) {
    let mut rows: BTreeMap<Path, u64> = BTreeMap::new();
    for Story { revision, scans, gets, writes } in stories {
        for (path, found) in gets {
            assert_eq!(rows.get(path), found.as_ref(), "{what}, revision {revision}, {path}");
        }
        for (group, found) in scans {
            let range = prefix!["cell", *group];
            let there: Vec<_> = rows.iter().filter(|(path, _)| range.contains(path)).collect();
            let found: Vec<_> = found.iter().map(|(path, mark)| (path, mark)).collect();
            assert_eq!(there, found, "{what}, revision {revision}, {range:?}");
        }
        for (path, written) in writes {
            match written {
                Some(mark) => rows.insert(path.clone(), *mark),
                None => rows.remove(path),
            };
        }
    }
}

#[tokio::test]
async fn committed_transactions_replay_one_after_another() {
    for (cache, bytes) in [("a large cache", 1 << 20), ("hardly any cache", 0)] {
        let mut total = 0;
        for seed in 0..60 {
            let told = stories(Memory::new(), seed, bytes).await;
            replay(&told, &format!("memory, seed {seed}, {cache}"));
            total += told.len();
        }
        assert!(total > 60 * 30, "only {total} were committed");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn committed_transactions_replay_on_redb_with_real_threads() {
    let folder = tempfile::tempdir().unwrap();
    for seed in 0..4 {
        let redb = Redb::open(folder.path().join(seed.to_string()), RedbOptions::default()).unwrap();
        let told = stories(redb, seed, 1 << 20).await;
        replay(&told, &format!("redb, seed {seed}"));
        assert!(told.len() > 10, "only {} were committed", told.len());
    }
}
