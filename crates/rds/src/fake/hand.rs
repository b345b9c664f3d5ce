//! A pretended hand: disks and engines in memory, with the refusals of the real one.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use rampart_vocab::DbInstanceId;
use tokio::sync::{broadcast, watch};

use super::{FakeDesk, FakeTables, Fuse};
use crate::intent::{
    AccountFacts, AccountKind, AccountName, Cidr, DatabaseFacts, DatabaseName, DiskFacts, DiskKey,
    EngineFacts, EngineKind, EngineSetup, EngineState, Grant, Hand, HandFailed, HostFacts, InstanceFacts,
    Intent, KeyStatus, News, Order, ProcessIdentity, Protection, Report, Verifier,
};

/// The pretended hand.
#[derive(Debug)]
pub struct FakeHand {
    state: Mutex<State>,
    fuse: Arc<Fuse>,
    desk: Option<Arc<FakeDesk>>,
    held: watch::Sender<Held>,
    news: broadcast::Sender<News>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Held {
    Nothing,
    Everything,
    /// Orders of this name.
    Only(&'static str),
}

#[derive(Debug, Default)]
struct State {
    instances: BTreeMap<DbInstanceId, FakeInstance>,
    failures: Option<HandFailed>,
    orders: Vec<(DbInstanceId, &'static str)>,
    processes: i32,
}

/// What the pretended hand has of one instance.
#[derive(Debug, Default)]
pub struct FakeInstance {
    disk: Option<FakeDisk>,
    data: bool,
    engine: Option<EngineFacts>,
    slow: bool,
    /// Its tables.
    pub tables: FakeTables,
    /// The allow list in force.
    pub allowed: Vec<Cidr>,
    /// Its accounts and the verifiers of their passwords.
    pub accounts: BTreeMap<AccountName, (AccountKind, String)>,
    /// What its accounts may do in which database.
    pub grants: BTreeMap<AccountName, Vec<Grant>>,
    /// Its databases and their owners, where they have any.
    pub databases: BTreeMap<DatabaseName, Option<AccountName>>,
    /// How often its disk was opened or made.
    pub openings: u64,
}

#[derive(Debug)]
struct FakeDisk {
    size_mib: u64,
    key: Option<DiskKey>,
    open: bool,
}

impl FakeInstance {
    /// Whether there is a disk.
    pub const fn has_disk(&self) -> bool {
        self.disk.is_some()
    }

    /// Whether the disk can be read.
    pub fn is_open(&self) -> bool {
        self.disk.as_ref().is_some_and(|disk| disk.open)
    }

    /// Whether the disk holds an engine's data.
    pub const fn has_data(&self) -> bool {
        self.data && self.disk.is_some()
    }

    /// Whether the engine runs.
    pub fn is_up(&self) -> bool {
        self.engine.as_ref().is_some_and(|engine| engine.state != EngineState::Stopped)
    }

    fn kind(&self) -> EngineKind {
        self.engine.as_ref().map_or(EngineKind::PostgreSql, |engine| engine.kind)
    }

    fn stop(&mut self) {
        if let Some(engine) = &mut self.engine {
            engine.state = EngineState::Stopped;
        }
        self.allowed.clear();
        self.tables.end();
    }

    fn facts(&self, id: &DbInstanceId) -> InstanceFacts {
        let disk = self.disk.as_ref().map(|disk| DiskFacts {
            encrypted: disk.key.is_some(),
            size_mib: disk.size_mib,
            present: true,
            attached: disk.open.then(|| "/dev/loop0".into()),
            mounted: disk.open,
            key: if disk.open && disk.key.is_some() { KeyStatus::Present } else { KeyStatus::Absent },
        });
        let mut engine = self.engine.clone();
        if let Some(engine) = &mut engine {
            engine.bars_tables = self.tables.barred && engine.kind == EngineKind::MariaDb;
        }
        InstanceFacts { id: id.clone(), user: None, disk, engine, trouble: None }
    }
}

impl FakeHand {
    /// A hand that has nothing yet.
    pub fn new(fuse: Arc<Fuse>) -> Self {
        let (held, news) = (watch::Sender::new(Held::Nothing), broadcast::Sender::new(16));
        Self { state: Mutex::default(), fuse, desk: None, held, news }
    }

    /// The same, whose engines have the keys of their tables from this desk and start only where it answers them.
    pub fn with_desk(fuse: Arc<Fuse>, desk: Arc<FakeDesk>) -> Self {
        Self { desk: Some(desk), ..Self::new(fuse) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets every order but looking fail so, or succeed again.
    pub fn fail_with(&self, failure: Option<HandFailed>) {
        self.state().failures = failure;
    }

    /// Lets every order wait, or go on.
    pub fn hold(&self, held: bool) {
        self.held.send_replace(if held { Held::Everything } else { Held::Nothing });
    }

    /// Lets every order of this name wait, and others go on.
    pub fn hold_only(&self, order: &'static str) {
        self.held.send_replace(Held::Only(order));
    }

    /// The machine restarts: engines are gone, disks closed.
    pub fn reboot(&self) {
        for instance in self.state().instances.values_mut() {
            instance.stop();
            if let Some(disk) = &mut instance.disk {
                disk.open = false;
            }
        }
    }

    /// An engine ends by itself.
    pub fn kill_engine(&self, id: &DbInstanceId) {
        if let Some(instance) = self.state().instances.get_mut(id).filter(|instance| instance.is_up()) {
            instance.stop();
            let _ = self.news.send(News::EngineEnded { id: id.clone() });
        }
    }

    /// Lets the instance's engine take long to accept connections when it starts, or do so at last.
    pub fn slow_down(&self, id: &DbInstanceId, slow: bool) {
        let mut state = self.state();
        let instance = state.instances.entry(id.clone()).or_default();
        instance.slow = slow;
        instance.set_accepting(!slow);
    }

    /// Takes away what the engine's tables need to be given keys, or puts it back.
    pub fn bar_tables(&self, id: &DbInstanceId, barred: bool) {
        self.state().instances.entry(id.clone()).or_default().tables.barred = barred;
    }

    /// Looks at an instance; an instance that the hand does not have has neither disk nor engine.
    pub fn with<T>(&self, id: &DbInstanceId, look: impl FnOnce(&FakeInstance) -> T) -> T {
        match self.state().instances.get(id) {
            Some(instance) => look(instance),
            None => look(&FakeInstance::default()),
        }
    }

    /// The orders since this was last asked, looks left out.
    pub fn take_orders(&self) -> Vec<&'static str> {
        std::mem::take(&mut self.state().orders).into_iter().map(|(_, order)| order).collect()
    }
}

#[async_trait]
impl Hand for FakeHand {
    async fn carry_out(&self, order: Order) -> Result<Report, HandFailed> {
        self.fuse.burn().await;
        // The sender lives as long as this hand.
        let waits = |held: &Held| match (held, &order) {
            (Held::Nothing, _) => false,
            (Held::Everything, _) => true,
            (Held::Only(held), Order::Instance { intent, .. }) => name(intent) == *held,
            (Held::Only(_), _) => false,
        };
        let _ = self.held.subscribe().wait_for(|held| !waits(held)).await;
        let report = {
            let mut state = self.state();
            match order {
                Order::Survey => Ok(Report::Survey(
                    state.instances.iter().map(|(id, instance)| instance.facts(id)).collect(),
                )),
                Order::Probe => {
                    Ok(Report::Host(HostFacts { root: true, capabilities: Vec::new(), engines: Vec::new() }))
                }
                Order::Instance { id, intent } => state.carry_out((self.desk.as_ref(), &id), intent),
            }
        };
        self.fuse.burn().await;
        report
    }

    fn news(&self) -> broadcast::Receiver<News> {
        self.news.subscribe()
    }
}

/// Whom an order concerns, and who answers its engine.
type Whose<'a> = (Option<&'a Arc<FakeDesk>>, &'a DbInstanceId);

impl State {
    fn carry_out(&mut self, whose: Whose<'_>, intent: Intent) -> Result<Report, HandFailed> {
        let (_, id) = whose;
        let name = name(&intent);
        if intent != Intent::Look {
            self.orders.push((id.clone(), name));
            if let Some(failure) = &self.failures {
                return Err(failure.clone());
            }
        }
        if intent == Intent::DestroyDisk {
            self.instances.remove(id);
            return Ok(Report::Done);
        }
        self.processes += 1;
        let process = ProcessIdentity { pid: self.processes, start_ticks: 1 };
        if intent == Intent::Look && !self.instances.contains_key(id) {
            return Ok(Report::Instance(FakeInstance::default().facts(id)));
        }
        let instance = self.instances.entry(id.clone()).or_default();
        instance
            .carry_out(whose, intent, process)?
            .map_or_else(|| Ok(Report::Instance(instance.facts(id))), Ok)
    }
}

impl FakeInstance {
    /// The report, where it is another than the facts.
    fn carry_out(
        &mut self,
        whose: Whose<'_>,
        intent: Intent,
        process: ProcessIdentity,
    ) -> Result<Option<Report>, HandFailed> {
        match intent {
            Intent::Look | Intent::DestroyDisk => {}
            Intent::PrepareDisk { size_mib, protection } => self.prepare(size_mib, protection)?,
            Intent::OpenDisk { protection } => self.open(protection)?,
            Intent::CloseDisk { .. } => {
                if self.is_up() {
                    return Err(HandFailed::EngineRunning);
                }
                self.disk.as_mut().ok_or(HandFailed::NoDisk)?.open = false;
            }
            Intent::KeyStatus => {
                let present = self.disk.as_ref().is_some_and(|disk| disk.open && disk.key.is_some());
                let status = if present { KeyStatus::Present } else { KeyStatus::Absent };
                return Ok(Some(Report::Key(status)));
            }
            Intent::InitialiseEngine(setup) => {
                self.must_be_open()?;
                self.data = true;
                self.engine.get_or_insert(facts(&setup, EngineState::Stopped));
            }
            Intent::StartEngine(setup) => {
                self.must_be_open()?;
                if !self.data {
                    return Err(HandFailed::NotInitialised);
                }
                if !self.is_up() {
                    self.tables.start(setup.kind, setup.tables.as_deref(), whose)?;
                    self.engine = Some(facts(&setup, EngineState::Running { process, accepting: true }));
                }
                if self.slow {
                    self.set_accepting(false);
                } else {
                    self.allowed = setup.access.allowed;
                }
            }
            Intent::StopEngine { .. } => self.stop(),
            other => return self.serve(whose, other).map(Some),
        }
        Ok(None)
    }

    fn prepare(&mut self, size_mib: u64, protection: Protection) -> Result<(), HandFailed> {
        if self.disk.is_some() {
            return self.open(protection);
        }
        let key = match protection {
            Protection::Encrypted(key) => Some(key),
            Protection::Plain => None,
        };
        self.disk = Some(FakeDisk { size_mib, key, open: true });
        self.openings += 1;
        Ok(())
    }

    fn open(&mut self, protection: Protection) -> Result<(), HandFailed> {
        let disk = self.disk.as_mut().ok_or(HandFailed::NoDisk)?;
        match (&disk.key, &protection) {
            (Some(own), Protection::Encrypted(key)) if own != key => return Err(HandFailed::WrongKey),
            (Some(_), Protection::Plain) => return Err(HandFailed::DiskMismatch("it is encrypted".into())),
            (None, Protection::Encrypted(_)) => return Err(HandFailed::DiskMismatch("it is plain".into())),
            _ => {}
        }
        disk.open = true;
        self.openings += 1;
        Ok(())
    }

    /// Whether it accepts connections, as far as it is slow to.
    fn set_accepting(&mut self, accepts: bool) {
        if let Some(EngineState::Running { accepting, .. }) = self.engine.as_mut().map(|it| &mut it.state) {
            *accepting = accepts;
        }
    }

    fn must_be_open(&self) -> Result<(), HandFailed> {
        if self.is_open() { Ok(()) } else { Err(HandFailed::DiskClosed) }
    }

    fn serve(&mut self, whose: Whose<'_>, intent: Intent) -> Result<Report, HandFailed> {
        if !self.is_up() {
            return Err(HandFailed::EngineStopped);
        }
        match intent {
            Intent::ApplyAccess(_) if self.slow => {
                return Err(HandFailed::EngineRefused("it does not accept connections".into()));
            }
            Intent::ApplyAccess(access) => {
                self.allowed = access.allowed;
                return Ok(Report::AccessApplied { restart_needed: false });
            }
            Intent::EncryptTables { version } => {
                return self.tables.encrypt(version, whose).map(Report::Tables);
            }
            Intent::PutAccount { name, verifier, kind, grants } => {
                match (&verifier, self.kind()) {
                    (Verifier::ScramSha256(_), EngineKind::PostgreSql) if grants.is_empty() => {}
                    (Verifier::NativePassword(_), EngineKind::MariaDb) => {}
                    (_, kind) => return Err(HandFailed::EngineRefused(format!("not for {kind:?}"))),
                }
                self.grants.insert(name.clone(), grants);
                let verifier = match &verifier {
                    Verifier::ScramSha256(verifier) => verifier.expose().to_owned(),
                    Verifier::NativePassword(verifier) => verifier.expose().to_owned(),
                };
                self.accounts.insert(name, (kind, verifier));
            }
            Intent::DropAccount { name } => {
                if self.databases.values().any(|owner| owner.as_ref() == Some(&name)) {
                    let why = "it owns a database".to_owned();
                    return Err(HandFailed::AccountInUse { name: name.to_string(), why });
                }
                self.accounts.remove(&name);
                self.grants.remove(&name);
            }
            Intent::PutDatabase { name, owner, .. } => {
                let stranger = match (self.kind(), &owner) {
                    (EngineKind::PostgreSql, None) => Some(String::new()),
                    (EngineKind::MariaDb, None) => None,
                    (_, Some(owner)) => (!self.accounts.contains_key(owner)).then(|| owner.to_string()),
                };
                if let Some(stranger) = stranger {
                    return Err(HandFailed::NoAccount(stranger));
                }
                self.databases.insert(name, owner);
            }
            Intent::DropDatabase { name } => drop(self.databases.remove(&name)),
            Intent::ListAccounts => {
                let facts = |(name, (kind, _)): (&AccountName, &(AccountKind, String))| AccountFacts {
                    name: name.clone(),
                    kind: *kind,
                };
                return Ok(Report::Accounts(self.accounts.iter().map(facts).collect()));
            }
            Intent::ListDatabases => {
                let facts = |(name, owner): (&DatabaseName, &Option<AccountName>)| DatabaseFacts {
                    name: name.to_string(),
                    owner: owner.clone(),
                    encoding: "UTF8".into(),
                    bytes: 0,
                };
                return Ok(Report::Databases(self.databases.iter().map(facts).collect()));
            }
            other => return Err(HandFailed::Malformed(name(&other).into())),
        }
        Ok(Report::Done)
    }
}

fn facts(setup: &EngineSetup, state: EngineState) -> EngineFacts {
    EngineFacts {
        kind: setup.kind,
        version: setup.version.clone(),
        port: Some(setup.port),
        state,
        tables: setup.tables.is_some(),
        bars_tables: false,
    }
}

const fn name(intent: &Intent) -> &'static str {
    match intent {
        Intent::Look => "Look",
        Intent::PrepareDisk { .. } => "PrepareDisk",
        Intent::OpenDisk { .. } => "OpenDisk",
        Intent::CloseDisk { .. } => "CloseDisk",
        Intent::DestroyDisk => "DestroyDisk",
        Intent::KeyStatus => "KeyStatus",
        Intent::InitialiseEngine(_) => "InitialiseEngine",
        Intent::StartEngine(_) => "StartEngine",
        Intent::StopEngine { .. } => "StopEngine",
        Intent::ApplyAccess(_) => "ApplyAccess",
        Intent::EncryptTables { .. } => "EncryptTables",
        Intent::PutAccount { .. } => "PutAccount",
        Intent::DropAccount { .. } => "DropAccount",
        Intent::ListAccounts => "ListAccounts",
        Intent::PutDatabase { .. } => "PutDatabase",
        Intent::DropDatabase { .. } => "DropDatabase",
        Intent::ListDatabases => "ListDatabases",
    }
}
