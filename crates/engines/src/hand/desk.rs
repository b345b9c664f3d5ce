//! One line of orders per instance: within it they wait for one another, beside it others go on.

use std::{
    collections::{HashMap, VecDeque},
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rampart_vocab::DbInstanceId;

/// Most orders that wait or run at once.
const ORDERS_MAX: usize = 1024;

type Job = Box<dyn FnOnce() + Send>;

/// How a line gets a thread of its own.
type Spawn = fn(Job) -> io::Result<()>;

pub(super) struct Desk {
    lines: Arc<Lines>,
    spawn: Spawn,
}

#[derive(Default)]
struct Lines {
    lines: Mutex<Waiting>,
    idle: Condvar,
}

#[derive(Default)]
struct Waiting {
    /// A line is there while one of its orders runs. Orders for no single instance have a line of their own.
    lines: HashMap<Option<DbInstanceId>, VecDeque<Job>>,
    orders: usize,
    closed: bool,
}

impl Default for Desk {
    fn default() -> Self {
        Self { lines: Arc::default(), spawn }
    }
}

impl Desk {
    /// Puts a job at the end of its line. A job that is refused, or waits when the desk closes, is dropped unrun.
    pub(super) fn put(&self, line: Option<DbInstanceId>, job: Job) -> Result<(), Refused> {
        let mut waiting = self.lines.lock();
        if waiting.closed {
            return Err(Refused::Closed);
        }
        if waiting.orders >= ORDERS_MAX {
            return Err(Refused::Full);
        }
        waiting.orders += 1;
        if let Some(jobs) = waiting.lines.get_mut(&line) {
            jobs.push_back(job);
            return Ok(());
        }
        waiting.lines.insert(line.clone(), VecDeque::from([job]));
        let lines = Arc::clone(&self.lines);
        let name = line.clone();
        // Under the lock: nobody joins a line that comes to nothing.
        if (self.spawn)(Box::new(move || lines.work(&name))).is_err() {
            let unrun = waiting.lines.remove(&line);
            waiting.orders = waiting.orders.saturating_sub(1);
            drop(waiting);
            drop(unrun);
            return Err(Refused::Full);
        }
        Ok(())
    }

    /// Takes no more orders, drops those that wait, and lets those that run end, for so long.
    pub(super) fn close(&self, patience: Duration) {
        let mut waiting = self.lines.lock();
        waiting.closed = true;
        let unrun: Vec<Job> = waiting.lines.values_mut().flat_map(std::mem::take).collect();
        waiting.orders = waiting.orders.saturating_sub(unrun.len());
        drop(waiting);
        drop(unrun);
        let busy = |waiting: &mut Waiting| !waiting.lines.is_empty();
        let _ = self.lines.idle.wait_timeout_while(self.lines.lock(), patience, busy);
    }
}

/// Why an order is not taken.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// Too many wait, or the system has no thread for it.
    Full,
    /// The hand is about to end.
    Closed,
}

fn spawn(work: Job) -> io::Result<()> {
    std::thread::Builder::new().name("order".into()).spawn(work).map(drop)
}

impl Lines {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self, line: &Option<DbInstanceId>) {
        while let Some(job) = self.next(line) {
            let _done = Running(self);
            // One order that breaks off must not take those behind it along: each looks at what is there anyway.
            if catch_unwind(AssertUnwindSafe(job)).is_err() {
                tracing::error!(?line, "an order broke off");
            }
        }
    }

    fn next(&self, line: &Option<DbInstanceId>) -> Option<Job> {
        let mut waiting = self.lock();
        let job = waiting.lines.get_mut(line).and_then(VecDeque::pop_front);
        if job.is_none() {
            waiting.lines.remove(line);
            self.idle.notify_all();
        }
        job
    }
}

/// An order that is being carried out; counted no more once this is dropped.
struct Running<'a>(&'a Lines);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        let mut waiting = self.0.lock();
        waiting.orders = waiting.orders.saturating_sub(1);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn orders_of_one_instance_keep_their_order_while_another_goes_on() {
        let desk = Desk::default();
        let (told, tell) = mpsc::channel();
        let (go, wait) = mpsc::channel::<()>();
        let (one, other) =
            ("pgm-1".parse::<DbInstanceId>().unwrap(), "pgm-2".parse::<DbInstanceId>().unwrap());
        let say = |word: &'static str| {
            let told = told.clone();
            Box::new(move || told.send(word).unwrap()) as Job
        };
        let first = say("first");
        let blocked = Box::new(move || {
            wait.recv().unwrap();
            first();
        });
        assert!(desk.put(Some(one.clone()), blocked).is_ok());
        assert!(desk.put(Some(one), say("second")).is_ok());
        assert!(desk.put(Some(other), say("other")).is_ok());
        assert_eq!(tell.recv().unwrap(), "other");
        go.send(()).unwrap();
        assert_eq!((tell.recv().unwrap(), tell.recv().unwrap()), ("first", "second"));
    }

    #[test]
    fn an_order_that_breaks_off_holds_up_nobody() {
        let desk = Desk::default();
        let line = Some("pgm-1".parse::<DbInstanceId>().unwrap());
        let (told, tell) = mpsc::channel();
        let (go, wait) = mpsc::channel::<()>();
        let broken = Box::new(move || {
            wait.recv().unwrap();
            panic!("a broken order");
        });
        let behind = told.clone();
        assert_eq!(desk.put(line.clone(), broken), Ok(()));
        assert_eq!(desk.put(line.clone(), Box::new(move || behind.send("behind").unwrap())), Ok(()));
        go.send(()).unwrap();
        assert_eq!(tell.recv().unwrap(), "behind");
        assert_eq!(desk.put(line, Box::new(move || told.send("later").unwrap())), Ok(()));
        assert_eq!(tell.recv().unwrap(), "later");
        desk.close(Duration::from_secs(60));
        let waiting = desk.lines.lock();
        assert_eq!((waiting.orders, waiting.lines.len()), (0, 0));
    }

    #[test]
    fn an_order_without_a_thread_is_refused_and_leaves_nothing() {
        let desk = Desk { spawn: |_| Err(io::Error::other("no thread")), ..Desk::default() };
        for _ in 0..=ORDERS_MAX {
            assert_eq!(desk.put(None, Box::new(|| ())), Err(Refused::Full));
        }
        let waiting = desk.lines.lock();
        assert_eq!((waiting.orders, waiting.lines.len()), (0, 0));
    }

    #[test]
    fn a_closed_desk_drops_what_waits_and_takes_nothing() {
        let desk = Desk::default();
        let (told, tell) = mpsc::channel();
        let (go, wait) = mpsc::channel::<()>();
        let started = told.clone();
        let running = Box::new(move || {
            started.send("started").unwrap();
            wait.recv().unwrap();
        });
        assert_eq!(desk.put(None, running), Ok(()));
        assert_eq!(tell.recv().unwrap(), "started");
        assert_eq!(desk.put(None, Box::new(move || told.send("waited").unwrap())), Ok(()));
        desk.close(Duration::ZERO);
        assert_eq!(desk.put(None, Box::new(|| ())), Err(Refused::Closed));
        go.send(()).unwrap();
        desk.close(Duration::from_secs(60));
        assert!(desk.lines.lock().lines.is_empty());
        assert!(tell.recv().is_err(), "dropped unrun");
    }
}
