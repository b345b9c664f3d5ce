//! What a caller is told when a call is refused: code, status and text, one table a service.
//!
//! The tables are the only place where a domain's refusal meets the vendor's code. A refusal has two
//! halves: what the caller may know, and what the log needs.

pub(crate) mod gateway;
pub(crate) mod kms;
pub(crate) mod ram;
pub(crate) mod rds;

use std::borrow::Cow;

use rampart_authz::Denied;
use rampart_store::{CommitFailed, StoreFailed, Unavailable};
use rampart_vocab::Arn;
use rampart_wire::{ParameterRefused, Service};

use crate::audit::AuditUnavailable;

/// A refused call, as the caller will read it.
#[derive(Debug)]
pub struct Refusal {
    /// HTTP status.
    pub status: u16,
    /// The vendor's code.
    pub code: Cow<'static, str>,
    /// The vendor's text, or ours where it has none.
    pub message: Cow<'static, str>,
    /// The decision behind a permission error: shown as `AccessDeniedDetail`, without the resource that was found.
    pub denied: Option<Box<Denied>>,
    /// What the caller named, of a permission error.
    pub(crate) named: Option<Box<Arn>>,
    /// For the log alone.
    pub inner: Option<String>,
    /// Whether running the operation again may help, since what it read has moved.
    pub(crate) retry: bool,
}

impl Refusal {
    /// A refusal with the vendor's code and text.
    pub fn new(
        status: u16,
        code: impl Into<Cow<'static, str>>,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        let (code, message) = (code.into(), message.into());
        Self { status, code, message, denied: None, named: None, inner: None, retry: false }
    }

    /// A parameter that is there but not valid, in the words of the service.
    pub fn invalid_parameter(service: Service, name: &str) -> Self {
        match service {
            Service::Kms => Self::new(
                400,
                "InvalidParameter",
                format!("The specified parameter \"{name}\" is not valid."),
            ),
            Service::Ram | Service::Sts | Service::Actiontrail => Self::new(
                400,
                format!("InvalidParameter.{name}"),
                format!("The parameter {name} is wrongly formed."),
            ),
            Service::Rds => Self::new(
                400,
                format!("Invalid{name}.Malformed"),
                format!("The specified parameter \"{name}\" is not valid."),
            ),
        }
    }

    /// A parameter that the operation cannot do without.
    pub fn missing_parameter(service: Service, name: &str) -> Self {
        match service {
            Service::Kms => Self::new(
                400,
                "MissingParameter",
                format!("The parameter \"{name}\" is needed but not provided."),
            ),
            Service::Rds => Self::new(
                400,
                "MissingParameter",
                format!(
                    "The input parameter \"{name}\" that is mandatory for processing this request is not supplied."
                ),
            ),
            Service::Ram | Service::Sts | Service::Actiontrail => {
                Self::new(400, format!("Missing{name}"), format!("{name} is mandatory for this action."))
            }
        }
    }

    /// A parameter that could not be read at all.
    pub fn parameter(service: Service, refused: &ParameterRefused) -> Self {
        match refused {
            ParameterRefused::Missing(name) => Self::missing_parameter(service, name),
            other => Self::invalid_parameter(service, other.name()),
        }
    }

    /// Something went wrong here; the caller learns no more than that.
    pub fn internal(inner: impl Into<String>) -> Self {
        Self {
            inner: Some(inner.into()),
            ..Self::new(500, "InternalError", "The request processing has failed due to some unknown error.")
        }
    }

    /// Something is out of reach for the moment; trying again may help.
    pub fn unavailable(inner: impl Into<String>) -> Self {
        Self {
            inner: Some(inner.into()),
            ..Self::new(
                503,
                "ServiceUnavailable",
                "The request has failed due to a temporary failure of the server.",
            )
        }
    }

    /// A change that was made by one of two tries, and nobody can tell by which.
    pub(crate) fn answer_lost() -> Self {
        Self::unavailable("the change was made, but its answer was lost")
    }

    /// What the service answers to a caller without the right. The text speaks of `named`, what the caller named:
    /// what was found behind it, if anything, is not his to know.
    pub fn denied(service: Service, denied: Box<Denied>, named: &Arn) -> Self {
        let mut refusal = match service {
            Service::Kms => Self::new(
                403,
                "Forbidden.NoPermission",
                format!("This operation for {named} is forbidden by permission system."),
            ),
            Service::Ram => Self::new(403, "NoPermission", "You are not authorized to do this action."),
            Service::Sts | Service::Actiontrail => Self::new(
                403,
                "NoPermission",
                "You are not authorized to do this action. You should be authorized by RAM.",
            ),
            Service::Rds => Self::new(
                403,
                "Forbidden.RAM",
                "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
            ),
        };
        refusal.denied = Some(denied);
        refusal.named = Some(Box::new(named.clone()));
        refusal
    }

    pub(crate) fn moved() -> Self {
        Self { retry: true, ..Self::unavailable("the rows that the operation read kept moving") }
    }
}

impl From<StoreFailed> for Refusal {
    fn from(failed: StoreFailed) -> Self {
        match failed {
            StoreFailed::Moved => Self::moved(),
            StoreFailed::Unavailable(why) => why.into(),
            other => Self::unavailable(other.to_string()),
        }
    }
}

impl From<CommitFailed> for Refusal {
    fn from(failed: CommitFailed) -> Self {
        match failed {
            CommitFailed::Conflict => Self::moved(),
            CommitFailed::Unavailable(why) => why.into(),
            other => Self::unavailable(other.to_string()),
        }
    }
}

/// What the server's disk lacks is told, so that a person knows whom to ask; nothing else of it is.
impl From<Unavailable> for Refusal {
    fn from(why: Unavailable) -> Self {
        let message = match why {
            Unavailable::Full => FULL,
            Unavailable::Stalled => {
                "The request has failed: the disk of the server does not answer. Try again later."
            }
            Unavailable::Because(_) => return Self::unavailable(why.to_string()),
        };
        Self { message: message.into(), ..Self::unavailable(why.to_string()) }
    }
}

const FULL: &str = "The request has failed: the disk of the server is full. \
    What takes a right away, such as DisableKey, still works.";

impl From<AuditUnavailable> for Refusal {
    fn from(unavailable: AuditUnavailable) -> Self {
        let refusal = Self::unavailable(unavailable.to_string());
        match unavailable {
            AuditUnavailable::Full => Self { message: FULL.into(), ..refusal },
            AuditUnavailable::Refused(_) | AuditUnavailable::Crowded => refusal,
        }
    }
}
