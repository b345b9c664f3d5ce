//! `CreateDBInstance`: the wish for an instance.

use std::ops::RangeInclusive;

use rampart_authz::{Permitted, Resource};
use rampart_store::{Page, Txn, Unknown};
use rampart_vocab::{Arn, Clock, DbInstanceId, Entropy, RegionId, ServerId, Tag, chance};

use super::{InstanceRefused, Moment, checked_description, settings::checked_tags};
use crate::{
    action::CreateDBInstance,
    instance::{Happening, Life, What, Wish},
    intent::{Cidr, EngineKind},
    keys::EncryptionKeyId,
    limits,
    records::{AllowList, Encryption, Instance, Pointer, Presented},
    resource::DbInstances,
    rows,
};

/// Free ports that are tried before giving up: each is a row read.
const PORT_TRIES: u16 = 48;

/// The version of MariaDB where nobody names one: that of the distribution's packages.
pub const MARIADB_VERSION: &str = "10.11";

/// What an instance is to be.
#[derive(Clone, Debug, PartialEq)]
pub struct NewInstance {
    /// What its owner calls it; may be empty.
    pub description: Box<str>,
    /// Its engine.
    pub engine: EngineKind,
    /// The engine's major version, such as `15`.
    pub engine_version: Box<str>,
    /// Its class.
    pub class: Box<str>,
    /// What the API calls its engine where it does not go by its own name.
    pub presented: Option<Presented>,
    /// Its disk's size in GB.
    pub storage_gb: u32,
    /// Its port; none lets one be chosen.
    pub port: Option<u16>,
    /// Key and role of its disk; none for a plain disk.
    pub encryption: Option<(EncryptionKeyId, Arn)>,
    /// The networks of its first allow list, see [`super::parse_networks`].
    pub networks: Vec<Cidr>,
    /// Whether deleting it is refused.
    pub deletion_protection: bool,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// The request's token: asked again with it, the same instance is answered.
    pub client_token: Option<Box<str>>,
    /// What else was said, to be shown again.
    pub as_asked: Vec<(Box<str>, Box<str>)>,
}

/// Where new instances are placed.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// The server on whose machine.
    pub host: ServerId,
    /// The host name or address that reaches it.
    pub connection: Box<str>,
    /// The ports that may be given out.
    pub ports: RangeInclusive<u16>,
    /// The version of MariaDB that serves in MySQL's place; without one nothing does.
    pub mysql: Option<Box<str>>,
    /// Whether its hand runs as root, which alone makes encrypted disks.
    pub encrypts_disks: bool,
}

/// Records the wish for an instance and answers it; it is being made once this is committed.
///
/// # Errors
/// [`InstanceRefused`], naming what of it cannot be.
pub async fn create_instance(
    txn: &mut Txn,
    permit: &Permitted<CreateDBInstance, DbInstances>,
    ask: NewInstance,
    site: &Site,
    moment: &Moment,
    (clock, entropy): (&dyn Clock, &dyn Entropy),
) -> Result<Instance, InstanceRefused> {
    let account = permit.account();
    if permit.encrypted() != Some(ask.encryption.is_some()) {
        return Err(InstanceRefused::EncryptionMismatch);
    }
    check(&ask, &account.to_string())?;
    if let Some(token) = &ask.client_token
        && let Some(made) = made_before(txn, permit, token).await?
    {
        return if is_same(&made, &ask) { Ok(made) } else { Err(InstanceRefused::TokenReused) };
    }
    if ask.encryption.is_some() && !site.encrypts_disks {
        return Err(InstanceRefused::DisksUnencrypted);
    }
    // The rows counted change all the time and are not compared; of two creations at once this one stops the second.
    txn.get::<Pointer>(&rows::latest(account)).await?;
    let held = txn
        .peek_scan::<Instance>(&rows::instances(account), Page::first(limits::INSTANCES_PER_ACCOUNT_MAX))
        .await?;
    if held.len() >= limits::INSTANCES_PER_ACCOUNT_MAX {
        return Err(InstanceRefused::TooMany);
    }
    let port = free_port(txn, site, ask.port, entropy).await?;
    let prefix = match ask.engine {
        EngineKind::PostgreSql => "pgm",
        EngineKind::MariaDb => "rm",
    };
    let instance = record(ask, DbInstanceId::new(prefix, clock, entropy), permit, site, port, moment);
    for pointer in rows::pointers(&instance).into_iter().chain([rows::latest(account)]) {
        txn.put(&pointer, Pointer::new(account, instance.id.clone()));
    }
    txn.put(&rows::instance(account, &instance.id), instance.clone());
    Ok(instance)
}

