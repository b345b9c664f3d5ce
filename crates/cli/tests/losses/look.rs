//! What an instance shows of itself, and what is told of it: by the API, by its events, by `rampart status` and by the
//! audit trail.

use rampart_api::audit::{
    Outcome, Placed,
    read::{Filter, Order, RECORDS_MAX, read},
};
use rampart_client::Service;
use rampart_vocab::Timestamp;
use serde_json::Value;

use crate::{
    bench::{Bench, text},
    instance::Instance,
    table::Stand,
};

/// Whether it stands so, told in these words; else what is seen instead.
pub(crate) fn stands(bench: &Bench, instance: &Instance, stand: Stand, words: &str) -> Result<(), String> {
    let told = instance.attribute(bench);
    let of = |name: &str| text(&told[name]).to_owned();
    let (status, mode, reason, tips) = (of("DBInstanceStatus"), of("LockMode"), of("LockReason"), of("Tips"));
    let level = told["TipsLevel"].as_i64().unwrap();
    let shown = match stand {
        Stand::Well => status == "Running" && mode == "Unlock" && reason.is_empty() && level == 0,
        Stand::Warned => status == "Running" && mode == "Unlock" && level == 1 && tips.contains(words),
        Stand::Locked => status == "Stopped" && mode == "ManualLock" && reason.contains(words),
        Stand::Refused => status == "Stopped" && mode == "Unlock" && level == 1 && tips.contains(words),
    };
    let answered = instance.sql("select 1");
    if shown && answered.is_ok() == stand.serves() {
        return Ok(());
    }
    Err(format!("wanted {stand:?}; {status}, {mode} {reason:?}, level {level} {tips:?}, SQL: {answered:?}"))
}

/// What `rampart status` says of an instance's next start: nothing where it would succeed, else why not.
pub(crate) fn next_starts(bench: &Bench) -> impl Fn(&Instance) -> Option<String> {
    let done = bench.command(&["status", "--format", "json"]);
    let told: Value = serde_json::from_slice(&done.stdout).unwrap_or_else(|_| panic!("{done:?}"));
    move |instance| {
        let all = told["instances"].as_array().unwrap();
        let next = &all.iter().find(|one| one["id"] == *instance.id).unwrap()["nextStart"];
        match next["succeeds"].as_bool() {
            Some(true) => None,
            Some(false) => Some(next["hindrances"].to_string()),
            None => panic!("unknown: {next}"),
        }
    }
}

/// An instance's events, the latest first: name and reason.
pub(crate) fn events(bench: &Bench, instance: &Instance) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for page in 1.. {
        let page = page.to_string();
        let params = [("PageSize", "100"), ("PageNumber", page.as_str())];
        let told = bench.done(Service::Rds, "DescribeEvents", &params);
        let items = told["EventItems"]["EventItems"].as_array().or(told["EventItems"].as_array()).unwrap();
        if items.is_empty() {
            break;
        }
        let ours = items.iter().filter(|item| item["ResourceName"] == *instance.id);
        all.extend(
            ours.map(|item| (text(&item["EventName"]).to_owned(), text(&item["EventReason"]).to_owned())),
        );
    }
    all
}

/// Those of the events that came since, the first first.
pub(crate) fn since(before: &[(String, String)], now: &[(String, String)]) -> Vec<(String, String)> {
    // The oldest may be forgotten meanwhile.
    let new = (0..=now.len()).find(|new| before.starts_with(&now[*new..])).unwrap();
    now[..new].iter().rev().cloned().collect()
}

/// What the trail says since a moment of calls that somebody made as RDS: all of them, the first first.
pub(crate) fn calls_of_rds(bench: &Bench, since: Timestamp) -> Vec<Placed> {
    let filter = Filter { since: Some(since), ..Filter::default() };
    let found = read(&bench.data().join("audit"), &filter, Order::OldestFirst, RECORDS_MAX).unwrap();
    assert!(!found.more, "more than {RECORDS_MAX} records of one cell");
    found.records.into_iter().filter(|placed| placed.record.cause.is_some()).collect()
}

/// Whether a call was refused for a role that is not there.
pub(crate) fn is_of_no_role(placed: &Placed) -> bool {
    matches!(&placed.record.outcome, Outcome::Refused { code, .. } if &**code == "EntityNotExist.Role")
}

/// Whether a call was refused with a status of 403: it was denied.
pub(crate) fn is_denied(placed: &Placed) -> bool {
    matches!(placed.record.outcome, Outcome::Refused { status: 403, .. })
}
