//! The id by which a person finds a call again.

use std::fmt;

use uuid::{Uuid, fmt::Hyphenated};

use crate::{Clock, Entropy, chance};

/// A request's id, shown as an upper-case UUID. Ordered by time (UUIDv7, RFC 9562).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RequestId(Uuid);

impl RequestId {
    /// A new id.
    pub fn new(clock: &dyn Clock, entropy: &dyn Entropy) -> Self {
        Self(crate::ids::uuid_v7(clock.now(), chance::array(entropy)))
    }

    /// From sixteen stored bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes))
    }

    /// The sixteen bytes to store.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_hyphenated().encode_upper(&mut [0; Hyphenated::LENGTH]))
    }
}