fn check(ask: &NewInstance, account: &str) -> Result<(), InstanceRefused> {
    checked_description(&ask.description)?;
    checked_tags(&ask.tags)?;
    let class_fits = (1..=64).contains(&ask.class.len())
        && ask.class.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
    if !class_fits {
        return Err(InstanceRefused::Class(limits::cut(&ask.class, 64).to_owned()));
    }
    let version = &*ask.engine_version;
    if !(1..=8).contains(&version.len()) || !version.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return Err(InstanceRefused::EngineVersion(limits::cut(version, 16).to_owned()));
    }
    if !limits::STORAGE_GB.contains(&ask.storage_gb) {
        return Err(InstanceRefused::StorageSize(ask.storage_gb));
    }
    if ask.networks.len() > limits::ALLOW_ENTRIES_MAX {
        return Err(InstanceRefused::AllowListSize);
    }
    if let Some((_, role)) = &ask.encryption
        && role.account() != account
    {
        return Err(InstanceRefused::ForeignRole(role.to_string()));
    }
    let token = ask.client_token.as_deref().unwrap_or("-");
    let token_fits = (1..=limits::CLIENT_TOKEN_BYTES_MAX).contains(&token.len())
        && token.bytes().all(|b| b.is_ascii_graphic());
    if token_fits { Ok(()) } else { Err(InstanceRefused::TokenForm) }
}

/// What its owner is told that another engine serves than the API names.
fn served_by(ask: &NewInstance) -> String {
    match ask.presented {
        Some(Presented::MySql) => format!("MySQL is served by MariaDB {}", ask.engine_version),
        None => String::new(),
    }
}

async fn made_before(
    txn: &mut Txn,
    permit: &Permitted<CreateDBInstance, DbInstances>,
    token: &str,
) -> Result<Option<Instance>, InstanceRefused> {
    let account = permit.account();
    let Some(pointer) = txn.get::<Pointer>(&rows::by_token(account, token)).await? else { return Ok(None) };
    let row = txn.get::<Instance>(&rows::instance(account, &pointer.record.instance)).await?;
    Ok(row.map(|row| Instance::clone(&row.record)))
}

/// Whether a repeated request asks for what was made.
fn is_same(made: &Instance, ask: &NewInstance) -> bool {
    let key = made.encryption.as_ref().map(|encryption| (&encryption.key, &encryption.role));
    made.engine == ask.engine
        && made.presented == ask.presented
        && made.engine_version == ask.engine_version
        && made.class == ask.class
        && made.storage_gb == ask.storage_gb
        && key == ask.encryption.as_ref().map(|(key, role)| (key, role))
}

async fn free_port(
    txn: &mut Txn,
    site: &Site,
    wanted: Option<u16>,
    entropy: &dyn Entropy,
) -> Result<u16, InstanceRefused> {
    if let Some(port) = wanted {
        if !site.ports.contains(&port) || !limits::PORTS.contains(&port) {
            return Err(InstanceRefused::PortOutOfRange(port));
        }
        let taken = txn.get::<Pointer>(&rows::by_port(site.host, port)).await?.is_some();
        return if taken { Err(InstanceRefused::PortTaken(port)) } else { Ok(port) };
    }
    // From a random place on, so that two instances made at once seldom want the same row.
    let (first, last) = (*site.ports.start(), *site.ports.end());
    let room = u32::from(last.saturating_sub(first)) + 1;
    let start = u32::from_le_bytes(chance::array(entropy)) % room;
    for step in 0..u32::from(PORT_TRIES).min(room) {
        let port = u16::try_from(u32::from(first) + (start + step) % room).unwrap_or(last);
        if txn.get::<Pointer>(&rows::by_port(site.host, port)).await?.is_none() {
            return Ok(port);
        }
    }
    Err(InstanceRefused::NoPort)
}

fn record(
    ask: NewInstance,
    id: DbInstanceId,
    permit: &Permitted<CreateDBInstance, DbInstances>,
    site: &Site,
    port: u16,
    moment: &Moment,
) -> Instance {
    let region: &RegionId = permit.region();
    let told = served_by(&ask);
    let encryption =
        ask.encryption.map(|(key, role)| Encryption { key, role, wrapped: None, unknown: Unknown::NONE });
    let default = AllowList { name: "default".into(), networks: ask.networks, unknown: Unknown::NONE };
    let begun = Happening {
        at: moment.now,
        what: What::Wished(Wish::Running),
        reason: told.into(),
        key: None,
        unknown: Unknown::NONE,
    };
    Instance {
        id,
        account: permit.account(),
        region: region.clone(),
        host: site.host,
        description: ask.description,
        engine: ask.engine,
        engine_version: ask.engine_version,
        class: ask.class,
        storage_gb: ask.storage_gb,
        connection: site.connection.clone(),
        port,
        created: moment.now,
        life: Life::new(encryption.is_some()),
        encryption,
        allow_lists: vec![default],
        deletion_protection: ask.deletion_protection,
        tags: ask.tags,
        client_token: ask.client_token,
        cause: moment.cause,
        happenings: vec![begun],
        as_asked: ask.as_asked,
        tables: None,
        presented: ask.presented,
        unknown: Unknown::NONE,
    }
}
