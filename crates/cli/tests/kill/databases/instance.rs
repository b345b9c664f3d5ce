//! One instance: what was asked of it by the API and what of that must stand.

use std::{
    process::Command,
    sync::Mutex,
    thread,
    time::{Duration, Instant},
};

use rampart_client::{CallFailed, Service};
use serde_json::Value;

use super::{
    Work,
    machine::{LOOK_EVERY, Machine, Process, blocks_with, files_with},
    rows::Dialled,
};
use crate::{
    caller::{Caller, rows, text},
    server::Home,
};

pub(super) const OWNER: &str = "owner";
pub(super) const DATABASE: &str = "orders";
pub(super) const PASSWORD: &str = "Secret-1234";
const ROLE: &str = "aliyunrdsinstanceencryptiondefaultrole";
/// How long a database may take to come to rest by itself on a machine that does something else.
const PATIENCE: Duration = Duration::from_secs(180);
/// How far each table space is, as the engine tells it, and what its clients do.
const SPACES: &str = "SELECT s.NAME, e.* FROM information_schema.INNODB_SYS_TABLESPACES s LEFT JOIN \
                      information_schema.INNODB_TABLESPACES_ENCRYPTION e ON e.SPACE = s.SPACE; SHOW FULL PROCESSLIST";

/// The API, as the root account asks it.
pub(super) struct Api<'a> {
    home: &'a Home,
    /// Whoever waits for an answer here is not asked twice at once.
    root: Mutex<Caller>,
}

impl<'a> Api<'a> {
    pub(super) fn of(home: &'a Home) -> Self {
        Self { home, root: Mutex::new(Caller::new(&home.endpoint(), &home.root())) }
    }

    pub(super) fn authorise(&self, home: &Home) {
        let done = home.run(&["authorize", "rds"]);
        assert!(done.status.success(), "{done:?}");
    }

    fn call(&self, operation: &str, params: &[(&str, &str)]) -> Result<Value, CallFailed> {
        self.root.lock().unwrap().call(Service::Rds, operation, params)
    }

    #[track_caller]
    fn done(&self, operation: &str, params: &[(&str, &str)]) -> Value {
        self.call(operation, params).unwrap_or_else(|failed| panic!("{operation} {params:?}: {failed}"))
    }

    fn key(&self) -> String {
        let made = self.root.lock().unwrap().done(Service::Kms, "CreateKey", &[]);
        text(&made["KeyMetadata"]["KeyId"]).to_owned()
    }

    fn role(&self) -> String {
        let told = self.root.lock().unwrap().done(Service::Sts, "GetCallerIdentity", &[]);
        format!("acs:ram::{}:role/{ROLE}", text(&told["AccountId"]))
    }
}

/// What is known of an instance.
pub(super) struct Instance {
    /// Its description, by which it is found though its making had no answer.
    name: String,
    /// The keys of its disk, if that is encrypted, and of its tables.
    disk_key: Option<String>,
    encrypted_disk: bool,
    id: Option<String>,
    port: u16,
    /// The version of its tables' keys that it must have at least; none before TDE was asked for.
    version: Option<u64>,
    /// The engine as it ran before the work.
    before: Option<Process>,
}

impl Instance {
    pub(super) fn new(number: usize, encrypted_disk: bool) -> Self {
        Self {
            name: format!("killed-{number}"),
            disk_key: None,
            encrypted_disk,
            id: None,
            port: 0,
            version: None,
            before: None,
        }
    }

    pub(super) fn dialled(&self) -> Dialled {
        Dialled(self.port)
    }

    fn id(&self) -> &str {
        self.id.as_deref().expect("it was made")
    }

    /// The work's one call.
    pub(super) fn ask(&mut self, api: &Api<'_>, work: Work) -> Result<(), CallFailed> {
        let asked = match work {
            Work::Create => return self.create(api),
            Work::EnableTde => {
                let (id, role) = (self.id().to_owned(), api.role());
                api.call(
                    "ModifyDBInstanceTDE",
                    &[("DBInstanceId", &id), ("TDEStatus", "Enabled"), ("RoleArn", &role)],
                )
            }
            Work::Rotate => {
                let rotate = [("DBInstanceId", self.id()), ("TDEStatus", "Enabled"), ("IsRotate", "true")];
                api.call("ModifyDBInstanceTDE", &rotate)
            }
            Work::Restart => api.call("RestartDBInstance", &[("DBInstanceId", self.id())]),
        };
        asked.map(drop)
    }

