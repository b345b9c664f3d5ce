//! What a case expects: one line of a table.

use serde_json::Value;

use crate::Refused;

/// What a call should come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// It is done.
    Done,
    /// It is refused with this status and code.
    Refused(u16, &'static str),
}

/// The call is done.
pub const fn done() -> Expected {
    Expected::Done
}

/// The call is refused.
pub const fn refused(status: u16, code: &'static str) -> Expected {
    Expected::Refused(status, code)
}

impl Expected {
    /// Compares, naming the case when it fails; the answer of a call that was done comes back.
    #[track_caller]
    pub fn holds(self, case: &str, got: Result<Value, Refused>) -> Option<Value> {
        match (self, got) {
            (Self::Done, Ok(answer)) => Some(answer),
            (Self::Refused(status, code), Err(refused))
                if (refused.status, refused.code.as_str()) == (status, code) =>
            {
                None
            }
            (expected, got) => panic!("{case}: expected {expected:?}, got {got:?}"),
        }
    }
}
