//! What a transaction promises, on a store in memory.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use rampart_seal::KeyRing;
use rampart_store::{
    Backend, COMMIT_WAIT_MAX, CommitFailed, Memory, Page, Path, READ_WAIT_MAX, Range, Row, Store,
    StoreFailed, StoreOptions, Txn, Unavailable, Unknown,
    backend::faulty::{Faults, Faulty},
    path, prefix, record,
};
use rampart_vocab::{Revision, SeededEntropy, limits};

record! {
    /// A row for tests.
    pub struct Note (kind = 0x7F10, version = 1) {
        /// What it says.
        1 => pub text: String,
    }
}

record! {
    /// Another kind of row.
    pub struct Count (kind = 0x7F11, version = 1) {
        /// How many.
        1 => pub number: u64,
    }
}

fn note(text: &str) -> Note {
    Note { text: text.to_owned(), unknown: Unknown::NONE }
}

/// A store whose rows are the letters of `names`, under `r`.
async fn store_with(names: &str) -> Store {
    let store = Store::in_memory(1);
    write(&store, names).await;
    store
}

async fn write(store: &Store, names: &str) {
    let mut txn = store.begin();
    for name in names.chars() {
        txn.put(&path!["r", name], note(&name.to_string()));
    }
    txn.commit().await.unwrap();
}

async fn delete(store: &Store, name: &str) {
    let mut txn = store.begin();
    txn.delete(&path!["r", name]);
    txn.commit().await.unwrap();
}

async fn text(txn: &mut Txn, name: &str) -> Option<String> {
    txn.get::<Note>(&path!["r", name]).await.unwrap().map(|row| row.text.clone())
}

async fn scanned(txn: &mut Txn, page: Page) -> String {
    let rows = txn.scan::<Note>(&prefix!["r"], page).await.unwrap();
    rows.iter()
        .map(|(path, row)| {
            assert_eq!(path.last_segment(), row.text);
            row.text.as_str()
        })
        .collect()
}

async fn over(backend: impl Backend) -> Store {
    let entropy = SeededEntropy::new(2);
    let ring = KeyRing::generate(&entropy);
    Store::open(backend, ring, Arc::new(entropy), StoreOptions::default()).await.unwrap()
}

#[tokio::test]
async fn a_transaction_sees_its_own_writes_and_nobody_else_does() {
    let store = store_with("ac").await;
    let mut txn = store.begin();
    txn.put(&path!["r", "b"], note("b"));
    txn.delete(&path!["r", "a"]);
    assert_eq!(text(&mut txn, "b").await.as_deref(), Some("b"));
    assert_eq!(text(&mut txn, "a").await, None);
    assert_eq!(txn.get::<Note>(&path!["r", "b"]).await.unwrap().unwrap().version, Row::<Note>::PENDING);
    assert_eq!(scanned(&mut txn, Page::first(9)).await, "bc");
    assert_eq!(scanned(&mut store.begin(), Page::first(9)).await, "ac");
    txn.commit().await.unwrap();
    assert_eq!(scanned(&mut store.begin(), Page::first(9)).await, "bc");
}

#[tokio::test]
async fn own_writes_take_their_place_in_pages() {
    let store = store_with("bdfh").await;
    for (puts, deletes, page, wanted) in [
        ("ace", "", Page::first(3), "abc"),
        ("ace", "", Page::last(3), "hfe"),
        ("", "bd", Page::first(1), "f"),
        ("", "fh", Page::last(1), "d"),
        ("z", "", Page::first(2), "bd"),
        ("a", "b", Page::first(2).after(path!["r", "a"]), "df"),
        ("g", "h", Page::last(2).after(path!["r", "i"]), "gf"),
        ("", "bdfh", Page::first(2), ""),
    ] {
        let mut txn = store.begin();
        puts.chars().for_each(|name| txn.put(&path!["r", name], note(&name.to_string())));
        deletes.chars().for_each(|name| txn.delete(&path!["r", name]));
        assert_eq!(scanned(&mut txn, page.clone()).await, wanted, "+{puts} -{deletes} {page:?}");
    }
}

