//! What holds for any request whatever.

use proptest::prelude::*;

use super::*;
use crate::signature::{Credentials, SigningKey, Unsigned, sign_acs3, sign_v1};

proptest! {
    #[test]
    fn any_bytes_are_answered_without_a_panic(
        query in "[ -~]{0,80}",
        body in proptest::collection::vec(any::<u8>(), 0..80),
        authorization in "(ACS3-HMAC-SHA256 )?[ -~]{0,80}",
    ) {
        let pairs = headers(&[FORM, ("host", "h"), ("authorization", authorization.trim())]);
        let _ = Presented::from_request("POST", "/", &query, &pairs, &body);
        let _ = Presented::from_request("GET", "/", &query, &headers(&[FORM]), &body);
    }

    #[test]
    fn what_is_signed_holds_and_nothing_else_does(
        params in proptest::collection::btree_map("[A-Za-z]{3,8}x[.*é ]?", "[^\u{0}]{0,12}", 0..5),
        secret in "[!-~]{1,80}",
        token in proptest::option::of("[!-~]{1,40}"),
        flip in any::<proptest::sample::Index>(),
    ) {
        let mut names: Vec<String> = params.keys().map(|name| name.to_ascii_lowercase()).collect();
        names.sort();
        names.dedup();
        prop_assume!(names.len() == params.len());
        let params: Vec<(&str, &str)> = params.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let key = SigningKey::new(secret.as_bytes());
        let credentials = Credentials { access_key_id: "id", key: &key, security_token: token.as_deref() };
        let call = Unsigned {
            host: "127.0.0.1:8470",
            version: "2016-01-20",
            action: "Encrypt",
            params: &params,
            at: "2026-01-01T00:00:00Z".parse().unwrap(),
            nonce: "0123456789abcdef",
        };

        for method in ["GET", "POST"] {
            let query = sign_v1(method, &call, &credentials);
            let presented = present(method, &query, &[], "").unwrap_or_else(|refused| panic!("{refused}"));
            prop_assert!(holds(&presented, secret.as_bytes()));
            let other = if method == "GET" { "POST" } else { "GET" };
            prop_assert!(!present(other, &query, &[], "").is_ok_and(|p| holds(&p, secret.as_bytes())));
            let flipped_holds = flipped(&query, flip)
                .and_then(|query| present(method, &query, &[], "").ok())
                .is_some_and(|presented| holds(&presented, secret.as_bytes()));
            prop_assert!(!flipped_holds);
        }

        let signed = sign_acs3(&call, &credentials).unwrap();
        let check = |headers: &HeaderMap, body: &[u8]| {
            // The key's id is not itself signed: another id means another secret.
            let presented = Presented::from_request("POST", "/", "", headers, body).ok();
            presented.is_some_and(|presented| {
                holds(&presented, secret.as_bytes()) && presented.claim().unwrap().access_key_id() == "id"
            })
        };
        prop_assert!(check(&signed.headers, &signed.body));
        let mut body = signed.body.clone();
        if !body.is_empty() {
            let at = flip.index(body.len());
            body[at] ^= 1;
            prop_assert!(!check(&signed.headers, &body));
        }
        for name in signed.headers.keys().filter(|name| *name != "accept") {
            let mut headers = signed.headers.clone();
            let mut value = headers[name].as_bytes().to_vec();
            let at = flip.index(value.len());
            value[at] ^= 1;
            let Ok(value) = HeaderValue::from_bytes(&value) else { continue };
            // White space around a value is no part of it.
            if value.as_bytes().trim_ascii() == headers[name].as_bytes() {
                continue;
            }
            headers.insert(name, value);
            prop_assert!(!check(&headers, &signed.body), "{} was changed", name);
        }
    }
}

/// The query with one bit of one value changed, unless that leaves it as it was.
fn flipped(query: &str, flip: proptest::sample::Index) -> Option<String> {
    let mut bytes = query.as_bytes().to_vec();
    let at = flip.index(bytes.len());
    bytes[at] ^= 1;
    let changed = String::from_utf8(bytes).ok()?;
    // The same text may be written in more than one way (`%2f`, an added empty pair), and so may a name.
    let params = |query: &str| {
        crate::Params::parse(query, b"")
            .ok()
            .map(|p| p.merged().map(|(n, v)| (n.to_ascii_lowercase(), v.to_owned())).collect::<Vec<_>>())
    };
    (params(&changed) != params(query)).then_some(changed)
}
