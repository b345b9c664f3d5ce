//! Refusals before any operation runs: credentials, sessions, replays.
//!
//! Source of codes and texts: the gateway's common errors.

use rampart_identity::{NotAuthentic, replay::ReplayRefused};
use rampart_vocab::{Timestamp, iso_seconds};

use super::Refusal;

impl Refusal {
    /// Plain http where only https is taken.
    pub(crate) fn needs_tls() -> Self {
        Self::new(404, "InvalidProtocol.NeedSsl", "Your request is denied as lack of ssl protect.")
    }
}

impl From<NotAuthentic> for Refusal {
    fn from(refused: NotAuthentic) -> Self {
        use NotAuthentic as N;
        let (status, code, message) = match refused {
            N::NotFound => (404, "InvalidAccessKeyId.NotFound", "Specified access key is not found."),
            N::Inactive => (400, "InvalidAccessKeyId.Inactive", "Specified access key is disabled."),
            N::TokenMissing => (400, "MissingSecurityToken", "SecurityToken is mandatory for this action."),
            N::TokenMalformed => {
                (400, "InvalidSecurityToken.Malformed", "Specified SecurityToken is malformed.")
            }
            // A session that was ended is over like one whose time has come: the vendor has no other word for it.
            N::TokenExpired | N::SessionEnded => {
                (400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired.")
            }
            N::TokenMismatch => (
                400,
                "InvalidSecurityToken.MismatchWithAccessKey",
                "Specified SecurityToken mismatch with the AccessKey.",
            ),
            N::Store(failed) => return failed.into(),
        };
        Self::new(status, code, message)
    }
}

impl Refusal {
    /// What the replay guard refuses; `floor` is the first second of which it knows everything, counted from 1970.
    pub(crate) fn replayed(refused: ReplayRefused, floor: i64) -> Self {
        match refused {
            ReplayRefused::Used => {
                Self::new(400, "SignatureNonceUsed", "Specified signature nonce was used already.")
            }
            ReplayRefused::BeforeFloor => {
                // Whose clock is right is told that the server's may not have been.
                let from = Timestamp::from_second(floor).map(iso_seconds).unwrap_or_default();
                let message = format!(
                    "Specified time stamp or date value is expired. This server takes what is stamped from {from} on."
                );
                Self::new(400, "InvalidTimeStamp.Expired", message)
            }
        }
    }
}
