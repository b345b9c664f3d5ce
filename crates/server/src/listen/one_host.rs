//! Whether a request names one host and one place, so that nobody between its client and us reads another in it.

use hyper::{Method, Uri, Version, header, http::request::Parts};
use rampart_wire::RequestRefused;

/// Refuses a head whose host is missing, twofold, or another than its target's (RFC 9112 §3.2).
///
/// # Errors
/// `InvalidHost`, `MissingHost`, `InvalidTarget`.
pub(super) fn check(head: &Parts) -> Result<(), RequestRefused> {
    // `CONNECT` alone has a target that is a bare authority, and it is a proxy's.
    if head.method == Method::CONNECT {
        return Err(RequestRefused::Invalid("Target"));
    }
    let mut hosts = head.headers.get_all(header::HOST).iter();
    let host = match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.as_bytes(),
        (Some(_), Some(_)) => return Err(RequestRefused::Invalid("Host")),
        (None, _) if head.version == Version::HTTP_10 => return same_host(&head.uri, None),
        (None, _) => return Err(RequestRefused::Missing("Host")),
    };
    // What a name, an address or a port is made of; no user, no list, no path.
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~:[]".contains(byte);
    if host.is_empty() || !host.iter().all(plain) {
        return Err(RequestRefused::Invalid("Host"));
    }
    same_host(&head.uri, Some(host))
}

/// A target in absolute form names the host too, and the same.
fn same_host(target: &Uri, host: Option<&[u8]>) -> Result<(), RequestRefused> {
    let Some(authority) = target.authority() else { return Ok(()) };
    let named = authority.as_str().as_bytes();
    match host {
        Some(host) if named.eq_ignore_ascii_case(host) => Ok(()),
        None if !named.contains(&b'@') => Ok(()),
        _ => Err(RequestRefused::Invalid("Host")),
    }
}

#[cfg(test)]
mod tests {
    use hyper::Request;

    use super::*;

    #[track_caller]
    fn check_one(target: &str, hosts: &[&str], version: Version, refused: Option<&str>) {
        let mut request = Request::builder().uri(target).version(version);
        for host in hosts {
            request = request.header("host", *host);
        }
        let (head, ()) = request.body(()).unwrap().into_parts();
        let code = check(&head).err().map(|refused| refused.code().into_owned());
        assert_eq!(code.as_deref(), refused, "{target} {hosts:?}");
    }

    #[test]
    fn one_host_is_named_once() {
        let (new, old) = (Version::HTTP_11, Version::HTTP_10);
        let (missing, invalid) = (Some("MissingHost"), Some("InvalidHost"));
        for (target, hosts, version, refused) in [
            ("/", &["kms.example.org"][..], new, None),
            ("/", &["127.0.0.1:8470"], new, None),
            ("/", &["[::1]:8470"], new, None),
            ("/", &[], old, None),
            ("/", &[], new, missing),
            ("/", &["a", "a"], new, invalid),
            ("/", &["a", "b"], old, invalid),
            ("/", &[""], new, invalid),
            ("/", &["a, b"], new, invalid),
            ("/", &["a@b"], new, invalid),
            ("/", &["a/b"], new, invalid),
            ("http://a/", &["a"], new, None),
            ("http://A:80/", &["a:80"], new, None),
            ("http://a/", &["b"], new, invalid),
            ("http://a:80/", &["a"], new, invalid),
            ("http://u@a/", &["a"], new, invalid),
            ("http://a/", &[], new, missing),
            ("http://a/", &[], old, None),
            ("http://u@a/", &[], old, invalid),
        ] {
            check_one(target, hosts, version, refused);
        }
    }

    #[test]
    fn nobody_is_connected_elsewhere() {
        let request = Request::connect("a:443").header("host", "a:443").body(()).unwrap();
        assert_eq!(check(&request.into_parts().0), Err(RequestRefused::Invalid("Target")));
    }
}
