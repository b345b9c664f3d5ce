//! The console as a browser meets it, on a server that answers whatever a test wants it to.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod browser;
mod fake;
mod forms;
mod headers;
mod hostile;
mod instances;
mod keys;
mod live;
mod policies;
mod seed;
mod sessions;
mod sign_in;
mod trail;
mod why;
