//! One request as it came to the console.

use std::net::IpAddr;

use http::{HeaderMap, header};

use crate::{fields::Fields, limits};

/// Where somebody sits.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// His address, if it is known.
    pub source_ip: Option<IpAddr>,
    /// Whether nobody can read along.
    pub secure: bool,
    /// Whether plain http is taken from there.
    pub plain_http_taken: bool,
}

/// One request, wholly read.
pub struct Visit<'a> {
    /// `GET`, `POST` or whatever was sent.
    pub method: &'a str,
    /// The path.
    pub path: &'a str,
    /// The query without its `?`, undecoded.
    pub query: &'a str,
    /// Every header.
    pub headers: &'a HeaderMap,
    /// The body; `None` when it was longer than anything we take.
    pub body: Option<&'a [u8]>,
    /// Who sent it.
    pub from: Visitor,
}

impl Visit<'_> {
    /// A header's value, where it stands once and is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.get_all(name).iter();
        match (values.next(), values.next()) {
            (Some(value), None) => value.to_str().ok(),
            _ => None,
        }
    }

    pub(crate) fn host(&self) -> &str {
        self.header("host").unwrap_or_default()
    }

    /// The segments below `/console/`, decoded; none where they cannot be.
    pub(crate) fn segments(&self) -> Option<Vec<String>> {
        let below = self.path.strip_prefix(crate::HOME).unwrap_or_default();
        let decoded = |segment: &str| {
            let text = percent_encoding::percent_decode_str(segment).decode_utf8().ok()?;
            (!text.is_empty() && text != "." && text != "..").then(|| text.into_owned())
        };
        match below.strip_suffix('/').unwrap_or(below) {
            "" => Some(Vec::new()),
            below => below.split('/').map(decoded).collect(),
        }
    }

    pub(crate) fn query(&self) -> Fields {
        Fields::read(self.query.as_bytes())
    }

    /// The form that was sent; none where the body is too long or no form.
    pub(crate) fn form(&self) -> Option<Fields> {
        let body = self.body.filter(|body| body.len() <= limits::FORM_BYTES_MAX)?;
        let kind = self.header(header::CONTENT_TYPE.as_str())?.split(';').next()?.trim();
        kind.eq_ignore_ascii_case("application/x-www-form-urlencoded").then(|| Fields::read(body))
    }

    /// The value of a cookie; the first where there are several, as browsers send the most specific first.
    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        let all = self.header(header::COOKIE.as_str()).filter(|all| all.len() <= limits::COOKIE_BYTES_MAX)?;
        let mut pairs = all.split(';').filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(found, _)| *found == name).map(|(_, value)| value)
    }

    /// Whether the page's own script asks for a part of a page.
    pub(crate) fn wants_part(&self) -> bool {
        self.header("hx-request") == Some("true") && self.header("hx-boosted").is_none()
    }
}
