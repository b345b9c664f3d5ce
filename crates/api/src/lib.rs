//! The one funnel from a request to its answer, and one file per operation.
