//! Old segments taken away by the server, and by others who would have it look so.

use std::fs;

use crate::audit::{
    Pruned, Stay,
    finding::{Fault, KeptHead},
    frame::{DIGEST_BYTES, FRAME_HEAD_BYTES, HEADER_BYTES, Note, TRAILER_BYTES},
    tests::{
        stage::{CHAIN, Faults, Stage, record, time},
        tampering::put_checks_in_order,
    },
    verify::{heads, verify},
};

/// Ten segments or so of two records each, pruned through the third; more records follow.
async fn pruned(seed: u64) -> Stage {
    let stage = Stage::with_segments(seed, 900).await;
    let trail = stage.trail().await;
    for number in 0..12 {
        trail.record(record(number)).await.unwrap();
    }
    trail.prune_through(2).await.unwrap();
    trail.settle().await.unwrap();
    stage
}

async fn grown(stage: &Stage) {
    let trail = stage.trail().await;
    for number in 20..26 {
        trail.record(record(number)).await.unwrap();
    }
    trail.settle().await.unwrap();
}

fn segments(stage: &Stage) -> Vec<u64> {
    crate::audit::segments::numbers(&crate::audit::SystemDisk, stage.dir(), CHAIN).unwrap()
}

/// The segment whose bytes hold the note, and where the note stands in it.
fn note(stage: &Stage) -> (u64, usize) {
    let wanted = Note::Pruned(2).bytes();
    let place = |segment: u64| {
        let bytes = stage.bytes(segment);
        bytes.windows(wanted.len()).position(|window| window == wanted)
    };
    segments(stage).into_iter().find_map(|segment| Some((segment, place(segment)?))).unwrap()
}

#[tokio::test]
async fn a_pruned_chain_is_whole_and_says_what_is_gone() {
    let stage = pruned(1).await;
    assert_eq!(segments(&stage)[0], 3);
    let first = stage.records()[0].sequence;
    for _ in 0..2 {
        let report = stage.untampered().await;
        assert_eq!((report.chains[0].pruned, report.chains[0].pruned_records), (3, first - 1));
        grown(&stage).await;
    }
    // Pruned once more, the note of before may go with its segment.
    let trail = stage.trail().await;
    let all = trail.prune(Stay::Newest(0)).await.unwrap();
    assert_eq!(all.segments + 1, u64::try_from(segments(&stage).len()).unwrap() + all.segments);
    drop(trail);
    stage.untampered().await;
}

#[tokio::test]
async fn what_stays_is_chosen_by_time_or_number() {
    for (stay, gone) in [
        (Stay::Newest(u64::MAX), 0),
        (Stay::Since(time(0)), 0),
        (Stay::Newest(2), 3),
        (Stay::Since(time(4)), 2),
        (Stay::Since(time(5)), 2),
        (Stay::Since(time(1_000)), 5),
        (Stay::Newest(0), 5),
    ] {
        // Two records a segment, one a second; five closed ones and one that is written.
        let stage = Stage::with_segments(2, 700).await;
        let trail = stage.trail().await;
        for number in 0..11 {
            trail.record(record(number)).await.unwrap();
        }
        assert_eq!(segments(&stage), [0, 1, 2, 3, 4, 5]);
        let pruned = trail.prune(stay).await.unwrap();
        assert_eq!((pruned.segments, pruned.through_record), (gone, 2 * gone), "{stay:?}");
        assert_eq!(pruned.bytes > 0, gone > 0);
        assert_eq!(segments(&stage)[0], gone, "{stay:?}");
        let kept: Vec<u64> = (2 * gone..11).collect();
        assert_eq!(stage.numbers(), kept, "{stay:?}");
        drop(trail);
        stage.untampered().await;
        assert_eq!(stage.trail().await.prune(stay).await.unwrap(), Pruned::default(), "{stay:?}");
    }
}

#[tokio::test]
async fn a_full_disk_is_pruned_on_what_was_kept_back() {
    let stage = pruned(3).await;
    let trail = stage.trail().await;
    assert!(stage.dir().join("reserve").exists());
    // The note fits, once the reserve is free.
    stage.disk.set(Faults { room: Some(1 << 10), ..Faults::default() });
    assert!(trail.prune(Stay::Newest(0)).await.unwrap().segments > 0);
    assert!(stage.dir().join("reserve").exists(), "kept back again");
    stage.disk.heal();
    stage.untampered().await;
    // Without room for the note nothing goes.
    for number in 30..36 {
        trail.record(record(number)).await.unwrap();
    }
    let before = segments(&stage);
    stage.disk.set(Faults { room: Some(0), ..Faults::default() });
    assert!(trail.prune(Stay::Newest(0)).await.is_err());
    assert_eq!(segments(&stage), before);
}

/// A crash between the note and the last file: files that the note names may be there or not.
#[tokio::test]
async fn a_pruning_that_was_cut_off_is_no_tampering() {
    let stage = Stage::with_segments(4, 900).await;
    let trail = stage.trail().await;
    for number in 0..12 {
        trail.record(record(number)).await.unwrap();
    }
    let kept: Vec<_> = (0..=2).map(|segment| (stage.segment(segment), stage.bytes(segment))).collect();
    trail.prune_through(2).await.unwrap();
    drop(trail);
    for (path, bytes) in kept.iter().rev() {
        fs::write(path, bytes).unwrap();
        stage.untampered().await;
    }
}

