//! Engines that end by themselves: noticed at once, and told. What ends because of an order is not told of.
//!
//! An engine is nobody's child, so nobody is told of its end but who holds it by a descriptor (pidfd_open(2)); one thread
//! waits for all of them.

use std::{
    collections::HashMap,
    io,
    os::fd::OwnedFd,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rampart_rds::intent::ProcessIdentity;
use rampart_vocab::DbInstanceId;
use rustix::{
    event::{EventfdFlags, PollFd, PollFlags, eventfd, poll},
    io::Errno,
    process::{Pid, PidfdFlags, pidfd_open},
};

use crate::process;

type Tell = Box<dyn Fn(DbInstanceId) + Send + Sync>;

/// The engines that are watched. The thread ends with this.
pub(crate) struct Endings(Arc<Shared>);

impl std::fmt::Debug for Endings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Endings").finish_non_exhaustive()
    }
}

struct Shared {
    watched: Mutex<Watched>,
    /// Wakes the thread when something else is to be watched.
    wake: OwnedFd,
    tell: Tell,
}

#[derive(Default)]
struct Watched {
    engines: HashMap<DbInstanceId, Engine>,
    closed: bool,
}

#[derive(Clone)]
struct Engine {
    identity: ProcessIdentity,
    held: Arc<OwnedFd>,
}

impl Endings {
    /// Watches nothing yet.
    pub(crate) fn new(tell: Tell) -> io::Result<Self> {
        let wake = eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?;
        let shared = Arc::new(Shared { watched: Mutex::default(), wake, tell });
        let watching = Arc::clone(&shared);
        std::thread::Builder::new().name("endings".into()).spawn(move || watching.wait())?;
        Ok(Self(shared))
    }

    /// Tells once this process has ended; at once if it has already.
    pub(crate) fn watch(&self, id: &DbInstanceId, identity: ProcessIdentity) {
        let mut watched = self.0.watched();
        if watched.engines.get(id).is_some_and(|engine| engine.identity == identity) {
            return;
        }
        let held = match hold(identity) {
            Ok(held) => held,
            Err(error) => {
                tracing::warn!(%id, %error, "its engine is not watched: its end is noticed at the next look");
                return;
            }
        };
        if let Some(held) = held {
            watched.engines.insert(id.clone(), Engine { identity, held: Arc::new(held) });
            self.0.wake();
        } else {
            watched.engines.remove(id);
            drop(watched);
            (self.0.tell)(id.clone());
        }
    }

    /// Its end is expected from here on.
    pub(crate) fn forget(&self, id: &DbInstanceId) {
        if self.0.watched().engines.remove(id).is_some() {
            self.0.wake();
        }
    }
}

impl Drop for Endings {
    fn drop(&mut self) {
        self.0.watched().closed = true;
        self.0.wake();
    }
}

/// A descriptor of this very process; none when it has ended.
fn hold(identity: ProcessIdentity) -> io::Result<Option<OwnedFd>> {
    let Some(pid) = Pid::from_raw(identity.pid) else { return Ok(None) };
    match pidfd_open(pid, PidfdFlags::empty()) {
        // Looked at after it is held: the number cannot pass to another now.
        Ok(held) => Ok((process::identity(identity.pid) == Some(identity)).then_some(held)),
        Err(Errno::SRCH) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

impl Shared {
    fn watched(&self) -> MutexGuard<'_, Watched> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wake(&self) {
        // It fails only while it is awake already.
        let _ = rustix::io::write(&self.wake, &1_u64.to_ne_bytes());
    }

    fn wait(&self) {
        loop {
            let watched = self.watched();
            if watched.closed {
                return;
            }
            let engines: Vec<_> =
                watched.engines.iter().map(|(id, engine)| (id.clone(), engine.clone())).collect();
            drop(watched);
            let wake = PollFd::new(&self.wake, PollFlags::IN);
            let held = engines.iter().map(|(_, engine)| PollFd::new(&*engine.held, PollFlags::IN));
            let mut all: Vec<_> = std::iter::once(wake).chain(held).collect();
            match poll(&mut all, None) {
                Ok(_) | Err(Errno::INTR) => {}
                Err(error) => return tracing::error!(%error, "engines are not watched any more"),
            }
            let _ = rustix::io::read(&self.wake, &mut [0; 8]);
            let ended: Vec<bool> = all.iter().skip(1).map(|one| !one.revents().is_empty()).collect();
            for ((id, engine), _) in engines.into_iter().zip(ended).filter(|(_, ended)| *ended) {
                if self.end(&id, engine.identity) {
                    (self.tell)(id);
                }
            }
        }
    }

    /// Watches an engine no more; says whether it was watched still.
    fn end(&self, id: &DbInstanceId, identity: ProcessIdentity) -> bool {
        let mut watched = self.watched();
        let still = watched.engines.get(id).is_some_and(|engine| engine.identity == identity);
        if still {
            watched.engines.remove(id);
        }
        still
    }
}

#[cfg(test)]
mod tests {
    use std::{
        process::{Child, Command},
        sync::mpsc,
        time::Duration,
    };

    use super::*;

    /// Far more than an end takes to be told.
    const PATIENCE: Duration = Duration::from_secs(60);

    fn started() -> (Child, ProcessIdentity) {
        let child = Command::new("sleep").arg("600").spawn().unwrap();
        let identity = process::identity(i32::try_from(child.id()).unwrap()).unwrap();
        (child, identity)
    }

    fn ends(mut child: Child) {
        child.kill().unwrap();
        child.wait().unwrap();
    }

    #[test]
    fn an_end_is_told_once_unless_it_was_expected() {
        let (told, tell) = mpsc::channel();
        let endings = Endings::new(Box::new(move |id| told.send(id).unwrap())).unwrap();
        let ids: Vec<DbInstanceId> =
            ["pgm-1", "pgm-2", "pgm-3"].into_iter().map(|id| id.parse().unwrap()).collect();
        let engines: Vec<_> = ids.iter().map(|_| started()).collect();
        for (id, (_, identity)) in ids.iter().zip(&engines) {
            endings.watch(id, *identity);
            endings.watch(id, *identity);
        }
        endings.forget(&ids[1]);
        for (child, _) in engines {
            ends(child);
        }
        let mut both = [tell.recv_timeout(PATIENCE).unwrap(), tell.recv_timeout(PATIENCE).unwrap()];
        both.sort();
        assert_eq!(both, [ids[0].clone(), ids[2].clone()]);

        // The next engine of an instance is another, and one that has ended already is told of as well.
        let (child, identity) = started();
        endings.watch(&ids[1], identity);
        ends(child);
        assert_eq!(tell.recv_timeout(PATIENCE).unwrap(), ids[1]);
        endings.watch(&ids[1], identity);
        assert_eq!(tell.recv_timeout(PATIENCE).unwrap(), ids[1]);
        drop(endings);
        // The thread ends, and with it what it tells by.
        assert_eq!(tell.recv_timeout(PATIENCE), Err(mpsc::RecvTimeoutError::Disconnected));
    }
}
