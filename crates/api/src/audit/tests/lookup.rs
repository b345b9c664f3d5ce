//! Pages of records: whole, in order, from where the last one ended, and at the cost of blocks.

use std::{fs, sync::Arc};

use rampart_vocab::Timestamp;

use crate::audit::{
    ChainId, SystemDisk,
    lookup::{Gap, Lookup, Page, Place, Wanted},
    read::{Filter, Order, RECORDS_MAX, read},
    tests::stage::{CHAIN, Stage, number_of, record, time},
};

const ORDERS: [Order; 2] = [Order::OldestFirst, Order::NewestFirst];

fn wanted(since: Timestamp, until: Timestamp, order: Order, limit: usize) -> Wanted {
    Wanted { since, until, order, limit, lets_through: Box::new(|_| true) }
}

fn everything(order: Order, limit: usize) -> Wanted {
    wanted(Timestamp::UNIX_EPOCH, Timestamp::MAX, order, limit)
}

fn lookup(stage: &Stage) -> Arc<Lookup> {
    Arc::new(Lookup::new(Arc::new(SystemDisk), stage.dir().to_owned()))
}

fn numbers(page: &Page) -> Vec<u64> {
    page.records.iter().map(number_of).collect()
}

/// All pages; each place goes through its bytes, as a token does.
async fn all(lookup: &Arc<Lookup>, wanted: impl Fn() -> Wanted) -> Vec<u64> {
    let (mut found, mut from) = (Vec::new(), None);
    loop {
        let page = lookup.page(wanted(), from).await.unwrap();
        assert_eq!(page.gaps, []);
        found.extend(numbers(&page));
        match page.next {
            Some(next) => from = Some(Place::from_bytes(&next.to_bytes()).unwrap()),
            None => return found,
        }
    }
}

/// Records a second apart, on two cores by turns, in segments of a few each.
async fn written(records: u64) -> Stage {
    let stage = Stage::with_segments(1, 1500).await;
    let trails = [stage.trail().await, stage.open_chain(ChainId { core: 1, ..CHAIN }).await.trail];
    for number in 0..records {
        trails[usize::try_from(number % 2).unwrap()].record(record(number)).await.unwrap();
    }
    stage
}

#[tokio::test]
async fn pages_of_any_size_hold_what_one_look_does() {
    let stage = written(40).await;
    let lookup = lookup(&stage);
    for order in ORDERS {
        let whole = read(stage.dir(), &Filter::default(), order, RECORDS_MAX).unwrap();
        let whole: Vec<u64> = whole.records.iter().map(number_of).collect();
        for size in [1, 2, 3, 7, 39, 40, 41] {
            assert_eq!(all(&lookup, || everything(order, size)).await, whole, "{order:?} {size}");
        }
    }
}

#[tokio::test]
async fn every_time_range_is_found_whole() {
    let stage = Stage::with_segments(2, 1500).await;
    let trail = stage.trail().await;
    // Ten minutes between two records, so that segments are passed over.
    for number in 0..30 {
        let mut record = record(number);
        record.at = time(number * 600);
        trail.record(record).await.unwrap();
    }
    let lookup = lookup(&stage);
    for since in 0..30 {
        for until in since..31 {
            let range = |order| move || wanted(time(since * 600), time(until * 600), order, 4);
            let forward: Vec<u64> = (since..until).collect();
            let backward: Vec<u64> = forward.iter().rev().copied().collect();
            assert_eq!(all(&lookup, range(Order::OldestFirst)).await, forward, "{since}..{until}");
            assert_eq!(all(&lookup, range(Order::NewestFirst)).await, backward, "{since}..{until}");
        }
    }
}

