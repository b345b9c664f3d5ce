//! What stands in the way of a page, and what to do about it.

use http::StatusCode;
use rampart_client::{CallFailed, Refusal};

/// Why there is no page.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The session is over, whoever ended it.
    SignedOut,
    /// There is no such page.
    NoPage,
    /// The API refused.
    Refused(Refusal),
    /// Something that is nobody's refusal.
    Failed(String),
}

/// What a page says of something that was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Notice {
    pub(crate) title: String,
    pub(crate) text: String,
    /// What to do next.
    pub(crate) remedy: String,
    /// The API's code; empty where it was never asked.
    pub(crate) code: String,
    pub(crate) request_id: String,
    /// Why a policy refused, sealed; empty where none did.
    pub(crate) diagnostic: String,
    /// Where the remedy is, and what that place is called.
    pub(crate) link: Option<(String, &'static str)>,
}

impl Trouble {
    /// The notice for a form's page, where the API has refused; anything else is no form's matter.
    pub(crate) fn notice(self) -> Result<Notice, Self> {
        match self {
            Self::Refused(refusal) => Ok(Notice::of(&refusal)),
            other => Err(other),
        }
    }

    pub(crate) fn is(&self, code: &str) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.code == code)
    }

    /// What a page is answered with in whose place this is told.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NoPage | Self::SignedOut => StatusCode::NOT_FOUND,
            Self::Refused(refusal) => match refusal.status {
                403 => StatusCode::FORBIDDEN,
                404 => StatusCode::NOT_FOUND,
                500.. => StatusCode::BAD_GATEWAY,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            },
            Self::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Whether the caller may not; a page then leaves that part away.
    pub(crate) fn is_denied(&self) -> bool {
        matches!(self, Self::Refused(refusal) if is_denial(&refusal.code))
    }
}

impl From<CallFailed> for Trouble {
    fn from(failed: CallFailed) -> Self {
        match failed {
            CallFailed::Refused(refusal) if ends_session(&refusal.code) => Self::SignedOut,
            CallFailed::Refused(refusal) => Self::Refused(refusal),
            other => Self::Failed(other.to_string()),
        }
    }
}

/// The session's credentials are refused: it was ended elsewhere, or its holder is gone.
fn ends_session(code: &str) -> bool {
    code.starts_with("InvalidSecurityToken") || code.starts_with("InvalidAccessKeyId")
}

pub(crate) fn is_denial(code: &str) -> bool {
    matches!(code, "NoPermission" | "Forbidden.NoPermission" | "Forbidden.RAM" | "Forbidden")
        || code.starts_with("NoPermission.")
}

impl Notice {
    /// A fault that the console itself found in a form.
    pub(crate) fn form(title: &str, remedy: &str) -> Self {
        Self { title: title.to_owned(), remedy: remedy.to_owned(), ..Self::default() }
    }

    pub(crate) fn of(refusal: &Refusal) -> Self {
        let Refusal { code, message, request_id, diagnostic, .. } = refusal;
        let (title, remedy) = words(code);
        Self {
            title: title.to_owned(),
            text: message.clone(),
            remedy: remedy.to_owned(),
            code: code.clone(),
            request_id: request_id.clone(),
            diagnostic: diagnostic.clone().unwrap_or_default(),
            link: None,
        }
    }
}

/// Whether something is refused for the state of what it was asked of, not for what was sent.
fn is_of_state(code: &str) -> bool {
    ["Incorrect", "OperationDenied.", "Rejected."].iter().any(|begins| code.starts_with(begins))
        && !code.ends_with("LimitExceeded")
}

/// What a code means to somebody at a page, and what he can do.
fn words(code: &str) -> (&'static str, &'static str) {
    match code {
        _ if is_denial(code) => (
            "You are not allowed to do this",
            "Ask whoever administers the account for a policy that allows it.",
        ),
        _ if code.starts_with("EntityAlreadyExists") || code.starts_with("Rejected.AlreadyExist") => {
            ("There is one of this name already", "Choose another name, or open the one that is there.")
        }
        _ if code.starts_with("EntityNotExist") || code.contains("NotFound") => {
            ("It is not there any more", "Go back to the list: somebody may have deleted it.")
        }
        _ if code.starts_with("DeleteConflict") => {
            ("It is still in use", "Remove what uses it first, then delete it.")
        }
        _ if code.starts_with("LimitExceeded") => {
            ("There are too many", "Delete one that is no longer needed.")
        }
        "EncodedMessageExpire" => (
            "The message cannot be opened",
            "It is not one of this account’s messages, or older than a day. Repeat what was refused, and take its \
             message.",
        ),
        "MalformedPolicyDocument" => {
            ("The policy is malformed", "Correct the place that is named and save again.")
        }
        _ if code.starts_with("Throttling") => ("Too many calls", "Wait a moment and try again."),
        _ if code.starts_with("ServiceUnavailable") || code.starts_with("InternalError") => (
            "The server could not do it",
            "Try again; if it stays so, look at the server's log by the request ID.",
        ),
        "IncorrectDBInstanceLockMode" => {
            ("The instance is locked", "Enable its key, or cancel the key’s deletion, then try again.")
        }
        "InvalidKmsKey" => ("The key cannot be used", "Enable the key, then try again."),
        _ if is_of_state(code) => (
            "This cannot be done in its present state",
            "The message says what stands in the way. Change that, or wait until it has passed, and try again.",
        ),
        _ if code.starts_with("Invalid") || code.starts_with("Missing") => {
            ("A field is not right", "Correct what the message names and send it again.")
        }
        _ => ("This was refused", "The message says why. Correct it and try again."),
    }
}
