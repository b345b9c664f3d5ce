//! A signed, authorised, audited `GenerateDataKey` against the same HTTP stack answering a constant, and against
//! another server of data keys where one is installed: one core for the server, one for the load, the same request
//! bytes to bare stack and server, ratios in one run.
//!
//! `cargo xtask bench` runs it; `--keys N` adds what a number of keys changes, and `--quick` makes everything small, as
//! `cargo test` has it, to see that it works. Beside the throughput stands the processor time a request, of which the load
//! and whatever else runs on the machine take nothing.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement ends when something is wrong, and prints"
)]

mod bare;
mod cores;
mod load;
mod many;
mod ours;
mod rival;

use std::net::SocketAddr;

use load::{Answered, Load, processor_time};

/// How much is done.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    /// Connections that the load keeps busy.
    connections: usize,
    /// Requests in a round; each bears a nonce of its own.
    requests: usize,
    rounds: usize,
}

const WHOLE: Size = Size { connections: 32, requests: 20_000, rounds: 5 };
const QUICK: Size = Size { connections: 4, requests: 100, rounds: 1 };

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let said = |word: &str| words.iter().any(|other| other == word);
    if said(bare::CHORE) {
        return bare::serve();
    }
    // `cargo bench` says so, `cargo test` does not.
    let quick = said("--quick") || !said("--bench");
    let size = if quick { QUICK } else { WHOLE };
    let keys = words.iter().zip(words.iter().skip(1)).find(|(word, _)| *word == "--keys");
    let keys = keys.map(|(_, number)| number.parse().unwrap()).or(quick.then_some(20));

    let data = ours::Folder::new();
    let ours = ours::Ours::first(&data);
    side_by_side(&ours, size);
    if let Some(keys) = keys {
        many::keys(ours, keys, size);
    }
}

/// One server of the comparison.
struct Runner<'a> {
    name: &'static str,
    address: SocketAddr,
    process: u32,
    requests: Box<dyn Fn(usize) -> Vec<Vec<u8>> + 'a>,
    rounds: Vec<Answered>,
}

fn side_by_side(ours: &ours::Ours<'_>, size: Size) {
    let bare = bare::Bare::start();
    let rival = rival::Rival::find();
    cores::keep_to(cores::LOAD);
    let mut runners = vec![
        Runner {
            name: "bare stack",
            address: bare.address,
            process: bare.process(),
            requests: Box::new(|number| ours.data_keys(number)),
            rounds: Vec::new(),
        },
        Runner {
            name: "rampart",
            address: ours.address,
            process: ours.process(),
            requests: Box::new(|number| ours.data_keys(number)),
            rounds: Vec::new(),
        },
    ];
    match &rival {
        Ok(rival) => runners.push(Runner {
            name: rival.name,
            address: rival.address,
            process: rival.process(),
            requests: Box::new(|number| rival.data_keys(number)),
            rounds: Vec::new(),
        }),
        Err(why) => println!("no other server beside: {why}"),
    }
    for _ in 0..size.rounds {
        // In turn, so that what else the machine does falls on all alike.
        for runner in &mut runners {
            let requests = (runner.requests)(size.requests);
            let before = processor_time(runner.process);
            let load = Load { address: runner.address, connections: size.connections, requests: &requests };
            let mut answered = load.run();
            answered.processor = processor_time(runner.process).saturating_sub(before);
            assert!(answered.rate() > 0.0, "{} answers", runner.name);
            runner.rounds.push(answered);
        }
    }
    println!(
        "{:<12} {:>10} {:>9} {:>9} {:>9} {:>14} {:>14}",
        "", "a second", "p50 µs", "p99 µs", "core µs", "of throughput", "of core time"
    );
    for runner in &runners {
        let of = |figure: fn(&Answered) -> f64| median(runner.rounds.iter().map(figure));
        // Each round against the bare stack's of the same turn.
        let pairs = || runners.iter().take(1).flat_map(|bare| &bare.rounds).zip(&runner.rounds);
        let by_rate = median(pairs().map(|(bare, own)| own.rate() / bare.rate()));
        let by_time = median(pairs().map(|(bare, own)| bare.core_micros() / own.core_micros()));
        println!(
            "{:<12} {:>10.0} {:>9.0} {:>9.0} {:>9.1} {by_rate:>14.2} {by_time:>14.2}",
            runner.name,
            of(Answered::rate),
            of(|answered| answered.micros_at(0.5)),
            of(|answered| answered.micros_at(0.99)),
            of(Answered::core_micros),
        );
    }
}

fn median(of: impl Iterator<Item = f64>) -> f64 {
    let mut of: Vec<f64> = of.collect();
    of.sort_by(f64::total_cmp);
    of.get(of.len() / 2).copied().unwrap()
}
