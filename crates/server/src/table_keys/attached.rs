//! Servers that run elsewhere. One asks `tune` at each of its starts: that begins its session, and its keys are opened
//! then; afterwards they are answered from memory.
//!
//! Who has the token is told why a start is refused, so that the reason stands in that server's log.

use std::sync::Arc;

use rampart_rds::keys::KeyRefused;
use rampart_vocab::DbInstanceId;
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::{
    desk::{Elsewhere, Mount, Standing, TableKeys, from_memory},
    keys::Keys,
    question::{Asked, Question},
    reply::Reply,
};

/// An attached server's side of the desk.
#[derive(Default)]
pub(super) struct Attached {
    /// Open keys, once it has begun a session.
    keys: Option<Keys>,
    opening: Opening,
}

/// One opening at a time for each server.
pub(super) type Opening = Arc<Mutex<()>>;

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

    async fn open_attached(&self, asked: &Asked, server: &DbInstanceId, _turn: OwnedMutexGuard<()>) -> Reply {
        let starts = asked.question == Question::Tune;
        let Some(servers) = &self.servers else { return Reply::HangUp };
        match servers.open(server, asked.token).await {
            Ok(keys) => {
                self.keep(asked, server, Some(Keys::new(keys)));
                // What was opened for somebody dismissed meanwhile is not kept, and he is a stranger now.
                if starts { Reply::Tuned } else { self.look(asked).unwrap_or(Reply::HangUp) }
            }
            Err(refused) => {
                // Not knowing is not losing.
                if !matches!(refused, KeyRefused::Unreachable(_)) {
                    self.keep(asked, server, None);
                }
                if starts { Reply::Refused(refused.to_string()) } else { Reply::HangUp }
            }
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