#[tokio::test]
async fn what_is_written_between_two_pages_is_on_the_second() {
    let stage = Stage::with_segments(3, 1500).await;
    let trail = stage.trail().await;
    for number in 0..5 {
        trail.record(record(number)).await.unwrap();
    }
    let lookup = lookup(&stage);
    let page = lookup.page(everything(Order::OldestFirst, 4), None).await.unwrap();
    assert_eq!(numbers(&page), [0, 1, 2, 3]);
    for number in 5..20 {
        trail.record(record(number)).await.unwrap();
    }
    let rest = lookup.page(everything(Order::OldestFirst, 50), page.next).await.unwrap();
    assert_eq!(numbers(&rest), (4..20).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_segment_pruned_between_two_pages_leaves_a_gap_that_is_told() {
    for order in ORDERS {
        let stage = Stage::with_segments(4, 900).await;
        let trail = stage.trail().await;
        for number in 0..20 {
            trail.record(record(number)).await.unwrap();
        }
        let lookup = lookup(&stage);
        let page = lookup.page(everything(order, 3), None).await.unwrap();
        assert_eq!(page.gaps, []);
        trail.prune_through(4).await.unwrap();
        let kept = read(stage.dir(), &Filter::default(), order, RECORDS_MAX).unwrap();
        let kept: Vec<u64> = kept.records.iter().map(number_of).collect();
        let rest = lookup.page(everything(order, 50), page.next).await.unwrap();
        assert_eq!(rest.gaps, [Gap::Pruned { core: 0 }], "{order:?}");
        match order {
            Order::OldestFirst => assert_eq!(numbers(&rest), kept),
            // Some of a block that was at hand may still be shown.
            Order::NewestFirst => {
                assert!(numbers(&rest).ends_with(&kept[3..]) || numbers(&rest) == kept[3..])
            }
        }
    }
}

#[tokio::test]
async fn a_damaged_segment_hides_its_rest_alone() {
    for order in ORDERS {
        let stage = Stage::with_segments(5, 900).await;
        let trail = stage.trail().await;
        for number in 0..20 {
            trail.record(record(number)).await.unwrap();
        }
        let mut bytes = stage.bytes(2);
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(stage.segment(2), bytes).unwrap();
        let found = lookup(&stage).page(everything(order, 50), None).await.unwrap();
        assert_eq!(found.gaps, [Gap::Damaged { core: 0, segment: 2 }]);
        let mut numbers = numbers(&found);
        numbers.sort_unstable();
        assert!(numbers.len() < 20 && numbers.len() >= 16, "{numbers:?}");
        assert_eq!((numbers[0], numbers[numbers.len() - 1]), (0, 19));
    }
}

#[tokio::test]
async fn a_torn_end_of_what_is_written_is_no_gap() {
    let stage = Stage::with_segments(6, 1 << 20).await;
    let trail = stage.trail().await;
    for number in 0..5 {
        trail.record(record(number)).await.unwrap();
    }
    drop(trail);
    let bytes = stage.bytes(0);
    fs::write(stage.segment(0), &bytes[..bytes.len() - 7]).unwrap();
    let lookup = lookup(&stage);
    assert_eq!(all(&lookup, || everything(Order::NewestFirst, 2)).await, [3, 2, 1, 0]);
    // Once it is whole, the same index goes on.
    fs::write(stage.segment(0), bytes).unwrap();
    assert_eq!(all(&lookup, || everything(Order::NewestFirst, 2)).await, [4, 3, 2, 1, 0]);
}

#[tokio::test]
async fn a_page_reads_blocks_and_not_the_trail() {
    let stage = Stage::with_segments(7, 8 << 20).await;
    let trail = stage.trail().await;
    for number in 0..8_000 {
        trail.record(record(number)).await.unwrap();
    }
    let length = stage.bytes(0).len() as u64;
    // Longer than what is walked through at once.
    assert!(length > 2 << 20, "{length}");
    let lookup = Arc::new(Lookup::new(stage.disk.clone(), stage.dir().to_owned()));
    for order in ORDERS {
        let mut from = None;
        // The first page of all walks through what there is; those after it read a block or two.
        for page in 0..3 {
            let before = stage.disk.bytes_read();
            from = lookup.page(everything(order, 20), from).await.unwrap().next;
            let read = stage.disk.bytes_read() - before;
            let is_first = page == 0 && order == Order::OldestFirst;
            assert!(is_first || read < 160 << 10, "page {page} {order:?} read {read} of {length}");
        }
    }
    // From the middle on, too.
    let before = stage.disk.bytes_read();
    let middle = lookup.page(wanted(time(3_000), time(3_005), Order::NewestFirst, 20), None).await.unwrap();
    assert_eq!(numbers(&middle), [3_004, 3_003, 3_002, 3_001, 3_000]);
    assert!(stage.disk.bytes_read() - before < 320 << 10);
}

#[tokio::test]
async fn who_looks_while_another_does_reads_blocks_too() {
    let stage = Stage::with_segments(8, 8 << 20).await;
    let trail = stage.trail().await;
    for number in 0..8_000 {
        trail.record(record(number)).await.unwrap();
    }
    let lookup = Arc::new(Lookup::new(stage.disk.clone(), stage.dir().to_owned()));
    let newest = || everything(Order::NewestFirst, 20);
    lookup.page(newest(), None).await.unwrap();
    // A second page from beginning to end, while the first one goes on with what is known of the segment.
    let (told, read) = std::sync::mpsc::channel();
    let (disk, second, here) =
        (Arc::clone(&stage.disk), Arc::clone(&lookup), tokio::runtime::Handle::current());
    stage.disk.meanwhile(move || {
        let before = disk.bytes_read();
        let page = here.block_on(second.page(newest(), None)).unwrap();
        told.send((numbers(&page), disk.bytes_read() - before)).unwrap();
    });
    let first = lookup.page(newest(), None).await.unwrap();
    let (second, read) = read.recv().unwrap();
    assert_eq!(second, numbers(&first));
    assert!(read < 160 << 10, "it read {read}");
}

#[test]
fn a_place_reads_back_and_nothing_else_does() {
    let bytes = Place::default().to_bytes();
    assert_eq!(Place::from_bytes(&bytes), Some(Place::default()));
    for other in [&[][..], &[0x81], &[0x81, 0x80], &[0x80, 0x00], &[0x9b, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]]
    {
        assert_eq!(Place::from_bytes(other), None, "{other:?}");
    }
}
