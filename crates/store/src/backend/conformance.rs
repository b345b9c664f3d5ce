//! What every backend must do alike: a suite of behaviours, and random histories held against `memory`.

use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use rampart_vocab::Revision;

use super::{
    Backend, Batch, Observer, Outcome, Snapshot, StoredRow, Write,
    faulty::{Faults, Faulty},
    memory::Memory,
    redb::{Redb, RedbOptions},
};
use crate::{Direction, Page, Path, Range, path, prefix};

/// Runs every behaviour, each on fresh rows.
async fn conformance<B: Backend>(make: impl Fn() -> B) {
    rows_carry_the_commit_that_wrote_them(&make()).await;
    a_snapshot_stands_still(&make()).await;
    compares_decide(&make()).await;
    ranges_must_be_quiet(&make()).await;
    scans_go_both_ways_and_in_pages(&make()).await;
    odd_ranges_are_empty(&make()).await;
    the_observer_sees_commits_before_their_answer(&make()).await;
    large_and_empty_values_come_back(&make()).await;
}

fn put(path: &Path, value: &str) -> Write {
    Write { path: path.clone(), value: Some(value.as_bytes().into()), record: None }
}

fn delete(path: &Path) -> Write {
    Write { path: path.clone(), value: None, record: None }
}

fn row(version: u64, value: &str) -> StoredRow {
    StoredRow { version: Revision(version), value: value.as_bytes().into() }
}

async fn write<B: Backend>(backend: &B, writes: Vec<Write>) -> Outcome {
    backend.commit(Batch { writes, ..Batch::default() }).await
}

async fn get<B: Backend>(backend: &B, path: &Path) -> Option<StoredRow> {
    backend.snapshot().await.unwrap().get(path).await.unwrap()
}

async fn names(snapshot: &dyn Snapshot, range: &Range, page: &Page) -> Vec<String> {
    let rows = snapshot.scan(range, page).await.unwrap();
    rows.iter().map(|(path, _)| path.last_segment()).collect()
}

async fn rows_carry_the_commit_that_wrote_them<B: Backend>(backend: &B) {
    let (one, two) = (path!["r", 1], path!["r", 2]);
    assert_eq!(backend.snapshot().await.unwrap().revision(), Revision::ZERO);
    assert_eq!(write(backend, vec![put(&one, "a"), put(&two, "b")]).await, Outcome::Committed(Revision(1)));
    assert_eq!(write(backend, vec![put(&one, "c")]).await, Outcome::Committed(Revision(2)));
    assert_eq!(get(backend, &one).await, Some(row(2, "c")));
    assert_eq!(get(backend, &two).await, Some(row(1, "b")));
    assert_eq!(
        write(backend, vec![delete(&two), delete(&path!["r", 3])]).await,
        Outcome::Committed(Revision(3))
    );
    assert_eq!(get(backend, &two).await, None);
    assert_eq!(backend.snapshot().await.unwrap().revision(), Revision(3));
}

async fn a_snapshot_stands_still<B: Backend>(backend: &B) {
    let (one, two) = (path!["r", 1], path!["r", 2]);
    write(backend, vec![put(&one, "a")]).await;
    let before = backend.snapshot().await.unwrap();
    write(backend, vec![delete(&one), put(&two, "b")]).await;
    assert_eq!(before.revision(), Revision(1));
    assert_eq!(before.get(&one).await.unwrap(), Some(row(1, "a")));
    assert_eq!(before.get(&two).await.unwrap(), None);
    assert_eq!(names(&*before, &prefix!["r"], &Page::first(9)).await, ["1"]);
}

