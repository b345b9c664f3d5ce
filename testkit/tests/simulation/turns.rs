//! Tasks side by side on one thread; whose turn it is, and when all of them die, is the seed's choice.
//!
//! A task has a turn only when something woke it, so that waiting lets the runtime's paused clock go on.

use std::{
    future::poll_fn,
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

use crate::dice::Dice;

/// A task; it keeps what it comes to itself.
pub(crate) type Task<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

struct Turn<'a> {
    task: Option<Task<'a>>,
    bell: Arc<Bell>,
}

/// Remembers that a task was woken, and wakes whoever gives turns.
#[derive(Default)]
struct Bell {
    rung: AtomicBool,
    giver: Mutex<Option<Waker>>,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.rung.store(true, Ordering::SeqCst);
        if let Some(giver) = self.giver.lock().unwrap().as_ref() {
            giver.wake_by_ref();
        }
    }
}

/// Gives turns until every task is done, `is_dead` says that the process is, or so many turns were given; false when
/// tasks are left.
pub(crate) async fn take<'a>(
    tasks: Vec<Task<'a>>,
    dice: &Dice,
    mut left: Option<u32>,
    is_dead: impl Fn() -> bool,
) -> bool {
    let new = |task| Turn { task: Some(task), bell: Arc::new(Bell { rung: true.into(), ..Bell::default() }) };
    let mut turns: Vec<Turn<'a>> = tasks.into_iter().map(new).collect();
    poll_fn(|context| {
        if is_dead() || left == Some(0) {
            return Poll::Ready(false);
        }
        turns.retain(|turn| turn.task.is_some());
        if turns.is_empty() {
            return Poll::Ready(true);
        }
        for turn in &turns {
            *turn.bell.giver.lock().unwrap() = Some(context.waker().clone());
        }
        let woken = |(at, turn): (usize, &Turn<'_>)| turn.bell.rung.load(Ordering::SeqCst).then_some(at);
        let ready: Vec<usize> = turns.iter().enumerate().filter_map(woken).collect();
        if let Some(at) = dice.pick(&ready) {
            let turn = &mut turns[at];
            turn.bell.rung.store(false, Ordering::SeqCst);
            let waker = Waker::from(Arc::clone(&turn.bell));
            let done = turn
                .task
                .as_mut()
                .is_some_and(|task| task.as_mut().poll(&mut Context::from_waker(&waker)).is_ready());
            if done {
                turn.task = None;
            }
            left = left.map(|left| left - 1);
            // What was spawned beside has its turn as well.
            context.waker().wake_by_ref();
        }
        Poll::Pending
    })
    .await
}
