//! Other hands on the files: whatever they change is told, with its place.

use std::fs;

use rampart_vocab::ServerId;

use crate::audit::{
    ChainId,
    finding::{Fault, Finding, KeptHead},
    frame::{CHECK_BYTES, DIGEST_BYTES, FRAME_HEAD_BYTES, HEADER_BYTES, TRAILER_BYTES, check, sha256},
    outbox,
    tests::stage::{CHAIN, Stage, record, request},
    verify::{heads, verify},
    walk::Walk,
};

/// Four segments or more of a few records each, head at the end.
async fn written(seed: u64) -> Stage {
    let stage = Stage::with_segments(seed, 900).await;
    let trail = stage.trail().await;
    for number in 0..10 {
        trail.record(record(number)).await.unwrap();
    }
    trail.settle().await.unwrap();
    assert!(stage.untampered().await.chains[0].segments >= 4);
    stage
}

fn last_segment(stage: &Stage) -> u64 {
    (0..).take_while(|number| stage.segment(*number).exists()).last().unwrap()
}

#[tokio::test]
async fn each_flipped_byte_is_detected() {
    let stage = written(1).await;
    for segment in 0..=last_segment(&stage) {
        let whole = stage.bytes(segment);
        for at in 0..whole.len() {
            for mask in [0x01, 0x80, 0xFF] {
                let mut other = whole.clone();
                other[at] ^= mask;
                fs::write(stage.segment(segment), &other).unwrap();
                let report = stage.verify().await;
                assert!(report.is_tampered(), "segment {segment} byte {at}: {:?}", report.findings);
                assert!(
                    report.findings.iter().any(|found| found.segment == segment),
                    "segment {segment} byte {at}: {:?}",
                    report.findings
                );
            }
        }
        fs::write(stage.segment(segment), &whole).unwrap();
    }
    stage.untampered().await;
}

/// Beyond the head nothing vouches for how far the file goes, but the key does for what stands there.
#[tokio::test]
async fn each_flipped_byte_beyond_the_head_is_detected() {
    let stage = Stage::new(2).await;
    let trail = stage.trail().await;
    trail.record(record(0)).await.unwrap();
    trail.settle().await.unwrap();
    let head = stage.bytes(0).len();
    trail.record(record(1)).await.unwrap();
    let whole = stage.bytes(0);
    for at in head..whole.len() {
        let mut other = whole.clone();
        other[at] ^= 0x10;
        fs::write(stage.segment(0), &other).unwrap();
        let report = stage.verify().await;
        assert!(report.is_tampered(), "byte {at}: {:?}", report.findings);
    }
}

#[tokio::test]
async fn a_changed_record_is_named() {
    let stage = written(3).await;
    let bytes = stage.bytes(1);
    let at = bytes.windows(5).position(|window| window == b"alice").unwrap();
    let mut other = bytes.clone();
    other[at..at + 5].copy_from_slice(b"mally");
    fs::write(stage.segment(1), other).unwrap();
    let first = Walk::begin(&bytes, None).ok().unwrap().next_sequence();
    let wanted =
        Finding { chain: CHAIN, segment: 1, fault: Fault::Rewritten { records: Some(first..=first) } };
    assert_eq!(stage.verify().await.findings, std::slice::from_ref(&wanted));
    assert_eq!(
        wanted.to_string(),
        format!("tampering: {CHAIN}/0000000001.log: record {first} is not what was written")
    );
}

/// Somebody who knows the format puts every check in order again, but has no key.
#[tokio::test]
async fn a_record_rewritten_with_care_is_detected_without_its_key() {
    for segment in 0..=3 {
        let stage = written(4).await;
        let mut bytes = stage.bytes(segment);
        let at = bytes.windows(5).position(|window| window == b"alice").unwrap();
        bytes[at..at + 5].copy_from_slice(b"mally");
        put_checks_in_order(&mut bytes);
        fs::write(stage.segment(segment), bytes).unwrap();
        let report = stage.verify().await;
        assert!(report.is_tampered());
        assert!(report.findings.iter().all(|found| found.segment == segment), "{:?}", report.findings);
    }
}

/// Recomputes what needs no key, frame by frame; codes stay as they are.
pub(super) fn put_checks_in_order(bytes: &mut [u8]) {
    let fields = HEADER_BYTES - TRAILER_BYTES;
    let mut digest = sha256(&[&bytes[..fields]]);
    let mut at = fields;
    loop {
        bytes[at..at + CHECK_BYTES].copy_from_slice(&check(&digest));
        let mac: [u8; DIGEST_BYTES] = bytes[at + CHECK_BYTES..][..DIGEST_BYTES].try_into().unwrap();
        at += TRAILER_BYTES;
        let Some(length) = bytes.get(at + 4..at + 8) else { return };
        let body = FRAME_HEAD_BYTES + u32::from_le_bytes(length.try_into().unwrap()) as usize;
        digest = sha256(&[&digest, &mac, &bytes[at..at + body]]);
        at += body;
    }
}

