//! House chores: the generation of messages from the API facts.
//!
//! Nothing here runs in the product.

pub mod generate;
