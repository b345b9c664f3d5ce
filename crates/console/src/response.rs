//! What the console answers with.

use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};

/// An answer, whole.
pub type Response = http::Response<Bytes>;

/// Among an answer's extensions: somebody who is signed in is answered, so that in a crowd strangers give way first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known;

/// Says so of an answer.
pub(crate) fn known(mut response: Response) -> Response {
    response.extensions_mut().insert(Known);
    response
}

pub(crate) fn html(status: StatusCode, page: String) -> Response {
    with(status, "text/html; charset=utf-8", page.into())
}

pub(crate) fn with(status: StatusCode, kind: &'static str, body: Bytes) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// Sends the browser to one of our own pages, to be asked for by GET: a reload does nothing twice.
pub(crate) fn see(path: &str) -> Response {
    let mut response = with(StatusCode::SEE_OTHER, "text/plain; charset=utf-8", Bytes::new());
    let to = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static(crate::HOME));
    response.headers_mut().insert(header::LOCATION, to);
    response
}

/// Adds a cookie. `seconds` of 0 take it away.
pub(crate) fn set_cookie(
    response: &mut Response,
    name: &str,
    value: &str,
    secure: bool,
    seconds: Option<i64>,
) {
    let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let secure = if secure { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{age}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
