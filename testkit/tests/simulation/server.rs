//! One life of the server: wired as `rampart-server` does it, its workers called step by step.

use std::{path::Path, rc::Rc, sync::Arc, sync::atomic::Ordering};

use async_trait::async_trait;
use rampart_api::{
    Front,
    audit::{ChainId, Sizes, Trail, read, verify},
};
use rampart_authz::ServicePrincipal;
use rampart_identity::{
    Identity, account,
    replay::{Guard, MarkKey},
};
use rampart_rds::{
    intent::{Hand, HandFailed, News, Order, Report},
    keys::{KeyService, Movements},
    reconciler::{Host, Reconciler, Room},
};
use rampart_seal::KeyRing;
use rampart_server::gateway::Gateway;
use rampart_store::{
    Store, StoreOptions,
    backend::{
        faulty::{Faults, Faulty},
        redb::{OnBroken, Redb, RedbOptions},
    },
};
use rampart_testkit::{ACCOUNT, SERVER, Signer};
use rampart_vocab::{Clock, Entropy, SeededEntropy, chance};
use tokio::{sync::broadcast, task::LocalSet};

use crate::machine::{Machine, RESERVE};

/// Where the trail's files lie on their disk. Nothing of this name is on the real one.
pub(crate) const AUDIT: &str = "/nowhere/audit";
const RDS: &str = "rds.aliyuncs.com";
/// Calls in a thousand that let others go first.
const DAWDLE: u16 = 400;
/// Bytes after which a segment of the trail is closed: every few dozen records.
const SEGMENT_BYTES_MAX: u64 = 12_000;

pub(crate) struct Server {
    pub(crate) front: Rc<Front>,
    pub(crate) trail: Rc<Trail>,
    pub(crate) store: Store,
    pub(crate) rows: Faulty,
    pub(crate) reconciler: Reconciler,
    /// What goes on beside the calls: whoever answers the databases' key service.
    pub(crate) beside: LocalSet,
}

impl Server {
    /// Starts on what the machine holds.
    pub(crate) async fn start(machine: &Machine) -> Result<Self, String> {
        let chance = machine.seed.rotate_left(32) ^ machine.lives;
        let ring = KeyRing::generate(&SeededEntropy::new(machine.seed));
        let broken = Arc::clone(&machine.broken);
        let on_broken: OnBroken = Arc::new(move |_| broken.store(true, Ordering::SeqCst));
        let options =
            RedbOptions { on_broken, reserve_bytes: (RESERVE * 4096) as u64, page_cache_bytes: 4 << 20 };
        let redb = Redb::stepped(&machine.rows, options).map_err(text)?;
        let rows = Faulty::new(redb, chance ^ 1);
        let nonces = Arc::new(SeededEntropy::new(chance ^ 2));
        let store = Store::open(rows.clone(), ring, nonces, StoreOptions::default()).await.map_err(text)?;
        let clock: Arc<dyn Clock> = machine.clock.clone();
        let entropy: Rc<dyn Entropy> = Rc::new(SeededEntropy::new(chance ^ 3));

        let identity = Identity::open(&store, clock.as_ref(), entropy.as_ref()).await.map_err(text)?;
        let boot = format!("boot {}", machine.boots);
        let guard = Guard::open_in(machine.marks.opened(), &boot, MarkKey::new([3; 16]), clock.now())
            .map_err(text)?;
        let id = ChainId { server: SERVER, core: 0 };
        let sizes = Sizes { segment_bytes_max: SEGMENT_BYTES_MAX, reserve_bytes: 0 };
        let opened = Trail::open(
            Path::new(AUDIT),
            id,
            store.clone(),
            machine.logs.clone(),
            sizes,
            entropy.as_ref(),
            clock.now(),
        )
        .await
        .map_err(text)?;
        let damage: Vec<_> = opened.findings.iter().filter(|found| found.fault.is_tampering()).collect();
        assert!(damage.is_empty(), "a crash looks like other hands in the trail: {damage:?}");
        let trail = Rc::new(opened.trail);
        let services = rampart_testkit::services(&store, identity);
        let front =
            Rc::new(Front::new(services, clock.clone(), entropy.clone(), trail.clone(), Arc::new(guard)));

        let (gateway, desk) = Gateway::new(Movements::new());
        let beside = LocalSet::new();
        beside.spawn_local(desk.serve(
            front.clone(),
            clock.clone(),
            entropy.clone(),
            ServicePrincipal::new(RDS),
        ));
        let keys: Arc<dyn KeyService> = Arc::new(gateway);
        let hand = SlowHand { hand: machine.hand.clone(), chance: SeededEntropy::new(chance ^ 4) };
        let reconciler = Reconciler::new(Room {
            store: store.clone(),
            hand: Arc::new(hand),
            keys,
            tables: machine.desk.clone(),
            clock: clock.clone(),
            host: Host { id: SERVER, listen: vec![[127, 0, 0, 1].into()], certificate: Box::new(|| None) },
        });
        rows.set(Faults { dawdle: DAWDLE, ..Faults::default() });
        Ok(Self { front, trail, store, rows, reconciler, beside })
    }

