//! How an instance is reached, and by whom.

use rampart_authz::Permitted;
use rampart_store::{Txn, Unknown};

use super::{InstanceRefused, Moment, edit, wish};
use crate::{
    action::{DescribeDBInstanceIPArrayList, DescribeDBInstanceNetInfo, ModifySecurityIps},
    instance::Event,
    intent::Cidr,
    limits,
    records::{AllowList, Instance},
    resource::DbInstance,
};

/// Where an instance can be dialled, now and for its whole life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetInfo {
    /// Host name or address.
    pub connection: Box<str>,
    /// TCP port.
    pub port: u16,
    /// Whether a network beyond loopback may connect, which takes TLS.
    pub takes_tls: bool,
    /// Whether every address may connect: worth a warning.
    pub is_open_to_all: bool,
}

/// How an allow list changes. Source: RDS, ModifySecurityIps, `ModifyMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllowListChange {
    /// The list becomes these.
    Cover,
    /// These join the list.
    Append,
    /// These leave the list.
    Delete,
}

/// Networks from a list as the vendor writes it: divided by commas, each an address or a network.
///
/// # Errors
/// [`InstanceRefused::Network`] for the first entry that is none, [`InstanceRefused::AllowListSize`].
pub fn parse_networks(text: &str) -> Result<Vec<Cidr>, InstanceRefused> {
    let mut networks: Vec<Cidr> = Vec::new();
    for entry in text.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
        let refused = |why| InstanceRefused::Network { entry: limits::cut(entry, 64).to_owned(), why };
        let network = entry.parse().map_err(refused)?;
        if networks.len() >= limits::ALLOW_ENTRIES_MAX {
            return Err(InstanceRefused::AllowListSize);
        }
        if !networks.contains(&network) {
            networks.push(network);
        }
    }
    Ok(networks)
}

/// Where the instance can be dialled.
///
/// # Errors
/// [`InstanceRefused::NotFound`].
pub fn net_info(
    permit: &Permitted<DescribeDBInstanceNetInfo, DbInstance>,
) -> Result<NetInfo, InstanceRefused> {
    let instance = permit.found()?;
    let allowed = instance.allowed();
    Ok(NetInfo {
        connection: instance.connection.clone(),
        port: instance.port,
        takes_tls: allowed.iter().any(|network| !network.is_loopback()),
        is_open_to_all: allowed.iter().any(|network| network.bits() == 0),
    })
}

/// The instance's allow lists.
///
/// # Errors
/// [`InstanceRefused::NotFound`].
pub fn allow_lists(
    permit: &Permitted<DescribeDBInstanceIPArrayList, DbInstance>,
) -> Result<&[AllowList], InstanceRefused> {
    Ok(&permit.found()?.allow_lists)
}

/// Changes one allow list. Covering a list but the first with nothing removes it.
///
/// # Errors
/// [`InstanceRefused::NotFound`], [`InstanceRefused::AllowListName`], [`InstanceRefused::AllowListSize`].
pub fn modify_allow_list(
    txn: &mut Txn,
    permit: &Permitted<ModifySecurityIps, DbInstance>,
    name: &str,
    change: AllowListChange,
    networks: &[Cidr],
    moment: &Moment,
) -> Result<(), InstanceRefused> {
    let instance = permit.found()?;
    let name_fits = (1..=32).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if !name_fits {
        return Err(InstanceRefused::AllowListName(limits::cut(name, 64).to_owned()));
    }
    let lists = changed(&instance.allow_lists, name, change, networks);
    let entries: usize = lists.iter().map(|list| list.networks.len()).sum();
    if lists.len() > limits::ALLOW_LISTS_MAX || entries > limits::ALLOW_ENTRIES_MAX {
        return Err(InstanceRefused::AllowListSize);
    }
    let changed = Instance { allow_lists: lists, ..instance.clone() };
    if changed.allowed() == instance.allowed() {
        // Nothing for the engine to be told.
        edit(txn, instance, |record| record.allow_lists = changed.allow_lists);
    } else {
        wish(txn, &changed, &Event::AccessChanged, moment);
    }
    Ok(())
}

fn changed(lists: &[AllowList], name: &str, change: AllowListChange, networks: &[Cidr]) -> Vec<AllowList> {
    let mut lists = lists.to_vec();
    let at = lists.iter().position(|list| *list.name == *name);
    let mut list = match at {
        Some(at) => lists.remove(at),
        None => AllowList { name: name.into(), networks: Vec::new(), unknown: Unknown::NONE },
    };
    match change {
        AllowListChange::Cover => list.networks = networks.to_vec(),
        AllowListChange::Append => {
            let new = networks.iter().filter(|network| !list.networks.contains(network)).copied();
            let new: Vec<Cidr> = new.collect();
            list.networks.extend(new);
        }
        AllowListChange::Delete => list.networks.retain(|network| !networks.contains(network)),
    }
    if !list.networks.is_empty() || at == Some(0) {
        lists.insert(at.unwrap_or(lists.len()), list);
    }
    lists
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(texts: &[(&str, &str)]) -> Vec<AllowList> {
        let list = |(name, networks): &(&str, &str)| AllowList {
            name: (*name).into(),
            networks: parse_networks(networks).unwrap(),
            unknown: Unknown::NONE,
        };
        texts.iter().map(list).collect()
    }

    #[test]
    fn allow_lists_change_as_the_mode_says() {
        use AllowListChange::*;
        let before = || lists(&[("default", "127.0.0.1"), ("office", "10.0.0.0/8,192.0.2.1")]);
        for (name, change, networks, after) in [
            ("default", Cover, "::1", vec![("default", "::1"), ("office", "10.0.0.0/8,192.0.2.1")]),
            (
                "default",
                Append,
                "::1,127.0.0.1",
                vec![("default", "127.0.0.1,::1"), ("office", "10.0.0.0/8,192.0.2.1")],
            ),
            ("default", Delete, "127.0.0.1", vec![("default", ""), ("office", "10.0.0.0/8,192.0.2.1")]),
            ("office", Delete, "192.0.2.1", vec![("default", "127.0.0.1"), ("office", "10.0.0.0/8")]),
            ("office", Cover, "", vec![("default", "127.0.0.1")]),
            (
                "home",
                Append,
                "192.0.2.9",
                vec![("default", "127.0.0.1"), ("office", "10.0.0.0/8,192.0.2.1"), ("home", "192.0.2.9")],
            ),
            ("home", Delete, "192.0.2.9", vec![("default", "127.0.0.1"), ("office", "10.0.0.0/8,192.0.2.1")]),
        ] {
            let got = changed(&before(), name, change, &parse_networks(networks).unwrap());
            assert_eq!(got, lists(&after), "{change:?} {name} {networks}");
        }
    }

    #[test]
    fn a_list_is_refused_at_its_first_bad_entry() {
        assert_eq!(parse_networks(" 127.0.0.1 ,, 127.0.0.1/32").unwrap().len(), 1);
        for text in ["localhost", "127.0.0.1,10.1.2.3/8", "127.0.0.1;::1"] {
            assert!(matches!(parse_networks(text), Err(InstanceRefused::Network { .. })), "{text}");
        }
        let many: Vec<String> =
            (0..=limits::ALLOW_ENTRIES_MAX).map(|n| format!("10.0.{}.{}", n / 256, n % 256)).collect();
        assert_eq!(parse_networks(&many.join(",")), Err(InstanceRefused::AllowListSize));
    }
}
