//! House chores: the generation of messages from the API facts, and the measurements side by side.
//!
//! Nothing here runs in the product.

pub mod bench;
pub mod generate;
