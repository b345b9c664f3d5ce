//! A whole server in memory for tests: the real front, real signatures, a clock and chance of the test's own.
//!
//! Nothing below the front is pretended but the disk: rows stand in memory. A test speaks the API and nothing else, so
//! it holds whatever is behind it.
//!
//! ```
//! let world = rampart_testkit::World::new();
//! let root = world.root();
//! let key = world.call(&root, "kms", "CreateKey", &[]).unwrap();
//! let id = key["KeyMetadata"]["KeyId"].as_str().unwrap();
//! let refused = world.call(&root, "kms", "DescribeKey", &[("KeyId", "none")]).unwrap_err();
//! assert_eq!((refused.status, refused.code.as_str()), (404, "Forbidden.KeyNotFound"));
//! # let _ = id;
//! ```

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends when its world breaks"
)]

mod check;
mod signer;

use std::{cell::Cell, num::NonZeroU32, path::PathBuf, rc::Rc, sync::Arc, time::Duration};

use rampart_api::{
    Asked, Front, KEY_GRACE, KeysDestroyed, Rates, Services, SurelyPast, TableKeysAt, Throttle,
    audit::{ChainId, Placed, Sizes, SystemDisk, Trail, lookup::Lookup, read},
};
use rampart_authz::ServicePrincipal;
use rampart_identity::{
    Identity, account,
    replay::{Guard, MarkKey},
};
use rampart_kms::{Kms, ServiceKeys};
use rampart_rds::instances::Site;
use rampart_store::Store;
use rampart_vocab::{
    AccountId, Clock, Entropy, ManualClock, SeededEntropy, ServerId, Tag, Timestamp,
    authorize_rds::SERVICE as RDS,
};
use rampart_wire::{Service, SigningKey, signature};
use serde_json::Value;
use tempfile::TempDir;
use tokio::{runtime::Runtime, task::LocalSet};

pub use check::{Expected, done, refused};
pub use signer::Signer;

/// The account that every world has.
pub const ACCOUNT: &str = "1234567890123456";
/// The region that every world is.
pub const REGION: &str = "cn-hangzhou";
/// The server of every world.
pub const SERVER: ServerId = ServerId::from_bytes([7; 16]);
/// The host that clients call.
const HOST: &str = "rampart.test";

/// A server in memory.
pub struct World {
    front: Front,
    trail: Rc<Trail>,
    store: Store,
    clock: Arc<ManualClock>,
    root: Signer,
    nonce: Cell<u64>,
    folder: TempDir,
    local: LocalSet,
    runtime: Runtime,
}

/// An error answer.
#[derive(Debug)]
pub struct Refused {
    /// HTTP status.
    pub status: u16,
    /// The vendor's code.
    pub code: String,
    /// The vendor's text.
    pub message: String,
    /// The whole answer.
    pub body: Box<Value>,
}

impl World {
    /// A new world with one account, on 1 January 2026.
    pub fn new() -> Self {
        Self::seeded(1)
    }

    /// A world whose chance follows from `seed`.
    pub fn seeded(seed: u64) -> Self {
        Self::made(seed, Store::in_memory(seed), None, true)
    }

    /// A world over rows that a test holds as well, such as some that misbehave.
    pub fn on(store: Store) -> Self {
        Self::made(1, store, None, true)
    }

    /// A world in which this version of MariaDB serves in MySQL's place.
    pub fn with_mysql(mariadb: &str) -> Self {
        Self::made(1, Store::in_memory(1), Some(mariadb), true)
    }

    /// A world whose server was not started as root, so that it makes no encrypted disks.
    pub fn without_root() -> Self {
        Self::made(1, Store::in_memory(1), None, false)
    }

    /// The same world, in which an account and an access key may call so often a second; 0 is no limit.
    #[must_use]
    pub fn throttled(self, account: u32, access_key: u32) -> Self {
        let rates = Rates { account: NonZeroU32::new(account), access_key: NonZeroU32::new(access_key) };
        Self { front: self.front.throttled(Arc::new(Throttle::new(rates))), ..self }
    }

