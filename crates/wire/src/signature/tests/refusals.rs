//! Every way in which a request is refused before a secret is needed, a case a line.

use super::*;
use crate::{
    Incomplete, limits,
    signature::{fresh, parse_timestamp},
};
use RequestRefused as R;

const V1: [(&str, &str); 8] = [
    ("AccessKeyId", "id"),
    ("Action", "GetUser"),
    ("Version", "2015-05-01"),
    ("SignatureMethod", "HMAC-SHA1"),
    ("SignatureVersion", "1.0"),
    ("SignatureNonce", "n"),
    ("Timestamp", "2026-01-01T00:00:00Z"),
    ("Signature", "s"),
];

/// A version 1 query with one parameter set to another value, or left out when that is `-`.
fn v1(name: &str, value: &str) -> String {
    let mut pairs: Vec<(&str, &str)> = V1.into_iter().filter(|(known, _)| *known != name).collect();
    if value != "-" {
        pairs.push((name, value));
    }
    pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

#[test]
fn a_request_that_is_no_request_is_refused() {
    let check = |method: &str,
                 path: &str,
                 query: &str,
                 pairs: &[(&str, &str)],
                 body: &[u8],
                 wanted: RequestRefused| {
        let refused = Presented::from_request(method, path, query, &headers(pairs), body).err();
        assert_eq!(refused, Some(wanted), "{method} {path}");
    };
    let long = |length: usize| format!("A={}", "a".repeat(length));
    check("PUT", "/", "", &[], b"", R::UnsupportedMethod);
    check("get", "/", "", &[], b"", R::UnsupportedMethod);
    check("POST", "/users", "", &[], b"", R::UnknownPath);
    check("GET", "/", &long(limits::GET_QUERY_BYTES_MAX), &[], b"", R::QueryTooLong);
    check("POST", "/", &long(limits::POST_QUERY_BYTES_MAX), &[], b"", R::QueryTooLong);
    check("POST", "/", "", &[FORM], &vec![b'a'; limits::BODY_BYTES_MAX + 1], R::BodyTooLong);
    check("POST", "/", "", &[("content-type", "application/json")], b"{}", R::NotAForm);
    check("POST", "/", "", &[], b"A=b", R::NotAForm);
    check("POST", "/", &"A&".repeat(limits::PARAMETERS_MAX + 1), &[], b"", R::TooManyParameters);
    check("POST", "/", &format!("{}=1", "a".repeat(limits::NAME_BYTES_MAX + 1)), &[], b"", R::NameTooLong);
    check("POST", "/", &long(limits::VALUE_BYTES_MAX + 1), &[], b"", R::ValueTooLong);
    check("POST", "/", "A=%4", &[], b"", R::MalformedEncoding);
    check("POST", "/", "A=%zz", &[], b"", R::MalformedEncoding);
    check("POST", "/", "A=%FF", &[], b"", R::NotUtf8);
    check("POST", "/", "A%C3=%A9", &[], b"", R::NotUtf8);
    check("POST", "/", "=b", &[], b"", R::NamelessParameter);
    check("POST", "/", "A=1&A=1", &[], b"", R::DuplicateParameter("A".into()));
    check("POST", "/", "", &[FORM], b"A=1&B=2&A=3", R::DuplicateParameter("A".into()));
    check("POST", "/", "RoleArn=1&RoleARN=1", &[], b"", R::DuplicateParameter("RoleARN".into()));
    check("POST", "/", "RoleArn=1", &[FORM], b"RoleARN=1", R::DuplicateParameter("RoleARN".into()));
}

#[test]
fn an_incomplete_claim_of_version_1_is_refused() {
    let check = |name: &'static str, value: &str, wanted: RequestRefused| {
        assert_eq!(present("GET", &v1(name, value), &[], "").err(), Some(wanted), "{name}={value}");
    };
    assert!(present("GET", &v1("", "-"), &[], "").is_ok());
    for (name, _) in V1 {
        check(name, "-", R::Missing(name));
        check(name, "", R::Missing(name));
    }
    check("SignatureMethod", "HMAC-SHA256", R::UnsupportedSignatureMethod);
    check("SignatureType", "BEARERTOKEN", R::UnsupportedSignatureMethod);
    check("SignatureType", "PRIVATEKEY", R::UnsupportedSignatureMethod);
    check("BearerToken", "t", R::UnsupportedSignatureMethod);
    check("SignatureVersion", "2.0", R::Invalid("SignatureVersion"));
    check("Timestamp", "2026-01-01 00:00:00", R::MalformedTimestamp);
    check("AccessKeyId", "STS.id", R::Missing("SecurityToken"));
    check("AccessKeyId", &"a".repeat(limits::ACCESS_KEY_ID_BYTES_MAX + 1), R::Invalid("AccessKeyId"));
    check("SignatureNonce", &"a".repeat(limits::NONCE_BYTES_MAX + 1), R::Invalid("SignatureNonce"));
    check("SecurityToken", &"a".repeat(limits::SECURITY_TOKEN_BYTES_MAX + 1), R::Invalid("SecurityToken"));
}

