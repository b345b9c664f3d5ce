//! A fuse that stops everything after a number of effects, as a killed process would.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use tokio::sync::Notify;

/// Burns down by one at each effect and then lets nothing go on.
#[derive(Debug, Default)]
pub struct Fuse {
    left: Mutex<Option<u32>>,
    blown: AtomicBool,
    notify: Notify,
}

impl Fuse {
    /// Lets so many effects pass; `None` lets all pass.
    pub fn set(&self, effects: Option<u32>) {
        *self.left.lock().unwrap_or_else(PoisonError::into_inner) = effects;
        self.blown.store(false, Ordering::SeqCst);
    }

    /// Passes, or never returns: whoever waits is to be dropped, as a killed process is.
    pub async fn burn(&self) {
        let blows = {
            let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
            match &mut *left {
                None => false,
                Some(0) => true,
                Some(left) => {
                    *left -= 1;
                    false
                }
            }
        };
        if blows {
            self.blown.store(true, Ordering::SeqCst);
            self.notify.notify_one();
            std::future::pending::<()>().await;
        }
    }

    /// Returns once the fuse has blown.
    pub async fn blown(&self) {
        while !self.blown.load(Ordering::SeqCst) {
            self.notify.notified().await;
        }
    }

    /// Whether something was stopped.
    pub fn is_blown(&self) -> bool {
        self.blown.load(Ordering::SeqCst)
    }
}
