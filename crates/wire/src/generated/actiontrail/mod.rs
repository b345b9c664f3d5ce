//! The messages of Actiontrail 2020-07-06.

// Generated from `facts` by `cargo xtask generate`; do not edit.

pub mod lookup_events;

pub use lookup_events::{LookupEventsRequest, LookupEventsResponse};