type Attack = fn(&Stage);

#[tokio::test]
async fn what_others_do_to_a_pruned_chain_is_told() {
    let attacks: [(&str, Attack); 8] = [
        ("cut at a record", |stage| {
            let last = *segments(stage).last().unwrap();
            let bytes = stage.bytes(last);
            let length = u32::from_le_bytes(bytes[HEADER_BYTES + 4..][..4].try_into().unwrap());
            let end = HEADER_BYTES + FRAME_HEAD_BYTES + length as usize + TRAILER_BYTES;
            assert!(end < bytes.len());
            fs::write(stage.segment(last), &bytes[..end]).unwrap();
        }),
        ("the first that is left rewritten", |stage| rewrite(stage, segments(stage)[0])),
        ("the newest rewritten", |stage| rewrite(stage, *segments(stage).last().unwrap())),
        ("the newest gone", |stage| {
            fs::remove_file(stage.segment(*segments(stage).last().unwrap())).unwrap();
        }),
        ("one more gone", |stage| fs::remove_file(stage.segment(3)).unwrap()),
        ("one more gone and the note forged", |stage| {
            fs::remove_file(stage.segment(3)).unwrap();
            forge(stage, 3);
        }),
        ("the segment of the note gone", |stage| fs::remove_file(stage.segment(note(stage).0)).unwrap()),
        ("all gone but the newest, and the note forged", |stage| {
            let (holder, _) = note(stage);
            for segment in segments(stage).into_iter().filter(|segment| *segment < holder) {
                fs::remove_file(stage.segment(segment)).unwrap();
            }
            forge(stage, holder - 1);
        }),
    ];
    for (name, attack) in attacks {
        // The note stands in the segment that is written, and then in one that is closed.
        for closed in [false, true] {
            let stage = pruned(5).await;
            if closed {
                grown(&stage).await;
                assert_ne!(note(&stage).0, *segments(&stage).last().unwrap());
            }
            // So that there is a record to cut at, whatever was written.
            let trail = stage.trail().await;
            for number in 40..42 {
                trail.record(record(number)).await.unwrap();
            }
            trail.settle().await.unwrap();
            drop(trail);
            if name == "cut at a record" && stage.bytes(*segments(&stage).last().unwrap()).len() < 700 {
                continue;
            }
            stage.untampered().await;
            attack(&stage);
            assert!(stage.verify().await.is_tampered(), "{name}, note in a closed segment: {closed}");
        }
    }
}

fn rewrite(stage: &Stage, segment: u64) {
    let mut bytes = stage.bytes(segment);
    let Some(at) = bytes.windows(5).position(|window| window == b"alice") else {
        bytes[HEADER_BYTES - TRAILER_BYTES - DIGEST_BYTES] ^= 1;
        put_checks_in_order(&mut bytes);
        return fs::write(stage.segment(segment), bytes).unwrap();
    };
    bytes[at..at + 5].copy_from_slice(b"mally");
    put_checks_in_order(&mut bytes);
    fs::write(stage.segment(segment), bytes).unwrap();
}

/// Has the note name more, every check in order.
fn forge(stage: &Stage, through: u64) {
    let (segment, at) = note(stage);
    let mut bytes = stage.bytes(segment);
    bytes[at..at + Note::BYTES].copy_from_slice(&Note::Pruned(through).bytes());
    put_checks_in_order(&mut bytes);
    fs::write(stage.segment(segment), bytes).unwrap();
}

/// Who has the keys too can write a chain anew; a head kept elsewhere tells, also behind what was pruned.
#[tokio::test]
async fn pruning_excuses_no_kept_head_of_records_that_should_be_there() {
    let stage = pruned(6).await;
    let kept = heads(stage.dir()).unwrap()[0];
    let first = stage.records()[0].sequence;
    let gone = KeptHead { sequence: first - 1, mac: [3; 32], ..kept };
    assert_eq!(stage.verify_with(&[kept, gone]).await.findings, []);
    // A place within a frame: no walk meets it, and nothing that was pruned explains it.
    let trail = stage.trail().await;
    let (one, other, third) = (trail.record(record(30)), trail.record(record(31)), trail.record(record(32)));
    let (one, other, third) = tokio::join!(one, other, third);
    one.and(other).and(third).unwrap();
    trail.settle().await.unwrap();
    let last = stage.records().last().unwrap().sequence;
    let inside = KeptHead { sequence: last - 1, mac: [3; 32], ..kept };
    let findings = stage.verify_with(&[inside]).await.findings;
    let records = Some(inside.sequence..=inside.sequence);
    assert_eq!(
        findings.iter().map(|found| &found.fault).collect::<Vec<_>>(),
        [&Fault::Rewritten { records }]
    );
    let beside = verify(stage.dir(), None, &[inside]).unwrap();
    assert!(beside.is_tampered());
}
