//! An instance of the server's: made, asked, and written into by an ordinary client.

use std::{
    collections::BTreeSet,
    os::unix::{fs::MetadataExt as _, process::CommandExt as _},
    path::PathBuf,
    process::Command,
};

use rampart_client::Service;
use serde_json::Value;

use crate::bench::{Bench, text, until};

const PASSWORD: &str = "Losses-3x4mple!";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    PostgreSql,
    MariaDb,
}

/// How it is reached, which never changes in its life.
pub(crate) struct Instance {
    pub(crate) id: String,
    pub(crate) engine: Engine,
    host: String,
    port: String,
}

impl Instance {
    /// Asks for one; its disk is encrypted where there is a key.
    pub(crate) fn create(bench: &Bench, engine: Engine, key: Option<&str>) -> Self {
        let (name, version, class) = match engine {
            Engine::PostgreSql => ("PostgreSQL", "15.0", "pg.n2.1c.1m"),
            Engine::MariaDb => ("MariaDB", "10.11", "mariadb.n2.1c.1m"),
        };
        let role = bench.role_arn();
        let mut params = vec![
            ("Engine", name),
            ("EngineVersion", version),
            ("DBInstanceClass", class),
            ("DBInstanceStorageType", "cloud_essd"),
            ("DBInstanceStorage", "2"),
            ("PayType", "Postpaid"),
            ("DBInstanceNetType", "Intranet"),
            ("SecurityIPList", "127.0.0.1"),
        ];
        if let Some(key) = key {
            params.extend([("EncryptionKey", key), ("RoleARN", &role)]);
        }
        let made = bench.done(Service::Rds, "CreateDBInstance", &params);
        let of = |name: &str| text(&made[name]).to_owned();
        Self { id: of("DBInstanceId"), engine, host: of("ConnectionString"), port: of("Port") }
    }

    /// Once it runs, an account and a database to write into, both `app`.
    pub(crate) fn prepare(&self, bench: &Bench) {
        self.until_running(bench);
        let of = |more: &[(&str, &str)]| {
            let on = [("DBInstanceId", self.id.as_str())];
            on.iter()
                .chain(more)
                .map(|(name, value)| (name.to_string(), value.to_string()))
                .collect::<Vec<_>>()
        };
        let call = |operation: &str, more: &[(&str, &str)]| {
            let params = of(more);
            let params: Vec<_> = params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            bench.done(Service::Rds, operation, &params)
        };
        let account = [("AccountName", "app"), ("AccountPassword", PASSWORD), ("AccountType", "Super")];
        call("CreateAccount", &account);
        let set = if self.engine == Engine::PostgreSql { "UTF8" } else { "utf8mb4" };
        call("CreateDatabase", &[("DBName", "app"), ("CharacterSetName", set)]);
        until("account and database are there", || self.sql("select 1").map(drop));
    }

    /// Asks for encrypted tables.
    pub(crate) fn encrypt_tables(&self, bench: &Bench, key: &str) {
        let role = bench.role_arn();
        let params = [("TDEStatus", "Enabled"), ("EncryptionKey", key), ("RoleArn", role.as_str())];
        let on = [("DBInstanceId", self.id.as_str())];
        bench.done(Service::Rds, "ModifyDBInstanceTDE", &[&on[..], &params].concat());
    }

    /// Waits for the engine's own word that every table space is encrypted.
    pub(crate) fn until_encrypted(&self, bench: &Bench) {
        until("every table is encrypted", || {
            let told = bench.done(Service::Rds, "DescribeDBInstanceTDE", &[("DBInstanceId", &self.id)]);
            if told["State"] == "Encrypted" { Ok(()) } else { Err(told.to_string()) }
        });
        self.until_running(bench);
    }

    pub(crate) fn until_running(&self, bench: &Bench) {
        until("it is Running", || {
            let told = self.attribute(bench);
            if told["DBInstanceStatus"] == "Running" { Ok(()) } else { Err(told.to_string()) }
        });
    }

