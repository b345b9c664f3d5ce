//! One page's question: who asks, what he sent, and his calls of the API.

use std::sync::Arc;

use askama::Template;
use http::StatusCode;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use rampart_client::{Service, read_answer};
use rampart_vocab::{Clock, Entropy, chance};
use serde_json::Value;

use crate::{
    Back, Response, Visitor, fields::Fields, limits, pages::Frame, response, session::Session, statics,
    trouble::Trouble,
};

/// What a page's handler gives.
pub(crate) type Answer = Result<Response, Trouble>;

/// One request of somebody who is signed in.
pub(crate) struct Ask<'a> {
    pub(crate) back: &'a dyn Back,
    pub(crate) from: &'a Visitor,
    pub(crate) host: &'a str,
    pub(crate) clock: &'a dyn Clock,
    pub(crate) entropy: &'a dyn Entropy,
    pub(crate) region: &'a str,
    pub(crate) session: Arc<Session>,
    pub(crate) query: Fields,
    /// Empty where nothing was posted. Its token has been looked at.
    pub(crate) form: Fields,
}

impl Ask<'_> {
    /// Calls an operation as whoever is signed in.
    pub(crate) async fn call(
        &self,
        service: Service,
        operation: &str,
        params: &[(&str, &str)],
    ) -> Result<Value, Trouble> {
        // What is left empty in a form is not said.
        let said: Vec<_> = params.iter().copied().filter(|(_, value)| !value.is_empty()).collect();
        let credentials = &self.session.credentials;
        let signed = credentials.sign(self.host, service, operation, &said, self.clock, self.entropy)?;
        let (status, body) = self.back.send(&signed, self.from).await;
        Ok(read_answer(status, &body)?)
    }

    pub(crate) async fn ram(&self, operation: &str, params: &[(&str, &str)]) -> Result<Value, Trouble> {
        self.call(Service::Ram, operation, params).await
    }

    /// The rows of a list of RAM's, page after page, as many as are read for one page of ours.
    pub(crate) async fn ram_rows<T>(
        &self,
        operation: &str,
        params: &[(&str, &str)],
        pointer: &str,
        row: impl Fn(&Value) -> T,
    ) -> Result<Vec<T>, Trouble> {
        let (mut found, mut marker) = (Vec::new(), String::new());
        loop {
            let paged = [("Marker", marker.as_str()), ("MaxItems", "100")];
            let answer = self.ram(operation, &[params, &paged].concat()).await?;
            found.extend(rows(&answer, pointer).iter().map(&row));
            marker = text(&answer, "/Marker");
            let more = text(&answer, "/IsTruncated") == "true" && !marker.is_empty();
            if !more || found.len() >= limits::ROWS_READ_MAX {
                return Ok(found);
            }
        }
    }

    pub(crate) async fn kms(&self, operation: &str, params: &[(&str, &str)]) -> Result<Value, Trouble> {
        self.call(Service::Kms, operation, params).await
    }

    pub(crate) async fn rds(&self, operation: &str, params: &[(&str, &str)]) -> Result<Value, Trouble> {
        let placed = [("RegionId", self.region)];
        self.call(Service::Rds, operation, &[&placed, params].concat()).await
    }

    pub(crate) async fn trail(&self, operation: &str, params: &[(&str, &str)]) -> Result<Value, Trouble> {
        self.call(Service::Actiontrail, operation, params).await
    }

    /// Tells one opened form from the next, so that one that is sent twice makes one thing.
    pub(crate) fn token(&self) -> String {
        hex::encode(chance::array::<16>(self.entropy))
    }

    /// Whether the form that was sent is sent for the first time.
    pub(crate) fn is_first(&self) -> bool {
        self.session.is_first(self.form.get("token"))
    }

    /// What stands around a page.
    pub(crate) fn frame(&self, title: impl Into<String>, section: &'static str) -> Frame {
        Frame {
            title: title.into(),
            section,
            name: self.session.name.clone(),
            account: self.session.account.clone(),
            region: self.region.to_owned(),
            csrf: self.session.csrf.clone(),
            is_user: self.session.is_user,
            files: statics::files(),
        }
    }

    pub(crate) fn page(&self, page: &impl Template) -> Answer {
        render(StatusCode::OK, page)
    }

    /// A page that says what was wrong with a form.
    pub(crate) fn refused(&self, page: &impl Template) -> Answer {
        render(StatusCode::UNPROCESSABLE_ENTITY, page)
    }
}

pub(crate) fn render(status: StatusCode, page: &impl Template) -> Answer {
    Ok(response::html(status, page.render().map_err(|error| Trouble::Failed(error.to_string()))?))
}

/// A text in an answer, by its pointer (RFC 6901); empty where it is not there.
pub(crate) fn text(value: &Value, pointer: &str) -> String {
    match value.pointer(pointer) {
        Some(Value::String(text)) => text.clone(),
        Some(other @ (Value::Number(_) | Value::Bool(_))) => other.to_string(),
        _ => String::new(),
    }
}

/// The rows of a list in an answer.
pub(crate) fn rows<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    value.pointer(pointer).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The rows of a list beside a page's own matter, as many as a page shows.
pub(crate) fn first_rows<'a>(value: &'a Value, pointer: &str) -> impl Iterator<Item = &'a Value> {
    rows(value, pointer).iter().take(limits::ROWS_BESIDE_MAX)
}

/// What stands in a path as it is (RFC 3986, unreserved).
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// One of our own paths, each segment encoded.
pub(crate) fn path(segments: &[&str]) -> String {
    let encoded = segments.iter().map(|segment| utf8_percent_encode(segment, KEPT).to_string());
    format!("{}{}", crate::HOME, encoded.collect::<Vec<_>>().join("/"))
}

/// A date as people read it: `2026-01-01 00:00`, UTC.
pub(crate) fn date(text: &str) -> String {
    match text.split_once('T') {
        Some((day, time)) => format!("{day} {}", time.chars().take(5).collect::<String>()),
        None => text.to_owned(),
    }
}
