//! Parameters, and the claim that a request bears.

use http::{HeaderMap, HeaderName, HeaderValue};
use rampart_wire::{Params, Presented};

/// A query and a form, apart by the first zero byte; then the same under headers that speak of a signature.
pub fn parameters(bytes: &[u8]) {
    let (query, form) = split(bytes);
    let Ok(query) = std::str::from_utf8(query) else { return };
    if let Ok(params) = Params::parse(query, form) {
        // An empty value is as good as none, and below a dot two spellings are two parameters.
        for (name, value) in params.merged().filter(|(name, value)| !value.is_empty() && !name.contains('.'))
        {
            assert_eq!(params.get(name), Some(value), "a parameter that is there and not found: {name}");
        }
    }
    let (authorization, body) = split(form);
    let mut headers = HeaderMap::new();
    for (name, value) in [
        ("authorization", authorization),
        ("content-type", b"application/x-www-form-urlencoded".as_slice()),
        ("x-acs-content-sha256", body),
    ] {
        let Ok(value) = HeaderValue::from_bytes(value) else { continue };
        headers.insert(HeaderName::from_static(name), value);
    }
    for method in ["GET", "POST", "PUT"] {
        if let Ok(presented) = Presented::from_request(method, "/", query, &headers, body) {
            let _ = presented.operation();
            if let Some(claim) = presented.claim() {
                assert!(claim.verify(b"not the secret").is_err(), "signed by chance");
            }
        }
    }
}

fn split(bytes: &[u8]) -> (&[u8], &[u8]) {
    match bytes.iter().position(|byte| *byte == 0) {
        Some(at) => (&bytes[..at], &bytes[at + 1..]),
        None => (bytes, &[]),
    }
}
