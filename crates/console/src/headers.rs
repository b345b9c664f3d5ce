//! The headers that every answer wears: nothing from elsewhere, in no frame, kept by nobody.

use http::{HeaderName, HeaderValue, header};

use crate::{Response, Visit};

/// Scripts and styles come from our own two files; nothing inline is run.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                   form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const WORN: [(HeaderName, &str); 8] = [
    (header::CONTENT_SECURITY_POLICY, CSP),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
];

/// Puts them on. A page is kept by nobody; a file that bears its digest in its name for ever.
pub(crate) fn dress(mut answer: Response, visit: &Visit<'_>) -> Response {
    let worn = answer.headers_mut();
    for (name, value) in WORN {
        worn.insert(name, HeaderValue::from_static(value));
    }
    if !worn.contains_key(header::CACHE_CONTROL) {
        worn.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if visit.method == "HEAD" {
        *answer.body_mut() = bytes::Bytes::new();
    }
    answer
}
