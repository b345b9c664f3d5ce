//! How much of the server its callers may hold, by name, and how many descriptors the system lets it have.
//!
//! What keeps them stands in `listen`; what one request may hold stands in `rampart_wire::limits`.

use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Connections at a time.
pub const CONNECTIONS_MAX: usize = 4096;
/// Connections at a time from one address, or one /64 of IPv6.
pub const CONNECTIONS_PER_PEER_MAX: usize = 512;
/// Requests that are being answered at a time.
pub const REQUESTS_MAX: usize = 1024;
/// Bytes of unanswered requests beyond [`REQUEST_BYTES_FREE`] each, all together.
pub const UNANSWERED_BYTES_MAX: usize = 32 << 20;
/// Bytes of a request, head and body, that count for nothing: what nearly every call is smaller than gets through
/// whatever others send.
pub const REQUEST_BYTES_FREE: usize = 8 << 10;
/// Bytes of a request head: clients send session tokens by GET.
pub const HEAD_BYTES_MAX: usize = 64 << 10;
/// How long a connection may wait before its first byte.
const FIRST_BYTE_WITHIN: Duration = Duration::from_secs(10);
/// How long a TLS handshake may take.
const HANDSHAKE_WITHIN: Duration = Duration::from_secs(10);
/// How long a client may take to send its request head.
const HEAD_WITHIN: Duration = Duration::from_secs(10);
/// How long a client may take to send its body.
const BODY_WITHIN: Duration = Duration::from_secs(30);
/// How long a client may take to read its answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);
/// How long a connection may stay between two requests: longer than clients keep theirs, so that they end it.
const IDLE_WITHIN: Duration = Duration::from_secs(120);
/// Descriptors that are not for the API's connections: the store, the trail, the hand, the endpoint for table keys.
const DESCRIPTORS_KEPT: u64 = 512;

/// What callers may hold.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Connections at a time; one more ends the one that has been idle longest.
    pub connections: usize,
    /// Connections at a time from one address beyond the loopback and the named proxies.
    pub connections_per_peer: usize,
    /// Requests that are being answered at a time.
    pub requests: usize,
    /// Bytes of unanswered requests beyond [`REQUEST_BYTES_FREE`] each, all together.
    pub unanswered_bytes: usize,
    /// Until the first byte of a connection.
    pub first_byte: Duration,
    /// For a TLS handshake.
    pub handshake: Duration,
    /// For a request head.
    pub head: Duration,
    /// For a request body.
    pub body: Duration,
    /// For an answer to be taken.
    pub answer: Duration,
    /// Between two requests.
    pub idle: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: CONNECTIONS_MAX,
            connections_per_peer: CONNECTIONS_PER_PEER_MAX,
            requests: REQUESTS_MAX,
            unanswered_bytes: UNANSWERED_BYTES_MAX,
            first_byte: FIRST_BYTE_WITHIN,
            handshake: HANDSHAKE_WITHIN,
            head: HEAD_WITHIN,
            body: BODY_WITHIN,
            answer: ANSWER_WITHIN,
            idle: IDLE_WITHIN,
        }
    }
}

impl Limits {
    /// No more connections than there can be descriptors.
    pub(crate) fn within(mut self, descriptors: u64) -> Self {
        let most = self.connections_within(descriptors);
        if most < self.connections {
            tracing::warn!(
                descriptors,
                connections = most,
                "fewer connections than wished: raise `ulimit -n`"
            );
            self.connections = most;
        }
        self
    }

    /// As many connections as there can be with so many descriptors.
    pub(crate) fn connections_within(&self, descriptors: u64) -> usize {
        let kept = DESCRIPTORS_KEPT.min(descriptors / 2);
        let most = usize::try_from(descriptors - kept).unwrap_or(usize::MAX);
        most.max(1).min(self.connections)
    }

    /// One core's part of what is counted in all. Addresses are counted over all cores.
    pub(crate) fn share(&self, cores: usize) -> Self {
        let part = |whole: usize| whole.div_ceil(cores.max(1)).max(1);
        Self {
            connections: part(self.connections),
            requests: part(self.requests),
            unanswered_bytes: part(self.unanswered_bytes),
            ..self.clone()
        }
    }
}

/// How many descriptors a process may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Descriptors {
    /// As it stands.
    pub(crate) now: u64,
    /// As far as it can raise that by itself.
    pub(crate) most: u64,
}

impl Descriptors {
    /// What the system lets this process have.
    pub(crate) fn of_this_process() -> Self {
        let limit = getrlimit(Resource::Nofile);
        let bare = |bound: Option<u64>| bound.unwrap_or(u64::MAX);
        Self { now: bare(limit.current), most: bare(limit.maximum) }
    }

    /// A number of them in words.
    pub(crate) fn told(descriptors: u64) -> String {
        if descriptors == u64::MAX { "no limit".to_owned() } else { descriptors.to_string() }
    }

    /// Takes as many as the system lets us have: a crowd needs them, and nothing is spared by having fewer.
    pub(crate) fn raise() -> Self {
        let limit = getrlimit(Resource::Nofile);
        let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
        if let Err(error) = setrlimit(Resource::Nofile, raised) {
            tracing::warn!(%error, "the number of descriptors stays as it is");
        }
        Self::of_this_process()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_descriptors_for_everything_else() {
        for (descriptors, connections) in
            [(1 << 20, 4096), (4608, 4096), (4096, 3584), (1024, 512), (256, 128), (1, 1)]
        {
            assert_eq!(Limits::default().within(descriptors).connections, connections, "{descriptors}");
        }
    }

    #[test]
    fn every_core_has_its_part() {
        let limits = Limits { connections: 9, requests: 1, ..Limits::default() };
        let part = limits.share(2);
        assert_eq!((part.connections, part.requests), (5, 1));
        assert_eq!(part.connections_per_peer, limits.connections_per_peer);
    }

    #[test]
    fn all_the_descriptors_there_can_be_are_taken() {
        let raised = Descriptors::raise();
        assert_eq!(raised.now, raised.most);
    }
}
