//! Encrypted database instances: what is wished for, and what to do next.
//!
//! This room decides; `engines` does, over the orders of [`intent`]. It knows no key service, no parameter names and
//! no JSON: keys are used through [`keys::KeyService`], callers come with a permit.

pub mod accounts;
pub mod action;
pub mod attachments;
pub mod databases;
#[cfg(any(test, feature = "fake"))]
pub mod fake;
pub mod instance;
pub mod instances;
pub mod intent;
pub mod keys;
pub mod limits;
pub mod reconciler;
pub mod records;
pub mod resource;
mod rows;
pub mod table_keys;
pub mod undocumented;
#[cfg(test)]
mod world;
