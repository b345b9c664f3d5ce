//! One row of the table after another, on the same instances.

use std::collections::BTreeSet;

use rampart_server::SystemClock;
use rampart_vocab::{Clock as _, Timestamp};

use crate::{
    bench::{Bench, until},
    instance::{Engine, Instance},
    look,
    table::{self, Kind, Row, SUBJECTS, Stand, When},
};

/// A server with the five instances.
pub(crate) struct Cells {
    bench: Bench,
    subjects: Vec<Subject>,
}

struct Subject {
    kind: &'static Kind,
    instance: Instance,
    /// The key that is lost.
    key: String,
    /// Rows that were written into it.
    rows: u32,
}

impl Cells {
    pub(crate) fn new() -> Self {
        let bench = Bench::start();
        let mut subjects: Vec<Subject> = SUBJECTS.iter().map(|kind| Subject::create(&bench, kind)).collect();
        for subject in &mut subjects {
            subject.instance.prepare(&bench);
            subject.instance.sql("create table kept (n int)").unwrap();
        }
        let encrypted: Vec<_> = subjects.iter_mut().filter(|subject| subject.kind.tables).collect();
        for subject in &encrypted {
            let key = if subject.kind.loses_tables { subject.key.clone() } else { bench.new_key() };
            subject.instance.encrypt_tables(&bench, &key);
        }
        for subject in &encrypted {
            subject.instance.until_encrypted(&bench);
        }
        Self { bench, subjects }
    }

    /// Loses, lets happen what the row says, gives back.
    pub(crate) fn run(&mut self, row: &Row) {
        let Row(loss, when, stands) = row;
        let (told, foretold) = loss.words();
        let began = SystemClock.now();
        let before: Vec<_> =
            self.subjects.iter().map(|subject| look::events(&self.bench, &subject.instance)).collect();
        let engines = self.engines();
        self.write(|_| true);

        loss.take(&self.bench, &self.keys());
        self.foretell(row, foretold);
        self.until_stand(row, &table::at_once(*loss), told);
        match when {
            When::Running => {}
            When::EngineDead => self.subjects.iter().for_each(|it| it.instance.die(&self.bench)),
            When::ServerAgain => self.serve_again(false, &table::at_once(*loss)),
            When::AllAgain => self.serve_again(true, &table::at_once(*loss)),
        }
        self.until_stand(row, stands, told);
        self.foretell(row, foretold);
        self.write(|subject| stands[subject].serves());
        self.is_recorded(row, began);

        loss.give_back(&self.bench, &self.keys());
        self.until_stand(row, &[Stand::Well; SUBJECTS.len()], "");
        self.nothing_is_lost(row);
        self.ran_on(row, &engines);
        self.is_told(row, &before);
        println!("{loss:?}, {when:?}: {stands:?}, {} s", SystemClock.now().duration_since(began).as_secs());
    }

    /// `rampart status` knows what the next start would come to.
    fn foretell(&self, Row(loss, when, _): &Row, words: &str) {
        let next_start = look::next_starts(&self.bench);
        for subject in &self.subjects {
            let why = next_start(&subject.instance);
            let knows = why.as_ref().is_some_and(|why| why.contains(words));
            assert!(
                knows,
                "{loss:?}, {when:?}, {}: status says of the next start: {why:?}",
                subject.kind.name
            );
        }
    }

    fn until_stand(&self, Row(loss, when, _): &Row, stands: &[Stand], words: &str) {
        let mut left: Vec<usize> = (0..self.subjects.len()).collect();
        until(&format!("{loss:?}, {when:?}: {stands:?}"), || {
            let mut seen = Vec::new();
            left.retain(|at| {
                let subject = &self.subjects[*at];
                let stands = look::stands(&self.bench, &subject.instance, stands[*at], words);
                seen.extend(stands.as_ref().err().map(|seen| format!("\n  {}: {seen}", subject.kind.name)));
                stands.is_err()
            });
            if left.is_empty() { Ok(()) } else { Err(seen.concat()) }
        });
    }

    /// The server ends and comes back; what serves, serves meanwhile.
    fn serve_again(&mut self, databases: bool, stands: &[Stand]) {
        self.bench.stop(databases);
        self.write(|subject| !databases && stands[subject].serves());
        self.bench.serve();
    }

    /// A row into each of these.
    fn write(&mut self, which: impl Fn(usize) -> bool) {
        for (at, subject) in self.subjects.iter_mut().enumerate().filter(|(at, _)| which(*at)) {
            let row = format!("insert into kept values ({})", subject.rows);
            subject.instance.sql(&row).unwrap_or_else(|why| panic!("{at} {}: {why}", subject.kind.name));
            subject.rows += 1;
        }
    }

