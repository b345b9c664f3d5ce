//! RDS through the front, signed as clients sign: a case a line. Only the hand, and the keys it asks for, are pretended.

mod accounts;
mod attachments;
mod authorised;
mod bin;
mod clients;
mod create;
mod doors;
mod encryption;
mod grants;
mod mysql;
mod network;
mod power;
mod service_key;
mod tags;
mod tde;

use std::sync::Arc;

use rampart_rds::{
    fake::{FakeDesk, FakeHand, FakeKeys, Fuse},
    reconciler::{Host, Reconciler, Room, Track, Why},
};
use rampart_testkit::{ACCOUNT, Expected, Signer, World, done};
use rampart_vocab::{Clock, ManualClock, ServerId};
use serde_json::Value;

/// What a caller without the right is told.
const DENIED: Expected = rampart_testkit::refused(403, "Forbidden.RAM");
/// What is told of an instance that is not there.
const NOT_FOUND: Expected = rampart_testkit::refused(404, "InvalidDBInstanceId.NotFound");
/// Well formed, and nobody's.
const NO_INSTANCE: &str = "pgm-0000000000000000";
const ROLE: &str = "AliyunRDSInstanceEncryptionDefaultRole";
const ROLE_POLICY: &str = "AliyunRDSInstanceEncryptionRolePolicy";
const TRUST_RDS: &str = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
    "Principal":{"Service":"rds.aliyuncs.com"}}]}"#;
const MARIADB: (&str, &str) = ("MariaDB", "10.11");
const MYSQL: (&str, &str) = ("MySQL", "8.0");
/// What every CreateDBInstance says here.
const PLAIN: &[(&str, &str)] = &[
    ("RegionId", "cn-hangzhou"),
    ("Engine", "PostgreSQL"),
    ("EngineVersion", "15.0"),
    ("DBInstanceClass", "pg.n2.2c.1m"),
    ("DBInstanceStorage", "20"),
    ("DBInstanceNetType", "Intranet"),
    ("PayType", "Postpaid"),
    ("SecurityIPList", "127.0.0.1"),
];

/// A server, the account itself as caller, and a hand that carries wishes out when told to.
struct Stage {
    world: World,
    root: Signer,
    hand: Arc<FakeHand>,
    keys: Arc<FakeKeys>,
    desk: Arc<FakeDesk>,
}

impl Stage {
    fn new() -> Self {
        Self::of(World::new())
    }

    /// The same, with MariaDB in MySQL's place.
    fn with_mysql() -> Self {
        Self::of(World::with_mysql("10.11"))
    }

    /// The same, on a server that makes no encrypted disks.
    fn without_root() -> Self {
        Self::of(World::without_root())
    }

    fn of(world: World) -> Self {
        let (fuse, desk) = (Arc::new(Fuse::default()), Arc::new(FakeDesk::default()));
        let hand = Arc::new(FakeHand::with_desk(fuse.clone(), desk.clone()));
        let keys = Arc::new(FakeKeys::new(fuse, ACCOUNT.parse().unwrap()));
        Self { root: world.root(), world, hand, keys, desk }
    }

    /// One case; the answer of a call that was done comes back, else nothing.
    #[track_caller]
    fn check_as(&self, who: &Signer, operation: &str, params: &[(&str, &str)], expected: Expected) -> Value {
        let answer = self.world.call(who, "rds", operation, params);
        // Ids grow with time; so does the order of lists.
        self.world.clock().advance_ms(1);
        expected.holds(&format!("{operation} {params:?}"), answer).unwrap_or_default()
    }

    /// The same, asked by the account itself.
    #[track_caller]
    fn check(&self, operation: &str, params: &[(&str, &str)], expected: Expected) -> Value {
        self.check_as(&self.root, operation, params, expected)
    }

    #[track_caller]
    fn done(&self, operation: &str, params: &[(&str, &str)]) -> Value {
        self.check(operation, params, done())
    }

    /// As [`Stage::check`], of one instance.
    #[track_caller]
    fn on(&self, id: &str, operation: &str, others: &[(&str, &str)], expected: Expected) -> Value {
        let mut params = vec![("DBInstanceId", id)];
        params.extend_from_slice(others);
        self.check(operation, &params, expected)
    }

