//! How long a caller waits for a backend, and no longer.
//!
//! What a caller has stopped waiting for may still happen: a commit's outcome is then unknown, as after a lost answer.

use std::{future::poll_fn, pin::pin, task::Poll, time::Duration};

/// How long a commit may stand in line before it is taken back, and a backend may be at one before others are
/// refused at once.
pub const LINE_WAIT_MAX: Duration = Duration::from_secs(10);
/// How long a caller waits for the outcome of a commit: longer than any stands in line, so that the backend's own,
/// definite answer comes first.
pub const COMMIT_WAIT_MAX: Duration = Duration::from_secs(12);
/// How long a caller waits for rows.
pub const READ_WAIT_MAX: Duration = Duration::from_secs(5);

/// The answer of a future, unless it takes longer than `limit`. One that answers at once costs no timer, and needs
/// no runtime that has them.
pub(crate) async fn answered_within<T>(limit: Duration, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    match poll_fn(|context| Poll::Ready(future.as_mut().poll(context))).await {
        Poll::Ready(answer) => Some(answer),
        Poll::Pending => tokio::time::timeout(limit, future).await.ok(),
    }
}
