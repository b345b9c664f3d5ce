//! Work that takes long and goes on beside the orders: an order begins it, later ones ask how it stands. Nothing that
//! must happen within seconds waits for it.
//!
//! It is not remembered by a hand that comes after this one: whoever wants it done begins it anew.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        mpsc::{self, RecvTimeoutError},
    },
    time::Duration,
};

use rampart_vocab::DbInstanceId;

use crate::doing::{Doing, Done};

/// What goes on, one for an instance at most.
#[derive(Debug, Default)]
pub(crate) struct Chores(Mutex<HashMap<DbInstanceId, Chore>>);

/// What an instance's engine is kept busy with, for which version of its keys.
#[derive(Debug)]
struct Chore {
    version: u32,
    _wanted: Arc<()>,
    end: mpsc::Receiver<Done>,
}

/// What a chore can ask while it goes on.
#[derive(Debug)]
pub(crate) struct Wanted(Weak<()>);

impl Wanted {
    /// Whether somebody still wants to know how it ends. Nothing of the instance may be held for longer.
    pub(crate) fn still(&self) -> bool {
        self.0.strong_count() > 0
    }

    /// With what somebody shows that by keeping it.
    pub(crate) fn pair() -> (Arc<()>, Self) {
        let kept = Arc::new(());
        let wanted = Self(Arc::downgrade(&kept));
        (kept, wanted)
    }
}

/// How an instance's chore stands.
#[derive(Debug, PartialEq)]
pub(crate) enum Standing {
    /// There is none.
    Idle,
    /// It goes on.
    Busy,
    /// It has come to its end, which nobody else is told.
    Ended {
        /// For which version of the keys.
        version: u32,
        /// With what.
        outcome: Done,
    },
}

impl Chores {
    /// Begins one, in place of whatever there was.
    pub(crate) fn begin(
        &self,
        id: &DbInstanceId,
        version: u32,
        work: impl FnOnce(&Wanted) -> Done + Send + 'static,
    ) -> Done {
        let (tell, end) = mpsc::channel();
        let (kept, wanted) = Wanted::pair();
        let work = move || drop(tell.send(work(&wanted)));
        std::thread::Builder::new()
            .name("chore".into())
            .spawn(work)
            .doing("find a thread for what takes long")?;
        self.all().insert(id.clone(), Chore { version, _wanted: kept, end });
        Ok(())
    }

    /// How it stands, waiting so long for its end.
    pub(crate) fn wait(&self, id: &DbInstanceId, within: Duration) -> Standing {
        // Orders of one instance wait for one another: nobody else asks meanwhile.
        let Some(chore) = self.all().remove(id) else { return Standing::Idle };
        let version = chore.version;
        match chore.end.recv_timeout(within) {
            Ok(outcome) => Standing::Ended { version, outcome },
            Err(RecvTimeoutError::Timeout) => {
                self.all().insert(id.clone(), chore);
                Standing::Busy
            }
            // It broke off without a word, and is begun anew by whoever wants it.
            Err(RecvTimeoutError::Disconnected) => Standing::Idle,
        }
    }

    /// Nobody wants to know any more how it ends: the engine that it was about is gone.
    pub(crate) fn forget(&self, id: &DbInstanceId) {
        self.all().remove(id);
    }

    fn all(&self) -> MutexGuard<'_, HashMap<DbInstanceId, Chore>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use rampart_rds::intent::HandFailed;

    use super::*;

    /// Far more than a thread takes to end.
    const PATIENCE: Duration = Duration::from_secs(60);

    #[test]
    fn a_chore_goes_on_until_its_end_is_told_once() {
        let (chores, id) = (Chores::default(), "rm-1".parse().unwrap());
        assert_eq!(chores.wait(&id, PATIENCE), Standing::Idle);
        let (go, wait) = mpsc::channel();
        chores.begin(&id, 1, move |_| wait.recv().unwrap()).unwrap();
        assert_eq!(chores.wait(&id, Duration::ZERO), Standing::Busy);
        go.send(Err(HandFailed::EngineStopped)).unwrap();
        let ended = Standing::Ended { version: 1, outcome: Err(HandFailed::EngineStopped) };
        assert_eq!(chores.wait(&id, PATIENCE), ended);
        assert_eq!(chores.wait(&id, PATIENCE), Standing::Idle);
    }

    #[test]
    fn what_is_forgotten_or_broken_off_is_not_told() {
        let (chores, id) = (Chores::default(), "rm-1".parse().unwrap());
        let (tell, told) = mpsc::channel();
        let until_unwanted = move |wanted: &Wanted| {
            while wanted.still() {
                std::thread::yield_now();
            }
            tell.send(()).doing("tell")
        };
        chores.begin(&id, 1, until_unwanted).unwrap();
        chores.forget(&id);
        assert_eq!(chores.wait(&id, PATIENCE), Standing::Idle);
        told.recv_timeout(PATIENCE).expect("it learns that nobody waits");
        chores.begin(&id, 1, |_| panic!("a broken chore")).unwrap();
        assert_eq!(chores.wait(&id, PATIENCE), Standing::Idle);
    }
}
