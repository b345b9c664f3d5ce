//! The binary under kill -9: what was acknowledged is there, nothing stands in part, and the trail tells all of it.
//!
//! Each round writers change keys, aliases, policies and users of their own until the server, or its hand, is killed
//! under them; a server started again is then asked for everything. `RAMPART_KILL_ROUNDS` sets how many rounds there
//! are, `RAMPART_KILL_SEED` repeats a run's choices and delays, as far as threads allow. How the store alone fares is
//! its own test's question.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test ends when its world breaks, and prints how it went"
)]

mod caller;
mod databases;
mod ledger;
mod look;
mod process;
mod server;
mod trail;
mod writer;

use std::{thread, time::Duration};

use rampart_client::Service;
use rampart_server::{SystemClock, SystemEntropy};
use rampart_vocab::{Clock as _, Entropy, SeededEntropy, Timestamp, chance};

use crate::{
    caller::{Access, Caller, text},
    ledger::Ledger,
    server::{Home, Server},
};

/// Writers at once, each with a connection and a ledger of its own.
const WRITERS: usize = 8;
const ROUNDS: usize = 6;
const ROUNDS_LONG: usize = 50;
/// How long the writers write before the blow, in milliseconds.
const WRITING: std::ops::Range<u64> = 30..600;
/// How long a start goes on before it is killed, in milliseconds.
const STARTING: std::ops::Range<u64> = 0..400;

#[test]
fn what_was_acknowledged_outlives_every_kill() {
    let long = asked::<String>("RAMPART_TEST_LONG").is_some();
    let rounds = asked("RAMPART_KILL_ROUNDS").unwrap_or(if long { ROUNDS_LONG } else { ROUNDS });
    let seed =
        asked("RAMPART_KILL_SEED").unwrap_or_else(|| u64::from_le_bytes(chance::array(&SystemEntropy)));
    println!("{rounds} rounds, RAMPART_KILL_SEED={seed}");

    let home = Home::new();
    let mut run = Run::new(&home, rounds, seed);
    for round in 0..rounds {
        run.round(round);
    }
    run.end();
}

/// What goes through all rounds.
struct Run<'a> {
    home: &'a Home,
    rounds: usize,
    entropy: SeededEntropy,
    /// One a writer, which alone changes what stands in it.
    ledgers: Vec<Ledger>,
    /// Whose every call is looked for in the trail.
    writer: Option<Access>,
    /// When each round began, and when all had ended.
    times: Vec<Timestamp>,
    /// Heads of the trail, kept elsewhere.
    heads: Vec<String>,
    kills: Kills,
}

#[derive(Default, Debug)]
struct Kills {
    server: usize,
    hand: usize,
    starting: usize,
}

impl<'a> Run<'a> {
    fn new(home: &'a Home, rounds: usize, seed: u64) -> Self {
        Self {
            home,
            rounds,
            entropy: SeededEntropy::new(seed),
            ledgers: (0..WRITERS).map(Ledger::new).collect(),
            writer: None,
            times: Vec::new(),
            heads: Vec::new(),
            kills: Kills::default(),
        }
    }

    fn round(&mut self, round: usize) {
        // The founding too is cut off once.
        if round.is_multiple_of(2) {
            let starting = Server::start(self.home);
            thread::sleep(self.draw(STARTING));
            starting.kill();
            self.kills.starting += 1;
        }
        let mut server = Server::start(self.home);
        server.wait_until_ready();
        self.examine();
        self.keep_heads();

        self.times.push(SystemClock.now());
        let writer = self.writer.get_or_insert_with(|| admit_writer(self.home)).clone();
        let quota = writer::Quota::for_each_round(self.rounds, WRITERS);
        let (hand, writing) = (round % 3 == 2, self.draw(WRITING));
        let seeds: Vec<u64> = self.ledgers.iter().map(|_| number(&self.entropy)).collect();
        thread::scope(|scope| {
            let endpoint = self.home.endpoint();
            for (ledger, seed) in self.ledgers.iter_mut().zip(seeds) {
                let caller = Caller::new(&endpoint, &writer);
                scope.spawn(move || writer::write(ledger, &caller, &SeededEntropy::new(seed), quota));
            }
            thread::sleep(writing);
            if hand {
                server.lose_hand();
                self.kills.hand += 1;
            } else {
                server.kill();
                self.kills.server += 1;
            }
        });
        // As a person would who finds the server dead.
        self.home.verify_audit(&[]);
    }

