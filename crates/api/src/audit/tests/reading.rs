//! Looking through records.

use crate::audit::{
    ChainId, Ruling,
    read::{Filter, Order, RECORDS_MAX, read},
    tests::stage::{CHAIN, Stage, number_of, record, request, time},
};

/// Ten calls, one a second, on two cores in turn; 3 and 7 denied, 8 in the name of 2, 9 by a role.
async fn written() -> Stage {
    let stage = Stage::with_segments(1, 700).await;
    let trails = [stage.trail().await, stage.open_chain(ChainId { core: 1, ..CHAIN }).await.trail];
    for number in 0..10 {
        let mut record = record(number);
        if number == 3 || number == 7 {
            record.decisions[0].ruling = Ruling::Denied;
        }
        if number == 8 {
            record.cause = Some(request(2));
        }
        if number == 9 {
            record.caller.arn = "acs:ram::1234567890123456:assumed-role/r/s".into();
            record.caller.session = Some("s".into());
            record.caller.access_key = Some("STS.x".into());
        }
        trails[usize::try_from(number % 2).unwrap()].record(record).await.unwrap();
    }
    stage
}

#[tokio::test]
async fn a_filter_gives_what_it_names_in_either_order() {
    let stage = written().await;
    let caller = |name: &str| Filter { caller: Some(name.into()), ..Filter::default() };
    for (filter, wanted) in [
        (Filter::default(), &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9][..]),
        (Filter { denied: true, ..Filter::default() }, &[3, 7]),
        (Filter { since: Some(time(7)), ..Filter::default() }, &[7, 8, 9]),
        (Filter { until: Some(time(2)), ..Filter::default() }, &[0, 1]),
        (Filter { since: Some(time(2)), until: Some(time(8)), denied: true, ..Filter::default() }, &[3, 7]),
        (Filter { request: Some(request(2)), ..Filter::default() }, &[2, 8]),
        (Filter { request: Some(request(77)), ..Filter::default() }, &[]),
        (caller("acs:ram::1234567890123456:assumed-role/r/s"), &[9]),
        (caller("s"), &[9]),
        (caller("STS.x"), &[9]),
        (caller("acs:ram::1234567890123456:user/alice"), &[0, 1, 2, 3, 4, 5, 6, 7, 8]),
    ] {
        let oldest = read(stage.dir(), &filter, Order::OldestFirst, 100).unwrap();
        let numbers: Vec<_> = oldest.records.iter().map(number_of).collect();
        assert_eq!((numbers.as_slice(), oldest.more), (wanted, false), "{filter:?}");
        let newest = read(stage.dir(), &filter, Order::NewestFirst, 100).unwrap();
        let turned: Vec<_> = newest.records.iter().rev().map(number_of).collect();
        assert_eq!(turned, wanted, "{filter:?}");
    }
}

#[tokio::test]
async fn a_look_is_bounded_and_says_that_there_is_more() {
    let stage = written().await;
    for (limit, order, wanted, more) in [
        (3, Order::NewestFirst, &[9, 8, 7][..], true),
        (2, Order::OldestFirst, &[0, 1], true),
        (10, Order::OldestFirst, &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], false),
        (0, Order::OldestFirst, &[], true),
    ] {
        let found = read(stage.dir(), &Filter::default(), order, limit).unwrap();
        let numbers: Vec<_> = found.records.iter().map(number_of).collect();
        assert_eq!((numbers.as_slice(), found.more), (wanted, more), "{limit} {order:?}");
    }
    let trail = stage.open().await.trail;
    for number in 0..u64::try_from(RECORDS_MAX).unwrap() {
        trail.record(record(number)).await.unwrap();
    }
    let found = read(stage.dir(), &Filter::default(), Order::NewestFirst, usize::MAX).unwrap();
    assert_eq!((found.records.len(), found.more), (RECORDS_MAX, true));
}

#[tokio::test]
async fn old_segments_are_passed_over_and_none_that_matters() {
    let stage = Stage::with_segments(2, 700).await;
    let trail = stage.trail().await;
    // Ten minutes between two records.
    for number in 0..30 {
        let mut record = record(number);
        record.at = time(number * 600);
        trail.record(record).await.unwrap();
    }
    for since in 0..30 {
        let filter = Filter { since: Some(time(since * 600)), ..Filter::default() };
        let found = read(stage.dir(), &filter, Order::OldestFirst, 100).unwrap();
        let numbers: Vec<_> = found.records.iter().map(number_of).collect();
        assert_eq!(numbers, (since..30).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn an_empty_or_missing_folder_has_no_records() {
    let stage = Stage::new(3).await;
    for dir in [stage.dir().to_owned(), stage.dir().join("missing")] {
        assert_eq!(read(&dir, &Filter::default(), Order::default(), 10).unwrap(), Default::default());
    }
}