    fn made(seed: u64, store: Store, mysql: Option<&str>, encrypts_disks: bool) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let local = LocalSet::new();
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at("2026-01-01T00:00:00Z".parse().unwrap()));
        let entropy = Rc::new(SeededEntropy::new(seed));
        let site = site(mysql, encrypts_disks);
        let (front, trail, root) =
            local.block_on(&runtime, found(&store, &folder, Arc::clone(&clock), Rc::clone(&entropy), site));
        Self { front, trail, store, clock, root, nonce: Cell::new(0), folder, local, runtime }
    }

    /// The account itself.
    pub fn root(&self) -> Signer {
        self.root.clone()
    }

    /// A RAM user with an access key and the policy given as a document, if any.
    pub fn user(&self, name: &str, policy: Option<&str>) -> Signer {
        let root = self.root();
        self.call(&root, "ram", "CreateUser", &[("UserName", name)]).expect("a user");
        if let Some(document) = policy {
            self.grant(name, document);
        }
        let made = self.call(&root, "ram", "CreateAccessKey", &[("UserName", name)]).expect("an access key");
        Signer::of(&made["AccessKey"])
    }

    /// Attaches one more policy to a user.
    pub fn grant(&self, user: &str, document: &str) {
        let root = self.root();
        let name = format!("granted-{}", self.next());
        self.call(&root, "ram", "CreatePolicy", &[("PolicyName", &name), ("PolicyDocument", document)])
            .expect("a policy");
        let attach = [("PolicyType", "Custom"), ("PolicyName", name.as_str()), ("UserName", user)];
        self.call(&root, "ram", "AttachPolicyToUser", &attach).expect("an attachment");
    }

    /// A key made by the account itself.
    pub fn key(&self) -> String {
        let made = self.call(&self.root(), "kms", "CreateKey", &[]).expect("a key");
        made["KeyMetadata"]["KeyId"].as_str().unwrap().to_owned()
    }

    /// Calls an operation as `who`, signed by ACS3 and sent as a form.
    ///
    /// # Errors
    /// What the server refuses.
    pub fn call(
        &self,
        who: &Signer,
        service: &str,
        operation: &str,
        params: &[(&str, &str)],
    ) -> Result<Value, Refused> {
        self.run(self.call_async(who, service, operation, params))
    }

    /// As [`World::call`], for several calls at once.
    ///
    /// # Errors
    /// What the server refuses.
    pub async fn call_async(
        &self,
        who: &Signer,
        service: &str,
        operation: &str,
        params: &[(&str, &str)],
    ) -> Result<Value, Refused> {
        let service = service_of(service);
        let nonce = format!("nonce-{}", self.next());
        let call = signature::Unsigned {
            host: HOST,
            version: service.version(),
            action: operation,
            params,
            at: self.clock.now(),
            nonce: &nonce,
        };
        let key = SigningKey::new(who.secret.as_bytes());
        let credentials = signature::Credentials {
            access_key_id: &who.access_key_id,
            key: &key,
            security_token: who.token.as_deref(),
        };
        let signed = signature::sign_acs3(&call, &credentials).expect("a signable call");
        self.send(&Asked {
            method: "POST",
            path: "/",
            query: "",
            headers: &signed.headers,
            body: Some(&signed.body),
            source_ip: Some([127, 0, 0, 1].into()),
            secure_transport: true,
            plain_http_taken: true,
        })
        .await
    }

    /// Sends a request as it is.
    ///
    /// # Errors
    /// What the server refuses.
    pub async fn send(&self, asked: &Asked<'_>) -> Result<Value, Refused> {
        let reply = self.front.answer(*asked).await;
        let body: Value = serde_json::from_slice(&reply.body).expect("an answer in JSON");
        if reply.status == 200 {
            return Ok(body);
        }
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        Err(Refused {
            status: reply.status,
            code: text("Code"),
            message: text("Message"),
            body: Box::new(body),
        })
    }

    /// Sends a request as it is and answers its status alone, whatever form the answer has.
    pub async fn status(&self, asked: &Asked<'_>) -> u16 {
        self.front.answer(*asked).await.status
    }

    /// Runs something in the world's event loop.
    pub fn run<T>(&self, work: impl Future<Output = T>) -> T {
        self.local.block_on(&self.runtime, work)
    }

    /// Has the worker that destroys keys come once, in a server that runs since then and has looked at its clock every
    /// hour.
    pub fn destroy_due_keys(&self, running_since: Timestamp) -> KeysDestroyed {
        let mut past = SurelyPast::new(KEY_GRACE);
        let run_for = Duration::try_from(self.clock.now().duration_since(running_since)).unwrap_or_default();
        let hours = run_for.as_secs() / 3_600;
        for whole in (0..=hours).map(|hour| Duration::from_secs(hour * 3_600)) {
            past.look(whole, running_since + whole);
        }
        let until = past.look(run_for, self.clock.now());
        until.map_or_else(KeysDestroyed::default, |until| self.destroy_keys_past(until))
    }

    /// Has it come once, with everything past up to a date.
    pub fn destroy_keys_past(&self, until: Timestamp) -> KeysDestroyed {
        self.run(self.front.destroy_due_keys(until)).expect("a pass")
    }

    /// Moves time.
    pub fn advance_seconds(&self, seconds: i64) {
        self.clock.advance_ms(seconds * 1000);
    }

    /// The clock.
    pub fn clock(&self) -> &ManualClock {
        &self.clock
    }

    /// The rows.
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// The account's ARN of a resource.
    pub fn arn(&self, service: &str, resource: &str) -> String {
        format!("acs:{service}:{REGION}:{ACCOUNT}:{resource}")
    }

    /// The audit trail, oldest first, as JSON for people.
    pub fn audited(&self) -> Vec<Value> {
        self.run(async { self.trail.settle().await.expect("a settled trail") });
        let folder = self.folder.path().join("audit");
        let found =
            read::read(&folder, &read::Filter::default(), read::Order::OldestFirst, read::RECORDS_MAX);
        found.expect("a trail").records.iter().map(Placed::to_json).collect()
    }

    /// Where the audit trail's files lie.
    pub fn audit_folder(&self) -> PathBuf {
        self.folder.path().join("audit")
    }

    fn next(&self) -> u64 {
        self.nonce.set(self.nonce.get() + 1);
        self.nonce.get()
    }
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}

