//! Databases under kill -9: a MySQL that MariaDB serves, its tables encrypted while rows are committed, its engine, its
//! server, the hand or all of them killed at any moment. Rows that were acknowledged are there, calls that were
//! acknowledged stand, it comes back by itself, and neither a readable row nor anything of a dead process is left.
//!
//! An instance lives through a circle of rounds: made, TDE switched on, rotated, restarted, rotated; then it is destroyed
//! and looked for. Every other one has an encrypted disk as well.

mod instance;
mod machine;
mod rows;

use std::{collections::BTreeMap, thread, time::Duration};

use rampart_client::CallFailed;
use rampart_server::SystemEntropy;
use rampart_vocab::{Entropy, SeededEntropy, chance};

use self::{
    instance::{Api, Instance},
    machine::Machine,
    rows::Writers,
};
use crate::{
    asked, number,
    server::{Home, Server},
};

const ROUNDS: usize = 5;
const ROUNDS_LONG: usize = 20;
/// How long rows are written before the round's call, in milliseconds.
const WRITING: std::ops::Range<u64> = 50..300;

/// What is under way when the blow falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Work {
    Create,
    EnableTde,
    Rotate,
    Restart,
}

/// An instance's life.
const CIRCLE: [Work; ROUNDS] = [Work::Create, Work::EnableTde, Work::Rotate, Work::Restart, Work::Rotate];

impl Work {
    /// When the blow falls after the call, in milliseconds: about as long as the work takes.
    const fn takes(self) -> std::ops::Range<u64> {
        match self {
            Self::Create => 0..4000,
            Self::EnableTde => 0..3500,
            Self::Rotate => 0..1500,
            Self::Restart => 0..2000,
        }
    }
}

/// Who is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Victim {
    Engine,
    Server,
    Hand,
    EngineAndServer,
    EngineAndHand,
}

const VICTIMS: [Victim; 5] =
    [Victim::Engine, Victim::Server, Victim::Hand, Victim::EngineAndServer, Victim::EngineAndHand];

#[test]
fn committed_rows_and_their_encryption_outlive_every_kill() {
    if !rustix::process::geteuid().is_root() {
        eprintln!("SKIPPED killing databases: it mounts disks and makes users, which needs root");
        return;
    }
    let long = asked::<String>("RAMPART_TEST_LONG").is_some();
    let rounds = asked("RAMPART_KILL_ROUNDS").unwrap_or(if long { ROUNDS_LONG } else { ROUNDS });
    let seed =
        asked("RAMPART_KILL_SEED").unwrap_or_else(|| u64::from_le_bytes(chance::array(&SystemEntropy)));
    println!("{rounds} rounds of databases, RAMPART_KILL_SEED={seed}");

    let machine = Machine::new();
    let home = Home::serving(&machine.serving());
    let _put_away = machine.put_away_at_the_end(&home);
    Run::new(&home, &machine, seed).all(rounds);
}

/// What goes through all rounds.
struct Run<'a> {
    home: &'a Home,
    machine: &'a Machine,
    entropy: SeededEntropy,
    server: Option<Server<'a>>,
    instance: Option<Instance>,
    writers: Writers,
    kills: BTreeMap<(Work, Victim), usize>,
    /// Rows of instances that are gone.
    rows: u64,
    /// Calls that had no answer, and those of them that stand.
    cut_off: (usize, usize),
}

impl<'a> Run<'a> {
    fn new(home: &'a Home, machine: &'a Machine, seed: u64) -> Self {
        Self {
            home,
            machine,
            entropy: SeededEntropy::new(seed),
            server: None,
            instance: None,
            writers: Writers::new(0),
            kills: BTreeMap::new(),
            rows: 0,
            cut_off: (0, 0),
        }
    }

