//! The patterns of Action and Resource, and the glob under both.
//!
//! Which values a pattern is held against, and in which statement it stands, is not known here.

mod action;
mod glob;
mod resource;

pub use action::ActionPattern;
pub use glob::{Case, Glob};
pub use resource::{ResourcePattern, ResourceText};
