//! What went wrong at the door, counted. A caller is never told and never logged one by one: who floods us must not fill
//! the log, nor read in it.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use rampart_vocab::DbInstanceId;
use tokio::time::Instant;

use super::reply::Reply;

/// The least time between two warnings.
const WARNINGS_SPACING: Duration = Duration::from_secs(60);

/// Counts since the last warning.
#[derive(Default)]
pub(super) struct Tally(Mutex<(Counts, Option<Instant>)>);

/// How often it came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Callers without the token of the mount they named.
    pub(super) strangers: u64,
    /// Callers with the right token to whom nothing could be said.
    pub(super) unanswered: u64,
    /// Connections that brought no question.
    pub(super) wordless: u64,
    /// Connections turned away, since their address had too many.
    pub(super) crowded: u64,
}

impl Tally {
    /// Counts an answer.
    pub(super) fn answered(&self, reply: &Reply, mount: Option<&DbInstanceId>) {
        match (reply, mount) {
            (Reply::Forbidden, _) => self.count(|counts| counts.strangers += 1),
            (Reply::HangUp, _) => self.count(|counts| counts.unanswered += 1),
            (Reply::Refused(reason), Some(server)) => {
                tracing::warn!(%server, %reason, "an attached server starts and gets no keys");
            }
            // Opening a key was audited; handing it out again from memory is only told to who looks closely.
            (Reply::Key(_), Some(instance)) => tracing::debug!(%instance, "a table key was handed out"),
            _ => {}
        }
    }

    /// Counts something, and warns if it is time.
    pub(super) fn count(&self, add: impl FnOnce(&mut Counts)) {
        let due = {
            let mut tally = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let (counts, warned) = &mut *tally;
            add(counts);
            let due = warned.is_none_or(|at| at.elapsed() >= WARNINGS_SPACING);
            due.then(|| {
                *warned = Some(Instant::now());
                std::mem::take(counts)
            })
        };
        if let Some(Counts { strangers, unanswered, wordless, crowded }) = due {
            tracing::warn!(
                strangers,
                unanswered,
                wordless,
                crowded,
                "callers at the endpoint for table keys got nothing"
            );
        }
    }

    #[cfg(test)]
    fn counts(&self) -> Counts {
        self.0.lock().unwrap().0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_first_is_told_at_once_and_the_others_together() {
        let tally = Tally::default();
        tally.answered(&Reply::Forbidden, None);
        assert_eq!(tally.counts(), Counts::default(), "told");
        for _ in 0..1000 {
            tally.answered(&Reply::Forbidden, None);
        }
        tally.answered(&Reply::HangUp, None);
        assert_eq!(tally.counts(), Counts { strangers: 1000, unanswered: 1, ..Counts::default() });
        tokio::time::advance(WARNINGS_SPACING).await;
        tally.answered(&Reply::Forbidden, None);
        assert_eq!(tally.counts(), Counts::default());
    }

    #[test]
    fn a_key_that_is_handed_out_is_no_trouble() {
        let tally = Tally::default();
        tally.answered(&Reply::Tuned, None);
        tally.answered(&Reply::NoSuchKey, None);
        assert_eq!(tally.counts(), Counts::default());
        assert!(tally.0.lock().unwrap().1.is_none());
    }
}
