//! The compiled form: statements with their matchers, and an index that finds those that may match.
//!
//! A document is compiled once; sets are built from compiled policies and never compile anything.

mod hash;
mod index;
mod key;
mod policy;
mod set;
mod statement;

pub use policy::Policy;
pub use set::PolicySet;
pub(crate) use statement::{ActionMatcher, CompiledStatement, ResourceMatcher};
