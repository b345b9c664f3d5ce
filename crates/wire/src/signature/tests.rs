//! Vectors of the documentation, the shapes of real clients, every refusal, and what must hold for any request.

mod clients;
mod properties;
mod refusals;
mod vectors;

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::{Presented, RequestRefused};

const SECRET: &[u8] = b"testSecret";
const EMPTY_HASH: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
    let mut map = HeaderMap::new();
    for (name, value) in pairs {
        map.append(name.parse::<HeaderName>().unwrap(), value.parse::<HeaderValue>().unwrap());
    }
    map
}

fn present(
    method: &str,
    query: &str,
    pairs: &[(&str, &str)],
    body: &str,
) -> Result<Presented, RequestRefused> {
    Presented::from_request(method, "/", query, &headers(pairs), body.as_bytes())
}

/// Whether the request is well formed, signed, and the signature holds.
fn holds(presented: &Presented, secret: &[u8]) -> bool {
    presented.claim().is_some_and(|claim| claim.verify(secret).is_ok())
}
