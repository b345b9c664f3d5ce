//! Who may log in from where: MariaDB has no list of networks beside its accounts, so each account gets one entry per
//! network, `'app'@'010.000.000.000/255.000.000.000'`.
//!
//! Entries of one account that fit the same address are tried from the last text to the first, not by their size: with
//! all digits written out, the narrowest network comes first.

use std::net::{IpAddr, Ipv4Addr};

use rampart_rds::intent::{Access, Cidr, HandFailed};

use crate::doing::Done;

/// An entry's host, and whether it lets anybody in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Door {
    pub(super) host: String,
    /// Closed for a network that was allowed once: what an account made over an entry names that entry as its definer.
    pub(super) open: bool,
    /// Whether it lets in encrypted connections only.
    pub(super) tls: bool,
}

/// Refuses an allow list that cannot be put in force as it is.
pub(super) fn demand_possible(access: &Access) -> Done {
    for network in &access.allowed {
        if !network.is_loopback() && access.tls.is_none() {
            return Err(HandFailed::SettingRefused(format!(
                "`{network}` is more than this machine, and passwords and rows would pass unencrypted: give the engine a \
                 certificate"
            )));
        }
        host(*network)?;
    }
    Ok(())
}

/// Every door: those of the networks allowed now, and of `known` hosts, which are closed unless an allowed network
/// contains theirs.
pub(super) fn doors(allowed: &[Cidr], known: &[String]) -> Done<Vec<Door>> {
    let mut networks: Vec<Cidr> =
        known.iter().filter_map(|host| network(host)).chain(allowed.iter().copied()).collect();
    networks.sort_unstable();
    networks.dedup();
    networks.into_iter().map(|inner| door(inner, allowed)).collect()
}

fn door(inner: Cidr, allowed: &[Cidr]) -> Done<Door> {
    let around: Vec<_> = allowed.iter().filter(|outer| contains(outer, &inner)).collect();
    let tls = !around.iter().any(|outer| outer.is_loopback());
    Ok(Door { host: host(inner)?, open: !around.is_empty(), tls })
}

/// A network as an entry's host.
fn host(network: Cidr) -> Done<String> {
    match (network.address(), network.bits()) {
        // A mask of no bits means none.
        (IpAddr::V4(_), 0) => Ok("%.%.%.%".to_owned()),
        (IpAddr::V4(v4), bits) => Ok(format!("{}/{}", written_out(v4), written_out(mask(bits)))),
        (IpAddr::V6(_), 0) => Ok("%:%".to_owned()),
        (IpAddr::V6(v6), 128) => Ok(v6.to_string()),
        (IpAddr::V6(_), _) => Err(HandFailed::SettingRefused(format!(
            "MariaDB cannot tell `{network}` from other networks: name single IPv6 addresses, or `::/0`"
        ))),
    }
}

fn network(host: &str) -> Option<Cidr> {
    match host {
        "%.%.%.%" => "0.0.0.0/0".parse().ok(),
        "%:%" => "::/0".parse().ok(),
        host => {
            let Some((address, mask)) = host.split_once('/') else { return host.parse().ok() };
            let bits = read(mask)?.to_bits().count_ones();
            format!("{}/{bits}", read(address)?).parse().ok()
        }
    }
}

fn read(written_out: &str) -> Option<Ipv4Addr> {
    let numbers: Vec<u8> = written_out.split('.').map_while(|digits| digits.parse().ok()).collect();
    <[u8; 4]>::try_from(numbers).ok().map(Ipv4Addr::from)
}

fn written_out(address: Ipv4Addr) -> String {
    address.octets().map(|number| format!("{number:03}")).join(".")
}

fn mask(bits: u8) -> Ipv4Addr {
    u32::MAX.checked_shl(32 - u32::from(bits)).unwrap_or(0).into()
}

fn contains(outer: &Cidr, inner: &Cidr) -> bool {
    let same = |a: u128, b: u128, width: u32| {
        let rest = width - u32::from(outer.bits());
        a.checked_shr(rest).unwrap_or(0) == b.checked_shr(rest).unwrap_or(0)
    };
    outer.bits() <= inner.bits()
        && match (outer.address(), inner.address()) {
            (IpAddr::V4(a), IpAddr::V4(b)) => same(a.to_bits().into(), b.to_bits().into(), 32),
            (IpAddr::V6(a), IpAddr::V6(b)) => same(a.to_bits(), b.to_bits(), 128),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_network_is_one_host_and_reads_back() {
        for (text, expected) in [
            ("127.0.0.1", "127.000.000.001/255.255.255.255"),
            ("10.0.0.0/8", "010.000.000.000/255.000.000.000"),
            ("10.96.0.0/11", "010.096.000.000/255.224.000.000"),
            ("0.0.0.0/0", "%.%.%.%"),
            ("::1", "::1"),
            ("2001:db8::7", "2001:db8::7"),
            ("::/0", "%:%"),
        ] {
            let cidr: Cidr = text.parse().unwrap();
            assert_eq!(host(cidr).unwrap(), expected);
            assert_eq!(network(expected), Some(cidr));
        }
        assert!(matches!(host("2001:db8::/32".parse().unwrap()), Err(HandFailed::SettingRefused(_))));
        assert_eq!(network("localhost"), None);
    }

    #[test]
    fn a_known_network_stays_open_only_inside_an_allowed_one_and_plain_only_on_this_machine() {
        let check = |allowed: &[&str], known: &[&str], expected: &[(&str, bool, bool)]| {
            let allowed: Vec<Cidr> = allowed.iter().map(|text| text.parse().unwrap()).collect();
            let known: Vec<String> = known.iter().map(|text| host(text.parse().unwrap()).unwrap()).collect();
            let expected: Vec<_> = expected
                .iter()
                .map(|(text, open, tls)| Door {
                    host: host(text.parse().unwrap()).unwrap(),
                    open: *open,
                    tls: *tls,
                })
                .collect();
            assert_eq!(doors(&allowed, &known).unwrap(), expected);
        };
        check(&[], &[], &[]);
        check(&[], &["127.0.0.1"], &[("127.0.0.1", false, true)]);
        check(&["127.0.0.1"], &["127.0.0.1"], &[("127.0.0.1", true, false)]);
        check(&["127.0.0.0/8"], &["127.0.0.1"], &[("127.0.0.0/8", true, false), ("127.0.0.1", true, false)]);
        check(&["0.0.0.0/0"], &["127.0.0.1"], &[("0.0.0.0/0", true, true), ("127.0.0.1", true, true)]);
        check(&["10.1.0.0/16"], &["10.0.0.0/8"], &[("10.0.0.0/8", false, true), ("10.1.0.0/16", true, true)]);
        check(
            &["::/0"],
            &["10.0.0.0/8", "::1"],
            &[("10.0.0.0/8", false, true), ("::/0", true, true), ("::1", true, true)],
        );
    }

    #[test]
    fn narrower_networks_are_tried_first() {
        for (wide, narrow) in [
            ("64.0.0.0/2", "127.0.0.0/8"),
            ("10.96.0.0/11", "10.100.0.0/16"),
            ("127.0.0.0/8", "127.0.0.0/16"),
            ("127.0.0.0/8", "127.0.0.1/32"),
        ] {
            let text = |cidr: &str| host(cidr.parse().unwrap()).unwrap();
            assert!(text(narrow) > text(wide), "{narrow} in {wide}");
        }
    }
}