async fn compares_decide<B: Backend>(backend: &B) {
    let (there, gone, target) = (path!["r", "there"], path!["r", "gone"], path!["r", "target"]);
    write(backend, vec![put(&there, "a"), put(&gone, "a")]).await;
    write(backend, vec![delete(&gone)]).await;
    for (path, version, holds) in [
        (&there, 1, true),
        (&there, 0, false),
        (&there, 2, false),
        (&gone, 0, true),
        (&gone, 1, false),
        (&path!["r", "never"], 0, true),
    ] {
        let before = get(backend, &target).await;
        let compares = vec![(there.clone(), Revision(1)), (path.clone(), Revision(version))];
        let batch = Batch { compares, writes: vec![put(&target, "x")], ..Batch::default() };
        let outcome = backend.commit(batch).await;
        assert_eq!(matches!(outcome, Outcome::Committed(_)), holds, "{path} at {version}");
        assert_eq!(outcome == Outcome::Conflict, !holds, "{path} at {version}");
        assert_eq!(get(backend, &target).await == before, !holds, "{path} at {version}");
    }
}

async fn ranges_must_be_quiet<B: Backend>(backend: &B) {
    write(backend, vec![put(&path!["r", "b"], ""), put(&path!["s", "b"], "")]).await;
    write(backend, vec![put(&path!["r", "d"], "")]).await;
    let outside = path!["t", 0];
    for (range, seen, holds) in [
        (prefix!["r"], 2, true),
        (prefix!["r"], 1, false),
        (prefix!["r"], 0, false),
        (prefix!["s"], 1, true),
        (prefix!["u"], 0, true),
        (prefix!["r"].up_to(&path!["r", "c"]), 1, true),
        (prefix!["r"].up_to(&path!["r", "d"]), 1, false),
        (prefix!["r"].from(&path!["r", "e"]), 0, true),
        (Range::nothing(), 0, true),
    ] {
        let quiet = vec![(range.clone(), Revision(seen))];
        let outcome =
            backend.commit(Batch { quiet, writes: vec![put(&outside, "")], ..Batch::default() }).await;
        assert_eq!(matches!(outcome, Outcome::Committed(_)), holds, "{range:?} since {seen}");
    }
}

async fn scans_go_both_ways_and_in_pages<B: Backend>(backend: &B) {
    let rows = ["a", "b", "c", "d"].map(|name| put(&path!["r", 1, name], name));
    let siblings = [put(&path!["r", 1], ""), put(&path!["r", 10, "x"], ""), put(&path!["q"], "")];
    write(backend, rows.into_iter().chain(siblings).collect()).await;
    let snapshot = backend.snapshot().await.unwrap();
    let range = prefix!["r", 1];
    let at = |name: &str| path!["r", 1, name];
    for (page, wanted) in [
        (Page::first(9), "abcd"),
        (Page::first(2), "ab"),
        (Page::first(2).after(at("b")), "cd"),
        (Page::first(2).after(at("bb")), "cd"),
        (Page::first(2).after(at("d")), ""),
        (Page::first(2).after(path!["a"]), "ab"),
        (Page::first(2).after(path!["z"]), ""),
        (Page::first(0), ""),
        (Page::last(9), "dcba"),
        (Page::last(2), "dc"),
        (Page::last(2).after(at("c")), "ba"),
        (Page::last(2).after(at("a")), ""),
        (Page::last(2).after(path!["z"]), "dc"),
        (Page::last(2).after(path!["a"]), ""),
    ] {
        assert_eq!(names(&*snapshot, &range, &page).await.concat(), wanted, "{page:?}");
    }
}

async fn odd_ranges_are_empty<B: Backend>(backend: &B) {
    write(backend, vec![put(&path!["r", 1], "")]).await;
    let snapshot = backend.snapshot().await.unwrap();
    let backwards = Range::between(&path!["z"], &path!["a"]);
    let same = Range::between(&path!["r", 1], &path!["r", 1]);
    for range in [Range::nothing(), backwards, same] {
        for page in [Page::first(9), Page::last(9)] {
            assert!(names(&*snapshot, &range, &page).await.is_empty(), "{range:?}");
        }
    }
    assert_eq!(names(&*snapshot, &Range::all(), &Page::first(9)).await, ["1"]);
}

#[derive(Default)]
struct Told(Mutex<Vec<String>>);

