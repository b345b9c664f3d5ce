//! Why a request is refused before any operation runs, and the gateway's code, status and text for it.
//!
//! What an operation refuses is the business of `api`.

use std::borrow::Cow;

/// A request that is not even asked of an operation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestRefused {
    /// Neither GET nor POST.
    #[error("the method is neither GET nor POST")]
    UnsupportedMethod,
    /// Another path than `/`.
    #[error("the path is not `/`")]
    UnknownPath,
    /// The query is longer than its method allows.
    #[error("the query is too long; send the parameters in a form body")]
    QueryTooLong,
    /// The body is longer than [`crate::limits::BODY_BYTES_MAX`].
    #[error("the body is too long")]
    BodyTooLong,
    /// There is a body, and it is not a form.
    #[error("the body is not `application/x-www-form-urlencoded`")]
    NotAForm,
    /// More than [`crate::limits::PARAMETERS_MAX`].
    #[error("too many parameters")]
    TooManyParameters,
    /// A `%` without two hexadecimal digits.
    #[error("a `%` in the parameters is not followed by two hexadecimal digits")]
    MalformedEncoding,
    /// Bytes that are no UTF-8.
    #[error("a parameter is not UTF-8")]
    NotUtf8,
    /// A value without a name.
    #[error("a parameter has no name")]
    NamelessParameter,
    /// Longer than [`crate::limits::NAME_BYTES_MAX`].
    #[error("a parameter's name is too long")]
    NameTooLong,
    /// Longer than [`crate::limits::VALUE_BYTES_MAX`].
    #[error("a parameter's value is too long")]
    ValueTooLong,
    /// One name twice, so that it is open which value is meant.
    #[error("the parameter `{0}` is given twice")]
    DuplicateParameter(String),
    /// Something that every request has, or every signed one.
    #[error("`{0}` is missing")]
    Missing(&'static str),
    /// Something that every request has, but not in this form.
    #[error("`{0}` is not valid")]
    Invalid(&'static str),
    /// A signature that we do not know, a bearer token included.
    #[error("the signature method is not supported; sign by ACS3-HMAC-SHA256 or HMAC-SHA1")]
    UnsupportedSignatureMethod,
    /// A signature that leaves out what it must cover, or is not well formed.
    #[error(transparent)]
    IncompleteSignature(#[from] Incomplete),
    /// `x-acs-content-sha256` is not the hash of the body that came.
    #[error("`x-acs-content-sha256` is not the hash of the body")]
    BodyHashMismatch,
    /// Not `YYYY-MM-DDThh:mm:ssZ`.
    #[error("the time stamp is not of the form `YYYY-MM-DDThh:mm:ssZ`")]
    MalformedTimestamp,
    /// Too far from our own time.
    #[error("the time stamp is more than {} minutes off", rampart_vocab::limits::TIMESTAMP_SKEW_MINUTES)]
    ExpiredTimestamp,
    /// Neither JSON nor XML.
    #[error("`Format` is neither `JSON` nor `XML`")]
    UnknownFormat,
    /// No service has this version.
    #[error("no service has this `Version`")]
    UnknownVersion,
    /// The service has no such operation.
    #[error("the service has no such `Action`")]
    UnknownAction,
}

/// What a signature lacks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Incomplete {
    /// Not `ACS3-HMAC-SHA256 Credential=…,SignedHeaders=…,Signature=…`.
    #[error("`Authorization` is not of the form `ACS3-HMAC-SHA256 Credential=…,SignedHeaders=…,Signature=…`")]
    Authorization,
    /// The names are not in lower case, in order, each once.
    #[error("`SignedHeaders` is not a sorted list of lower-case names")]
    SignedHeaders,
    /// A header that must be signed is not.
    #[error("the header `{0}` is not signed")]
    Unsigned(String),
    /// A header that is named in the signature did not come.
    #[error("the signed header `{0}` is missing")]
    Absent(String),
    /// A header that may come once came twice.
    #[error("the header `{0}` came twice")]
    Repeated(&'static str),
    /// A request signed in two ways at once.
    #[error("the request bears two signatures")]
    Twice,
    /// The header names another key than the signature.
    #[error("`x-acs-accesskey-id` is not the key of the signature")]
    OtherKey,
}

impl RequestRefused {
    /// The gateway's code.
    pub fn code(&self) -> Cow<'static, str> {
        use RequestRefused as R;
        match self {
            R::UnsupportedMethod => "UnsupportedHTTPMethod".into(),
            R::UnknownPath | R::UnknownAction => "InvalidAction.NotFound".into(),
            R::UnknownVersion => "NoSuchVersion".into(),
            R::Missing(name) => format!("Missing{name}").into(),
            R::Invalid(name) => format!("Invalid{name}").into(),
            R::UnsupportedSignatureMethod => "InvalidSignatureMethod".into(),
            R::IncompleteSignature(_) => "IncompleteSignature".into(),
            R::BodyHashMismatch => "SignatureDoesNotMatch".into(),
            R::MalformedTimestamp => "InvalidTimeStamp.Format".into(),
            R::ExpiredTimestamp => "InvalidTimeStamp.Expired".into(),
            R::UnknownFormat => "InvalidParameter.Format".into(),
            R::QueryTooLong
            | R::BodyTooLong
            | R::NotAForm
            | R::TooManyParameters
            | R::MalformedEncoding
            | R::NotUtf8
            | R::NamelessParameter
            | R::NameTooLong
            | R::ValueTooLong
            | R::DuplicateParameter(_) => "InvalidParameter".into(),
        }
    }

    /// The HTTP status that goes with the code.
    pub const fn status(&self) -> u16 {
        match self {
            Self::UnsupportedMethod => 403,
            Self::UnknownPath | Self::UnknownAction => 404,
            _ => 400,
        }
    }

    /// The gateway's text; where it has none, our own.
    pub fn message(&self) -> Cow<'static, str> {
        use RequestRefused as R;
        match self {
            R::UnsupportedMethod => "This http method is not supported.".into(),
            R::UnknownPath | R::UnknownAction => {
                "Specified api is not found, please check your url and method.".into()
            }
            R::UnknownVersion => "The specified version does not exist.".into(),
            R::Missing(name) => format!("{name} is mandatory for this action.").into(),
            R::Invalid(name) => format!("Specified parameter {name} is not valid.").into(),
            R::UnsupportedSignatureMethod => "Specified signature method is not valid.".into(),
            R::IncompleteSignature(what) => {
                format!("The request signature does not conform to Aliyun standards. {what}").into()
            }
            R::BodyHashMismatch => {
                format!("Specified signature is not matched with our calculation. {self}").into()
            }
            R::MalformedTimestamp => "Specified time stamp or date value is not well formatted.".into(),
            R::ExpiredTimestamp => "Specified time stamp or date value is expired.".into(),
            R::UnknownFormat => "Specified parameter format is not valid.".into(),
            other => other.to_string().into(),
        }
    }
}

