//! Servers that run elsewhere. One asks `tune` at each of its starts, unless its owner bids the plugin not to: its keys are
//! opened then, and for a short while they are answered from memory. Whoever asks later starts anew.
//!
//! Who has the token is told why a start is refused, so that the reason stands in that server's log.

use std::sync::Arc;

use rampart_rds::{keys::KeyRefused, limits, table_keys::TokenHash};
use rampart_vocab::DbInstanceId;
use tokio::{
    sync::{Mutex, OwnedMutexGuard},
    time::{Instant, sleep},
};

use super::{
    desk::{Elsewhere, Mount, Standing, TableKeys, from_memory},
    keys::Keys,
    question::{Asked, Question},
    reply::Reply,
};

/// An attached server's side of the desk.
#[derive(Default)]
pub(super) struct Attached {
    /// Open keys, for a while after they were opened.
    keys: Option<Kept>,
    opening: Opening,
    era: Era,
}

/// The time from one forgetting to the next. What was opened in one may have been taken away since, and is not kept in
/// another.
type Era = Arc<()>;

/// Keys that were opened at a time.
struct Kept {
    keys: Keys,
    since: Instant,
}

impl Kept {
    fn is_young(&self) -> bool {
        self.since.elapsed() < limits::ATTACHED_KEYS_KEPT_FOR
    }
}

/// One opening at a time for each server.
pub(super) type Opening = Arc<Mutex<()>>;

impl Attached {
    /// Wipes its keys, also those that are being opened.
    pub(super) fn forget_keys(&mut self) {
        self.keys = None;
        self.era = Era::default();
    }

    /// The answer from memory, where that will do. `tune` never is one: it stands for a start.
    pub(super) fn look(&self, question: Question, server: &DbInstanceId) -> Result<Reply, Elsewhere> {
        let elsewhere = || Elsewhere { server: server.clone(), opening: Arc::clone(&self.opening) };
        match (&self.keys, question) {
            (_, Question::UnknownKey) => Ok(Reply::NoSuchKey),
            (_, Question::Unclear) => Ok(Reply::HangUp),
            (Some(kept), Question::Key(..)) if kept.is_young() => Ok(from_memory(&kept.keys, question)),
            (_, Question::Key(..) | Question::Tune) => Err(elsewhere()),
        }
    }
}

impl TableKeys {
    /// Opens an attached server's keys and answers from them.
    pub(super) async fn answer_attached(
        self: &Arc<Self>,
        asked: &Asked,
        server: &DbInstanceId,
        opening: Opening,
    ) -> Reply {
        let turn = opening.lock_owned().await;
        if asked.question != Question::Tune
            && let Ok(reply) = self.look(asked)
        {
            // Somebody else has opened them while we waited.
            return reply;
        }
        // In a task of its own: who does not wait for the answer does not undo what was learnt meanwhile.
        let (desk, asked, server) = (Arc::clone(self), asked.clone(), server.clone());
        let opened = tokio::spawn(async move { desk.open_attached(&asked, &server, turn).await });
        opened.await.unwrap_or(Reply::HangUp)
    }

    async fn open_attached(
        self: &Arc<Self>,
        asked: &Asked,
        server: &DbInstanceId,
        _turn: OwnedMutexGuard<()>,
    ) -> Reply {
        let starts = asked.question == Question::Tune;
        let Some(servers) = &self.servers else { return Reply::HangUp };
        let mut begun = None;
        self.change(server, |attached, _| begun = Some(Era::clone(&attached.era)));
        // Dismissed while it waited for its turn, most likely.
        let Some(era) = begun else { return self.look(asked).unwrap_or(Reply::HangUp) };
        match servers.open(server, asked.token).await {
            Ok(keys) => {
                let is_kept = self.keep(asked, server, &era, Keys::new(keys));
                // What was opened for somebody dismissed meanwhile is not kept, and he is a stranger now.
                if starts && is_kept { Reply::Tuned } else { self.look(asked).unwrap_or(Reply::HangUp) }
            }
            Err(refused) => {
                // Not knowing is not losing.
                if !matches!(refused, KeyRefused::Unreachable(_)) {
                    self.put_keys(asked, server, &era, None);
                }
                if starts { Reply::Refused(refused.to_string()) } else { Reply::HangUp }
            }
        }
    }

    /// Keeps open keys for a while, if the one who asked is still let in and they were not forgotten meanwhile; whether
    /// they are kept.
    fn keep(self: &Arc<Self>, asked: &Asked, server: &DbInstanceId, era: &Era, keys: Keys) -> bool {
        if !self.put_keys(asked, server, era, Some(Kept { keys, since: Instant::now() })) {
            return false;
        }
        let (desk, server) = (Arc::downgrade(self), server.clone());
        tokio::spawn(async move {
            sleep(limits::ATTACHED_KEYS_KEPT_FOR).await;
            if let Some(desk) = desk.upgrade() {
                desk.change(&server, |attached, _| {
                    attached.keys = attached.keys.take().filter(Kept::is_young)
                });
            }
        });
        true
    }

    /// Puts open keys, or none, in the place of a server's, as long as it is let in by the token that was shown and the
    /// era lasts in which they were opened; whether it did.
    fn put_keys(&self, asked: &Asked, server: &DbInstanceId, era: &Era, keys: Option<Kept>) -> bool {
        let mut is_put = false;
        self.change(server, |attached, token| {
            is_put = *token == asked.token && Arc::ptr_eq(&attached.era, era);
            if is_put {
                attached.keys = keys;
            }
        });
        is_put
    }

    /// Changes what an attached server has.
    pub(super) fn change(&self, server: &DbInstanceId, change: impl FnOnce(&mut Attached, &TokenHash)) {
        if let Some(Mount { token, standing: Standing::Attached(attached) }) = self.mounts().get_mut(server) {
            change(attached, token);
        }
    }
}
