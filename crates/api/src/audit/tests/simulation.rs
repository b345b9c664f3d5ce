//! One seed, one history: calls, changes, settlements, failing disks and stores, crashes. Afterwards everything
//! that was answered for stands once, and nothing looks tampered with.

use std::collections::BTreeSet;

use rampart_store::CommitFailed;
use rampart_vocab::{SeededEntropy, chance};

use crate::audit::{
    Trail,
    tests::stage::{Faults, Stage, Way, record},
};

const SEEDS: u64 = 60;
const STEPS: u64 = 60;

struct Dice(SeededEntropy);

impl Dice {
    fn roll(&self, sides: u64) -> u64 {
        u64::from_le_bytes(chance::array(&self.0)) % sides
    }
}

#[derive(Default)]
struct Wanted {
    /// Must stand once.
    stand: BTreeSet<u64>,
    /// Changes whose commit's answer was lost and whose row was never asked for: once or never.
    either: BTreeSet<u64>,
}

#[tokio::test]
async fn every_history_ends_with_each_record_once() {
    for seed in 0..SEEDS {
        let dice = Dice(SeededEntropy::new(seed));
        let stage = Stage::with_segments(seed, 400 + dice.roll(3_000)).await;
        let mut wanted = Wanted::default();
        let mut trail = stage.trail().await;
        for number in 0..STEPS {
            trail = step(&stage, &dice, trail, number, &mut wanted).await;
        }
        stage.disk.heal();
        stage.rows.go(Way::Through);
        drop(trail);
        let opened = stage.open().await;
        assert!(opened.findings.iter().all(|found| !found.fault.is_tampering()), "{:?}", opened.findings);
        drop(opened);
        let report = stage.untampered().await;
        let mut numbers = stage.numbers();
        assert_eq!(report.chains[0].records, u64::try_from(numbers.len()).unwrap());
        let sequences: Vec<_> = stage.records().iter().map(|placed| placed.sequence).collect();
        assert_eq!(sequences, (1..=report.chains[0].records).collect::<Vec<_>>(), "seed {seed}");
        numbers.sort_unstable();
        let once: BTreeSet<_> = numbers.iter().copied().collect();
        assert_eq!(once.len(), numbers.len(), "seed {seed}: {numbers:?}");
        let unasked: Vec<_> = once.difference(&wanted.stand).filter(|n| !wanted.either.contains(n)).collect();
        let lost: Vec<_> = wanted.stand.difference(&once).collect();
        assert!(unasked.is_empty() && lost.is_empty(), "seed {seed}: lost {lost:?}, unasked {unasked:?}");
    }
}

async fn step(stage: &Stage, dice: &Dice, trail: Trail, number: u64, wanted: &mut Wanted) -> Trail {
    match dice.roll(20) {
        0..6 => {
            if trail.record(record(number)).await.is_ok() {
                wanted.stand.insert(number);
            }
        }
        6..13 => change(stage, dice, &trail, number, wanted).await,
        13..15 => drop(trail.settle().await),
        15 => stage.rows.go(match dice.roll(4) {
            0 => Way::Refused,
            1 => Way::LostAfter,
            2 => Way::LostBefore,
            _ => Way::Through,
        }),
        16 => stage.disk.set(Faults {
            room: Some(dice.roll(900)),
            write_refused: dice.roll(4) == 0,
            truncate_refused: dice.roll(3) == 0,
            sync_refused: dice.roll(3) == 0,
            free: if dice.roll(2) == 0 { 0 } else { u64::MAX },
        }),
        17..19 => stage.disk.heal(),
        _ => {
            // A crash; the machine is in order again when the next process starts.
            drop(trail);
            stage.disk.heal();
            stage.rows.go(Way::Through);
            let opened = stage.open().await;
            assert!(opened.findings.iter().all(|found| !found.fault.is_tampering()), "{:?}", opened.findings);
            return opened.trail;
        }
    }
    trail
}

async fn change(stage: &Stage, dice: &Dice, trail: &Trail, number: u64, wanted: &mut Wanted) {
    let mut txn = stage.store.begin();
    let enlisted = trail.enlist(&mut txn, record(number));
    match txn.commit().await {
        Ok(_) => {
            wanted.stand.insert(number);
            // Sometimes the caller has gone.
            if dice.roll(5) > 0 {
                trail.committed(enlisted).await;
            }
        }
        Err(CommitFailed::Unknown) if dice.roll(4) == 0 => {
            wanted.either.insert(number);
        }
        Err(CommitFailed::Unknown) => {
            if trail.decided(&mut stage.store.begin(), &enlisted).await.unwrap() {
                wanted.stand.insert(number);
                trail.committed(enlisted).await;
            }
        }
        Err(_) => {}
    }
}