    /// All that stands, once more and with every key on; then the trail, against the ledgers.
    fn end(mut self) {
        let mut server = Server::start(self.home);
        server.wait_until_ready();
        self.examine();
        if let Some(writer) = &self.writer {
            let caller = Caller::new(&self.home.endpoint(), writer);
            self.ledgers.iter_mut().for_each(|ledger| writer::enable_all(ledger, &caller));
        }
        self.examine();
        self.times.push(SystemClock.now());
        server.stop();

        self.home.verify_audit(&self.heads);
        let access = self.writer.expect("there was a round");
        let records = trail::records_of(&self.home.audit(), &access.id, &self.times);
        trail::check(&records, &self.ledgers);

        let sum = |count: fn(&Ledger) -> usize| self.ledgers.iter().map(count).sum::<usize>();
        let acknowledged = sum(|ledger| ledger.acknowledged.len());
        let cut_off = sum(|ledger| ledger.cut_off);
        println!(
            "{} rounds, {:?}: {acknowledged} calls acknowledged, none lost; {cut_off} cut off, of which {} stand; {} \
             keys, {} aliases, {} policies, {} users, {} records",
            self.rounds,
            self.kills,
            sum(|ledger| ledger.landed.len()),
            sum(|ledger| ledger.keys.len()),
            sum(|ledger| ledger.aliases.len()),
            sum(|ledger| ledger.policies.len()),
            sum(|ledger| ledger.users.len()),
            records.len(),
        );
        assert!(acknowledged > self.rounds * WRITERS, "too little was acknowledged to show anything");
    }

    fn examine(&mut self) {
        let (endpoint, root) = (self.home.endpoint(), self.home.root());
        let callers: Vec<Caller> = (0..WRITERS).map(|_| Caller::new(&endpoint, &root)).collect();
        look::examine(&callers, &mut self.ledgers);
    }

    fn keep_heads(&mut self) {
        let heads = self.home.run(&["audit", "head"]);
        assert!(heads.status.success(), "{heads:?}");
        self.heads.extend(String::from_utf8(heads.stdout).unwrap().lines().map(str::to_owned));
    }

    fn draw(&self, range: std::ops::Range<u64>) -> Duration {
        Duration::from_millis(range.start + number(&self.entropy) % (range.end - range.start))
    }
}

/// The name of the user that the writers are.
const WRITER: &str = "writer";

/// A user who may do everything: rights are resolved and recorded as for anyone.
fn admit_writer(home: &Home) -> Access {
    let root = Caller::new(&home.endpoint(), &home.root());
    root.done(Service::Ram, "CreateUser", &[("UserName", WRITER)]);
    root.done(
        Service::Ram,
        "AttachPolicyToUser",
        &[("PolicyType", "System"), ("PolicyName", "AdministratorAccess"), ("UserName", WRITER)],
    );
    let made = root.done(Service::Ram, "CreateAccessKey", &[("UserName", WRITER)]);
    let made = |name: &str| text(&made["AccessKey"][name]).to_owned();
    Access { id: made("AccessKeyId"), secret: made("AccessKeySecret") }
}

fn number(entropy: &dyn Entropy) -> u64 {
    u64::from_le_bytes(chance::array(entropy))
}

#[expect(clippy::disallowed_methods, reason = "whoever runs the test chooses by the environment")]
fn asked<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok().map(|value| value.parse().ok().expect("a value that can be read"))
}
