//! One turn, one write; and a disk that fails.

use std::rc::Rc;

use tokio::task::LocalSet;

use crate::audit::{
    AuditUnavailable, Purpose, Trail,
    frame::{FRAME_HEAD_BYTES, HEADER_BYTES, TRAILER_BYTES},
    reserve::Reserve,
    tests::stage::{Faults, Stage, record},
};

async fn record_all(trail: &Rc<Trail>, numbers: impl Iterator<Item = u64>) {
    let local = LocalSet::new();
    for number in numbers {
        let trail = Rc::clone(trail);
        local.spawn_local(async move { trail.record(record(number)).await.unwrap() });
    }
    local.await;
}

#[tokio::test]
async fn a_thousand_records_at_once_take_few_writes() {
    let stage = Stage::new(1).await;
    let trail = Rc::new(stage.trail().await);
    record_all(&trail, 0..1_000).await;
    assert!(trail.writes() <= 40, "{} writes", trail.writes());
    let mut numbers = stage.numbers();
    numbers.sort_unstable();
    assert_eq!(numbers, (0..1_000).collect::<Vec<_>>());
    let report = stage.untampered().await;
    assert_eq!((report.chains[0].records, report.chains[0].segments), (1_000, 1));
}

#[tokio::test]
async fn a_record_stands_when_its_answer_may_leave() {
    let stage = Stage::new(2).await;
    let trail = stage.trail().await;
    for number in 0..5 {
        trail.record(record(number)).await.unwrap();
        assert_eq!(stage.numbers(), (0..=number).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_waiter_that_is_given_up_holds_up_nobody() {
    let stage = Stage::new(3).await;
    let trail = stage.trail().await;
    let mut given_up = Box::pin(trail.record(record(0)));
    let polled =
        std::future::poll_fn(|context| std::task::Poll::Ready(given_up.as_mut().poll(context).is_pending()));
    assert!(polled.await);
    drop(given_up);
    trail.record(record(1)).await.unwrap();
    assert_eq!(stage.numbers(), [0, 1]);
}

#[tokio::test]
async fn a_full_segment_is_closed_and_the_next_one_bound_to_it() {
    let stage = Stage::with_segments(4, 2_000).await;
    let trail = stage.trail().await;
    for number in 0..40 {
        trail.record(record(number)).await.unwrap();
    }
    trail.settle().await.unwrap();
    let report = stage.untampered().await;
    assert_eq!(report.chains[0].records, 40);
    assert!(report.chains[0].segments >= 5, "{report:?}");
    drop(trail);
    let trail = stage.trail().await;
    trail.record(record(40)).await.unwrap();
    assert_eq!(stage.numbers(), (0..=40).collect::<Vec<_>>());
    stage.untampered().await;
}

/// The disk is full after any number of bytes, in a header, a frame or a closing frame.
#[tokio::test]
async fn a_full_disk_leaves_whole_frames_and_recovers_by_itself() {
    let stage = Stage::new(5).await;
    let frame = {
        let trail = stage.trail().await;
        trail.record(record(0)).await.unwrap();
        stage.bytes(0).len() - HEADER_BYTES
    };
    assert!(frame > FRAME_HEAD_BYTES + TRAILER_BYTES);
    for room in 0..u64::try_from(HEADER_BYTES + 2 * frame).unwrap() {
        let stage = Stage::with_segments(5, 900).await;
        let trail = stage.trail().await;
        stage.disk.set(Faults { room: Some(room), free: 0, ..Faults::default() });
        let mut stands = Vec::new();
        for number in 0..3 {
            match trail.record(record(number)).await {
                Ok(()) => stands.push(number),
                Err(refused) => assert_eq!(refused, AuditUnavailable::Full),
            }
        }
        assert_eq!(stage.numbers(), stands, "room {room}");
        assert!(stands.len() < 3, "room {room}");
        stage.disk.heal();
        for number in 3..6 {
            trail.record(record(number)).await.unwrap();
            stands.push(number);
        }
        trail.settle().await.unwrap();
        assert_eq!(stage.numbers(), stands, "room {room}");
        stage.untampered().await;
    }
}

#[tokio::test]
async fn what_a_failed_write_left_goes_before_the_next_one() {
    let stage = Stage::new(6).await;
    let trail = stage.trail().await;
    trail.record(record(0)).await.unwrap();
    let whole = stage.bytes(0).len();
    stage.disk.set(Faults { room: Some(30), truncate_refused: true, ..Faults::default() });
    assert_eq!(trail.record(record(1)).await, Err(AuditUnavailable::Full));
    assert_eq!(stage.bytes(0).len(), whole + 30);
    stage.disk.set(Faults { truncate_refused: true, ..Faults::default() });
    assert_eq!(
        trail.record(record(2)).await,
        Err(AuditUnavailable::Refused(std::io::ErrorKind::PermissionDenied))
    );
    stage.disk.heal();
    trail.record(record(3)).await.unwrap();
    assert_eq!(stage.numbers(), [0, 3]);
    stage.untampered().await;
}

#[tokio::test]
async fn all_records_of_a_turn_fail_together() {
    let stage = Stage::new(7).await;
    let trail = Rc::new(stage.trail().await);
    stage.disk.set(Faults { write_refused: true, ..Faults::default() });
    let local = LocalSet::new();
    let asked: Vec<_> = (0..50)
        .map(|number| {
            let trail = Rc::clone(&trail);
            local.spawn_local(async move { trail.record(record(number)).await })
        })
        .collect();
    local.await;
    for answer in asked {
        assert_eq!(
            answer.await.unwrap(),
            Err(AuditUnavailable::Refused(std::io::ErrorKind::PermissionDenied))
        );
    }
    stage.disk.heal();
    assert_eq!(stage.numbers(), [0_u64; 0]);
}

#[tokio::test]
async fn while_the_disk_is_full_only_what_takes_rights_away_goes_on() {
    let stage = Stage::new(8).await;
    let trail = stage.trail().await;
    let reserve = stage.dir().join("reserve");
    assert!(reserve.exists());
    assert_eq!(trail.admits(Purpose::Other), Ok(()));

    stage.disk.set(Faults { room: Some(0), free: 0, ..Faults::default() });
    assert_eq!(trail.record(record(0)).await, Err(AuditUnavailable::Full));
    assert!(!reserve.exists(), "the space kept back is given to the store");
    assert_eq!(trail.admits(Purpose::Other), Err(AuditUnavailable::Full));
    assert_eq!(trail.admits(Purpose::TakesRightsAway), Ok(()));

    // The space given free is not the chain's to fill.
    let wanted = Reserve::new(stage.dir(), stage.sizes.reserve_bytes).wanted();
    stage.disk.set(Faults { free: wanted - 1, ..Faults::default() });
    assert_eq!(trail.record(record(1)).await, Err(AuditUnavailable::Full));
    assert_eq!(trail.admits(Purpose::Other), Err(AuditUnavailable::Full));

    stage.disk.set(Faults { free: wanted, ..Faults::default() });
    assert_eq!(trail.admits(Purpose::Other), Ok(()));
    assert!(reserve.exists());
    trail.record(record(2)).await.unwrap();
    assert_eq!(stage.numbers(), [2]);
    stage.untampered().await;
}

#[tokio::test]
async fn a_failed_flush_keeps_head_and_rows_and_is_tried_again() {
    let stage = Stage::new(9).await;
    let trail = stage.trail().await;
    let mut txn = stage.store.begin();
    let enlisted = trail.enlist(&mut txn, record(0));
    txn.commit().await.unwrap();
    trail.committed(enlisted).await;
    stage.disk.set(Faults { sync_refused: true, ..Faults::default() });
    let before = stage.rows.commits();
    assert!(trail.settle().await.is_err());
    assert_eq!(stage.rows.commits(), before, "neither head nor rows may run ahead of the disk");
    stage.disk.heal();
    assert_eq!(trail.settle().await.unwrap().moved, 1);
    assert_eq!(stage.numbers(), [0]);
    stage.untampered().await;
}

#[tokio::test]
async fn what_lasts_is_not_flushed_again() {
    let stage = Stage::new(9).await;
    let trail = stage.trail().await;
    trail.record(record(0)).await.unwrap();
    trail.settle().await.unwrap();
    stage.disk.set(Faults { sync_refused: true, ..Faults::default() });
    trail.settle().await.unwrap();
    trail.record(record(1)).await.unwrap();
    assert!(trail.settle().await.is_err());
    assert!(trail.settle().await.is_err(), "what a failed flush has lost does not last yet");
    // Another server's leavings may not last.
    let next = stage.trail().await;
    assert!(next.settle().await.is_err());
}

#[tokio::test]
async fn secrets_of_closed_segments_are_kept_nowhere() {
    let stage = Stage::with_segments(10, 600).await;
    let trail = stage.trail().await;
    let key = || *trail.chain().head().0.key.expose_secret();
    let first = key();
    for number in 0..6 {
        trail.record(record(number)).await.unwrap();
    }
    assert_ne!(key(), first);
    trail.settle().await.unwrap();
    stage.untampered().await;
}
