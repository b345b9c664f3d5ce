//! Signature version 1.0: HMAC-SHA1 over method and parameters. Source: RAM, "Request signatures".

use zeroize::Zeroizing;

use crate::percent;

/// The text that is signed. `pairs` are every parameter but `Signature`, sorted by name, empty values included.
pub(super) fn string_to_sign<'a>(
    method: &str,
    pairs: impl Iterator<Item = (&'a str, &'a str)>,
) -> Zeroizing<String> {
    let mut joined = Zeroizing::new(Vec::with_capacity(1024));
    for (name, value) in pairs {
        if !joined.is_empty() {
            joined.push(b'&');
        }
        percent::encode(&mut joined, name.as_bytes());
        joined.push(b'=');
        percent::encode(&mut joined, value.as_bytes());
    }
    let mut out = Vec::with_capacity(method.len() + 5 + joined.len() * 2);
    out.extend_from_slice(method.as_bytes());
    out.extend_from_slice(b"&%2F&");
    percent::encode(&mut out, &joined);
    // What is encoded is ASCII; the method was compared with `GET` and `POST`.
    Zeroizing::new(String::from_utf8(out).unwrap_or_default())
}
