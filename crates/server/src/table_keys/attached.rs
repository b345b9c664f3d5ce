//! Servers that run elsewhere. One asks `tune` at each of its starts: that begins its session, and its keys are opened
//! then; afterwards they are answered from memory.
//!
//! Who has the token is told why a start is refused, so that the reason stands in that server's log.

use std::{sync::Arc, time::Duration};

use rampart_rds::keys::KeyRefused;
use rampart_vocab::DbInstanceId;
use tokio::{
    sync::{Mutex, OwnedMutexGuard},
    time::Instant,
};

use super::{
    desk::{Elsewhere, Mount, Standing, TableKeys, from_memory},
    keys::Keys,
    question::{Asked, Question},
    reply::Reply,
};

/// The least time between two tries to open a server's keys, however it asks; each try is a call that is audited.
const TRIES_SPACING: Duration = Duration::from_secs(5);

/// An attached server's side of the desk.
#[derive(Default)]
pub(super) struct Attached {
    /// Open keys, once it has begun a session.
    keys: Option<Keys>,
    opening: Opening,
}

/// One opening at a time for each server; what came of the last one.
pub(super) type Opening = Arc<Mutex<Option<Tried>>>;

/// What came of a try to open keys: none, or the reason that was told.
pub(super) struct Tried {
    at: Instant,
    refused: Option<String>,
}

impl Attached {
    /// The answer from memory, where that will do. `tune` never is one: it stands for a start.
    pub(super) fn look(&self, question: Question, server: &DbInstanceId) -> Result<Reply, Elsewhere> {
        let elsewhere = || Elsewhere { server: server.clone(), opening: Arc::clone(&self.opening) };
        match (&self.keys, question) {
            (_, Question::UnknownKey) => Ok(Reply::NoSuchKey),
            (_, Question::Unclear) => Ok(Reply::HangUp),
            (Some(keys), Question::Key(..)) => Ok(from_memory(keys, question)),
            (None, Question::Key(..)) | (_, Question::Tune) => Err(elsewhere()),
        }
    }
}

impl TableKeys {
    /// Opens an attached server's keys and answers from them; within a while of the last try, answers from what came of
    /// that.
    pub(super) async fn answer_attached(
        self: &Arc<Self>,
        asked: &Asked,
        server: &DbInstanceId,
        opening: Opening,
    ) -> Reply {
        let last = opening.lock_owned().await;
        let starts = asked.question == Question::Tune;
        if !starts && let Ok(reply) = self.look(asked) {
            // Somebody else has opened them while we waited.
            return reply;
        }
        if let Some(last) = last.as_ref().filter(|last| last.at.elapsed() < TRIES_SPACING) {
            return match &last.refused {
                Some(reason) if starts => Reply::Refused(reason.clone()),
                None if starts => Reply::Tuned,
                Some(_) | None => Reply::HangUp,
            };
        }
        // In a task of its own: who does not wait for the answer does not undo what was learnt meanwhile.
        let (desk, asked, server) = (Arc::clone(self), asked.clone(), server.clone());
        let opened = tokio::spawn(async move { desk.open_attached(&asked, &server, last).await });
        opened.await.unwrap_or(Reply::HangUp)
    }

    async fn open_attached(
        &self,
        asked: &Asked,
        server: &DbInstanceId,
        mut last: OwnedMutexGuard<Option<Tried>>,
    ) -> Reply {
        let starts = asked.question == Question::Tune;
        let Some(servers) = &self.servers else { return Reply::HangUp };
        let opened = servers.open(server, asked.token).await;
        let refused = opened.as_ref().err().map(ToString::to_string);
        *last = Some(Tried { at: Instant::now(), refused: refused.clone() });
        match opened {
            Ok(keys) => self.keep(asked, server, Some(Keys::new(keys))),
            // Not knowing is not losing.
            Err(KeyRefused::Unreachable(_)) => {}
            Err(_) => self.keep(asked, server, None),
        }
        match refused {
            Some(reason) if starts => Reply::Refused(reason),
            None if starts => Reply::Tuned,
            Some(_) => Reply::HangUp,
            // What was opened for somebody dismissed meanwhile is not kept, and he is a stranger now.
            None => self.look(asked).unwrap_or(Reply::HangUp),
        }
    }

    /// Puts keys in the place of those before, if the one who asked is still let in.
    fn keep(&self, asked: &Asked, server: &DbInstanceId, keys: Option<Keys>) {
        let mut mounts = self.mounts();
        if let Some(Mount { token, standing: Standing::Attached(attached) }) = mounts.get_mut(server)
            && *token == asked.token
        {
            attached.keys = keys;
        }
    }
}
