//! A change and its record: together or not at all, and once.

use std::{future::Future, pin::Pin, rc::Rc, task::Poll};

use rampart_store::CommitFailed;
use rampart_vocab::ServerId;
use tokio::task::LocalSet;

use crate::audit::{
    ChainId, Enlisted, Trail, outbox,
    tests::stage::{CHAIN, Faults, Stage, Way, number_of, record},
};

async fn change(stage: &Stage, trail: &Trail, number: u64) -> Enlisted {
    let mut txn = stage.store.begin();
    let enlisted = trail.enlist(&mut txn, record(number));
    txn.commit().await.unwrap();
    enlisted
}

async fn rows(stage: &Stage) -> usize {
    outbox::waiting(&stage.store, CHAIN).await.unwrap().len()
}

#[tokio::test]
async fn a_change_that_did_not_commit_has_no_record() {
    let stage = Stage::new(1).await;
    let trail = stage.trail().await;
    let mut txn = stage.store.begin();
    let enlisted = trail.enlist(&mut txn, record(0));
    drop(txn);
    drop(enlisted);
    trail.committed(change(&stage, &trail, 1).await).await;
    trail.settle().await.unwrap();
    assert_eq!(stage.numbers(), [1]);
    assert_eq!(rows(&stage).await, 0);
}

#[tokio::test]
async fn a_settlement_deletes_the_rows_of_many_changes_in_few_transactions() {
    let stage = Stage::new(2).await;
    let trail = stage.trail().await;
    for number in 0..200 {
        trail.committed(change(&stage, &trail, number).await).await;
    }
    assert_eq!(rows(&stage).await, 200);
    let before = stage.rows.commits();
    assert_eq!(trail.settle().await.unwrap().moved, 200);
    assert_eq!(stage.rows.commits() - before, 3);
    assert_eq!(rows(&stage).await, 0);
    assert_eq!(stage.numbers(), (0..200).collect::<Vec<_>>());
    stage.untampered().await;
}

/// What a change had come past when the process died.
#[derive(Clone, Copy, Debug)]
enum Died {
    Commit,
    Append,
    Flush,
    DeletionUnanswered,
    Deletion,
}

#[tokio::test]
async fn a_record_stands_once_wherever_the_process_died() {
    for died in [Died::Commit, Died::Append, Died::Flush, Died::DeletionUnanswered, Died::Deletion] {
        // Small segments: the record and the end of the file are segments apart.
        for segment_bytes in [300, 1 << 20] {
            let stage = Stage::with_segments(3, segment_bytes).await;
            let trail = stage.trail().await;
            let enlisted = change(&stage, &trail, 0).await;
            match died {
                Died::Commit => drop(enlisted),
                Died::Append => trail.committed(enlisted).await,
                Died::Flush | Died::DeletionUnanswered | Died::Deletion => {
                    trail.committed(enlisted).await;
                    stage.rows.go(match died {
                        Died::Flush => Way::Refused,
                        Died::DeletionUnanswered => Way::LostAfter,
                        _ => Way::Through,
                    });
                    assert_eq!(trail.settle().await.is_ok(), matches!(died, Died::Deletion));
                    stage.rows.go(Way::Through);
                }
            }
            for number in 1..4 {
                trail.record(record(number)).await.unwrap();
            }
            drop(trail);
            for _ in 0..2 {
                let trail = stage.trail().await;
                assert_eq!(rows(&stage).await, 0, "{died:?}: a start moves what was left");
                let mut numbers = stage.numbers();
                numbers.sort_unstable();
                assert_eq!(numbers, [0, 1, 2, 3], "{died:?}");
                drop(trail);
            }
            // A number is never given twice, whatever the head knew of it.
            let trail = stage.trail().await;
            trail.committed(change(&stage, &trail, 9).await).await;
            trail.settle().await.unwrap();
            let given: Vec<_> = stage.records().into_iter().filter_map(|placed| placed.outbox).collect();
            assert!(given.len() == 2 && given[0] < given[1], "{died:?}: {given:?}");
            stage.untampered().await;
        }
    }
}

/// The settlement is given up at each of its points of waiting, like its process.
#[tokio::test]
async fn a_settlement_given_up_anywhere_moves_nothing_twice() {
    for polls in 0..6 {
        let stage = Stage::new(4).await;
        let trail = stage.trail().await;
        for number in 0..3 {
            trail.committed(change(&stage, &trail, number).await).await;
        }
        let mut settling: Pin<Box<dyn Future<Output = _>>> = Box::pin(trail.settle());
        for _ in 0..polls {
            let polled =
                std::future::poll_fn(|context| Poll::Ready(settling.as_mut().poll(context).is_ready()));
            if polled.await {
                break;
            }
            tokio::task::yield_now().await;
        }
        drop(settling);
        for _ in 0..70 {
            trail.settle().await.unwrap();
        }
        assert_eq!(stage.numbers(), [0, 1, 2], "{polls} polls");
        assert_eq!(rows(&stage).await, 0);
    }
}

