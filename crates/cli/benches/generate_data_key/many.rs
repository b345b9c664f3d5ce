//! What a number of keys changes: how fast they are made to last, what the slowest hundredth of data keys takes, and how
//! long a start takes after `kill -9`.

use crate::{
    Size,
    load::{Answered, Load},
    ours::Ours,
};

/// Connections over which keys are made: a group commit takes what waits.
const MAKERS: usize = 256;
/// Keys made at a time, so that the requests signed beforehand take no more memory than they need.
const MADE_AT_ONCE: usize = 50_000;
/// Connections over which data keys are asked for: few, so that it is the answer that takes its time and not the line.
const ASKERS: usize = 4;
/// How many keys there are in the beginning.
const FEW: usize = 1000;

/// Makes so many keys, and measures on the way.
pub(crate) fn keys(mut ours: Ours<'_>, number: usize, size: Size) {
    let few = number.min(FEW);
    let mut keys = made(&ours, few).1;
    let among_few = asked(&ours, &keys, size);
    let (mut rates, mut left) = (Vec::new(), number - few);
    while left > 0 {
        let (rate, more) = made(&ours, left.min(MADE_AT_ONCE));
        left -= more.len();
        rates.push(rate);
        keys.extend(more);
    }
    let among_all = asked(&ours, &keys, size);
    if !rates.is_empty() {
        println!("CreateKey, durable, {MAKERS} at once: {:.0} a second", crate::median(rates.into_iter()));
    }
    let (at_few, at_all) = (among_few.micros_at(0.99), among_all.micros_at(0.99));
    println!(
        "GenerateDataKey, p99 among {few} keys {at_few:.0} µs, among {number} {at_all:.0} µs: {:.2}",
        at_all / at_few
    );
    println!(
        "from kill -9 to a signed answer with {number} keys: {:.2} s",
        ours.kill_and_start().as_secs_f64()
    );
    let again = asked(&ours, &keys, size);
    println!("GenerateDataKey, p99 right after that start: {:.0} µs", again.micros_at(0.99));
}

/// Makes keys: how many a second, and their ids.
fn made(ours: &Ours<'_>, number: usize) -> (f64, Vec<String>) {
    let requests = ours.new_keys(number);
    let load = Load { address: ours.address, connections: MAKERS, requests: &requests };
    let (answered, answers) = load.run_and_keep();
    (answered.rate(), answers.iter().map(|answer| id_in(answer)).collect())
}

fn id_in(answer: &[u8]) -> String {
    let text = String::from_utf8_lossy(answer);
    let after = text.split("\"KeyId\":\"").nth(1).unwrap();
    after.split('"').next().unwrap().to_owned()
}

/// Data keys of keys from all over the range.
fn asked(ours: &Ours<'_>, keys: &[String], size: Size) -> Answered {
    // A stride that shares no factor with any number of keys here: every key's turn comes once before any comes twice.
    const STRIDE: usize = 611_953;
    let some = (0..size.requests).filter_map(|at| keys.get(at * STRIDE % keys.len()));
    let requests = ours.data_keys_of(some.map(String::as_str));
    Load { address: ours.address, connections: ASKERS, requests: &requests }.run()
}
