//! Files as a crash leaves them, and a process that is killed while it writes.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
};

use rampart_seal::KeyRing;
use rampart_store::{
    Store, StoreOptions,
    backend::redb::{Redb, RedbOptions},
};
use rampart_vocab::SeededEntropy;

use crate::audit::{
    SystemDisk, Trail,
    finding::Fault,
    frame::HEADER_BYTES,
    opening::Sizes,
    tests::stage::{CHAIN, Stage, every, number_of, record, time},
    verify::{Anchor, verify},
};

/// Cut at every byte: what the head vouches for is missed, all else is a torn tail.
#[tokio::test]
async fn a_torn_tail_is_cut_wherever_it_is_torn() {
    let stage = Stage::new(1).await;
    let trail = stage.trail().await;
    trail.record(record(0)).await.unwrap();
    trail.settle().await.unwrap();
    let head = stage.bytes(0).len();
    let mut ends = vec![head];
    for number in 1..4 {
        trail.record(record(number)).await.unwrap();
        ends.push(stage.bytes(0).len());
    }
    drop(trail);
    let whole = stage.bytes(0);
    for length in 0..whole.len() {
        fs::write(stage.segment(0), &whole[..length]).unwrap();
        let report = stage.verify().await;
        let short = length < head;
        assert_eq!(report.is_tampered(), short, "{length} bytes: {:?}", report.findings);
        let left = ends.iter().filter(|end| **end <= length).count();
        if short {
            assert_eq!(report.findings[0].fault, Fault::ShortOfHead, "{length} bytes");
            continue;
        }
        let torn = length - ends[left - 1];
        let faults: Vec<_> = report.findings.into_iter().map(|finding| finding.fault).collect();
        let wanted = (torn > 0).then_some(Fault::Torn { bytes: torn as u64 });
        assert_eq!(faults, wanted.into_iter().collect::<Vec<_>>(), "{length} bytes");
        assert_eq!(stage.numbers().len(), left, "{length} bytes");
    }
    // Once for good: what is left goes on.
    let torn = whole.len() - 3;
    fs::write(stage.segment(0), &whole[..torn]).unwrap();
    let opened = stage.open().await;
    assert!(
        matches!(opened.findings[..], [ref found] if !found.fault.is_tampering()),
        "{:?}",
        opened.findings
    );
    opened.trail.record(record(9)).await.unwrap();
    assert_eq!(stage.numbers(), [0, 1, 2, 9]);
    stage.untampered().await;
}

#[tokio::test]
async fn zeroes_behind_the_last_frame_are_torn_too() {
    let stage = Stage::new(2).await;
    let trail = stage.trail().await;
    trail.record(record(0)).await.unwrap();
    trail.settle().await.unwrap();
    drop(trail);
    let mut bytes = stage.bytes(0);
    bytes.extend_from_slice(&[0; 4096]);
    fs::write(stage.segment(0), bytes).unwrap();
    assert!(!stage.verify().await.is_tampered());
    stage.open().await.trail.record(record(1)).await.unwrap();
    assert_eq!(stage.numbers(), [0, 1]);
    stage.untampered().await;
}

/// A crash between the closing frame and the next segment's header, at every byte of that header.
#[tokio::test]
async fn a_torn_header_is_begun_again() {
    for length in 0..HEADER_BYTES {
        let stage = Stage::with_segments(3, 400).await;
        let trail = stage.trail().await;
        for number in 0..2 {
            trail.record(record(number)).await.unwrap();
        }
        trail.record(record(2)).await.unwrap();
        drop(trail);
        let bytes = stage.bytes(1);
        fs::write(stage.segment(1), &bytes[..length]).unwrap();
        fs::remove_file(stage.segment(2)).unwrap_or_default();
        assert!(!stage.verify().await.is_tampered(), "{length} bytes");
        let trail = stage.open().await.trail;
        trail.record(record(3)).await.unwrap();
        trail.settle().await.unwrap();
        assert!(stage.numbers().ends_with(&[3]), "{length} bytes");
        stage.untampered().await;
    }
}

