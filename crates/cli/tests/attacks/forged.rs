//! Headers in which a caller tells of himself what only the socket, or a proxy that is named, may tell.

use rampart_wire::Service;

use crate::{
    place::{Credentials, Place},
    raw::signed,
};

/// A user who may list keys under this condition alone.
fn user(place: &Place, root: &Credentials, name: &str, condition: &str) -> Credentials {
    let document = format!(
        r#"{{"Version":"1","Statement":[{{"Effect":"Allow","Action":"kms:ListKeys","Resource":"*","Condition":{condition}}}]}}"#
    );
    let policy = format!("{name}-may");
    for words in [
        &["ram", "CreateUser", "--UserName", name][..],
        &["ram", "CreatePolicy", "--PolicyName", &policy, "--PolicyDocument", &document],
        &["ram", "AttachPolicyToUser", "--PolicyType", "Custom", "--PolicyName", &policy, "--UserName", name],
    ] {
        place.call_as(root, words).expect(0);
    }
    let made = place.call_as(root, &["ram", "CreateAccessKey", "--UserName", name]).expect(0).json();
    Credentials::of(&made["AccessKey"])
}

#[test]
fn a_forged_forwarded_address_takes_nobody_into_a_network() {
    let place = Place::new();
    let server = place.serve(&[]);
    let root = place.root();
    let inside = user(&place, &root, "inside", r#"{"IpAddress":{"acs:SourceIp":"192.0.2.0/24"}}"#);
    let here = user(&place, &root, "here", r#"{"IpAddress":{"acs:SourceIp":"127.0.0.1"}}"#);
    let outside = user(&place, &root, "outside", r#"{"NotIpAddress":{"acs:SourceIp":"127.0.0.1"}}"#);
    let secure = user(&place, &root, "secure", r#"{"Bool":{"acs:SecureTransport":"true"}}"#);
    let check = |who: &Credentials, headers: &[(&str, &str)], status: u16| {
        let answer = signed(who, Service::Kms, "ListKeys", &[], headers).send(&place.file(""));
        assert_eq!(answer.status, status, "{headers:?}: {answer:?}");
        assert!(status == 200 || answer.code() == "Forbidden.NoPermission", "{headers:?}: {answer:?}");
    };
    for forged in [
        &[][..],
        &[("X-Forwarded-For", "192.0.2.7")],
        &[("X-Forwarded-For", "192.0.2.7, 192.0.2.8")],
        &[("X-Forwarded-For", "192.0.2.7"), ("X-Forwarded-For", "192.0.2.8")],
        &[("Forwarded", "for=192.0.2.7;proto=https")],
        &[("X-Real-IP", "192.0.2.7")],
        &[("X-Client-IP", "192.0.2.7")],
        &[("True-Client-IP", "192.0.2.7")],
        &[("X-Forwarded-Proto", "https")],
    ] {
        check(&inside, forged, 403);
        check(&here, forged, 200);
        check(&outside, forged, 403);
        check(&secure, forged, 403);
    }
    server.stop();

    // A proxy that is named is believed, and of its words the last alone: it wrote that one itself.
    let server = place.serve(&["--trusted-proxy", "127.0.0.1"]);
    let tls = ("X-Forwarded-Proto", "https");
    for (headers, is_inside, is_here, is_outside) in [
        (&[tls, ("X-Forwarded-For", "192.0.2.7")][..], 200, 403, 200),
        (&[tls, ("X-Forwarded-For", "192.0.2.7, 198.51.100.9")], 403, 403, 200),
        (&[tls, ("X-Forwarded-For", "192.0.2.7"), ("X-Forwarded-For", "198.51.100.9")], 403, 403, 200),
        (&[tls, ("X-Forwarded-For", "198.51.100.9, 192.0.2.7")], 200, 403, 200),
    ] {
        check(&inside, headers, is_inside);
        check(&here, headers, is_here);
        check(&outside, headers, is_outside);
    }
    for unread in [
        &[tls][..],
        &[tls, ("Forwarded", "for=192.0.2.7")],
        &[tls, ("X-Forwarded-For", "unknown")],
        &[tls, ("X-Forwarded-For", "192.0.2.7, ")],
    ] {
        check(&inside, unread, 403);
        check(&here, unread, 403);
    }
    check(&secure, &[tls, ("X-Forwarded-For", "192.0.2.7")], 200);
    // Plain http to the proxy is plain http from elsewhere.
    for plain in [&[][..], &[("X-Forwarded-Proto", "http")], &[tls, ("X-Forwarded-Proto", "http")]] {
        let headers = [plain, &[("X-Forwarded-For", "192.0.2.7")]].concat();
        let answer = signed(&secure, Service::Kms, "ListKeys", &[], &headers).send(&place.file(""));
        assert_eq!(answer.code(), "InvalidProtocol.NeedSsl", "{headers:?}: {answer:?}");
    }
    server.stop();
}
