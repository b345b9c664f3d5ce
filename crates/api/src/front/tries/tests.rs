//! What becomes of a commit whose answer is lost before it takes place.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use rampart_seal::KeyRing;
use rampart_store::{
    Page, Path, Range, Store, StoreOptions,
    backend::{Backend, Batch, Observer, Outcome, Snapshot, StoredRow, Unavailable, memory::Memory},
};
use rampart_testkit::{World, done, refused};
use rampart_vocab::{Revision, SeededEntropy};
use serde_json::Value;
use tokio::sync::Notify;

/// Rows in memory; the answer to one commit is lost, and it stands in line until a test lets it through.
#[derive(Clone, Default)]
struct Late(Arc<Line>);

#[derive(Default)]
struct Line {
    memory: Memory,
    loses_next: AtomicBool,
    /// What happens behind the back of whoever first looks whether the change stands, and has seen that it does not.
    then: Mutex<Option<Then>>,
    held: Mutex<Option<Batch>>,
    looked_for: Notify,
    go_on: Notify,
}

#[derive(Clone, Copy)]
enum Then {
    /// It takes place.
    Lands,
    /// A test has its turn.
    Waits,
}

impl Late {
    async fn open(&self) -> Store {
        let entropy = Arc::new(SeededEntropy::new(1));
        let ring = KeyRing::generate(&*entropy);
        Store::open(self.clone(), ring, entropy, StoreOptions::default()).await.unwrap()
    }

    fn lose_next(&self, then: Then) {
        *self.0.then.lock().unwrap() = Some(then);
        self.0.loses_next.store(true, Ordering::SeqCst);
    }

    /// What becomes of the commit in line, if there is one.
    async fn land(&self) -> Option<Outcome> {
        let held = self.0.held.lock().unwrap().take();
        match held {
            Some(batch) => Some(self.0.memory.commit(batch).await),
            None => None,
        }
    }

    async fn looked_for(&self) {
        let then = self.0.held.lock().unwrap().as_ref().and_then(|_| self.0.then.lock().unwrap().take());
        match then {
            None => {}
            Some(Then::Lands) => drop(self.land().await),
            Some(Then::Waits) => {
                self.0.looked_for.notify_one();
                self.0.go_on.notified().await;
            }
        }
    }
}

#[async_trait]
impl Backend for Late {
    async fn snapshot(&self) -> Result<Box<dyn Snapshot>, Unavailable> {
        Ok(Box::new(Seen { rows: self.0.memory.snapshot().await?, late: self.clone() }))
    }

    async fn commit(&self, batch: Batch) -> Outcome {
        if self.0.loses_next.swap(false, Ordering::SeqCst) {
            *self.0.held.lock().unwrap() = Some(batch);
            return Outcome::Unknown;
        }
        self.0.memory.commit(batch).await
    }

    async fn watch(&self, observer: Arc<dyn Observer>) -> Result<Revision, Unavailable> {
        self.0.memory.watch(observer).await
    }
}

struct Seen {
    rows: Box<dyn Snapshot>,
    late: Late,
}

#[async_trait]
impl Snapshot for Seen {
    fn revision(&self) -> Revision {
        self.rows.revision()
    }

    async fn get(&self, path: &Path) -> Result<Option<StoredRow>, Unavailable> {
        let found = self.rows.get(path).await?;
        if path.segments().next().is_some_and(|first| first == "outbox") {
            self.late.looked_for().await;
        }
        Ok(found)
    }

    async fn scan(&self, range: &Range, page: &Page) -> Result<Vec<(Path, StoredRow)>, Unavailable> {
        self.rows.scan(range, page).await
    }
}

fn world() -> (World, Late) {
    let late = Late::default();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    (World::on(runtime.block_on(late.open())), late)
}

/// Whether the calls of an operation were done, by the trail.
fn outcomes(world: &World, operation: &str) -> Vec<Value> {
    let of = |record: &Value| record["operation"] == operation;
    world.audited().into_iter().filter(of).map(|record| record["outcome"]["ok"].clone()).collect()
}

#[test]
fn a_change_that_was_made_is_never_told_as_refused() {
    let (world, late) = world();
    let root = world.root();
    late.lose_next(Then::Lands);
    // The second try meets what the first one made.
    let lost = refused(503, "ServiceUnavailable");
    lost.holds("CreateUser", world.call(&root, "ram", "CreateUser", &[("UserName", "bob")]));
    done().holds("GetUser", world.call(&root, "ram", "GetUser", &[("UserName", "bob")]));
    assert_eq!(outcomes(&world, "CreateUser"), [true]);
}

#[test]
fn a_change_that_was_told_as_refused_is_never_made() {
    let (world, late) = world();
    let until = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"ram:CreateUser","Resource":"*",
        "Condition":{"DateLessThan":{"acs:CurrentTime":"2026-01-01T01:00:00Z"}}}]}"#;
    let alice = world.user("alice", Some(until));
    late.lose_next(Then::Waits);
    let late_hour = async {
        late.0.looked_for.notified().await;
        world.advance_seconds(2 * 3_600);
        late.0.go_on.notify_one();
    };
    let call = world.call_async(&alice, "ram", "CreateUser", &[("UserName", "bob")]);
    let (told, ()) = world.run(async { tokio::join!(call, late_hour) });
    refused(403, "NoPermission").holds("CreateUser", told);
    assert_eq!(world.run(late.land()), Some(Outcome::Conflict));
    let gone = refused(404, "EntityNotExist.User");
    gone.holds("GetUser", world.call(&world.root(), "ram", "GetUser", &[("UserName", "bob")]));
    assert_eq!(outcomes(&world, "CreateUser"), [true, false], "alice, bob");
}