impl Observer for Told {
    fn committed(&self, revision: Revision, writes: &[Write]) {
        let names: Vec<_> = writes.iter().map(|write| write.path.to_string()).collect();
        self.0.lock().unwrap().push(format!("{revision}: {}", names.join(" ")));
    }

    fn settled(&self, head: Revision) {
        self.0.lock().unwrap().push(format!("up to {head}"));
    }
}

async fn the_observer_sees_commits_before_their_answer<B: Backend>(backend: &B) {
    write(backend, vec![put(&path!["before"], "")]).await;
    let told = Arc::new(Told::default());
    assert!(backend.watch(told.clone()).await.is_ok());
    write(backend, vec![put(&path!["r", 1], ""), delete(&path!["r", 2])]).await;
    assert_eq!(*told.0.lock().unwrap(), ["2: r/1 r/2", "up to 2"]);
    let conflict = Batch { compares: vec![(path!["r", 1], Revision::ZERO)], ..Batch::default() };
    assert_eq!(backend.commit(conflict).await, Outcome::Conflict);
    assert!(!told.0.lock().unwrap().iter().any(|line| line.starts_with('3')));
}

async fn large_and_empty_values_come_back<B: Backend>(backend: &B) {
    let longest = Path::new(["n".repeat(rampart_vocab::limits::ROW_NAME_BYTES_MAX)]);
    let large = "v".repeat(rampart_vocab::limits::RECORD_BYTES_MAX + 64);
    write(backend, vec![put(&longest, &large), put(&path!["empty"], "")]).await;
    assert_eq!(get(backend, &longest).await, Some(row(1, &large)));
    assert_eq!(get(backend, &path!["empty"]).await, Some(row(1, "")));
}

fn redb_in(folder: &tempfile::TempDir, name: &str) -> Redb {
    let options = RedbOptions { on_broken: Arc::new(|why| panic!("{why}")), ..RedbOptions::default() };
    Redb::open(folder.path().join(name), options).unwrap()
}

#[tokio::test]
async fn memory_conforms() {
    conformance(Memory::new).await;
}

#[tokio::test]
async fn redb_conforms() {
    let folder = tempfile::tempdir().unwrap();
    let number = std::cell::Cell::new(0);
    conformance(|| {
        number.set(number.get() + 1);
        redb_in(&folder, &number.get().to_string())
    })
    .await;
}

#[tokio::test]
async fn a_backend_without_faults_conforms_behind_the_faulty_one() {
    conformance(|| Faulty::new(Memory::new(), 1)).await;
}

#[tokio::test]
async fn redb_rows_are_there_when_the_file_is_opened_again_and_not_twice() {
    let folder = tempfile::tempdir().unwrap();
    let first = redb_in(&folder, "rows");
    write(&first, vec![put(&path!["r", 1], "a")]).await;
    assert!(Redb::open(folder.path().join("rows"), RedbOptions::default()).is_err());
    drop(first);
    let again = redb_in(&folder, "rows");
    assert_eq!(get(&again, &path!["r", 1]).await, Some(row(1, "a")));
    assert_eq!(write(&again, vec![]).await, Outcome::Committed(Revision(2)));
    let mode = std::fs::metadata(folder.path().join("rows")).unwrap();
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&mode.permissions()) & 0o777, 0o600);
}

#[tokio::test]
async fn a_lost_answer_stands_wholly_or_not_at_all() {
    let memory = Memory::new();
    let faulty = Faulty::new(memory.clone(), 3);
    faulty.set(Faults { unknown: 1000, ..Faults::default() });
    let mut stood = 0;
    for number in 0..64 {
        let pair = [path!["a", number], path!["b", number]];
        let outcome = write(&faulty, pair.iter().map(|path| put(path, "")).collect()).await;
        assert_eq!(outcome, Outcome::Unknown);
        let [a, b] = [get(&memory, &pair[0]).await, get(&memory, &pair[1]).await];
        assert_eq!(a, b);
        stood += usize::from(a.is_some());
    }
    assert!((8..56).contains(&stood), "{stood} of 64 stood");
}

