//! What the hot paths cost: a cached `get`, a miss, and group commits of three rows as CreateKey makes them.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a benchmark")]

use std::{
    hint::black_box,
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Waker},
};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use rampart_seal::{KeyRing, SystemEntropy};
use rampart_store::{
    Backend, Memory, Path, Store, StoreOptions, Unknown,
    backend::redb::{Redb, RedbOptions},
    path, record,
};
use rampart_vocab::{Revision, SeededEntropy};
use tokio::runtime::Runtime;

record! {
    /// As large as a key's record.
    pub struct Sample (kind = 0x7F30, version = 1) {
        /// A number.
        1 => pub number: u64,
        /// A text.
        2 => pub text: String,
        /// Bytes.
        3 => pub bytes: Vec<u8>,
    }
}

fn sample(number: u64) -> Sample {
    Sample { number, text: "a description of a key".into(), bytes: vec![7; 160], unknown: Unknown::NONE }
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap()
}

async fn over(backend: impl Backend, cache_bytes_max: usize) -> Store {
    let ring = KeyRing::generate(&SeededEntropy::new(1));
    Store::open(backend, ring, Arc::new(SystemEntropy), StoreOptions { cache_bytes_max }).await.unwrap()
}

/// Creates one thing: its record and two index rows, refused when it is already there.
async fn create(store: &Store, number: u64) -> Revision {
    let id = format!("{number:036}");
    let mut txn = store.begin();
    let record: Path = path!["key", "1234567890123456", id];
    txn.require(&record, Revision::ZERO);
    txn.put(&record, sample(number));
    txn.put(&path!["key", "1234567890123456", id, "version", id], sample(number));
    txn.put(&path!["outbox", "server", id], sample(number));
    txn.commit().await.unwrap()
}

fn reads(c: &mut Criterion) {
    let runtime = runtime();
    let folder = tempfile::tempdir().unwrap();
    let mut group = c.benchmark_group("get");
    let redb = || Redb::open(folder.path().join("rows"), RedbOptions::default()).unwrap();
    let path = |number: u64| path!["key", "1234567890123456", format!("{number:036}")];

    let cached = runtime.block_on(over(redb(), 64 << 20));
    runtime.block_on(async {
        for number in 0..1000 {
            create(&cached, number).await;
        }
    });
    let one = path(5);
    group.bench_function("cached", |b| {
        b.iter(|| at_once(async { black_box(cached.begin().get::<Sample>(&one).await.unwrap()) }));
    });
    let mut txn = cached.begin();
    group.bench_function("cached, in a transaction under way", |b| {
        b.iter(|| {
            if txn.reads() > 100 {
                txn = cached.begin();
            }
            at_once(async { black_box(txn.get::<Sample>(&one).await.unwrap()) })
        });
    });
    group.bench_function("path", |b| {
        let id = "000000000000000000000000000000000005";
        b.iter(|| black_box(path!["key", "1234567890123456", black_box(id)]));
    });
    drop((txn, cached));

    let uncached = runtime.block_on(over(redb(), 0));
    let all: Vec<Path> = (0..1000).map(path).collect();
    let mut next = all.iter().cycle();
    group.bench_function("from redb, pages in memory", |b| {
        b.iter(|| {
            let path = next.next().unwrap();
            at_once(async { black_box(uncached.begin().get::<Sample>(path).await.unwrap()) })
        });
    });
    group.finish();
}

/// The answer of a future that never waits.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => panic!("it waits"),
    }
}

fn commits(c: &mut Criterion) {
    let runtime = runtime();
    let folder = tempfile::tempdir().unwrap();
    let mut group = c.benchmark_group("create");
    group.sample_size(10);
    let mut next = 0;
    let mut bench = |name: &str, store: Store, callers: u64| {
        const ROUND: u64 = 2048;
        group.throughput(Throughput::Elements(ROUND));
        group.bench_function(BenchmarkId::new(name, callers), |b| {
            b.iter(|| {
                runtime.block_on(async {
                    let tasks: Vec<_> = (0..callers)
                        .map(|caller| {
                            let (store, first) = (store.clone(), next + caller * (ROUND / callers));
                            tokio::spawn(async move {
                                for number in first..first + ROUND / callers {
                                    create(&store, number).await;
                                }
                            })
                        })
                        .collect();
                    for task in tasks {
                        task.await.unwrap();
                    }
                });
                next += ROUND;
            });
        });
    };
    bench("memory", runtime.block_on(over(Memory::new(), 64 << 20)), 64);
    for callers in [1, 16, 64, 256, 512] {
        let redb = Redb::open(folder.path().join(callers.to_string()), RedbOptions::default()).unwrap();
        bench("redb", runtime.block_on(over(redb, 64 << 20)), callers);
    }
    group.finish();
}

criterion_group!(benches, reads, commits);
criterion_main!(benches);