#[tokio::test]
async fn rows_are_counted_with_own_writes_among_them_and_no_value_is_opened() {
    let store = store_with("bdfh").await;
    for (puts, deletes, most, wanted) in [
        ("", "", 9, 4),
        ("", "", 4, 4),
        ("", "", 3, 3),
        ("", "", 0, 0),
        ("ab", "d", 9, 4),
        ("", "bdfh", 9, 0),
    ] {
        let mut txn = store.begin();
        puts.chars().for_each(|name| txn.put(&path!["r", name], note(&name.to_string())));
        deletes.chars().for_each(|name| txn.delete(&path!["r", name]));
        assert_eq!(txn.count(&prefix!["r"], most).await.unwrap(), wanted, "+{puts} -{deletes} {most}");
    }
    // What stands there need not even be of one kind.
    let mut txn = store.begin();
    txn.put(&path!["r", "z"], Count { number: 1, unknown: Unknown::NONE });
    txn.commit().await.unwrap();
    assert_eq!(store.begin().count(&prefix!["r"], 9).await.unwrap(), 5);
}

/// What a transaction reads, what happens meanwhile, and whether it may still commit.
async fn check(what: &str, read: impl AsyncFn(&mut Txn), meanwhile: impl AsyncFn(&Store), conflict: bool) {
    // Once with everything cached, once with nothing.
    for names in ["", "bdf"] {
        let memory = Memory::new();
        let first = Store::on_memory(memory.clone(), 1);
        write(&first, "bdf").await;
        let store = if names.is_empty() { Store::on_memory(memory, 1) } else { first };
        let mut txn = store.begin();
        read(&mut txn).await;
        meanwhile(&store).await;
        txn.put(&path!["mine"], note("x"));
        let outcome = txn.commit().await;
        assert_eq!(outcome == Err(CommitFailed::Conflict), conflict, "{what}: {outcome:?}");
        let there = store.begin().get::<Note>(&path!["mine"]).await.unwrap().is_some();
        assert_eq!(there, !conflict, "{what}");
    }
}

#[tokio::test]
async fn a_commit_holds_only_if_what_was_read_still_stands() {
    let b = async |txn: &mut Txn| drop(text(txn, "b").await);
    let absent = async |txn: &mut Txn| drop(text(txn, "c").await);
    check("nothing happened", b, async |_| {}, false).await;
    check("another row changed", b, async |store| write(store, "d").await, false).await;
    check("the row changed", b, async |store| write(store, "b").await, true).await;
    check("the row went", b, async |store| delete(store, "b").await, true).await;
    check("absent stays absent", absent, async |store| write(store, "b").await, false).await;
    check("absent appeared", absent, async |store| write(store, "c").await, true).await;
    check(
        "came and went",
        absent,
        async |store| {
            write(store, "c").await;
            delete(store, "c").await
        },
        false,
    )
    .await;
    let peeked = async |txn: &mut Txn| {
        txn.peek::<Note>(&path!["r", "b"]).await.unwrap();
    };
    check("only peeked", peeked, async |store| write(store, "b").await, false).await;
    let epoch = async |txn: &mut Txn| {
        txn.version_of(&path!["r", "b"]).await.unwrap();
    };
    check("its version changed", epoch, async |store| write(store, "b").await, true).await;
    check("its version stands", epoch, async |store| write(store, "d").await, false).await;
}

#[tokio::test]
async fn an_answer_leaves_only_if_what_was_looked_up_still_stands() {
    let row = path!["r", "b"];
    for (what, written, required, stands) in [
        ("nothing happened", "", None, true),
        ("another row changed", "d", None, true),
        ("the row changed", "b", None, false),
        ("required as it was read", "", Some(Revision(1)), true),
        ("required, and changed", "b", Some(Revision(1)), false),
        ("required otherwise", "", Some(Revision(9)), false),
    ] {
        let store = store_with("bd").await;
        let mut txn = store.begin();
        assert_eq!(txn.version_of(&row).await.unwrap(), Revision(1));
        if let Some(version) = required {
            txn.require(&row, version);
        }
        write(&store, written).await;
        assert_eq!(txn.still_stands().await.is_ok(), stands, "{what}");
    }
}

