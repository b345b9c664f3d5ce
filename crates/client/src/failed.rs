//! Why a call has no answer to give.

/// A call that did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum CallFailed {
    /// The server understood, and refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// No connection, or it broke before the answer was whole.
    #[error("cannot reach `{endpoint}`: {reason}")]
    Unreachable {
        /// Where the call went.
        endpoint: String,
        /// What stood in the way.
        reason: String,
    },
    /// No answer in time. Whether the call was carried out is open.
    #[error("`{0}` did not answer in time")]
    TimedOut(String),
    /// An answer, but not one of this API: look at the endpoint.
    #[error("the answer with status {status} is not one of this API; check the endpoint")]
    NotTheApi {
        /// Its HTTP status.
        status: u16,
    },
    /// A name, id or token holds what no HTTP header may.
    #[error("the operation's name, the access key id or the token holds characters that cannot be sent")]
    Unsignable,
}

/// What a server answers when it refuses.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code} ({status}): {message} [{request_id}]")]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// The vendor's code: `Forbidden.KeyNotFound`.
    pub code: String,
    /// The vendor's text.
    pub message: String,
    /// The id by which the server's operator finds the call.
    pub request_id: String,
    /// Why a policy refused, sealed: what RAM's DecodeDiagnosticMessage opens.
    pub diagnostic: Option<String>,
}

impl CallFailed {
    /// What the server said, if it did.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// Whether the server has decided. A 5xx, throttling or silence says nothing about what was asked: not knowing is
    /// not losing.
    pub fn is_definite(&self) -> bool {
        self.refusal().is_some_and(|refusal| {
            (400..500).contains(&refusal.status)
                && refusal.status != 429
                && !refusal.code.contains("Throttling")
        })
    }
}
