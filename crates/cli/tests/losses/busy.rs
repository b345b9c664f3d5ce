//! An engine at work that asks for its keys again and again, its cache's time being over, while the right to them is gone
//! and the server goes and comes.

use std::{
    sync::atomic::{AtomicBool, AtomicU32, Ordering},
    thread,
};

use crate::{
    bench::{Bench, until},
    instance::{Engine, Instance},
    look,
    loss::Loss,
    table::Stand,
};

/// What is done between one event and the next.
const STATEMENTS: u32 = 15;

pub(crate) fn a_busy_engine_whose_right_is_gone_runs_on_whatever_becomes_of_the_server() {
    let mut bench = Bench::start();
    let instance = Instance::create(&bench, Engine::MariaDb, None);
    instance.prepare(&bench);
    instance.encrypt_tables(&bench, &bench.new_key());
    instance.until_encrypted(&bench);
    instance.sql("create table busy (n int)").unwrap();
    // Whatever it remembers of its keys is too old at once.
    for age in ["cache_timeout", "cache_version_timeout"] {
        instance.rule(&bench, &format!("SET GLOBAL hashicorp_key_management_{age} = 1"));
    }
    let engine = instance.engines(&bench);

    let (done, enough) = (AtomicU32::new(0), AtomicBool::new(false));
    thread::scope(|scope| {
        let work = scope.spawn(|| {
            while !enough.load(Ordering::Relaxed) {
                let n = done.load(Ordering::Relaxed);
                let table = format!("create table t{n} (n int) engine = InnoDB; drop table t{n}; ");
                instance.sql(&format!("{table} insert into busy values ({n})")).unwrap();
                done.store(n + 1, Ordering::Relaxed);
            }
        });
        let works = |when: &str| {
            let goal = done.load(Ordering::Relaxed) + STATEMENTS;
            until(&format!("it works {when}"), || {
                assert!(!work.is_finished(), "the engine failed {when}");
                let now = done.load(Ordering::Relaxed);
                if now >= goal { Ok(()) } else { Err(format!("{now} of {goal}")) }
            });
        };
        works("with its right");
        Loss::PolicyDetached.take(&bench, &[]);
        until("it is warned", || look::stands(&bench, &instance, Stand::Warned, "kms:Decrypt"));
        works("without its right");
        bench.stop(false);
        works("while the server is away");
        bench.serve();
        until("it is warned again", || look::stands(&bench, &instance, Stand::Warned, "kms:Decrypt"));
        works("with a server that may not open its keys");
        bench.kill();
        works("after the server was killed");
        bench.serve();
        works("with another server that may not open its keys");
        enough.store(true, Ordering::Relaxed);
    });
    assert_eq!(instance.engines(&bench), engine, "it is the same engine");

    instance.die(&bench);
    until("its next start is refused", || look::stands(&bench, &instance, Stand::Refused, "kms:Decrypt"));
    Loss::PolicyDetached.give_back(&bench, &[]);
    until("it is back", || look::stands(&bench, &instance, Stand::Well, ""));
    let rows = done.load(Ordering::Relaxed).to_string();
    assert_eq!(instance.sql("select count(distinct n) from busy"), Ok(rows));
}
