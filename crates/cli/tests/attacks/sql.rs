//! An account of one instance, tried against another of the same server.

use std::process::Command;

use rampart_client::Service;

use crate::{
    bench::{self, Bench, text, until},
    instance::{Engine, Instance},
};

const PASSWORD: &str = "Only-0n-One!";

/// One statement as an account, by TCP.
fn ask(engine: Engine, at: &(String, String), user: &str, database: &str) -> Result<String, String> {
    let (host, port) = at;
    let mut client = match engine {
        Engine::PostgreSql => {
            let mut client = Command::new("psql");
            client.env("PGPASSWORD", PASSWORD).env("PGCONNECT_TIMEOUT", "5").args(["-X", "-At", "-U", user]);
            client.args(["-d", database, "-h", host, "-p", port, "-c", "select 1"]);
            client
        }
        Engine::MariaDb => {
            let mut client = Command::new("mariadb");
            client.env("MYSQL_PWD", PASSWORD).args(["--no-defaults", "--protocol=tcp", "-N", "-B"]);
            client.args(["--connect-timeout=5", "-h", host, "-P", port, "-u", user]);
            client.args(["-D", database, "-e", "select 1"]);
            client
        }
    };
    let ended = client.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    if ended.status.success() { Ok(text(&ended.stdout)) } else { Err(text(&ended.stderr)) }
}

#[test]
fn an_account_of_one_instance_is_nobody_on_another() {
    if bench::lacks("accounts across instances") {
        return;
    }
    let bench = Bench::start();
    for engine in [Engine::PostgreSql, Engine::MariaDb] {
        let (one, other) = (Instance::create(&bench, engine, None), Instance::create(&bench, engine, None));
        one.prepare(&bench);
        other.prepare(&bench);
        let account = [
            ("DBInstanceId", one.id.as_str()),
            ("AccountName", "alice"),
            ("AccountPassword", PASSWORD),
            ("AccountType", "Super"),
        ];
        bench.done(Service::Rds, "CreateAccount", &account);
        let at = |instance: &Instance| {
            let told = instance.attribute(&bench);
            (text(&told["ConnectionString"]).to_owned(), text(&told["Port"]).to_owned())
        };
        let (own, others) = (at(&one), at(&other));
        assert_ne!(own, others);
        until("the account is there", || ask(engine, &own, "alice", "app").map(drop));
        // By its own name, by one that is there with another password, and as the engine's own ruler.
        let ruler = if engine == Engine::PostgreSql { "rampart" } else { "root" };
        for (user, database) in [("alice", "app"), ("app", "app"), (ruler, "app"), ("", "app")] {
            let refused = ask(engine, &others, user, database);
            assert!(refused.is_err(), "{engine:?} {user}: {refused:?}");
            assert!(user == "alice" || ask(engine, &own, user, database).is_err(), "{engine:?} {user}");
        }
        assert_eq!(ask(engine, &own, "alice", "app"), Ok("1".to_owned()), "the control");
        assert_eq!(other.sql("select 1"), Ok("1".to_owned()), "the control");
    }
}