/// One step of a history; rows and snapshots are named by small numbers.
#[derive(Clone, Debug)]
enum Step {
    Commit { writes: Vec<(u8, Option<u8>)>, compares: Vec<(u8, i8)>, quiet: Option<(u8, u8, u8)> },
    Hold,
    Drop,
    Get(u8),
    Scan { from: u8, to: u8, limit: usize, backward: bool, after: Option<u8> },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let name = 0..12_u8;
    let write = (name.clone(), prop::option::weighted(0.7, any::<u8>()));
    let commit = (
        prop::collection::vec(write, 0..4),
        // How far the compared version is from the right one: mostly right.
        prop::collection::vec((name.clone(), prop_oneof![6 => Just(0_i8), 1 => -1..2_i8]), 0..3),
        prop::option::of((name.clone(), name.clone(), 0..3_u8)),
    )
        .prop_map(|(writes, compares, quiet)| Step::Commit { writes, compares, quiet });
    let scan = (name.clone(), name.clone(), 0..6_usize, any::<bool>(), prop::option::of(name.clone()))
        .prop_map(|(from, to, limit, backward, after)| Step::Scan { from, to, limit, backward, after });
    let step = prop_oneof![5 => commit, 1 => Just(Step::Hold), 1 => Just(Step::Drop), 2 => name.prop_map(Step::Get), 3 => scan];
    prop::collection::vec(step, 1..40)
}

/// Names of one and two segments, siblings and children of one another.
fn name(number: u8) -> Path {
    if number.is_multiple_of(3) { path!["r", number / 3] } else { path!["r", number / 3, number % 3] }
}

/// Runs a history on one backend and writes down everything that it answered.
async fn answers<B: Backend>(backend: &B, steps: &[Step]) -> Vec<String> {
    let mut held = backend.snapshot().await.unwrap();
    let mut answers = Vec::new();
    for step in steps {
        match step {
            Step::Hold | Step::Drop => held = backend.snapshot().await.unwrap(),
            Step::Get(number) => answers.push(format!("{:?}", held.get(&name(*number)).await)),
            Step::Scan { from, to, limit, backward, after } => {
                let direction = if *backward { Direction::Backward } else { Direction::Forward };
                let page = Page { limit: *limit, direction, after: after.map(name) };
                let range = Range::between(&name(*from), &name(*to));
                answers.push(format!("{:?}", held.scan(&range, &page).await));
            }
            Step::Commit { writes, compares, quiet } => {
                let now = backend.snapshot().await.unwrap();
                let mut batch = Batch::default();
                for (number, off) in compares {
                    let version = now.get(&name(*number)).await.unwrap().map_or(0, |row| row.version.0);
                    batch
                        .compares
                        .push((name(*number), Revision(version.saturating_add_signed((*off).into()))));
                }
                if let Some((from, to, back)) = quiet {
                    let seen = Revision(now.revision().0.saturating_sub((*back).into()));
                    batch.quiet.push((Range::between(&name(*from), &name(*to)), seen));
                }
                for (number, value) in writes {
                    if !batch.writes.iter().any(|write| write.path == name(*number)) {
                        let value = value.map(|value| [value].as_slice().into());
                        batch.writes.push(Write { path: name(*number), value, record: None });
                    }
                }
                answers.push(format!("{:?}", backend.commit(batch).await));
            }
        }
    }
    let all = backend.snapshot().await.unwrap().scan(&Range::all(), &Page::first(99)).await;
    answers.push(format!("{all:?}"));
    answers
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn redb_answers_every_history_as_memory_does(steps in steps()) {
        let folder = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let (redb, memory) = runtime.block_on(async {
            (answers(&redb_in(&folder, "rows"), &steps).await, answers(&Memory::new(), &steps).await)
        });
        prop_assert_eq!(redb, memory);
    }
}