    pub(crate) fn attribute(&self, bench: &Bench) -> Value {
        let told = bench.done(Service::Rds, "DescribeDBInstanceAttribute", &[("DBInstanceId", &self.id)]);
        told["Items"]["DBInstanceAttribute"][0].clone()
    }

    /// Asks for a restart.
    pub(crate) fn restart(&self, bench: &Bench) {
        bench.done(Service::Rds, "RestartDBInstance", &[("DBInstanceId", &self.id)]);
    }

    /// Has the engine die, if it runs. A restart, from which it would not come back either, is refused before.
    pub(crate) fn die(&self, bench: &Bench) {
        let asked = bench.call(Service::Rds, "RestartDBInstance", &[("DBInstanceId", &self.id)]);
        let refused = asked.expect_err("a restart that it would not come back from is refused");
        let code = refused.refusal().map(|refusal| refusal.code.as_str());
        let codes = ["OperationDenied.DBInstanceStatus", "IncorrectDBInstanceLockMode"];
        assert!(code.is_some_and(|code| codes.contains(&code)), "{refused}");
        for engine in self.engines(bench) {
            assert!(Command::new("kill").args(["-9", &engine.to_string()]).status().unwrap().success());
        }
    }

    /// A statement, as an ordinary client.
    pub(crate) fn sql(&self, statement: &str) -> Result<String, String> {
        let ended = self.client().arg(statement).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        if ended.status.success() { Ok(text(&ended.stdout)) } else { Err(text(&ended.stderr)) }
    }

    /// A statement as the engine's own ruler, over its control socket.
    pub(crate) fn rule(&self, bench: &Bench, statement: &str) -> String {
        let socket = self.folder(bench).join("run/s");
        let owner = std::fs::metadata(&socket).unwrap();
        let named = Command::new("stat").args(["-c", "%U"]).arg(&socket).output().unwrap();
        let user = String::from_utf8(named.stdout).unwrap().trim().to_owned();
        let mut command = Command::new("mariadb");
        command.uid(owner.uid()).gid(owner.gid()).current_dir("/").args([
            "--no-defaults",
            "-N",
            "-B",
            "-e",
            statement,
        ]);
        let ended = command.arg(format!("--user={user}")).arg("--socket").arg(socket).output().unwrap();
        assert!(ended.status.success(), "{statement}: {ended:?}");
        String::from_utf8(ended.stdout).unwrap().trim().to_owned()
    }

    /// The client's command line, but for the statement.
    pub(crate) fn client(&self) -> Command {
        let mut command = Command::new(if self.engine == Engine::PostgreSql { "psql" } else { "mariadb" });
        match self.engine {
            Engine::PostgreSql => command
                .env("PGPASSWORD", PASSWORD)
                .env("PGCONNECT_TIMEOUT", "3")
                .args(["-X", "-At", "-v", "ON_ERROR_STOP=1", "-U", "app", "-d", "app", "-p", &self.port])
                .args(["-h", &self.host, "-c"]),
            Engine::MariaDb => command
                .env("MYSQL_PWD", PASSWORD)
                .args(["--no-defaults", "--protocol=tcp", "--connect-timeout=3", "-N", "-B", "-u", "app"])
                .args(["-D", "app", "-P", &self.port, "-h", &self.host, "-e"]),
        };
        command
    }

    pub(crate) fn folder(&self, bench: &Bench) -> PathBuf {
        bench.data().join("instances").join(&self.id)
    }

    /// The engine's first process.
    pub(crate) fn engines(&self, bench: &Bench) -> BTreeSet<u32> {
        let folder = self.folder(bench).to_str().unwrap().to_owned();
        let is_engine = |pid: &u32| {
            let line = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
            let line = String::from_utf8_lossy(&line);
            let program = line.split('\0').next().unwrap_or_default();
            (program.ends_with("/postgres") || program.ends_with("/mariadbd")) && line.contains(&folder)
        };
        let all = std::fs::read_dir("/proc").unwrap();
        all.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()).filter(is_engine).collect()
    }
}
