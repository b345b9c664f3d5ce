//! Where servers that others run are told to ask for their keys. Who opens those is `rds::attachments`' keeper; how
//! they are asked for is `table_keys`'.

use std::{
    borrow::Cow,
    net::{IpAddr, Ipv6Addr, SocketAddr},
};

use rampart_api::TableKeysAt;

use crate::tls::Authority;

/// The endpoint as attached servers are told of it.
pub(crate) fn told(addresses: &[SocketAddr], public_hosts: &[String], authority: &Authority) -> TableKeysAt {
    TableKeysAt {
        bases: bases(addresses, public_hosts),
        beyond_loopback: addresses.iter().any(|address| !address.ip().is_loopback()),
        ca_pem: authority.certificate_pem.clone(),
    }
}

/// Every address as it is dialled, those that other machines reach first: by the server's public names where it has
/// any, since a machine's address is not for ever.
fn bases(addresses: &[SocketAddr], public_hosts: &[String]) -> Vec<String> {
    let (near, far): (Vec<&SocketAddr>, Vec<&SocketAddr>) =
        addresses.iter().partition(|address| address.ip().is_loopback());
    let mut bases = Vec::new();
    for address in &far {
        bases.extend(public_hosts.iter().map(|host| format!("https://{}:{}", in_url(host), address.port())));
        if !address.ip().is_unspecified() {
            bases.push(format!("https://{address}"));
        }
    }
    for address in near.into_iter().chain(far.into_iter().filter(|address| address.ip().is_unspecified())) {
        bases.push(match address.ip() {
            ip if ip.is_loopback() => format!("https://{address}"),
            IpAddr::V4(_) => format!("https://127.0.0.1:{}", address.port()),
            IpAddr::V6(_) => format!("https://[::1]:{}", address.port()),
        });
    }
    bases
}

/// A host as it stands in a URL: an IPv6 address in brackets.
fn in_url(host: &str) -> Cow<'_, str> {
    if host.parse::<Ipv6Addr>().is_ok() { format!("[{host}]").into() } else { host.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_other_machines_reach_is_told_first() {
        type Case<'a> = (&'a [&'a str], &'a [&'a str], &'a [&'a str]);
        let cases: &[Case<'_>] = &[
            (&["127.0.0.1:9"], &[], &["https://127.0.0.1:9"]),
            (&["127.0.0.1:9"], &["keys"], &["https://127.0.0.1:9"]),
            (&["0.0.0.0:9"], &[], &["https://127.0.0.1:9"]),
            (&["0.0.0.0:9"], &["keys"], &["https://keys:9", "https://127.0.0.1:9"]),
            (&["[::]:9"], &["keys"], &["https://keys:9", "https://[::1]:9"]),
            (
                &["127.0.0.1:8", "192.0.2.1:9"],
                &["keys"],
                &["https://keys:9", "https://192.0.2.1:9", "https://127.0.0.1:8"],
            ),
            (&["[2001:db8::1]:9"], &[], &["https://[2001:db8::1]:9"]),
            (&["[::]:9"], &["2001:db8::1"], &["https://[2001:db8::1]:9", "https://[::1]:9"]),
            (&["[::]:9"], &["[2001:db8::1]"], &["https://[2001:db8::1]:9", "https://[::1]:9"]),
        ];
        for (addresses, hosts, expected) in cases {
            let addresses: Vec<SocketAddr> = addresses.iter().map(|text| text.parse().unwrap()).collect();
            let hosts: Vec<String> = hosts.iter().map(ToString::to_string).collect();
            assert_eq!(bases(&addresses, &hosts), *expected, "{addresses:?} {hosts:?}");
        }
    }
}
