//! Carries wishes out: one task for each instance at a time, many instances side by side, again after a crash.
//!
//! It wakes on commits, on changes of keys and rights, when an engine ends by itself, and by a timer, and decides nothing
//! itself: `instance` does.
//! Everything it learns is written in transactions of its own, onto the record as it then stands, so that a newer wish
//! is never overwritten.

mod board;
mod contents;
mod forget;
mod grants;
mod keys;
mod orders;
mod pass;
mod places;
mod table_keys;
#[cfg(test)]
mod tests;

use std::{collections::HashMap, net::IpAddr, sync::Arc};

use rampart_store::{CommitFailed, Page, Store, StoreFailed};
use rampart_vocab::{AccountId, Clock, DbInstanceId, ServerId};
use tokio::{
    sync::broadcast::{self, error::RecvError},
    task::{Id, JoinError, JoinSet},
    time::{Instant, MissedTickBehavior, interval, sleep_until},
};

use self::{
    board::Board,
    places::{Call, Place, Places},
};
pub use self::{
    pass::{Outcome, Passed, Track},
    places::Work,
};
use crate::{
    intent::{EngineTls, Hand, News},
    keys::KeyService,
    limits,
    records::Pointer,
    rows,
    table_keys::TableKeyDesk,
};

/// The reconciler of one host. A clone is the same.
#[derive(Clone)]
pub struct Reconciler(Arc<Room>);

/// What a reconciler works with.
pub struct Room {
    /// Where wishes and what became of them stand.
    pub store: Store,
    /// Who carries orders out.
    pub hand: Arc<dyn Hand>,
    /// Who has the keys.
    pub keys: Arc<dyn KeyService>,
    /// Where running engines have the keys of their tables from.
    pub tables: Arc<dyn TableKeyDesk>,
    /// The time for records. Waiting goes by the runtime's own.
    pub clock: Arc<dyn Clock>,
    /// The machine.
    pub host: Host,
}

/// The machine that a reconciler acts for.
pub struct Host {
    /// Its name among servers: instances placed elsewhere are not touched.
    pub id: ServerId,
    /// Addresses on which engines listen.
    pub listen: Vec<IpAddr>,
    /// The certificate that engines show, made anew whenever one is started or its allow list changes.
    pub certificate: Box<dyn Fn() -> Option<EngineTls> + Send + Sync>,
}

/// Why an instance is looked at, the most pressing last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Its engine is at work and tells how far it is.
    Progress,
    /// It is time again.
    Timer,
    /// A row of it was changed.
    Wish,
    /// Its engine ended by itself.
    Ended,
    /// Keys or rights may have changed.
    Change,
    /// This process has just started.
    Start,
}