const SIGNED: &str = "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version";

/// An ACS3 request with some headers set to other values (left out when that is `-`), and some more.
fn acs3(signed: &str, changed: &[(&str, &str)], more: &[(&str, &str)]) -> Option<RequestRefused> {
    let authorization = format!("ACS3-HMAC-SHA256 Credential=id,SignedHeaders={signed},Signature=00");
    let mut pairs = vec![
        ("host", "h"),
        ("x-acs-action", "GetUser"),
        ("x-acs-version", "2015-05-01"),
        ("x-acs-date", "2026-01-01T00:00:00Z"),
        ("x-acs-signature-nonce", "n"),
        ("x-acs-content-sha256", EMPTY_HASH),
        ("authorization", &authorization),
    ];
    pairs.retain(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    pairs.extend(changed.iter().filter(|(_, value)| *value != "-"));
    pairs.extend_from_slice(more);
    present("POST", "", &pairs, "").err()
}

#[test]
fn an_incomplete_claim_of_acs3_is_refused() {
    let unsigned = |name: &str| Some(R::IncompleteSignature(Incomplete::Unsigned(name.into())));
    let without = |name: &str| SIGNED.split(';').filter(|n| *n != name).collect::<Vec<_>>().join(";");
    assert_eq!(acs3(SIGNED, &[], &[]), None);
    assert_eq!(acs3(SIGNED, &[], &[("user-agent", "need not be signed")]), None);
    for name in SIGNED.split(';') {
        assert_eq!(acs3(&without(name), &[], &[]), unsigned(name), "{name} unsigned");
        let absent = R::IncompleteSignature(Incomplete::Absent(name.into()));
        let gone = match name {
            "x-acs-action" => R::Missing("Action"),
            "x-acs-version" => R::Missing("Version"),
            _ => absent,
        };
        assert_eq!(acs3(SIGNED, &[(name, "-")], &[]), Some(gone), "{name} gone");
    }
    // Whatever else of the gateway's own comes along must be covered too.
    assert_eq!(acs3(SIGNED, &[], &[("x-acs-security-token", "t")]), unsigned("x-acs-security-token"));
    assert_eq!(acs3(SIGNED, &[], &[("x-acs-new", "t")]), unsigned("x-acs-new"));
    assert_eq!(
        acs3(&format!("{SIGNED};x-acs-zzz"), &[], &[]),
        Some(Incomplete::Absent("x-acs-zzz".into()).into())
    );
    for twice in ["x-acs-action", "x-acs-date", "host", "authorization", "x-acs-content-sha256"] {
        let refused = acs3(SIGNED, &[], &[(twice, "h")]);
        assert_eq!(refused, Some(Incomplete::Repeated(twice).into()), "{twice} twice");
    }
    for signed in ["", ";", "x-acs-action;host", "host;host", "Host", "host;x acs"] {
        assert!(
            matches!(acs3(signed, &[], &[]), Some(R::IncompleteSignature(_))),
            "signed headers `{signed}`"
        );
    }
    let other = format!("{SIGNED};x-acs-z").replace("x-acs-action", "x-acs-accesskey-id;x-acs-action");
    let other = other.replace(";x-acs-z", "");
    assert_eq!(acs3(&other, &[], &[("x-acs-accesskey-id", "other")]), Some(Incomplete::OtherKey.into()));
    assert_eq!(acs3(&other, &[], &[("x-acs-accesskey-id", "id")]), None);
    assert_eq!(acs3(SIGNED, &[("x-acs-content-sha256", "00")], &[]), Some(R::BodyHashMismatch));
    assert_eq!(acs3(SIGNED, &[("x-acs-date", "today")], &[]), Some(R::MalformedTimestamp));
    assert_eq!(acs3(SIGNED, &[("x-acs-signature-nonce", "")], &[]), Some(R::Missing("SignatureNonce")));
    assert_eq!(acs3(SIGNED, &[], &[("x-acs-bearer-token", "t")]), Some(R::UnsupportedSignatureMethod));
}

#[test]
fn an_authorization_of_another_kind_is_refused() {
    let malformed = R::IncompleteSignature(Incomplete::Authorization);
    for (authorization, wanted) in [
        ("Bearer t", R::UnsupportedSignatureMethod),
        ("ACS4-HMAC-SHA256 Credential=a,SignedHeaders=b,Signature=c", R::UnsupportedSignatureMethod),
        ("ACS3-RSA-SHA256 Credential=a,SignedHeaders=b,Signature=c", R::UnsupportedSignatureMethod),
        ("ACS3-HMAC-SHA256", malformed.clone()),
        ("ACS3-HMAC-SHA256 ", malformed.clone()),
        ("ACS3-HMAC-SHA256 Credential=a,Signature=c", malformed.clone()),
        ("ACS3-HMAC-SHA256 Credential=,SignedHeaders=host,Signature=c", malformed.clone()),
        ("ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=c,More=d", malformed),
    ] {
        let refused = present("POST", "", &[("host", "h"), ("authorization", authorization)], "").err();
        assert_eq!(refused, Some(wanted), "{authorization}");
    }
    let both = "ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=c";
    let refused = present("POST", "Signature=x", &[("host", "h"), ("authorization", both)], "").err();
    assert_eq!(refused, Some(Incomplete::Twice.into()));
}

#[test]
fn only_one_form_of_time_stamp_is_read() {
    for (text, read) in [
        ("2026-01-01T00:00:00Z", true),
        ("2024-02-29T23:59:59Z", true),
        ("2025-02-29T00:00:00Z", false),
        ("2026-01-01T24:00:00Z", false),
        ("2026-01-01T00:00:60Z", false),
        ("2026-01-01T00:00:00", false),
        ("2026-01-01T00:00:00z", false),
        ("2026-01-01 00:00:00Z", false),
        ("2026-01-01T00:00:00.0Z", false),
        ("2026-01-01T00:00:00+00:00", false),
        ("+026-01-01T00:00:00Z", false),
        ("2026-1-01T00:00:00Z", false),
        ("", false),
    ] {
        assert_eq!(parse_timestamp(text).is_ok(), read, "{text}");
    }
}

#[test]
fn a_time_stamp_is_fresh_for_fifteen_minutes_either_way() {
    let now = "2026-01-01T12:00:00Z".parse().unwrap();
    for (signed_at, is_fresh) in [
        ("2026-01-01T12:00:00Z", true),
        ("2026-01-01T11:45:00Z", true),
        ("2026-01-01T11:44:59Z", false),
        ("2026-01-01T12:15:00Z", true),
        ("2026-01-01T12:15:01Z", false),
        ("0000-01-01T00:00:00Z", false),
        ("9999-12-30T00:00:00Z", false),
    ] {
        let fresh = fresh(parse_timestamp(signed_at).unwrap(), now);
        assert_eq!(fresh.is_ok(), is_fresh, "{signed_at}");
    }
}
