//! One line of orders per instance: within it they wait for one another, beside it others go on.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rampart_vocab::DbInstanceId;

/// Most orders that wait or run at once.
const ORDERS_MAX: usize = 1024;

type Job = Box<dyn FnOnce() + Send>;

#[derive(Default)]
pub(super) struct Desk(Arc<Lines>);

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

impl Desk {
    /// Puts a job at the end of its line; hands it back as refused when too many wait.
    pub(super) fn put(&self, line: Option<DbInstanceId>, job: Job) -> Result<(), Full> {
        let mut waiting = self.0.lock();
        if waiting.orders >= ORDERS_MAX {
            return Err(Full);
        }
        waiting.orders += 1;
        if let Some(jobs) = waiting.lines.get_mut(&line) {
            jobs.push_back(job);
            return Ok(());
        }
        waiting.lines.insert(line.clone(), VecDeque::from([job]));
        drop(waiting);
        let lines = Arc::clone(&self.0);
        let name = line.clone();
        let spawned = std::thread::Builder::new().name("order".into()).spawn(move || lines.work(&name));
        if spawned.is_err() {
            self.0.lock().lines.remove(&line);
            return Err(Full);
        }
        Ok(())
    }

    /// Takes no more orders, drops those that wait, and lets those that run end, for so long.
    pub(super) fn close(&self, patience: Duration) {
        let mut waiting = self.0.lock();
        waiting.closed = true;
        waiting.lines.values_mut().for_each(VecDeque::clear);
        let busy = |waiting: &mut Waiting| !waiting.lines.is_empty();
        let _ = self.0.idle.wait_timeout_while(waiting, patience, busy);
    }
}

/// Too many orders wait.
pub(super) struct Full;

impl Lines {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self, line: &Option<DbInstanceId>) {
        while let Some(job) = self.next(line) {
            job();
            let mut waiting = self.lock();
            waiting.orders = waiting.orders.saturating_sub(1);
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
}