    /// The id of a new instance of another engine.
    #[track_caller]
    fn create_of(&self, (engine, version): (&str, &str), others: &[(&str, &str)]) -> String {
        let mut params = PLAIN.to_vec();
        params.retain(|(name, _)| !matches!(*name, "Engine" | "EngineVersion"));
        params.extend([("Engine", engine), ("EngineVersion", version)]);
        text(&self.done("CreateDBInstance", &[&params, others].concat())["DBInstanceId"])
    }

    /// A running instance of MariaDB.
    #[track_caller]
    fn mariadb(&self) -> String {
        let id = self.create_of(MARIADB, &[]);
        self.carry_out(&id);
        id
    }

    /// Has RDS' own key be there for the pretended key service too, and answers its id.
    fn own_key(&self) -> String {
        let named = [("KeyId", "alias/acs/rds")];
        let told = self.world.call(&self.root, "kms", "DescribeKey", &named).unwrap();
        let key = text(&told["KeyMetadata"]["KeyId"]);
        self.keys.create(&key.parse().unwrap());
        self.keys.set_marked(&key.parse().unwrap(), true);
        key
    }

    /// A new instance's id.
    #[track_caller]
    fn create(&self, others: &[(&str, &str)]) -> String {
        text(&self.done("CreateDBInstance", &[PLAIN, others].concat())["DBInstanceId"])
    }

    /// A key that RDS can find too.
    fn key(&self) -> String {
        let id = self.world.key();
        self.keys.create(&id.parse().unwrap());
        id
    }

    /// The default role's ARN, the role made.
    fn role(&self) -> String {
        let params = [("RoleName", ROLE), ("AssumeRolePolicyDocument", TRUST_RDS)];
        // It may be there already.
        let _ = self.world.call(&self.root, "ram", "CreateRole", &params);
        format!("acs:ram::{ACCOUNT}:role/{ROLE}")
    }

    /// The same, and RDS let in by it: what `rampart authorize rds` does.
    fn authorise(&self) -> String {
        let arn = self.role();
        let policy = [("PolicyType", "System"), ("PolicyName", ROLE_POLICY), ("RoleName", ROLE)];
        self.world.call(&self.root, "ram", "AttachPolicyToRole", &policy).unwrap();
        arn
    }

    /// An encrypted instance and its key.
    #[track_caller]
    fn encrypted(&self) -> (String, String) {
        let (role, key) = (self.role(), self.key());
        (self.create(&[("RoleARN", &role), ("EncryptionKey", &key)]), key)
    }

    /// A running plain instance.
    #[track_caller]
    fn running(&self) -> String {
        let id = self.create(&[]);
        self.carry_out(&id);
        id
    }

    /// Has everything that is wished for the instance carried out.
    fn carry_out(&self, id: &str) {
        let reconciler = Reconciler::new(Room {
            store: self.world.store().clone(),
            hand: self.hand.clone(),
            keys: self.keys.clone(),
            tables: self.desk.clone(),
            clock: Arc::new(ManualClock::at(self.world.clock().now())),
            host: Host {
                id: ServerId::from_bytes([7; 16]),
                listen: vec![[127, 0, 0, 1].into()],
                certificate: Box::new(|| None),
            },
        });
        let (account, id) = (ACCOUNT.parse().unwrap(), id.parse().unwrap());
        self.world
            .run(async { reconciler.pass(account, &id, Why::Change, &mut Track::default()).await })
            .unwrap();
    }

    /// A field of DescribeDBInstanceAttribute.
    #[track_caller]
    fn told(&self, id: &str, field: &str) -> Value {
        let answer = self.on(id, "DescribeDBInstanceAttribute", &[], done());
        answer["Items"]["DBInstanceAttribute"][0][field].clone()
    }

    #[track_caller]
    fn status(&self, id: &str) -> String {
        text(&self.told(id, "DBInstanceStatus"))
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// A policy that allows these actions on everything.
fn allows(actions: &[&str]) -> String {
    let actions = serde_json::to_string(actions).unwrap();
    format!(r#"{{"Version":"1","Statement":[{{"Effect":"Allow","Action":{actions},"Resource":"*"}}]}}"#)
}
