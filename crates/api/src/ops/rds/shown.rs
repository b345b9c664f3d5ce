//! How an instance is shown: what several operations tell in the same words.

use rampart_rds::{
    instance::Status,
    intent::{Cidr, EngineKind},
    records::{Instance, Presented},
    undocumented,
};
use rampart_vocab::iso_seconds;

// The parameters of CreateDBInstance that are kept as they were asked and only shown: they speak of zones, networks and
// payment, which do not exist here.
pub(super) const CATEGORY: &str = "Category";
pub(super) const CONNECTION_MODE: &str = "ConnectionMode";
/// The engine's version in the client's spelling: `15.0` is 15, and Terraform compares the text.
pub(super) const ENGINE_VERSION: &str = "EngineVersion";
pub(super) const NETWORK_TYPE: &str = "InstanceNetworkType";
pub(super) const NET_TYPE: &str = "DBInstanceNetType";
pub(super) const PAY_TYPE: &str = "PayType";
pub(super) const RESOURCE_GROUP: &str = "ResourceGroupId";
pub(super) const STORAGE_TYPE: &str = "DBInstanceStorageType";
pub(super) const VPC: &str = "VPCId";
pub(super) const VSWITCH: &str = "VSwitchId";
pub(super) const ZONE: &str = "ZoneId";
pub(super) const ZONE_SLAVE_1: &str = "ZoneIdSlave1";
pub(super) const ZONE_SLAVE_2: &str = "ZoneIdSlave2";

/// `DBInstanceStorageType` when nobody says.
pub(super) const CLOUD_DISK: &str = "cloud_essd";

/// What was asked for under this name.
pub(super) fn asked<'a>(instance: &'a Instance, name: &str) -> Option<&'a str> {
    instance.as_asked.iter().find(|(kept, _)| **kept == *name).map(|(_, value)| &**value)
}

/// The same for an answer, with what to say when nothing was asked.
pub(super) fn kept(instance: &Instance, name: &str, default: &str) -> Option<String> {
    Some(asked(instance, name).unwrap_or(default).to_owned())
}

/// The engine's version as it was asked for.
pub(super) fn engine_version(instance: &Instance) -> Option<String> {
    kept(instance, ENGINE_VERSION, &instance.engine_version)
}

/// The engine's name at the API.
pub(super) fn engine(instance: &Instance) -> &'static str {
    engine_as(instance.engine, instance.presented)
}

/// The same where only these are known.
pub(super) const fn engine_as(kind: EngineKind, presented: Option<Presented>) -> &'static str {
    match (presented, kind) {
        (Some(Presented::MySql), _) => "MySQL",
        (None, EngineKind::PostgreSql) => "PostgreSQL",
        (None, EngineKind::MariaDb) => "MariaDB",
    }
}

/// What really runs, such as `MariaDB 10.11`.
pub(super) fn runs(instance: &Instance) -> String {
    format!("{} {}", engine_as(instance.engine, None), instance.engine_version)
}

/// That another engine serves than the API names.
pub(super) fn served_by(instance: &Instance) -> Option<String> {
    instance.presented.map(|Presented::MySql| format!("served by {}", runs(instance)))
}

pub(super) fn status(instance: &Instance) -> &'static str {
    undocumented::status_word(instance.status())
}

/// What stands beside the status, in the fields that the vendor has for such texts.
pub(super) struct Standing {
    /// `LockMode`.
    pub(super) lock_mode: Option<String>,
    /// `LockReason`: empty while nothing is locked.
    pub(super) lock_reason: Option<String>,
    /// `Tips`: what stands in the way now, or will at the next start; while nothing does, what really runs where that has
    /// another name.
    pub(super) tips: Option<String>,
    /// `TipsLevel`: 1 while something stands in the way.
    pub(super) tips_level: Option<i64>,
}

impl Standing {
    pub(super) fn of(instance: &Instance) -> Self {
        let life = &instance.life;
        let warning = life.warning_text();
        let level = i64::from(warning.is_some());
        Self {
            lock_mode: Some(undocumented::lock_mode(life).into()),
            lock_reason: Some(life.lock_reason().unwrap_or_default()),
            tips_level: Some(level),
            tips: Some(warning.or_else(|| served_by(instance)).unwrap_or_default()),
        }
    }
}

/// Processors, memory in MiB and connections of the instance's class.
pub(super) fn size(instance: &Instance) -> (u32, i64, i64) {
    let (memory, connections) = undocumented::class_size(&instance.class);
    (memory / 2048, memory.into(), connections.into())
}

/// Networks as the vendor writes them: an address alone without its bits.
pub(super) fn networks<'a>(networks: impl IntoIterator<Item = &'a Cidr>) -> String {
    let text = |network: &Cidr| {
        let whole = if network.address().is_ipv4() { 32 } else { 128 };
        if network.bits() == whole { network.address().to_string() } else { network.to_string() }
    };
    networks.into_iter().map(text).collect::<Vec<_>>().join(",")
}

/// Until when an instance in the bin is kept.
pub(super) fn kept_until(instance: &Instance) -> Option<String> {
    instance.life.kept_until.filter(|_| instance.status() == Status::Deleted).map(iso_seconds)
}

#[cfg(test)]
mod tests {
    use rampart_rds::instances::parse_networks;

    use super::*;

    #[test]
    fn networks_are_written_as_clients_wrote_them() {
        for text in ["127.0.0.1", "10.0.0.0/8,192.0.2.1", "0.0.0.0/0", "::1,2001:db8::/32", ""] {
            assert_eq!(networks(&parse_networks(text).unwrap()), text);
        }
        assert_eq!(networks(&parse_networks("192.0.2.1/32").unwrap()), "192.0.2.1");
    }
}