async fn found(
    store: &Store,
    folder: &TempDir,
    clock: Arc<ManualClock>,
    entropy: Rc<SeededEntropy>,
    site: Site,
) -> (Front, Rc<Trail>, Signer) {
    let account: AccountId = ACCOUNT.parse().unwrap();
    let mut txn = store.begin();
    let root = account::found(&mut txn, account, clock.as_ref(), entropy.as_ref()).await.unwrap().unwrap();
    txn.commit().await.unwrap();
    let identity = Identity::open(store, clock.as_ref(), entropy.as_ref()).await.unwrap();
    let id = ChainId { server: SERVER, core: 0 };
    let disk = Arc::new(SystemDisk);
    // No space is kept back: a test makes many worlds.
    let sizes = Sizes { reserve_bytes: 0, ..Sizes::default() };
    let audit = folder.path().join("audit");
    let opened =
        Trail::open(&audit, id, store.clone(), disk, sizes, entropy.as_ref(), clock.now()).await.unwrap();
    let trail = Rc::new(opened.trail);
    let guard = Guard::open(
        &folder.path().join("replay"),
        "boot",
        MarkKey::new([3; 16]),
        "2025-12-31T00:00:00Z".parse().unwrap(),
    );
    let lookup = Arc::new(Lookup::new(Arc::new(SystemDisk), audit));
    let services = Services { site: Arc::new(site), trail: lookup, ..services(store, identity) };
    let chance: Rc<dyn Entropy> = entropy;
    let front = Front::new(services, clock, chance, Rc::clone(&trail), Arc::new(guard.unwrap()));
    let root = Signer {
        access_key_id: root.access_key_id.to_string(),
        secret: root.secret.expose_secret().to_owned(),
        token: None,
    };
    (front, trail, root)
}

/// What a front works with: one server, and where it stands.
pub fn services(store: &Store, identity: Identity) -> Services {
    let mark = Tag::new(Tag::RDS_INSTANCE_ENCRYPTION, "true");
    Services {
        store: store.clone(),
        identity: Arc::new(identity),
        kms: Arc::new(Kms::new()),
        rds_keys: Arc::new(ServiceKeys::of(&ServicePrincipal::new(RDS), Some(mark)).unwrap()),
        table_keys: Arc::new(TableKeysAt {
            bases: vec!["https://keys.rampart.test:20443".to_owned()],
            beyond_loopback: true,
            ca_pem: "PEM".to_owned(),
        }),
        site: Arc::new(site(None, true)),
        trail: Arc::new(Lookup::new(Arc::new(SystemDisk), PathBuf::new())),
        region: REGION.parse().unwrap(),
        server: SERVER,
    }
}

fn site(mysql: Option<&str>, encrypts_disks: bool) -> Site {
    let (connection, mysql) = ("127.0.0.1".into(), mysql.map(Into::into));
    Site { host: SERVER, connection, ports: 15_000..=15_999, mysql, encrypts_disks }
}

/// The service of this code.
pub fn service_of(name: &str) -> Service {
    match Service::ALL.into_iter().find(|service| service.code() == name) {
        Some(service) => service,
        None => panic!("no service `{name}`"),
    }
}