#[tokio::test]
async fn a_commit_holds_only_if_nothing_new_stands_in_a_range_scanned() {
    let all = async |txn: &mut Txn| drop(scanned(txn, Page::first(9)).await);
    let two = async |txn: &mut Txn| drop(scanned(txn, Page::first(2)).await);
    let last = async |txn: &mut Txn| drop(scanned(txn, Page::last(1)).await);
    let after = async |txn: &mut Txn| drop(scanned(txn, Page::first(9).after(path!["r", "b"])).await);
    let none = async |txn: &mut Txn| drop(scanned(txn, Page::first(0)).await);
    let empty = async |txn: &mut Txn| drop(txn.scan::<Note>(&prefix!["e"], Page::first(1)).await.unwrap());
    let counted = async |txn: &mut Txn| assert!(txn.count(&prefix!["r"], 9).await.unwrap() > 0);
    let put = |name: &'static str| async move |store: &Store| write(store, name).await;
    check("phantom in a count", counted, put("c"), true).await;
    check("deleted from a count", counted, async |store| delete(store, "d").await, true).await;
    check("phantom", all, put("c"), true).await;
    check("phantom at the end", all, put("z"), true).await;
    check("deleted inside", all, async |store| delete(store, "d").await, true).await;
    check("changed inside", all, put("d"), true).await;
    check("beyond the page", two, put("e"), false).await;
    check("within the page", two, put("c"), true).await;
    check("beyond the last page", last, put("e"), false).await;
    check("within the last page", last, put("g"), true).await;
    check("before the resumption", after, put("a"), false).await;
    check("behind the resumption", after, put("c"), true).await;
    check("a page of none", none, put("a"), false).await;
    check("an empty range", empty, put("a"), false).await;
    check(
        "an empty range filled",
        empty,
        async |store| {
            let mut txn = store.begin();
            txn.put(&path!["e", 1], note("x"));
            txn.commit().await.unwrap();
        },
        true,
    )
    .await;
    let peeked = async |txn: &mut Txn| {
        txn.peek_scan::<Note>(&prefix!["r"], Page::first(9)).await.unwrap();
    };
    check("only peeked", peeked, put("c"), false).await;
}

#[tokio::test]
async fn requirements_are_compared_at_the_commit_with_writes_or_without() {
    let store = store_with("b").await;
    for (name, version, holds) in
        [("b", 1, true), ("b", 0, false), ("b", 2, false), ("x", 0, true), ("x", 1, false)]
    {
        for writes in [false, true] {
            let mut txn = store.begin();
            txn.require(&path!["r", name], Revision(version));
            if writes {
                txn.put(&path!["mine", version], note("x"));
            }
            assert_eq!(txn.commit().await.is_ok(), holds, "{name} at {version}, writes {writes}");
        }
    }
    let mut txn = store.begin();
    assert!(text(&mut txn, "b").await.is_some());
    txn.require(&path!["r", "b"], Revision(7));
    txn.put(&path!["mine"], note("x"));
    assert_eq!(txn.commit().await, Err(CommitFailed::Conflict), "read and required differ");
}

#[tokio::test]
async fn a_transaction_reads_one_revision_or_says_that_it_moved() {
    let store = store_with("ab").await;
    // From the cache, then from the cache: the second is newer than the first allows.
    let mut txn = store.begin();
    assert!(text(&mut txn, "a").await.is_some());
    write(&store, "ab").await;
    let second = txn.get::<Note>(&path!["r", "b"]).await;
    assert!(matches!(second, Err(StoreFailed::Moved)), "{second:?}");

    // What was read still stands, so the transaction moves along.
    let mut txn = store.begin();
    assert!(text(&mut txn, "a").await.is_some());
    let before = txn.revision();
    write(&store, "b").await;
    assert!(text(&mut txn, "b").await.is_some());
    assert!(txn.revision() > before);

    // A snapshot held answers from its own revision, whatever the cache says by now.
    let mut txn = store.begin();
    assert_eq!(scanned(&mut txn, Page::first(9)).await, "ab");
    delete(&store, "a").await;
    assert!(text(&mut txn, "a").await.is_some());
    assert_eq!(scanned(&mut txn, Page::first(9)).await, "ab");
}