    /// Founds the account; its own access key comes back.
    pub(crate) async fn found(machine: &Machine) -> Signer {
        let ring = KeyRing::generate(&SeededEntropy::new(machine.seed));
        let redb =
            Redb::stepped(&machine.rows, RedbOptions { reserve_bytes: 0, ..RedbOptions::default() }).unwrap();
        let chance = SeededEntropy::new(machine.seed ^ 7);
        let nonces = Arc::new(SeededEntropy::new(machine.seed ^ 8));
        let store = Store::open(redb, ring, nonces, StoreOptions::default()).await.unwrap();
        let mut txn = store.begin();
        let account = ACCOUNT.parse().unwrap();
        let root = account::found(&mut txn, account, machine.clock.as_ref(), &chance).await.unwrap().unwrap();
        txn.commit().await.unwrap();
        Signer {
            access_key_id: root.access_key_id.to_string(),
            secret: root.secret.expose_secret().to_owned(),
            token: None,
        }
    }

    /// These faults come from now on, beside the dawdling.
    pub(crate) fn set(&self, faults: Faults) {
        self.rows.set(Faults { dawdle: DAWDLE, ..faults });
    }

    /// Every record in the files.
    pub(crate) fn records(machine: &Machine) -> Vec<rampart_api::audit::Placed> {
        let (all, order) = (read::Filter::default(), read::Order::OldestFirst);
        let found = read::read_on(&*machine.logs, Path::new(AUDIT), &all, order, read::RECORDS_MAX).unwrap();
        assert!(!found.more, "a history has more records than one look gives");
        found.records
    }

    /// Holds the trail's files against what the store vouches for.
    pub(crate) async fn verify(&self, machine: &Machine) -> String {
        let anchors = verify::Anchor::load_all(&self.store).await.unwrap();
        let report = verify::verify_on(&*machine.logs, Path::new(AUDIT), Some(&anchors), &[]).unwrap();
        let damage: Vec<_> = report.findings.iter().filter(|found| found.fault.is_tampering()).collect();
        if damage.is_empty() { String::new() } else { format!("{damage:?}") }
    }
}

fn text(failed: impl ToString) -> String {
    failed.to_string()
}

/// The pretended hand, before and after whose deeds others have their turn, or the process its end.
struct SlowHand {
    hand: Arc<rampart_rds::fake::FakeHand>,
    chance: SeededEntropy,
}

impl SlowHand {
    async fn dawdle(&self) {
        let [turns] = chance::array(&self.chance);
        for _ in 0..turns % 4 {
            tokio::task::yield_now().await;
        }
    }
}

#[async_trait]
impl Hand for SlowHand {
    async fn carry_out(&self, order: Order) -> Result<Report, HandFailed> {
        self.dawdle().await;
        let report = self.hand.carry_out(order).await;
        self.dawdle().await;
        report
    }

    fn news(&self) -> broadcast::Receiver<News> {
        self.hand.news()
    }
}
