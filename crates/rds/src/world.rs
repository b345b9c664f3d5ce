//! A small world for tests: a store in memory, a pretended hand and key service, an account, and its wishes.

use std::sync::Arc;

use rampart_authz::{
    Action, Asked, Caller, Circumstances, Grant, Permitted, Principal, Resource, Rights, permit,
};
use rampart_seal::SecretString;
use rampart_store::{Page, Store, Txn};
use rampart_vocab::{
    AccountId, Arn, Clock, DbInstanceId, ManualClock, RegionId, RequestId, Revision, SeededEntropy, ServerId,
    Tag,
};

use crate::{
    accounts::{self, AccountRefused, NewAccount},
    action,
    databases::{self, DatabaseRefused, NewDatabase},
    fake::{FakeDesk, FakeHand, FakeKeys, Fuse},
    instances::{self, InstanceRefused, Moment, NewInstance, Site, TablesView, TdeAsked},
    intent::{AccountKind, Encoding, EngineKind},
    keys::EncryptionKeyId,
    reconciler::{Host, Reconciler, Room},
    records::{Database, DbAccount, Instance},
    resource::{DbInstance, DbInstances},
    rows,
};

pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) hand: Arc<FakeHand>,
    pub(crate) desk: Arc<FakeDesk>,
    pub(crate) keys: Arc<FakeKeys>,
    pub(crate) fuse: Arc<Fuse>,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) entropy: SeededEntropy,
    pub(crate) account: AccountId,
    pub(crate) region: RegionId,
    pub(crate) site: Site,
    pub(crate) key: EncryptionKeyId,
    pub(crate) role: Arn,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let (fuse, desk) = (Arc::new(Fuse::default()), Arc::new(FakeDesk::default()));
        let account = AccountId::new(1234567890123456).unwrap();
        let world = Self {
            store: Store::in_memory(seed),
            hand: Arc::new(FakeHand::with_desk(fuse.clone(), desk.clone())),
            desk,
            keys: Arc::new(FakeKeys::new(fuse.clone(), account)),
            fuse,
            clock: Arc::new(ManualClock::at("2026-01-01T00:00:00Z".parse().unwrap())),
            entropy: SeededEntropy::new(seed),
            account,
            region: "cn-hangzhou".parse().unwrap(),
            site: Site {
                host: ServerId::from_bytes([1; 16]),
                connection: "127.0.0.1".into(),
                ports: 15_000..=15_999,
                mysql: None,
                encrypts_disks: true,
            },
            key: "05754286-3ba2-4fa6-8d41-4323aca6e2c3".parse().unwrap(),
            role: "acs:ram::1234567890123456:role/aliyunrdsinstanceencryptiondefaultrole".parse().unwrap(),
        };
        world.keys.create(&world.key);
        world
    }

    pub(crate) fn reconciler(&self) -> Reconciler {
        self.reconciler_of(self.site.host)
    }

    pub(crate) fn reconciler_of(&self, id: ServerId) -> Reconciler {
        Reconciler::new(Room {
            store: self.store.clone(),
            hand: self.hand.clone(),
            keys: self.keys.clone(),
            tables: self.desk.clone(),
            clock: self.clock.clone(),
            host: Host { id, listen: vec![[127, 0, 0, 1].into()], certificate: Box::new(|| None) },
        })
    }

    pub(crate) fn moment(&self) -> Moment {
        Moment { now: self.clock.now(), cause: RequestId::new(&*self.clock, &self.entropy) }
    }

    pub(crate) fn ask(&self, encrypted: bool) -> NewInstance {
        NewInstance {
            description: "orders".into(),
            engine: EngineKind::PostgreSql,
            engine_version: "15".into(),
            presented: None,
            class: "pg.n2.2c.1m".into(),
            storage_gb: 20,
            port: None,
            encryption: encrypted.then(|| (self.key.clone(), self.role.clone())),
            networks: instances::parse_networks("127.0.0.1").unwrap(),
            deletion_protection: false,
            tags: vec![Tag::new("team", "db")],
            client_token: None,
            as_asked: Vec::new(),
        }
    }

    /// MariaDB.
    pub(crate) fn ask_tables(&self, encrypted: bool) -> NewInstance {
        let (engine, engine_version) = (EngineKind::MariaDb, "10.11".into());
        NewInstance { engine, engine_version, class: "mariadb.n2.2c.1m".into(), ..self.ask(encrypted) }
    }

    pub(crate) async fn enable_tde(
        &self,
        id: &DbInstanceId,
        key: &EncryptionKeyId,
    ) -> Result<(), InstanceRefused> {
        let mut txn = self.store.begin();
        let permit = self.found::<action::ModifyDBInstanceTDE>(&mut txn, id).await;
        let ask = TdeAsked { key: key.clone(), role: self.role.clone(), service_key: false };
        instances::enable_tde(&mut txn, &permit, ask, &self.moment())?;
        txn.commit().await.unwrap();
        Ok(())
    }

    pub(crate) async fn disable_tde(&self, id: &DbInstanceId) -> Result<(), InstanceRefused> {
        let mut txn = self.store.begin();
        instances::disable_tde(&self.found::<action::ModifyDBInstanceTDE>(&mut txn, id).await)
    }

    pub(crate) async fn tde(&self, id: &DbInstanceId) -> Option<TablesView> {
        let mut txn = self.store.begin();
        let permit = self.found::<action::DescribeDBInstanceTDE>(&mut txn, id).await;
        instances::tde(&permit).unwrap().tables
    }

    pub(crate) async fn try_create(&self, ask: NewInstance) -> Result<Instance, InstanceRefused> {
        let permit = self.root(DbInstances::with_new(&self.region, self.account, ask.encryption.is_some()));
        let mut txn = self.store.begin();
        let made = (&*self.clock as &dyn Clock, &self.entropy as &dyn rampart_vocab::Entropy);
        let instance =
            instances::create_instance(&mut txn, &permit, ask, &self.site, &self.moment(), made).await?;
        txn.commit().await.unwrap();
        Ok(instance)
    }

    pub(crate) async fn create(&self, encrypted: bool) -> DbInstanceId {
        self.try_create(self.ask(encrypted)).await.unwrap().id
    }

    /// What the account itself is permitted: everything.
    pub(crate) fn root<A: Action, R: Resource>(&self, resource: R) -> Permitted<A, R> {
        let caller =
            Caller { account: self.account, principal: Principal::Account, access_key: None, session: None };
        let rights = Rights { epoch: Revision::ZERO, grant: Grant::Root };
        let circumstances = Circumstances {
            now: self.clock.now(),
            source_ip: None,
            secure_transport: true,
            given: Vec::new(),
        };
        permit(Asked { caller: &caller, rights: &rights, circumstances: &circumstances }, resource).unwrap()
    }

    pub(crate) async fn found<A: Action>(
        &self,
        txn: &mut Txn,
        id: &DbInstanceId,
    ) -> Permitted<A, DbInstance> {
        self.root(DbInstance::look_up(txn, &self.region, self.account, id).await.unwrap())
    }

    pub(crate) async fn instance(&self, id: &DbInstanceId) -> Option<Instance> {
        let row = self.store.begin().get::<Instance>(&rows::instance(self.account, id)).await.unwrap();
        row.map(|row| row.cloned())
    }

    pub(crate) async fn accounts(&self, id: &DbInstanceId) -> Vec<DbAccount> {
        let range = rows::accounts(self.account, id);
        let found = self.store.begin().scan::<DbAccount>(&range, Page::first(100)).await.unwrap();
        found.into_iter().map(|(_, row)| row.cloned()).collect()
    }

    pub(crate) async fn databases(&self, id: &DbInstanceId) -> Vec<Database> {
        let range = rows::databases(self.account, id);
        let found = self.store.begin().scan::<Database>(&range, Page::first(100)).await.unwrap();
        found.into_iter().map(|(_, row)| row.cloned()).collect()
    }

    pub(crate) async fn create_account(&self, id: &DbInstanceId, name: &str) -> Result<(), AccountRefused> {
        self.create_account_of(id, name, AccountKind::Normal).await
    }

    pub(crate) async fn create_account_of(
        &self,
        id: &DbInstanceId,
        name: &str,
        kind: AccountKind,
    ) -> Result<(), AccountRefused> {
        let mut txn = self.store.begin();
        let permit = self.found::<action::CreateAccount>(&mut txn, id).await;
        let password = SecretString::from_string("Passw0rd!".to_owned());
        let ask = NewAccount { name, password: &password, kind, description: "" };
        accounts::create_account(&mut txn, &permit, ask, &self.moment(), &self.entropy).await?;
        txn.commit().await.unwrap();
        Ok(())
    }

    pub(crate) async fn delete_account(&self, id: &DbInstanceId, name: &str) -> Result<(), AccountRefused> {
        let mut txn = self.store.begin();
        let permit = self.found::<action::DeleteAccount>(&mut txn, id).await;
        accounts::delete_account(&mut txn, &permit, name).await?;
        txn.commit().await.unwrap();
        Ok(())
    }

    pub(crate) async fn create_database(&self, id: &DbInstanceId, name: &str) -> Result<(), DatabaseRefused> {
        self.create_database_of(id, name, None, Encoding::Utf8).await
    }

    pub(crate) async fn create_database_of(
        &self,
        id: &DbInstanceId,
        name: &str,
        owner: Option<&str>,
        encoding: Encoding,
    ) -> Result<(), DatabaseRefused> {
        let mut txn = self.store.begin();
        let permit = self.found::<action::CreateDatabase>(&mut txn, id).await;
        let ask = NewDatabase { name, owner, encoding, description: "" };
        databases::create_database(&mut txn, &permit, ask, &self.moment()).await?;
        txn.commit().await.unwrap();
        Ok(())
    }

    pub(crate) async fn delete_database(&self, id: &DbInstanceId, name: &str) -> Result<(), DatabaseRefused> {
        let mut txn = self.store.begin();
        let permit = self.found::<action::DeleteDatabase>(&mut txn, id).await;
        databases::delete_database(&mut txn, &permit, name).await?;
        txn.commit().await.unwrap();
        Ok(())
    }
}

macro_rules! wishes {
    ($($name:ident: $action:ident => $function:ident;)*) => {
        impl World {$(
            pub(crate) async fn $name(&self, id: &DbInstanceId) -> Result<(), InstanceRefused> {
                let mut txn = self.store.begin();
                let permit = self.found::<action::$action>(&mut txn, id).await;
                instances::$function(&mut txn, &permit, &self.moment())?;
                txn.commit().await.unwrap();
                Ok(())
            }
        )*}
    };
}

wishes! {
    delete: DeleteDBInstance => delete_instance;
    destroy: DestroyDBInstance => destroy_instance;
    recover: RecoveryDBInstance => recover_instance;
    restart: RestartDBInstance => restart_instance;
    rotate_tde: ModifyDBInstanceTDE => rotate_tde;
    start: StartDBInstance => start_instance;
    stop: StopDBInstance => stop_instance;
}