    fn create(&mut self, api: &Api<'_>) -> Result<(), CallFailed> {
        let mut asked = vec![
            ("RegionId", "cn-hangzhou"),
            ("Engine", "MySQL"),
            ("EngineVersion", "8.0"),
            ("DBInstanceClass", "mysql.n2.medium.1"),
            ("DBInstanceStorage", "1"),
            ("DBInstanceStorageType", "cloud_essd"),
            ("DBInstanceNetType", "Intranet"),
            ("PayType", "Postpaid"),
            ("SecurityIPList", "127.0.0.1"),
        ];
        asked.push(("DBInstanceDescription", &self.name));
        let role;
        if self.encrypted_disk {
            let key = self.disk_key.get_or_insert_with(|| api.key());
            role = api.role();
            asked.extend([("EncryptionKey", key.as_str()), ("RoleARN", &role)]);
        }
        let made = api.call("CreateDBInstance", &asked)?;
        self.id = Some(text(&made["DBInstanceId"]).to_owned());
        self.port = text(&made["Port"]).parse().unwrap();
        Ok(())
    }

    /// Whether what was asked for stands; what was acknowledged must.
    pub(super) fn stands(&mut self, api: &Api<'_>, work: Work, cut_off: bool) -> bool {
        let stands = match work {
            Work::Create => self.found(api),
            Work::EnableTde => self.tde(api)["TDEMode"] != "Unknown",
            Work::Rotate => !cut_off || self.rotates(api),
            // A restart that had no answer may have been done: asking for one more does no harm.
            Work::Restart => !cut_off,
        };
        assert!(stands || cut_off, "{work:?} was acknowledged and does not stand");
        match work {
            Work::EnableTde if stands => self.version = Some(1),
            Work::Rotate if stands => self.version = self.version.map(|version| version + 1),
            _ => {}
        }
        stands
    }

    fn found(&mut self, api: &Api<'_>) -> bool {
        let listed = api.done("DescribeDBInstances", &[("RegionId", "cn-hangzhou")]);
        let listed = rows(&listed["Items"]["DBInstance"]);
        let Some(ours) = listed.iter().find(|one| one["DBInstanceDescription"] == *self.name) else {
            return false;
        };
        let id = text(&ours["DBInstanceId"]);
        assert!(self.id.as_deref().is_none_or(|made| made == id), "acknowledged {:?}, found {id}", self.id);
        self.id = Some(id.to_owned());
        let told = text(&self.attribute(api)["Port"]).parse().unwrap();
        assert!(self.port == 0 || self.port == told, "acknowledged port {}, found {told}", self.port);
        self.port = told;
        true
    }

    /// Whether a rotation that had no answer is on its way or done.
    fn rotates(&self, api: &Api<'_>) -> bool {
        let told = self.tde(api);
        told["KeyVersion"].as_u64() > self.version || told["State"] != "Encrypted"
    }

    fn attribute(&self, api: &Api<'_>) -> Value {
        let told = api.done("DescribeDBInstanceAttribute", &[("DBInstanceId", self.id())]);
        told["Items"]["DBInstanceAttribute"][0].clone()
    }

    fn tde(&self, api: &Api<'_>) -> Value {
        api.done("DescribeDBInstanceTDE", &[("DBInstanceId", self.id())])
    }

    /// Until it rests and answers, with nobody's help.
    pub(super) fn await_settled(&mut self, api: &Api<'_>, machine: &Machine, work: Work) {
        let before = self.before.filter(|_| work == Work::Restart);
        let deadline = Instant::now() + PATIENCE;
        loop {
            let (attribute, tde, engines) = (self.attribute(api), self.tde(api), machine.engines());
            let rests = attribute["DBInstanceStatus"] == "Running"
                && self.version.is_none_or(|version| is_encrypted(&tde, version))
                && engines.len() == 1
                && self.answers(api, engines[0])
                && before != engines.first().copied();
            if rests {
                self.before = engines.first().copied();
                return;
            }
            let happened = || api.done("DescribeEvents", &[("RegionId", "cn-hangzhou")]);
            let spaces = || engines.first().and_then(|&engine| self.own_word(api, engine, SPACES));
            assert!(
                Instant::now() < deadline,
                "it does not come to rest: {attribute:#} {tde:#} {engines:?} {:?} {:#}",
                spaces(),
                happened()
            );
            thread::sleep(LOOK_EVERY);
        }
    }