#[tokio::test]
async fn more_than_a_transaction_holds_is_refused_by_name() {
    let refused = async |fill: &dyn Fn(&mut Txn)| {
        let store = Store::in_memory(1);
        let mut txn = store.begin();
        fill(&mut txn);
        let outcome = txn.commit().await;
        assert!(outcome.is_ok() || store.revision() == Revision::ZERO);
        outcome.map_err(|error| error.to_string()).err()
    };
    let many = |number: usize, txn: &mut Txn| {
        (0..number).for_each(|at| txn.put(&path!["r", at], note("")));
    };
    let wanted = |text: &str| Some(format!("the transaction has {text} are taken"));
    assert_eq!(refused(&|txn| many(limits::TRANSACTION_WRITES_MAX, txn)).await, None);
    assert_eq!(
        refused(&|txn| many(limits::TRANSACTION_WRITES_MAX + 1, txn)).await,
        wanted("101 writes, at most 100")
    );
    assert_eq!(
        refused(&|txn| {
            (0..101).for_each(|at| txn.require(&path!["r", at], Revision::ZERO));
            many(1, txn);
        })
        .await,
        wanted("101 comparisons, at most 100")
    );
    assert_eq!(
        refused(&|txn| txn.put(&path!["r"], note(&"x".repeat(limits::RECORD_BYTES_MAX)))).await,
        wanted("524300 bytes in a record, at most 524288")
    );
    assert_eq!(
        refused(&|txn| {
            (0..3).for_each(|at| txn.put(&path!["r", at], note(&"x".repeat(limits::RECORD_BYTES_MAX - 64))));
        })
        .await,
        wanted("1572852 bytes, at most 1048576")
    );
    assert_eq!(
        refused(&|txn| txn.delete(&Path::new(["x".repeat(513)]))).await,
        wanted("513 bytes in a row's name, at most 512")
    );
    assert!(refused(&|txn| txn.delete(&Path::new([""]))).await.is_some());
}

#[tokio::test]
async fn what_lies_below_is_sealed_and_bound_to_its_path() {
    let memory = Memory::new();
    let store = Store::on_memory(memory.clone(), 1);
    write(&store, "ab").await;
    let mut txn = store.begin();
    txn.put(&path!["r", "c"], note("a secret sentence"));
    txn.commit().await.unwrap();

    let below = |needle: &[u8]| {
        let found = |hay: &[u8]| hay.windows(needle.len()).any(|window| window == needle);
        memory.dump().iter().any(|(path, row)| found(path.as_str().as_bytes()) || found(&row.value))
    };
    assert!(below(b"r/c"), "a name is found, so the search works");
    assert!(!below(b"secret"));

    let value = |name: &str| {
        let rows = memory.dump();
        rows.iter().find(|(path, _)| path.last_segment() == name).unwrap().1.value.to_vec()
    };
    let read = async |value: Vec<u8>| {
        memory.tamper(&path!["r", "b"], value);
        // A store opened again, so that nothing is answered from its cache.
        let again = Store::on_memory(memory.clone(), 1);
        again.begin().get::<Note>(&path!["r", "b"]).await.map(|row| row.unwrap().text.clone())
    };
    let not_opened = Err(StoreFailed::NotOpened { path: path!["r", "b"] });
    let own = value("b");
    assert_eq!(read(own.clone()).await, Ok("b".to_owned()));
    assert_eq!(read(value("a")).await, not_opened, "another row's value");
    for at in 0..own.len() {
        let mut changed = own.clone();
        changed[at] ^= 1;
        assert_eq!(read(changed).await, not_opened, "byte {at} changed");
        assert_eq!(read(own[..at].to_vec()).await, not_opened, "cut at {at}");
    }

    // The same row, text and term of another store, whose ring differs.
    let foreign = Memory::new();
    write(&Store::on_memory(foreign.clone(), 2), "ab").await;
    let foreign = foreign.dump().iter().find(|(path, _)| *path == path!["r", "b"]).unwrap().1.value.to_vec();
    assert_eq!(read(foreign).await, not_opened, "another store's value");

    // What is not defended against, so that nobody believes it is: an older value of the same row.
    let mut txn = store.begin();
    txn.put(&path!["r", "b"], note("newer"));
    txn.commit().await.unwrap();
    assert_eq!(read(own).await, Ok("b".to_owned()), "rolled back: see ARCHITECTURE.md");
}

