//! Sessions seen from outside: who called in the last hours, and how an operator ends sessions while no server runs.
//!
//! A session stands in its own token and nowhere else, so those that have not called cannot be listed.

use std::{collections::BTreeMap, io, path::Path};

use rampart_api::audit::read::{Filter, Order, RECORDS_MAX, read};
pub use rampart_identity::operator::{EarlierTokens, TermBegun, Whose};
use rampart_identity::operator::{begin_token_term, end_sessions as end};
use rampart_seal::SystemEntropy;
use rampart_vocab::{Clock, Timestamp};

use crate::{
    SystemClock,
    offline::{Offline, OfflineFailed, Place},
};

/// The longest that a session lasts, in seconds: what called before is over.
const LONGEST_SECONDS: i64 = 43_200;
/// Looks into the trail at most, a thousand records each.
const LOOKS_MAX: usize = 500;

/// A session that has called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The access key id of its requests.
    pub access_key: String,
    /// Who it is.
    pub arn: String,
    /// When it first called in the time looked at.
    pub first: Timestamp,
    /// When it called last.
    pub last: Timestamp,
    /// How often.
    pub calls: u64,
}

/// Every session that has called within the last twelve hours, by the trail's files; the latest first.
///
/// # Errors
/// The file system's.
pub fn seen(data_dir: &Path, clock: &dyn Clock) -> io::Result<Vec<Seen>> {
    let since = clock.now().as_microsecond().saturating_sub(LONGEST_SECONDS * 1_000_000);
    let mut filter = Filter { since: Timestamp::from_microsecond(since).ok(), ..Filter::default() };
    let mut found = BTreeMap::<String, Seen>::new();
    for _ in 0..LOOKS_MAX {
        let records = read(&data_dir.join("audit"), &filter, Order::NewestFirst, RECORDS_MAX)?;
        for placed in &records.records {
            let (at, caller) = (placed.record.at, &placed.record.caller);
            let Some(key) = caller.access_key.as_deref().filter(|key| key.starts_with("STS.")) else {
                continue;
            };
            let seen = found.entry(key.to_owned()).or_insert_with(|| Seen {
                access_key: key.to_owned(),
                arn: caller.arn.clone().into_owned(),
                first: at,
                last: at,
                calls: 0,
            });
            seen.first = seen.first.min(at);
            seen.last = seen.last.max(at);
            seen.calls += 1;
        }
        // The next look ends where this one did; calls of that very moment are seen and may be counted short.
        match records.records.last() {
            Some(earliest) if records.more => filter.until = Some(earliest.record.at),
            _ => break,
        }
    }
    let mut seen: Vec<_> = found.into_values().collect();
    seen.sort_by_key(|seen| std::cmp::Reverse(seen.last));
    Ok(seen)
}

/// Ends sessions; a server that starts after it lets none of them in.
///
/// # Errors
/// [`OfflineFailed`].
pub fn end_sessions(place: &Place<'_>, whose: &Whose) -> Result<(), OfflineFailed> {
    let resource = match whose {
        Whose::Role(name) => format!("sessions/role/{name}"),
        Whose::User(name) => format!("sessions/user/{name}"),
        Whose::Account => "sessions/root".to_owned(),
        Whose::Session(key) => format!("sessions/key/{key}"),
    };
    Offline::with(place, async |offline, _| {
        let account = offline.account;
        offline
            .change("EndSessions", &resource, async |txn, operator| {
                end(txn, operator, account, whose, SystemClock.now()).await
            })
            .await
    })
}

/// Begins a new term of the keys that seal session tokens.
///
/// # Errors
/// [`OfflineFailed`].
pub fn rotate_token_key(place: &Place<'_>, earlier: EarlierTokens) -> Result<TermBegun, OfflineFailed> {
    Offline::with(place, async |offline, _| {
        offline
            .change("RotateTokenKey", "sessions/key-term", async |txn, operator| {
                Ok(begin_token_term(txn, operator, earlier, &SystemClock, &SystemEntropy).await?)
            })
            .await
    })
}
