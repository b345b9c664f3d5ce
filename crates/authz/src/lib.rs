//! Who may do what to which: callers, actions, resources, and the two answers `Permitted` and `Denied`.
//!
//! Pure: what a caller holds is handed in as [`Rights`]; who the callers are and what they hold is `identity`'s.

mod action;
mod asked;
mod assume;
mod caller;
mod denied;
mod holder;
mod permit;
mod resource;
mod rights;
#[cfg(test)]
#[expect(unreachable_pub, reason = "the macro makes public types, as the rooms need them")]
mod tests;
mod why;

pub use action::Action;
pub use asked::{Asked, Circumstances};
pub use assume::permit_assume;
pub use caller::{Caller, Principal, ServicePrincipal, SessionFacts};
pub use denied::{Denied, DeniedBy};
pub use holder::Holder;
pub use permit::{DecidedBy, Permitted, permit};
pub use resource::{Collection, Resource};
pub use rights::{Grant, Rights};
pub use why::{Remembered, STATEMENTS_MAX, Why, could};
