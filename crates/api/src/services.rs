//! What all calls share: the store, the caches of the domains, and where this server stands.

use std::sync::Arc;

use rampart_identity::Identity;
use rampart_kms::{Kms, ServiceKeys};
use rampart_rds::instances::Site;
use rampart_store::Store;
use rampart_vocab::{AccountId, RegionId, ServerId};

use crate::audit::lookup::Lookup;

/// Where this server stands.
#[derive(Clone, Debug)]
pub struct Home {
    /// The region whose name stands in ARNs.
    pub region: RegionId,
    /// The account of the caller at hand; resources are looked for there.
    pub account: AccountId,
    /// This server's data folder.
    pub server: ServerId,
}

/// What all calls share.
#[derive(Clone)]
pub struct Services {
    /// Rows.
    pub store: Store,
    /// Callers and what they hold.
    pub identity: Arc<Identity>,
    /// Keys.
    pub kms: Arc<Kms>,
    /// The right to have RDS' own keys made, and to nothing else of RDS.
    pub rds_keys: Arc<ServiceKeys>,
    /// Where databases are placed and how they are reached.
    pub site: Arc<Site>,
    /// Where servers that others run get the keys of their tables.
    pub table_keys: Arc<TableKeysAt>,
    /// The audit trail's files, for looking through.
    pub trail: Arc<Lookup>,
    /// The region served.
    pub region: RegionId,
    /// This server's data folder.
    pub server: ServerId,
}

/// Where servers that others run get the keys of their tables.
#[derive(Clone, Debug)]
pub struct TableKeysAt {
    /// The endpoint's addresses as they are dialled, such as `https://keys.example.org:20443`; what other machines reach
    /// comes first.
    pub bases: Vec<String>,
    /// Whether other machines reach it, be it by an address that nobody told.
    pub beyond_loopback: bool,
    /// The authority that vouches for it, as PEM.
    pub ca_pem: String,
}