#[tokio::test(start_paused = true)]
async fn a_store_that_stalls_is_waited_for_no_longer_than_its_limits() {
    let faulty = Faulty::new(Memory::new(), 1);
    let store = over(faulty.clone()).await;
    write(&store, "a").await;
    faulty.stall(true);
    let began = tokio::time::Instant::now();
    let mut txn = store.begin();
    assert_eq!(text(&mut txn, "a").await.as_deref(), Some("a"), "what is in memory is answered");
    assert_eq!(began.elapsed(), std::time::Duration::ZERO);
    let stalled = StoreFailed::Unavailable(Unavailable::Stalled);
    assert_eq!(txn.get::<Note>(&path!["r", "b"]).await.unwrap_err(), stalled);
    assert_eq!(began.elapsed(), READ_WAIT_MAX);
    let scanned = store.begin().scan::<Note>(&prefix!["r"], Page::first(9)).await;
    assert_eq!(scanned.unwrap_err(), stalled);
    let began = tokio::time::Instant::now();
    let mut txn = store.begin();
    txn.put(&path!["r", "b"], note("b"));
    assert_eq!(txn.commit().await, Err(CommitFailed::Unknown), "it may still come to stand");
    assert_eq!(began.elapsed(), COMMIT_WAIT_MAX);
    faulty.stall(false);
    faulty.caught_up().await;
    write(&store, "c").await;
    assert_eq!(scanned_all(&store).await, "abc", "and so it does");
}

async fn scanned_all(store: &Store) -> String {
    scanned(&mut store.begin(), Page::first(9)).await
}

#[tokio::test]
async fn rows_of_an_old_term_open_after_a_rotation() {
    let memory = Memory::new();
    let entropy = SeededEntropy::new(4);
    let open = async |ring| {
        Store::open(memory.clone(), ring, Arc::new(SeededEntropy::new(5)), StoreOptions::default())
            .await
            .unwrap()
    };
    let store = open(KeyRing::generate(&SeededEntropy::new(6))).await;
    write(&store, "a").await;
    let mut ring = KeyRing::generate(&SeededEntropy::new(6));
    ring.rotate(&entropy);
    store.adopt(ring);
    write(&store, "b").await;
    let terms: Vec<_> = memory.dump().iter().map(|(_, row)| row.value[4]).collect();
    assert_eq!(terms, [1, 2]);
    let mut ring = KeyRing::generate(&SeededEntropy::new(6));
    ring.rotate(&SeededEntropy::new(4));
    assert_eq!(scanned(&mut open(ring).await.begin(), Page::first(9)).await, "ab");
    let old = open(KeyRing::generate(&SeededEntropy::new(6))).await;
    let refused = old.begin().get::<Note>(&path!["r", "b"]).await;
    assert!(matches!(refused, Err(StoreFailed::NotOpened { .. })), "{refused:?}");
}

#[tokio::test]
async fn another_kind_of_record_is_refused_cached_or_not() {
    let memory = Memory::new();
    let store = Store::on_memory(memory.clone(), 1);
    write(&store, "a").await;
    for store in [store, Store::on_memory(memory, 1)] {
        let refused = store.begin().get::<Count>(&path!["r", "a"]).await.unwrap_err();
        assert_eq!(refused.to_string(), "row `r/a` does not read: a record of another kind");
    }
}

#[tokio::test]
async fn a_committed_record_is_answered_from_memory_at_once() {
    let faulty = Faulty::new(Memory::new(), 1);
    let store = over(faulty.clone()).await;
    write(&store, "a").await;
    faulty.set(Faults { unavailable: 1000, ..Faults::default() });
    let mut txn = store.begin();
    assert_eq!(text(&mut txn, "a").await.as_deref(), Some("a"));
    assert_eq!(txn.version_of(&path!["r", "a"]).await, Ok(Revision(1)));
    let absent = txn.get::<Note>(&path!["r", "b"]).await;
    assert!(matches!(absent, Err(StoreFailed::Unavailable(_))), "absence is not cached: {absent:?}");
    faulty.set(Faults::default());
    write(&store, "b").await;
    let taken = faulty.snapshots_taken();
    assert_eq!(text(&mut store.begin(), "b").await.as_deref(), Some("b"));
    assert_eq!(faulty.snapshots_taken(), taken);
}