    fn all(mut self, rounds: usize) {
        self.serve();
        Api::of(self.home).authorise(self.home);
        for round in 0..rounds {
            let work = CIRCLE[round % CIRCLE.len()];
            if work == Work::Create {
                self.destroy();
            }
            self.round(round, work);
        }
        self.destroy();
        self.server.take().expect("it serves").stop();
        self.home.verify_audit(&[]);
        println!(
            "{rounds} rounds: {} rows acknowledged, none lost; {} calls cut off, of which {} stand; kills {:?}",
            self.rows, self.cut_off.0, self.cut_off.1, self.kills
        );
        assert!(self.rows > 0, "nothing was acknowledged");
    }

    fn round(&mut self, round: usize, work: Work) {
        let victim = VICTIMS[self.below(VICTIMS.len() as u64) as usize];
        let (writing, blow) = (self.draw(WRITING), self.draw(work.takes()));
        println!("round {round}: {work:?}, {victim:?} after {blow:?}");
        *self.kills.entry((work, victim)).or_default() += 1;

        let (api, seed) = (Api::of(self.home), number(&self.entropy));
        let instance =
            self.instance.get_or_insert_with(|| Instance::new(round, round / CIRCLE.len() % 2 == 1));
        let (home, machine, server) = (self.home, self.machine, &mut self.server);
        let writers = &mut self.writers;
        let cut_off = thread::scope(|scope| {
            let writing_on = (work != Work::Create).then(|| writers.write(scope, instance, seed));
            thread::sleep(if work == Work::Create { Duration::ZERO } else { writing });
            let called = scope.spawn(|| instance.ask(&api, work));
            thread::sleep(blow);
            if (work, victim) == (Work::Rotate, Victim::Hand) {
                machine.freeze(home);
                strike(victim, machine, server);
                // Rows that are being written wait for the next hand.
                home.verify_audit(&[]);
                *server = Some(serving(home));
            } else {
                strike(victim, machine, server);
            }
            let called = called.join().unwrap_or_else(|broken| std::panic::resume_unwind(broken));
            drop(writing_on);
            match called {
                Ok(()) => false,
                Err(CallFailed::Unreachable { .. }) => true,
                Err(failed) => panic!("{work:?}: {failed}"),
            }
        });
        if self.server.is_none() {
            self.home.verify_audit(&[]);
            self.serve();
        }

        self.cut_off.0 += usize::from(cut_off);
        let api = Api::of(self.home);
        let instance = self.instance.as_mut().expect("there is one");
        let stands = instance.stands(&api, work, cut_off);
        self.cut_off.1 += usize::from(cut_off && stands);
        if !stands {
            // Nobody knew what became of it, so it is asked for again.
            instance.ask(&api, work).unwrap();
        }
        instance.await_settled(&api, self.machine, work);
        if work == Work::Create {
            instance.furnish(&api);
            self.writers = Writers::new(self.writers.last() + 1);
            self.writers.begin(instance);
        }
        self.writers.settle(instance);
        instance.check(&api, self.machine, self.writers.marker());
    }

    fn serve(&mut self) {
        self.server = Some(serving(self.home));
    }

    fn destroy(&mut self) {
        let Some(instance) = self.instance.take() else { return };
        instance.destroy(&Api::of(self.home), self.machine);
        self.machine.check_nothing_left(self.home);
        self.rows += self.writers.acknowledged();
    }

    fn draw(&self, range: std::ops::Range<u64>) -> Duration {
        Duration::from_millis(range.start + self.below(range.end - range.start))
    }

    fn below(&self, end: u64) -> u64 {
        number(&self.entropy as &dyn Entropy) % end
    }
}

fn serving(home: &Home) -> Server<'_> {
    let mut server = Server::start(home);
    server.wait_until_ready();
    server
}

/// Kills; a server that then does not run is taken away.
fn strike(victim: Victim, machine: &Machine, server: &mut Option<Server<'_>>) {
    if matches!(victim, Victim::Engine | Victim::EngineAndServer | Victim::EngineAndHand) {
        machine.kill_engines();
    }
    match victim {
        Victim::Engine => {}
        Victim::Server | Victim::EngineAndServer => server.take().into_iter().for_each(Server::kill),
        Victim::Hand | Victim::EngineAndHand => server.take().into_iter().for_each(Server::lose_hand),
    }
}