#[tokio::test]
async fn a_missing_segment_is_told_wherever_it_was() {
    let last = last_segment(&written(5).await);
    for gone in 0..=last {
        let stage = written(5).await;
        fs::remove_file(stage.segment(gone)).unwrap();
        let findings = stage.verify().await.findings;
        let wanted = Finding { chain: CHAIN, segment: gone, fault: Fault::Missing };
        assert!(findings.contains(&wanted), "{gone}: {findings:?}");
    }
    let stage = written(5).await;
    fs::remove_dir_all(stage.segment(0).parent().unwrap()).unwrap();
    assert!(stage.verify().await.is_tampered(), "the store remembers the chain");
}

#[tokio::test]
async fn swapped_and_foreign_segments_are_told() {
    let stage = written(6).await;
    let (one, two) = (stage.bytes(1), stage.bytes(2));
    fs::write(stage.segment(1), &two).unwrap();
    fs::write(stage.segment(2), &one).unwrap();
    let findings = stage.verify().await.findings;
    for segment in [1, 2] {
        let wanted = Finding { chain: CHAIN, segment, fault: Fault::Swapped };
        assert!(findings.contains(&wanted), "{findings:?}");
    }

    let stage = written(6).await;
    let other = ChainId { server: ServerId::from_bytes([0x0E; 16]), core: 1 };
    let foreign = stage.open_chain(other).await.trail;
    for number in 0..10 {
        foreign.record(record(number)).await.unwrap();
    }
    drop(foreign);
    fs::copy(crate::audit::segments::path(stage.dir(), other, 1), stage.segment(1)).unwrap();
    let wanted = Finding { chain: CHAIN, segment: 1, fault: Fault::Swapped };
    assert!(stage.verify().await.findings.contains(&wanted));
}

/// Today's files and store against an older copy of the files: cut off behind a whole frame.
#[tokio::test]
async fn a_file_short_of_the_head_is_told() {
    let stage = Stage::new(7).await;
    let trail = stage.trail().await;
    trail.record(record(0)).await.unwrap();
    let older = stage.bytes(0);
    trail.record(record(1)).await.unwrap();
    trail.settle().await.unwrap();
    fs::write(stage.segment(0), older).unwrap();
    let wanted = Finding { chain: CHAIN, segment: 0, fault: Fault::ShortOfHead };
    assert_eq!(stage.verify().await.findings, [wanted]);
}

#[tokio::test]
async fn what_was_added_behind_a_closed_segment_is_told() {
    let stage = written(8).await;
    let mut bytes = stage.bytes(0);
    bytes.extend_from_slice(b"more");
    fs::write(stage.segment(0), bytes).unwrap();
    assert!(stage.verify().await.is_tampered());
}

/// Files and store together put back to an older state: only a head kept elsewhere can tell.
#[tokio::test]
async fn a_head_kept_elsewhere_tells_a_chain_that_was_put_back() {
    let stage = written(9).await;
    let kept = heads(stage.dir()).unwrap();
    assert_eq!(kept.len(), 1);
    let printed: KeptHead = kept[0].to_string().parse().unwrap();
    assert_eq!(printed, kept[0]);
    assert_eq!(stage.verify_with(&kept).await.findings, []);

    let trail = stage.trail().await;
    trail.record(record(10)).await.unwrap();
    trail.settle().await.unwrap();
    assert_eq!(stage.verify_with(&kept).await.findings, [], "a chain grows beyond what was kept");

    let beyond = KeptHead { sequence: kept[0].sequence + 50, ..kept[0] };
    let other = KeptHead { mac: [7; 32], ..kept[0] };
    for (head, wanted) in [
        (beyond, Fault::ShortOfHead),
        (other, Fault::Rewritten { records: Some(other.sequence..=other.sequence) }),
    ] {
        let findings = stage.verify_with(&[head]).await.findings;
        assert_eq!(findings.iter().map(|found| found.fault.clone()).collect::<Vec<_>>(), [wanted]);
    }
    for text in ["", "x", &format!("0{printed}"), &format!("{printed}0"), &format!("{printed}:1")] {
        assert!(text.parse::<KeptHead>().is_err(), "{text}");
    }
}