    /// Makes the account and the database that the rows go into.
    pub(super) fn furnish(&self, api: &Api<'_>) {
        let on = ("DBInstanceId", self.id());
        let account = [on, ("AccountName", OWNER), ("AccountPassword", PASSWORD), ("AccountType", "Super")];
        api.done("CreateAccount", &account);
        api.done("CreateDatabase", &[on, ("DBName", DATABASE), ("CharacterSetName", "utf8mb4")]);
        let deadline = Instant::now() + PATIENCE;
        loop {
            let accounts = api.done("DescribeAccounts", &[on]);
            let databases = api.done("DescribeDatabases", &[on]);
            if accounts["Accounts"]["DBInstanceAccount"][0]["AccountStatus"] == "Available"
                && databases["Databases"]["Database"][0]["DBStatus"] == "Running"
            {
                return;
            }
            assert!(Instant::now() < deadline, "{accounts:#} {databases:#}");
            thread::sleep(LOOK_EVERY);
        }
    }

    /// What must hold of one that rests.
    pub(super) fn check(&self, api: &Api<'_>, machine: &Machine, marker: &str) {
        machine.check_one(api.home);
        let Some(version) = self.version else {
            let found = files_with(marker, api.home.path());
            assert!(!found.is_empty(), "the search finds what is not encrypted");
            return;
        };
        assert!(is_encrypted(&self.tde(api), version));
        let engine = machine.engines()[0];
        let open = self.own_word(
            api,
            engine,
            &format!(
                "SELECT COALESCE(GROUP_CONCAT(s.NAME), '') FROM information_schema.INNODB_SYS_TABLESPACES s LEFT JOIN \
                 information_schema.INNODB_TABLESPACES_ENCRYPTION e ON e.SPACE = s.SPACE AND e.ENCRYPTION_SCHEME = 1 \
                 AND e.MIN_KEY_VERSION >= {version} WHERE e.SPACE IS NULL AND s.NAME <> 'innodb_temporary'"
            ),
        );
        assert_eq!(open.as_deref(), Some(""), "table spaces that are not encrypted under version {version}");
        let found = files_with(marker, api.home.path());
        let lie = || blocks_with(marker, &api.home.instances().join(self.id()).join("image"));
        assert!(found.is_empty(), "rows that can be read: {found:?}, in the image {}", lie());
    }

    fn answers(&self, api: &Api<'_>, engine: Process) -> bool {
        self.own_word(api, engine, "SELECT 1").as_deref() == Some("1")
    }

    /// What the engine says to its own user.
    fn own_word(&self, api: &Api<'_>, engine: Process, statement: &str) -> Option<String> {
        use std::os::unix::process::CommandExt as _;
        let socket = api.home.instances().join(self.id()).join("run/s");
        let user = format!("rampart-db-{}", engine.uid);
        let mut client = Command::new("mariadb");
        client.args(["--no-defaults", "-N", "-B", "-u", &user, "-e", statement]);
        client.arg(format!("--socket={}", socket.display())).uid(engine.uid).gid(engine.uid);
        let said = client.output().unwrap();
        said.status.success().then(|| String::from_utf8(said.stdout).unwrap().trim_end().to_owned())
    }

    /// Deletes it and empties the bin.
    pub(super) fn destroy(self, api: &Api<'_>, machine: &Machine) {
        let on = ("DBInstanceId", self.id());
        api.done("DeleteDBInstance", &[on]);
        api.done("DestroyDBInstance", &[on, ("RegionId", "cn-hangzhou")]);
        let deadline = Instant::now() + PATIENCE;
        while api.home.instances().join(self.id()).exists() || !machine.processes().is_empty() {
            assert!(Instant::now() < deadline, "it is not destroyed");
            thread::sleep(LOOK_EVERY);
        }
    }
}

fn is_encrypted(tde: &Value, version: u64) -> bool {
    tde["TDEStatus"] == "Enabled"
        && tde["State"] == "Encrypted"
        && tde["KeyVersion"].as_u64() >= Some(version)
}
