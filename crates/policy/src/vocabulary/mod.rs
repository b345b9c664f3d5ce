//! The words that the documents know: elements, condition keys, and the operations of the four services.
//!
//! They serve advice only. No decision depends on these lists but for the spelling of documented
//! condition keys.

mod actions;
mod keys;

pub use actions::{documented_action, documented_actions, is_fully_listed};
pub use keys::{documented_family, documented_key, documented_keys};