/// An older copy of the store beside today's files, as it looks from the files: a change that the store does not know.
#[tokio::test]
async fn an_older_store_put_back_is_told_for_ever() {
    for settled in [false, true] {
        let stage = Stage::new(13).await;
        let trail = stage.trail().await;
        let mut enlisted = Vec::new();
        for number in 0..3 {
            let mut txn = stage.store.begin();
            enlisted.push(trail.enlist(&mut txn, record(number)));
            txn.commit().await.unwrap();
            trail.record(record(number + 50)).await.unwrap();
        }
        let forgotten = outbox::row(CHAIN, enlisted[1].number);
        for one in enlisted {
            trail.committed(one).await;
        }
        stage.untampered().await;
        if settled {
            trail.settle().await.unwrap();
        }
        drop(trail);
        let mut txn = stage.store.begin();
        txn.delete(&forgotten);
        txn.commit().await.unwrap();
        if settled {
            stage.trail().await;
            stage.untampered().await;
            continue;
        }
        let wanted = [Finding { chain: CHAIN, segment: 0, fault: Fault::StoreOlder { record: 5 } }];
        assert_eq!(stage.verify().await.findings, wanted);
        assert_eq!(stage.open().await.findings, wanted);
        assert_eq!(stage.open().await.findings, [], "told by verifying, not at every start");
        assert_eq!(stage.verify().await.findings, wanted);
    }
}

/// A start goes on in a new segment, keeps the evidence, and every later look tells it again.
#[tokio::test]
async fn a_damaged_chain_goes_on_and_never_forgets() {
    type Damage = fn(&Stage);
    let damages: [(&str, Damage); 4] = [
        ("rewritten", |stage| {
            let (segment, mut bytes) = (last_segment(stage), stage.bytes(last_segment(stage)));
            bytes[HEADER_BYTES + 30] ^= 1;
            fs::write(stage.segment(segment), bytes).unwrap();
        }),
        ("short", |stage| {
            let (segment, bytes) = (last_segment(stage), stage.bytes(last_segment(stage)));
            fs::write(stage.segment(segment), &bytes[..HEADER_BYTES]).unwrap();
        }),
        ("missing", |stage| fs::remove_file(stage.segment(last_segment(stage))).unwrap()),
        ("swapped", |stage| {
            fs::copy(stage.segment(0), stage.segment(last_segment(stage))).unwrap();
        }),
    ];
    for (name, damage) in damages {
        let stage = Stage::with_segments(10, 900).await;
        let trail = stage.trail().await;
        for number in 0..10 {
            trail.record(record(number)).await.unwrap();
        }
        trail.settle().await.unwrap();
        drop(trail);
        let last = last_segment(&stage);
        assert!(stage.bytes(last).len() > HEADER_BYTES, "the last segment holds records");
        damage(&stage);
        let evidence = fs::read(stage.segment(last)).ok();

        let opened = stage.open().await;
        assert!(
            opened.findings.iter().any(|found| found.fault.is_tampering()),
            "{name}: {:?}",
            opened.findings
        );
        for number in 20..30 {
            opened.trail.record(record(number)).await.unwrap();
        }
        opened.trail.settle().await.unwrap();
        assert_eq!(fs::read(stage.segment(last)).ok(), evidence, "{name}: the evidence was touched");
        drop(opened);
        assert_eq!(stage.open().await.findings, [], "{name}: told by verifying, not at every start");
        let report = stage.verify().await;
        assert!(report.is_tampered(), "{name}");
        assert!(report.findings.iter().all(|found| found.segment <= last), "{name}: {:?}", report.findings);
        let records = stage.records();
        assert_eq!(records.iter().filter(|placed| placed.record.request >= request(20)).count(), 10);
    }
}

#[tokio::test]
async fn files_without_a_head_are_told_and_not_continued() {
    let stage = written(11).await;
    let elsewhere = Stage::with_segments(12, 900).await;
    let folder = elsewhere.segment(0).parent().unwrap().to_owned();
    fs::create_dir_all(&folder).unwrap();
    for segment in 0..=last_segment(&stage) {
        fs::copy(stage.segment(segment), elsewhere.segment(segment)).unwrap();
    }
    let opened = elsewhere.open().await;
    assert_eq!(opened.findings.iter().map(|found| &found.fault).collect::<Vec<_>>(), [&Fault::Unanchored]);
    opened.trail.record(record(50)).await.unwrap();
    assert_eq!(elsewhere.records().last().unwrap().sequence, 11);
    assert!(elsewhere.verify().await.is_tampered());
}

/// Beside a running server the store cannot be read: closed segments are held against each other all the same.
#[tokio::test]
async fn files_alone_tell_whether_closed_segments_were_changed() {
    let stage = written(14).await;
    let kept = heads(stage.dir()).unwrap();
    let report = verify(stage.dir(), None, &kept).unwrap();
    assert_eq!((report.findings.as_slice(), report.chains[0].anchored), (&[][..], false));
    for segment in 0..last_segment(&stage) {
        let whole = stage.bytes(segment);
        let mut other = whole.clone();
        let at = whole.windows(5).position(|window| window == b"alice").unwrap();
        other[at..at + 5].copy_from_slice(b"mally");
        put_checks_in_order(&mut other);
        fs::write(stage.segment(segment), other).unwrap();
        assert!(verify(stage.dir(), None, &[]).unwrap().is_tampered(), "segment {segment}");
        fs::write(stage.segment(segment), whole).unwrap();
    }
}