#[tokio::test]
async fn a_start_without_a_write_changes_nothing_and_can_be_repeated() {
    let stage = Stage::new(4).await;
    for number in 0..5 {
        let trail = stage.trail().await;
        drop(trail);
        let trail = stage.trail().await;
        trail.record(record(number)).await.unwrap();
    }
    assert_eq!(stage.numbers(), [0, 1, 2, 3, 4]);
    stage.untampered().await;
}

const ROUNDS: u64 = 6;
const SIZES: Sizes = Sizes { segment_bytes_max: 20_000, reserve_bytes: 4096 };

async fn store_in(dir: &Path) -> Store {
    let entropy = Arc::new(SeededEntropy::new(11));
    let ring = KeyRing::generate(&*entropy);
    let rows = Redb::open(dir.join("rows"), RedbOptions::default()).unwrap();
    Store::open(rows, ring, entropy, StoreOptions::default()).await.unwrap()
}

async fn trail_in(dir: &Path, store: Store) -> crate::audit::Opened {
    let entropy = SeededEntropy::new(12);
    Trail::open(&dir.join("audit"), CHAIN, store, Arc::new(SystemDisk), SIZES, &entropy, time(0))
        .await
        .unwrap()
}

/// Not a test: the process that the next one kills. It reads its folder from its input and tells what stands.
#[tokio::test]
#[ignore = "runs as another test's child"]
async fn writing_child() {
    let mut lines = std::io::stdin().lines();
    let dir = lines.next().unwrap().unwrap();
    let first: u64 = lines.next().unwrap().unwrap().parse().unwrap();
    let store = store_in(Path::new(&dir)).await;
    let trail = trail_in(Path::new(&dir), store.clone()).await.trail;
    for number in first.. {
        if number % 7 == 0 {
            let mut txn = store.begin();
            let enlisted = trail.enlist(&mut txn, record(number));
            txn.commit().await.unwrap();
            println!("stands {number}");
            trail.committed(enlisted).await;
        } else {
            trail.record(record(number)).await.unwrap();
            println!("stands {number}");
        }
        if number % 50 == 0 {
            trail.settle().await.unwrap();
        }
    }
}

#[tokio::test]
async fn what_was_answered_for_outlives_a_killed_process() {
    let dir = tempfile::TempDir::new().unwrap();
    let mut stood: Vec<u64> = Vec::new();
    for round in 0..ROUNDS {
        let (_, module) = module_path!().split_once("::").unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", &format!("{module}::writing_child"), "--ignored", "--nocapture"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        writeln!(input, "{}\n{}", dir.path().display(), (round + 1) * 100_000).unwrap();
        // Killed after another number of answers in each round; some more may be under way.
        let wanted = 40 + usize::try_from(round * 37 % 101).unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let mut answered = 0;
        for line in output.by_ref() {
            answered += usize::from(line.contains("stands "));
            stood.extend(answer(&line));
            if answered == wanted {
                break;
            }
        }
        assert_eq!(answered, wanted, "round {round}: the child ended by itself");
        child.kill().unwrap();
        stood.extend(output.filter_map(|line| answer(&line)));
        child.wait().unwrap();

        let store = store_in(dir.path()).await;
        let opened = trail_in(dir.path(), store.clone()).await;
        assert!(opened.findings.iter().all(|found| !found.fault.is_tampering()), "{:?}", opened.findings);
        drop(opened);
        let anchor = Anchor::load(&store, CHAIN).await.unwrap().unwrap();
        let report = verify(&dir.path().join("audit"), Some(&[anchor]), &[]).unwrap();
        assert_eq!(report.findings, [], "round {round}");
        let mut numbers: Vec<u64> = every(&dir.path().join("audit")).iter().map(number_of).collect();
        numbers.sort_unstable();
        let all = numbers.len();
        numbers.dedup();
        assert_eq!(numbers.len(), all, "round {round}: a record stands twice");
        let missing: Vec<_> = stood.iter().filter(|number| numbers.binary_search(number).is_err()).collect();
        assert!(missing.is_empty(), "round {round}: {missing:?}");
    }
}

fn answer(line: &str) -> Option<u64> {
    // The harness writes the test's name before the first line.
    line.rsplit_once("stands ")?.1.parse().ok()
}