    fn nothing_is_lost(&self, Row(loss, when, _): &Row) {
        for Subject { kind, instance, rows, .. } in &self.subjects {
            let found = instance.sql("select count(distinct n) from kept");
            assert_eq!(found, Ok(rows.to_string()), "{loss:?}, {when:?}, {}", kind.name);
        }
        let next_start = look::next_starts(&self.bench);
        for subject in &self.subjects {
            assert_eq!(next_start(&subject.instance), None, "{loss:?}, {when:?}, {}", subject.kind.name);
        }
    }

    fn engines(&self) -> Vec<BTreeSet<u32>> {
        self.subjects.iter().map(|subject| subject.instance.engines(&self.bench)).collect()
    }

    /// What was to serve through all of it is the same process still.
    fn ran_on(&self, Row(loss, when, stands): &Row, before: &[BTreeSet<u32>]) {
        for (at, now) in self.engines().iter().enumerate() {
            let name = self.subjects[at].kind.name;
            assert_eq!(
                now.is_disjoint(&before[at]),
                !stands[at].serves(),
                "{loss:?}, {when:?}, {name}: {:?} {now:?}",
                before[at]
            );
        }
    }

    /// The call by which it was found is in the trail: denied where the right is lost, else the key's description.
    fn is_recorded(&self, Row(loss, when, _): &Row, began: Timestamp) {
        let calls = look::calls_of_rds(&self.bench, began);
        for Subject { kind, key, .. } in &self.subjects {
            let found = calls.iter().any(|placed| {
                let record = &placed.record;
                let about =
                    |what: &str| record.decisions.iter().any(|decision| decision.resource.ends_with(what));
                match (loss.is_of_key(), &*record.operation) {
                    (true, "DescribeKey") => about(key),
                    (false, "Decrypt") => about(key) && look::is_denied(placed),
                    (false, "AssumeRole") => look::is_denied(placed) || look::is_of_no_role(placed),
                    _ => false,
                }
            });
            assert!(found, "{loss:?}, {when:?}, {}: no such call in {calls:#?}", kind.name);
        }
    }

    /// The owner was told of each step.
    fn is_told(&self, Row(loss, when, stands): &Row, before: &[Vec<(String, String)>]) {
        let (words, _) = loss.words();
        for (at, Subject { kind, instance, .. }) in self.subjects.iter().enumerate() {
            let told = look::since(&before[at], &look::events(&self.bench, instance));
            let first = table::at_once(*loss)[at];
            let mut wanted = vec![match first {
                Stand::Locked => ("Locked", words),
                _ => ("Warned", words),
            }];
            // Nobody wished it down.
            let down = "FoundDown";
            match stands[at] {
                Stand::Warned => wanted.push(("WarningCleared", "")),
                Stand::Locked if first == Stand::Warned => {
                    wanted.extend([(down, ""), ("Locked", words), ("Unlocked", ""), ("Started", "")]);
                }
                Stand::Locked => wanted.extend([("Stopped", words), ("Unlocked", ""), ("Started", "")]),
                _ => wanted.extend([(down, ""), ("WarningCleared", ""), ("Started", "")]),
            }
            let mut left = told.iter();
            for (name, words) in wanted {
                let found = left.any(|(found, why)| found == name && why.contains(words));
                assert!(
                    found,
                    "{loss:?}, {when:?}, {}: no {name} {words:?} in order in {told:#?}",
                    kind.name
                );
            }
        }
    }

    fn keys(&self) -> Vec<&str> {
        self.subjects.iter().map(|subject| subject.key.as_str()).collect()
    }
}

impl Subject {
    fn create(bench: &Bench, kind: &'static Kind) -> Self {
        let engine = if kind.postgres { Engine::PostgreSql } else { Engine::MariaDb };
        let key = bench.new_key();
        let other = bench.new_key();
        let disk = if kind.loses_tables { &other } else { &key };
        let instance = Instance::create(bench, engine, kind.disk.then_some(disk));
        Self { kind, instance, key, rows: 0 }
    }
}

/// The rows of a run.
pub(crate) fn rows(long: bool) -> Vec<&'static Row> {
    let chosen = |Row(loss, when, _): &&Row| long || table::SLICE.contains(&(*loss, *when));
    table::TABLE.iter().filter(chosen).collect()
}