/// A parameter that an operation cannot be asked with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParameterRefused {
    /// Not given, or empty.
    #[error("the parameter `{0}` is missing")]
    Missing(Cow<'static, str>),
    /// Not a whole number.
    #[error("the parameter `{0}` is not a whole number")]
    NotAnInteger(Cow<'static, str>),
    /// Neither `true` nor `false`.
    #[error("the parameter `{0}` is neither `true` nor `false`")]
    NotABoolean(Cow<'static, str>),
    /// Neither `Name.1`, `Name.2` … nor a JSON array.
    #[error("the parameter `{0}` is not a list")]
    NotAList(Cow<'static, str>),
    /// Given both as one JSON text and as `Name.key`.
    #[error("the parameter `{0}` is given in two forms")]
    TwoForms(Cow<'static, str>),
    /// More than [`crate::limits::LIST_ITEMS_MAX`].
    #[error("the parameter `{0}` has too many elements")]
    TooMany(Cow<'static, str>),
}

impl ParameterRefused {
    /// The parameter's name as the vendor spells it.
    pub fn name(&self) -> &str {
        match self {
            Self::Missing(name)
            | Self::NotAnInteger(name)
            | Self::NotABoolean(name)
            | Self::NotAList(name)
            | Self::TwoForms(name)
            | Self::TooMany(name) => name,
        }
    }

    /// The gateway's code: `Missing<Name>` or `Invalid<Name>`.
    pub fn code(&self) -> String {
        let kind = if matches!(self, Self::Missing(_)) { "Missing" } else { "Invalid" };
        format!("{kind}{}", self.name())
    }

    /// Always 400.
    pub const fn status(&self) -> u16 {
        400
    }

    /// The gateway's text.
    pub fn message(&self) -> String {
        let name = self.name();
        match self {
            Self::Missing(_) => format!("{name} is mandatory for this action."),
            _ => format!("Specified parameter {name} is not valid."),
        }
    }
}

#[cfg(test)]
mod tests;