/// A worker is stopped in the midst of a settlement, and the last one of the process follows at once.
#[tokio::test]
async fn a_settlement_waits_for_the_one_before_it() {
    let stage = Stage::new(9).await;
    let trail = Rc::new(stage.trail().await);
    trail.committed(change(&stage, &trail, 0).await).await;
    let local = LocalSet::new();
    local
        .run_until(async {
            let first = Rc::clone(&trail);
            let worker = tokio::task::spawn_local(async move { first.settle().await });
            tokio::task::yield_now().await;
            worker.abort();
            trail.settle().await.unwrap();
        })
        .await;
    assert_eq!(rows(&stage).await, 0);
}

#[tokio::test]
async fn the_row_decides_a_commit_whose_answer_was_lost() {
    for (way, stands) in [(Way::LostAfter, true), (Way::LostBefore, false)] {
        let stage = Stage::new(5).await;
        let trail = stage.trail().await;
        let mut txn = stage.store.begin();
        let enlisted = trail.enlist(&mut txn, record(0));
        stage.rows.go(way);
        assert_eq!(txn.commit().await, Err(CommitFailed::Unknown));
        stage.rows.go(Way::Through);
        assert_eq!(trail.decided(&mut stage.store.begin(), &enlisted).await, Ok(stands), "{way:?}");

        // Run again under the same number, it can commit only if the first did not.
        let mut again = stage.store.begin();
        trail.enlist_again(&mut again, &enlisted);
        assert_eq!(again.commit().await.is_ok(), !stands, "{way:?}");
        trail.committed(enlisted).await;
        trail.settle().await.unwrap();
        assert_eq!(stage.numbers(), [0], "{way:?}");
        assert_eq!(rows(&stage).await, 0);
    }
}

/// A client hangs up after the commit: nobody calls `committed`.
#[tokio::test]
async fn the_record_of_a_call_that_was_given_up_is_moved_by_a_later_settlement() {
    let stage = Stage::new(6).await;
    let trail = stage.trail().await;
    let held = change(&stage, &trail, 0).await;
    drop(change(&stage, &trail, 1).await);
    for _ in 0..70 {
        trail.settle().await.unwrap();
    }
    assert_eq!(stage.numbers(), [1], "what the front holds is the front's to finish");
    trail.committed(held).await;
    trail.settle().await.unwrap();
    assert_eq!(stage.numbers(), [1, 0]);
    assert_eq!(rows(&stage).await, 0);
}

#[tokio::test]
async fn changes_wait_for_space_and_move_when_it_is_back() {
    let stage = Stage::new(7).await;
    let trail = stage.trail().await;
    trail.record(record(0)).await.unwrap();
    stage.disk.set(Faults { room: Some(10), free: 0, ..Faults::default() });
    for number in 1..4 {
        trail.committed(change(&stage, &trail, number).await).await;
    }
    trail.settle().await.unwrap();
    assert_eq!((stage.numbers(), rows(&stage).await), (vec![0], 3));
    stage.disk.heal();
    trail.settle().await.unwrap();
    assert_eq!((stage.numbers(), rows(&stage).await), (vec![0, 1, 2, 3], 0));
    stage.untampered().await;
}

#[tokio::test]
async fn chains_of_one_store_keep_their_rows_apart() {
    let stage = Stage::new(8).await;
    let tenth = ChainId { core: 10, ..CHAIN };
    let first = ChainId { core: 1, ..CHAIN };
    let stranger = ChainId { server: ServerId::from_bytes([1; 16]), core: 1 };
    let mut trails = Vec::new();
    for id in [first, tenth, stranger] {
        trails.push(stage.open_chain(id).await.trail);
    }
    for (number, trail) in (0..).zip(&trails) {
        drop(change(&stage, trail, number).await);
    }
    drop(trails);
    assert_eq!(Trail::chains(stage.dir()).unwrap(), [stranger, first, tenth]);
    for id in [tenth, first, stranger] {
        drop(stage.open_chain(id).await);
    }
    let stand: Vec<_> = stage.records().iter().map(|placed| (placed.chain, number_of(placed))).collect();
    assert_eq!(stand, [(stranger, 2), (first, 0), (tenth, 1)]);
    stage.untampered().await;
}
