//! Attacks on a whole server in memory; `docs/attacks.md` is the list of all.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test ends when its world breaks"
)]

mod clock;
mod existence;
mod race;
mod strangers;