/// Why a pass came to no end. It is tried again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PassFailed {
    /// The rows could not be read.
    #[error(transparent)]
    Store(#[from] StoreFailed),
    /// The rows could not be written.
    #[error(transparent)]
    Commit(#[from] CommitFailed),
    /// Others kept changing the row.
    #[error("the instance's row changed at every try to write it")]
    Contended,
    /// Two steps undid each other, which no machine should let them.
    #[error("the instance did not come to rest within {} steps", limits::STEPS_PER_PASS)]
    Restless,
}

/// Which instance.
type Which = (AccountId, DbInstanceId);
type Finished = Result<(Id, (Track, Result<Passed, PassFailed>)), JoinError>;

impl Reconciler {
    /// A reconciler that does nothing before it is run.
    pub fn new(room: Room) -> Self {
        Self(Arc::new(room))
    }

    /// One look at one instance, with everything that follows from it. The caller sees to it that no two looks at one
    /// instance overlap.
    ///
    /// # Errors
    /// [`PassFailed`] when the instance could not even be read; what broke off later is told by [`Passed::failed`].
    pub async fn pass(
        &self,
        account: AccountId,
        id: &DbInstanceId,
        why: Why,
        track: &mut Track,
    ) -> Result<Passed, PassFailed> {
        // Nobody else has these places, so this one is free.
        match Places::new().take(Work::Looking, Call::default()) {
            Some(place) => pass::run(&self.0, account, id, why, track, place).await,
            None => Ok(Passed::failed()),
        }
    }

    /// Works until it is dropped. What runs is adopted first, what lost its key meanwhile is locked, and what was
    /// running is brought back.
    pub async fn run(&self) {
        let mut follow = self.0.store.watch(self.0.store.revision());
        let mut changes = self.0.keys.changes();
        let mut news = self.0.hand.news();
        let mut board = Board::default();
        let places = Places::new();
        let mut passes = JoinSet::new();
        let mut names = HashMap::new();
        let mut tick = interval(limits::LOOK_EVERY);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut quiet_until = Instant::now();
        let mut why = Why::Start;
        loop {
            while let Some((which, why, track, place)) = board.take_due(Instant::now(), &places) {
                let id = passes.spawn(Self::looked_at(self.clone(), which.clone(), why, track, place)).id();
                names.insert(id, which);
            }
            let retry = board.next_retry();
            tokio::select! {
                Some(finished) = passes.join_next_with_id(), if !passes.is_empty() => {
                    self.finish(&mut board, &mut names, finished);
                }
                change = follow.next() => match change {
                    Ok(change) => {
                        for which in change.paths.iter().filter_map(rows::touched) {
                            board.row_changed(which, change.revision);
                        }
                    }
                    Err(_) => self.list(&mut board, Why::Wish).await,
                },
                told = told(&mut news) => match told {
                    Some(News::EngineEnded { id }) => board.engine_ended(&id, Instant::now()),
                    None => self.list(&mut board, Why::Ended).await,
                },
                moved = changes.next() => {
                    board.concern(&moved);
                    std::iter::from_fn(|| changes.another()).for_each(|moved| board.concern(&moved));
                }
                () = until(board.is_concerned().then_some(quiet_until)) => {
                    quiet_until = Instant::now() + limits::ROUNDS_SPACING;
                    board.wake_concerned();
                }
                _ = tick.tick() => {
                    self.list(&mut board, why).await;
                    why = Why::Timer;
                }
                () = until(retry) => {}
                () = places.exchanged() => {}
            }
        }
    }

    async fn looked_at(
        self,
        which: Which,
        why: Why,
        mut track: Track,
        place: Place,
    ) -> (Track, Result<Passed, PassFailed>) {
        let (account, id) = which;
        let passed = pass::run(&self.0, account, &id, why, &mut track, place).await;
        (track, passed)
    }

    fn finish(&self, board: &mut Board, names: &mut HashMap<Id, Which>, finished: Finished) {
        let id = match &finished {
            Ok((id, _)) => *id,
            Err(error) => error.id(),
        };
        let Some(which) = names.remove(&id) else { return };
        match finished {
            Ok((_, (track, Ok(passed)))) => {
                if let Some(error) = &passed.failed {
                    tracing::warn!(instance = %which.1, %error, "looking at a database broke off");
                }
                board.finished(&which, track, passed, Instant::now());
            }
            Ok((_, (track, Err(error)))) => {
                tracing::warn!(instance = %which.1, %error, "looking at a database failed");
                board.finished(&which, track, Passed::failed(), Instant::now());
            }
            Err(error) => {
                tracing::error!(instance = %which.1, %error, "looking at a database broke off");
                board.finished(&which, Track::default(), Passed::failed(), Instant::now());
            }
        }
    }

    /// Wakes every instance of this host.
    async fn list(&self, board: &mut Board, why: Why) {
        let mut page = Page::first(limits::PAGE_MAX);
        loop {
            // A listing that fails is made again by the timer.
            let found =
                self.0.store.begin().scan::<Pointer>(&rows::of_host(self.0.host.id), page.clone()).await;
            let Ok(found) = found.inspect_err(|error| tracing::warn!(%error, "listing databases failed"))
            else {
                return;
            };
            for (_, pointer) in &found {
                board.wake((pointer.account, pointer.instance.clone()), why);
            }
            let Some((last, _)) = found.last().filter(|_| found.len() == limits::PAGE_MAX) else { return };
            page = Page::first(limits::PAGE_MAX).after(last.clone());
        }
    }
}

/// The hand's next news; nothing where some was missed. A hand that is gone tells of nothing.
async fn told(news: &mut broadcast::Receiver<News>) -> Option<News> {
    match news.recv().await {
        Ok(news) => Some(news),
        Err(RecvError::Lagged(_)) => None,
        Err(RecvError::Closed) => std::future::pending().await,
    }
}

async fn until(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => std::future::pending().await,
    }
}
