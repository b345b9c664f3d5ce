//! How long and how much a client waits for, by name.

use std::time::Duration;

/// From the first packet to an open connection, TLS included.
pub const CONNECT_PATIENCE: Duration = Duration::from_secs(5);
/// A whole call, connecting included. The longest an honest server takes is a commit under load.
pub const CALL_PATIENCE: Duration = Duration::from_secs(60);
/// Bytes of an answer. The longest lists have pages of far less.
pub const ANSWER_BYTES_MAX: usize = 16 << 20;