#[tokio::test]
async fn what_is_derived_from_a_record_is_made_once_a_version() {
    let store = store_with("a").await;
    let made = AtomicU32::new(0);
    let length = async || {
        let row = store.begin().get::<Note>(&path!["r", "a"]).await.unwrap().unwrap();
        *row.derived(|note| {
            made.fetch_add(1, Ordering::SeqCst);
            note.text.len()
        })
    };
    assert_eq!((length().await, length().await, made.load(Ordering::SeqCst)), (1, 1, 1));
    let mut txn = store.begin();
    txn.put(&path!["r", "a"], note("aaa"));
    txn.commit().await.unwrap();
    assert_eq!((length().await, length().await, made.load(Ordering::SeqCst)), (3, 3, 2));
}

#[tokio::test]
async fn a_lost_answer_is_settled_by_a_row_that_only_this_transaction_creates() {
    let faulty = Faulty::new(Memory::new(), 7);
    let store = over(faulty.clone()).await;
    let (mut stood, mut lost) = (0, 0);
    for number in 0..40_u64 {
        faulty.set(Faults { unknown: 1000, ..Faults::default() });
        let mut txn = store.begin();
        let mine = path!["outbox", number];
        txn.require(&mine, Revision::ZERO);
        txn.put(&mine, note("mine"));
        txn.put(&path!["total"], Count { number, unknown: Unknown::NONE });
        assert_eq!(txn.commit().await, Err(CommitFailed::Unknown));
        faulty.set(Faults::default());
        let mut after = store.begin();
        let mine = after.get::<Note>(&mine).await.unwrap().is_some();
        let total = after.get::<Count>(&path!["total"]).await.unwrap().map(|count| count.number);
        assert_eq!(mine, total == Some(number));
        if mine { stood += 1 } else { lost += 1 }
    }
    assert!(stood > 5 && lost > 5, "{stood} stood, {lost} were lost");
}

#[tokio::test]
async fn a_watch_tells_every_commit_in_order() {
    let store = store_with("a").await;
    let mut watch = store.watch(store.revision());
    write(&store, "bc").await;
    delete(&store, "b").await;
    let change = watch.next().await.unwrap();
    assert_eq!((change.revision, &*change.paths), (Revision(2), &[path!["r", "b"], path!["r", "c"]][..]));
    let change = watch.next().await.unwrap();
    assert_eq!((change.revision, &*change.paths), (Revision(3), &[path!["r", "b"]][..]));
    // One that waits is woken.
    let (told, ()) = tokio::join!(watch.next(), write(&store, "d"));
    assert_eq!(told.unwrap().revision, Revision(4));
}

#[tokio::test]
async fn a_watch_that_fell_behind_says_so_once_and_goes_on() {
    let store = Store::in_memory(1);
    let mut watch = store.watch(Revision::ZERO);
    for _ in 0..=rampart_store::FEED_COMMITS_MAX {
        write(&store, "a").await;
    }
    assert_eq!(watch.next().await, Err(rampart_store::Lagged));
    assert_eq!(watch.revision(), store.revision());
    write(&store, "b").await;
    assert_eq!(&*watch.next().await.unwrap().paths, &[path!["r", "b"]]);
    assert_eq!(store.watch(Revision::ZERO).next().await, Err(rampart_store::Lagged));
}

#[tokio::test]
async fn counters_under_contention_and_faults_lose_nothing() {
    for seed in 0..20 {
        let faulty = Faulty::new(Memory::new(), seed);
        let store = over(faulty.clone()).await;
        faulty.set(Faults { conflict: 100, unavailable: 50, dawdle: 700, unknown: 0 });
        let tasks: Vec<_> = (0..4_u64)
            .map(|at| {
                let store = store.clone();
                tokio::spawn(async move {
                    for step in 0..10_u64 {
                        while increase(&store, &path!["count", (at + step) % 3]).await.is_none() {}
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        faulty.set(Faults::default());
        let rows = store.begin().scan::<Count>(&Range::all(), Page::first(9)).await.unwrap();
        assert_eq!(rows.iter().map(|(_, row)| row.number).sum::<u64>(), 40, "seed {seed}");
    }
}

/// One try to add one to a count.
async fn increase(store: &Store, path: &Path) -> Option<Revision> {
    let mut txn = store.begin();
    let number = txn.get::<Count>(path).await.ok()?.map_or(0, |count| count.number);
    txn.put(path, Count { number: number + 1, unknown: Unknown::NONE });
    txn.commit().await.ok()
}
