//! What an answer is wrapped in: JSON or XML, success or error.
//!
//! Which error becomes which code is decided in `api`; here is only how a code is told.

mod error;
mod json;
mod xml;

use std::fmt::Display;

use crate::{FieldWriter, Message, Operation, Params, RequestRefused, Service};

pub use error::{AccessDeniedDetail, ErrorReply, recommend};
use json::JsonWriter;
use xml::XmlWriter;

/// The form in which an answer is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// What every SDK asks for, and what is answered when nothing is asked.
    #[default]
    Json,
    /// For callers by hand who ask for it.
    Xml,
}

/// An answer ready to be sent.
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The value of `Content-Type`.
    pub content_type: &'static str,
    /// The body.
    pub body: Vec<u8>,
}

impl Format {
    /// What `Format` asks for, in any case of letters.
    pub fn of(params: &Params) -> Result<Self, RequestRefused> {
        match params.get("Format") {
            None => Ok(Self::Json),
            Some(format) if format.eq_ignore_ascii_case("JSON") => Ok(Self::Json),
            Some(format) if format.eq_ignore_ascii_case("XML") => Ok(Self::Xml),
            Some(_) => Err(RequestRefused::UnknownFormat),
        }
    }

    /// What an undecoded query asks for, to answer a request that could not be read. JSON when in doubt.
    pub fn asked_in(query: &str) -> Self {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let asked = pairs.find(|(name, _)| name.eq_ignore_ascii_case("Format"));
        match asked {
            Some((_, format)) if format.eq_ignore_ascii_case("XML") => Self::Xml,
            _ => Self::Json,
        }
    }

    /// The value of `Content-Type`. The SDKs read an error as XML only when it is spelled exactly so.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json;charset=utf-8",
            Self::Xml => "text/xml;charset=utf-8",
        }
    }

    fn reply(self, status: u16, root: &str, write: impl FnOnce(&mut dyn FieldWriter)) -> Reply {
        let body = match self {
            Self::Json => {
                let mut json = JsonWriter::new();
                write(&mut json);
                json.finish()
            }
            Self::Xml => {
                let mut xml = XmlWriter::new(root);
                write(&mut xml);
                xml.finish(root)
            }
        };
        Reply { status, content_type: self.content_type(), body }
    }
}

/// The answer to a call that succeeded: status 200, the request's id beside the message's fields.
///
/// XML has the root `<ActionResponse>`, for Kms `<KMS>`, as the vendor's samples have it.
pub fn success(
    operation: Operation,
    format: Format,
    request_id: &dyn Display,
    message: &dyn Message,
) -> Reply {
    let root = match (operation.service(), format) {
        // JSON has no root, and the common answer need not pay for one.
        (_, Format::Json) => String::new(),
        (Service::Kms, Format::Xml) => "KMS".to_owned(),
        (_, Format::Xml) => format!("{}Response", operation.name()),
    };
    format.reply(200, &root, |to| {
        to.text("RequestId", &request_id.to_string());
        message.write(to);
    })
}

#[cfg(test)]
mod tests;
