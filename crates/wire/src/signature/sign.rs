//! Signatures made, as a client makes them.

use http::{HeaderMap, HeaderName, HeaderValue, header};
use rampart_vocab::Timestamp;

use super::{
    Algorithm, Headers, SigningKey,
    acs3::{self, Canonical, Names},
    v1, write_timestamp,
};
use crate::percent;

/// What a client signs with.
pub struct Credentials<'a> {
    /// The access key's id.
    pub access_key_id: &'a str,
    /// Its secret, made ready.
    pub key: &'a SigningKey,
    /// The token that belongs to a session's key.
    pub security_token: Option<&'a str>,
}

/// A call before it is signed.
pub struct Unsigned<'a> {
    /// Host and, where it is not the scheme's own, port: what the `Host` header will say.
    pub host: &'a str,
    /// The service's version.
    pub version: &'a str,
    /// The operation's name.
    pub action: &'a str,
    /// Its parameters; they travel in the body, since a URL ends in logs.
    pub params: &'a [(&'a str, &'a str)],
    /// Now.
    pub at: Timestamp,
    /// Something never used before.
    pub nonce: &'a str,
}

/// A call ready to be sent by POST to `/`.
pub struct SignedRequest {
    /// Every header but the body's length.
    pub headers: HeaderMap,
    /// A form.
    pub body: Vec<u8>,
}

/// Signs by ACS3-HMAC-SHA256. `None` when a text cannot stand in a header.
pub fn sign_acs3(call: &Unsigned<'_>, credentials: &Credentials<'_>) -> Option<SignedRequest> {
    let body = form(call.params.iter().copied());
    let body_hash = acs3::sha256_hex(&body);
    let mut headers = HeaderMap::new();
    let mut put = |name: HeaderName, value: &str| {
        HeaderValue::from_str(value).map(|value| headers.insert(name, value)).ok().map(|_| ())
    };
    put(header::HOST, call.host)?;
    put(header::CONTENT_TYPE, "application/x-www-form-urlencoded")?;
    put(HeaderName::from_static("x-acs-action"), call.action)?;
    put(HeaderName::from_static("x-acs-version"), call.version)?;
    put(HeaderName::from_static("x-acs-date"), &write_timestamp(call.at))?;
    put(HeaderName::from_static("x-acs-signature-nonce"), call.nonce)?;
    put(HeaderName::from_static("x-acs-content-sha256"), &body_hash)?;
    if let Some(token) = credentials.security_token {
        put(HeaderName::from_static("x-acs-accesskey-id"), credentials.access_key_id)?;
        put(HeaderName::from_static("x-acs-security-token"), token)?;
    }
    let mut names: Vec<&str> = headers.keys().map(HeaderName::as_str).collect();
    names.sort_unstable();
    let signed_headers = names.join(";");
    let read = Headers::of(&headers);
    let canonical = Canonical {
        method: "POST",
        headers: &read,
        signed_headers: &signed_headers,
        names: &names,
        body_hash: &body_hash,
    };
    let to_sign = canonical.string_to_sign(std::iter::empty(), Names::Encoded).ok()?;
    let signature = credentials.key.sign(Algorithm::Acs3HmacSha256, &to_sign);
    let authorization = format!(
        "{} Credential={},SignedHeaders={signed_headers},Signature={signature}",
        acs3::NAME,
        credentials.access_key_id
    );
    headers.insert(header::AUTHORIZATION, HeaderValue::from_str(&authorization).ok()?);
    headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    Some(SignedRequest { headers, body })
}

/// Signs by HMAC-SHA1: every parameter of the request, encoded, to be sent as a query or as a form by `method`.
pub fn sign_v1(method: &str, call: &Unsigned<'_>, credentials: &Credentials<'_>) -> String {
    let at = write_timestamp(call.at);
    let mut pairs = vec![
        ("AccessKeyId", credentials.access_key_id),
        ("Action", call.action),
        ("Format", "JSON"),
        ("SignatureMethod", "HMAC-SHA1"),
        ("SignatureNonce", call.nonce),
        ("SignatureVersion", "1.0"),
        ("Timestamp", &at),
        ("Version", call.version),
    ];
    pairs.extend(credentials.security_token.map(|token| ("SecurityToken", token)));
    pairs.extend_from_slice(call.params);
    pairs.sort_unstable();
    let to_sign = v1::string_to_sign(method, pairs.iter().copied());
    let signature = credentials.key.sign(Algorithm::HmacSha1, &to_sign);
    let all = pairs.into_iter().chain([("Signature", signature.as_str())]);
    // What is encoded is ASCII.
    String::from_utf8(form(all)).unwrap_or_default()
}

fn form<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<u8> {
    let mut out = Vec::with_capacity(256);
    for (name, value) in pairs {
        if !out.is_empty() {
            out.push(b'&');
        }
        percent::encode(&mut out, name.as_bytes());
        out.push(b'=');
        percent::encode(&mut out, value.as_bytes());
    }
    out
}
