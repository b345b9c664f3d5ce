//! How a failed system call becomes a failure that says what was being done.

use std::fmt::Display;

use rampart_rds::intent::HandFailed;

/// What the hand's own functions answer.
pub(crate) type Done<T = ()> = Result<T, HandFailed>;

/// Names what was being done when something failed.
pub(crate) trait Doing<T> {
    /// Turns the error into [`HandFailed::System`].
    fn doing(self, what: &str) -> Done<T>;
}

impl<T, E: Display> Doing<T> for Result<T, E> {
    fn doing(self, what: &str) -> Done<T> {
        self.map_err(|error| HandFailed::System { doing: what.to_owned(), error: error.to_string() })
    }
}
