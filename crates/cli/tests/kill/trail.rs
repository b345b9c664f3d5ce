//! The trail of a stopped server, held against the ledgers: no change without its record, no record without its
//! change.

use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

use rampart_api::audit::{
    Outcome, Placed,
    read::{Filter, Order, RECORDS_MAX, read},
};
use rampart_vocab::Timestamp;

use crate::ledger::Ledger;

/// Every record of an access key's calls between the first and the last of some times.
pub(crate) fn records_of(audit: &Path, access_key: &str, times: &[Timestamp]) -> Vec<Placed> {
    let mut records = Vec::new();
    for span in times.windows(2) {
        collect(audit, access_key, span[0], span[1], &mut records);
    }
    records
}

/// A look gives a bounded number, and records stand only about in the order of their times: halves of a span are
/// looked at until each is given wholly.
fn collect(audit: &Path, access_key: &str, since: Timestamp, until: Timestamp, records: &mut Vec<Placed>) {
    let filter = Filter {
        since: Some(since),
        until: Some(until),
        caller: Some(access_key.into()),
        ..Filter::default()
    };
    let found = read(audit, &filter, Order::OldestFirst, RECORDS_MAX).unwrap();
    if !found.more {
        records.extend(found.records);
        return;
    }
    let half = since.as_microsecond().midpoint(until.as_microsecond());
    let half = Timestamp::from_microsecond(half).unwrap();
    assert!(since < half && half < until, "more than {RECORDS_MAX} records of one moment");
    collect(audit, access_key, since, half, records);
    collect(audit, access_key, half, until, records);
}

pub(crate) fn check(records: &[Placed], ledgers: &[Ledger]) {
    let mut of_request: HashMap<String, Vec<&Placed>> = HashMap::new();
    for placed in records {
        of_request.entry(placed.record.request.to_string()).or_default().push(placed);
    }
    let mut faults = Vec::new();
    for (request, operation) in ledgers.iter().flat_map(|ledger| &ledger.acknowledged) {
        let found = of_request.remove(request).unwrap_or_default();
        let [placed] = found[..] else {
            faults.push(format!("{operation} {request} has {} records: {found:?}", found.len()));
            continue;
        };
        if placed.record.operation != *operation || placed.record.outcome != Outcome::Done {
            faults.push(format!("{operation} {request} was done, recorded is {placed:?}"));
        }
    }

    // What is left had no answer: each change that is recorded stands, and each that stands is recorded.
    let (mut recorded, mut landed) = (BTreeMap::new(), BTreeMap::new());
    for (request, found) in of_request {
        if found.len() > 1 {
            faults.push(format!("{request} has {} records: {found:?}", found.len()));
        }
        for placed in found {
            match (&*placed.record.operation, &placed.record.outcome) {
                // It changes nothing that could be found.
                ("Encrypt", Outcome::Done) => {}
                (operation, Outcome::Done) => *recorded.entry(operation).or_insert(0) += 1,
                _ => faults.push(format!("nobody was refused, recorded is {placed:?}")),
            }
        }
    }
    for operation in ledgers.iter().flat_map(|ledger| &ledger.landed) {
        *landed.entry(*operation).or_insert(0) += 1;
    }
    if recorded != landed {
        faults.push(format!("without an answer stand {landed:?}, recorded are {recorded:?}"));
    }
    for (operation, made) in [
        ("CreateKey", ledgers.iter().map(|ledger| ledger.keys.len()).sum::<usize>()),
        ("CreateAlias", ledgers.iter().map(|ledger| ledger.aliases.len()).sum()),
        ("CreatePolicy", ledgers.iter().map(|ledger| ledger.policies.len()).sum()),
        ("CreateUser", ledgers.iter().map(|ledger| ledger.users.len()).sum()),
    ] {
        let recorded = records.iter().filter(|placed| placed.record.operation == operation).count();
        if recorded != made {
            faults.push(format!("{made} things of {operation} stand, {recorded} are recorded"));
        }
    }
    assert!(faults.is_empty(), "the trail does not tell what was done:\n{}", faults.join("\n"));
}
