//! What changed, in order, for whoever follows: workers, indexes, reconcilers.
//!
//! A ring of the latest commits. A follower that falls out of it is told so and must read everything again.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use rampart_vocab::Revision;
use tokio::sync::watch;

use crate::{Path, backend::Write};

/// Commits that a follower may be behind.
pub const FEED_COMMITS_MAX: usize = 8192;

/// A commit as followers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which commit.
    pub revision: Revision,
    /// The rows that it wrote or deleted.
    pub paths: Arc<[Path]>,
}

/// The follower was too slow, or asked for what is no longer kept: read everything again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("changes were missed, read everything again")]
pub struct Lagged;

pub(crate) struct Feed {
    kept: Mutex<Kept>,
    settled: watch::Sender<Revision>,
}

struct Kept {
    /// Everything after this revision is in `changes`.
    floor: Revision,
    changes: VecDeque<Change>,
}

impl Feed {
    pub(crate) fn new(head: Revision) -> Self {
        let kept = Kept { floor: head, changes: VecDeque::new() };
        Self { kept: Mutex::new(kept), settled: watch::Sender::new(head) }
    }

    /// Nothing up to `head` will be told.
    pub(crate) fn begin_at(&self, head: Revision) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.changes.is_empty() {
            kept.floor = head;
            self.settled.send_replace(head);
        }
    }

    pub(crate) fn push(&self, revision: Revision, writes: &[Write]) {
        let paths = writes.iter().map(|write| write.path.clone()).collect();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.changes.len() == FEED_COMMITS_MAX
            && let Some(oldest) = kept.changes.pop_front()
        {
            kept.floor = oldest.revision;
        }
        kept.changes.push_back(Change { revision, paths });
    }

    /// Wakes the followers: everything up to `head` can be read.
    pub(crate) fn settle(&self, head: Revision) {
        self.settled.send_replace(head);
    }

    /// The first change after a revision that can be read by now.
    fn after(&self, revision: Revision, settled: Revision) -> Result<Option<Change>, Lagged> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if revision < kept.floor {
            return Err(Lagged);
        }
        let at = kept.changes.partition_point(|change| change.revision <= revision);
        Ok(kept.changes.get(at).filter(|change| change.revision <= settled).cloned())
    }
}

/// Follows the commits of a store. Made by [`Store::watch`](crate::Store::watch).
pub struct Watch {
    feed: Arc<Feed>,
    settled: watch::Receiver<Revision>,
    after: Revision,
}

impl Watch {
    pub(crate) fn new(feed: Arc<Feed>, after: Revision) -> Self {
        let settled = feed.settled.subscribe();
        Self { feed, settled, after }
    }

    /// The next commit; waits until there is one. Dropping the future loses nothing.
    ///
    /// # Errors
    /// [`Lagged`] once, when commits were missed; then it goes on from the present.
    pub async fn next(&mut self) -> Result<Change, Lagged> {
        loop {
            let settled = *self.settled.borrow_and_update();
            match self.feed.after(self.after, settled) {
                Ok(Some(change)) => {
                    self.after = change.revision;
                    return Ok(change);
                }
                Ok(None) => {}
                Err(lagged) => {
                    self.after = settled;
                    return Err(lagged);
                }
            }
            // The sender lives in the feed that this watch holds.
            let _ = self.settled.changed().await;
        }
    }

    /// The last commit that was given.
    pub const fn revision(&self) -> Revision {
        self.after
    }
}
