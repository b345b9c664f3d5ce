//! What the first start makes and every later one finds: server id, account, root key, authority, replay secret.

use std::{fs::Permissions, net::IpAddr, os::unix::fs::PermissionsExt as _};

use rampart_identity::account;
use rampart_seal::{SecretBytes, SystemEntropy};
use rampart_store::{CommitFailed, Store, StoreFailed, Unknown, path, record};
use rampart_vocab::{AccountId, Clock, Entropy as _, ServerId, chance};
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use crate::{
    config::Config,
    data_dir::{DataDir, DataDirRefused},
    secret_file::read_secret,
    tls::{Authority, Names, TlsFailed},
};

/// The file with the root access key, in the data folder.
pub const ROOT_FILE: &str = "root-credentials.json";

/// What stands in [`ROOT_FILE`].
#[derive(Serialize, Deserialize, Zeroize)]
#[serde(rename_all = "PascalCase")]
pub struct RootFile {
    /// The account.
    pub account_id: String,
    /// The public half of its key.
    pub access_key_id: String,
    /// The secret half.
    pub access_key_secret: String,
    /// Where the server is reached.
    pub endpoint: String,
}

record! {
    /// What this installation is: one row.
    pub(crate) struct Installation (kind = 0x0501, version = 1) {
        /// This data folder's server.
        1 => pub server: ServerId,
        /// The account that the first start founded.
        2 => pub account: AccountId,
    }
}

record! {
    /// The local certificate authority: one row.
    pub(crate) struct AuthorityRecord (kind = 0x0502, version = 1) {
        /// Its certificate.
        1 => pub certificate_pem: String,
        /// Its private key.
        2 => pub key: SecretBytes,
        /// Host names that it may sign for.
        3 => pub hosts: Vec<String>,
        /// Addresses that it may sign for.
        4 => pub addresses: Vec<String>,
    }
}

/// What the founding cannot do.
#[derive(Debug, thiserror::Error)]
pub enum FoundingFailed {
    /// Rows cannot be read.
    #[error(transparent)]
    Read(#[from] StoreFailed),
    /// Rows cannot be written.
    #[error(transparent)]
    Write(#[from] CommitFailed),
    /// Files cannot be written.
    #[error(transparent)]
    Files(#[from] DataDirRefused),
    /// Another account was founded here.
    #[error("this data folder belongs to account {0}: leave --account-id away, or name another folder")]
    OtherAccount(AccountId),
    /// An account number that no client takes.
    #[error(
        "the account id `{0}` has not the vendor's 16 digits, the first not 0; give such a number by --account-id"
    )]
    AccountDigits(AccountId),
    /// Certificates cannot be made.
    #[error(transparent)]
    Tls(#[from] TlsFailed),
}

/// The installation in this store, founded if it is not there yet.
pub(crate) async fn installation(
    store: &Store,
    config: &Config,
    clock: &dyn Clock,
) -> Result<Installation, FoundingFailed> {
    let row = path!["installation"];
    let mut txn = store.begin();
    if let Some(found) = txn.get::<Installation>(&row).await? {
        return match config.account {
            Some(wanted) if wanted != found.account => Err(FoundingFailed::OtherAccount(found.account)),
            _ => Ok(found.cloned()),
        };
    }
    if let Some(wanted) = config.account.filter(|account| !ACCOUNT_NUMBERS.contains(&account.number())) {
        return Err(FoundingFailed::AccountDigits(wanted));
    }
    let founded = Installation {
        server: ServerId::new(clock, &SystemEntropy),
        account: config.account.unwrap_or_else(by_chance),
        unknown: Unknown::NONE,
    };
    txn.put(&row, founded.clone());
    account::found(&mut txn, founded.account, clock, &SystemEntropy).await?;
    txn.commit().await?;
    Ok(founded)
}

/// Writes the root key's file at the first start, and the endpoint into it at every later one. A file that somebody
/// has put away is not made again.
pub(crate) async fn write_root_file(
    store: &Store,
    data: &DataDir,
    account: AccountId,
    endpoint: &str,
    clock: &dyn Clock,
) -> Result<(), FoundingFailed> {
    let path = data.path().join(ROOT_FILE);
    let before = read_secret(&path).ok();
    let mut file = match before.as_ref().and_then(|bytes| serde_json::from_slice::<RootFile>(bytes).ok()) {
        Some(file) => file,
        None if !was_written(data) => {
            let mut txn = store.begin();
            let Some(root) = account::found(&mut txn, account, clock, &SystemEntropy).await? else {
                return Ok(());
            };
            RootFile {
                account_id: account.to_string(),
                access_key_id: root.access_key_id.to_string(),
                access_key_secret: root.secret.expose_secret().to_owned(),
                endpoint: String::new(),
            }
        }
        None => return Ok(()),
    };
    endpoint.clone_into(&mut file.endpoint);
    let text = serde_json::to_vec_pretty(&file).map(zeroize::Zeroizing::new).unwrap_or_default();
    file.zeroize();
    match before {
        Some(_) => data.renew(ROOT_FILE, 0o600, &text)?,
        None => data.write(ROOT_FILE, 0o600, &text)?,
    }
    data.write(WRITTEN_FILE, 0o600, b"")?;
    Ok(())
}

/// Says that the root file was written once, so that a crash before that is told from a person who put it away.
pub(crate) const WRITTEN_FILE: &str = "root-credentials.written";

fn was_written(data: &DataDir) -> bool {
    data.path().join(WRITTEN_FILE).exists()
}

/// The authority, made at the first start and again when the server is to be reached by a name that it may not sign
/// for. Its certificate stands in `tls/ca.pem`.
pub(crate) async fn authority(
    store: &Store,
    data: &DataDir,
    names: &Names,
    clock: &dyn Clock,
) -> Result<Authority, FoundingFailed> {
    let row = path!["tls", "authority"];
    let addresses: Vec<String> = names.addresses.iter().map(ToString::to_string).collect();
    let mut txn = store.begin();
    let found = txn.get::<AuthorityRecord>(&row).await?;
    let authority = match found {
        Some(found)
            if names.hosts.iter().all(|host| found.hosts.contains(host))
                && addresses.iter().all(|address| found.addresses.contains(address)) =>
        {
            Authority { certificate_pem: found.certificate_pem.clone(), key: found.key.clone() }
        }
        found => {
            let mut wanted = names.clone();
            let made = match found {
                Some(found) => {
                    // Databases that run show what was signed for the names of before.
                    wanted.hosts.extend(found.hosts.iter().cloned());
                    wanted
                        .addresses
                        .extend(found.addresses.iter().filter_map(|text| text.parse::<IpAddr>().ok()));
                    wanted.hosts.sort();
                    wanted.hosts.dedup();
                    wanted.addresses.sort();
                    wanted.addresses.dedup();
                    tracing::warn!(
                        "the names of this server grew: give the new tls/ca.pem to clients, which refuse the server by \
                         the old one; databases go on with what they were started with"
                    );
                    // The same key: who trusts the certificate of before goes on trusting what it has signed.
                    let before =
                        Authority { certificate_pem: found.certificate_pem.clone(), key: found.key.clone() };
                    before.rename(&wanted, clock.now(), &SystemEntropy)?
                }
                None => Authority::make(names, clock.now(), &SystemEntropy)?,
            };
            txn.put(
                &row,
                AuthorityRecord {
                    certificate_pem: made.certificate_pem.clone(),
                    key: made.key.clone(),
                    hosts: wanted.hosts,
                    addresses: wanted.addresses.iter().map(ToString::to_string).collect(),
                    unknown: Unknown::NONE,
                },
            );
            txn.commit().await?;
            made
        }
    };
    write_ca(data, &authority.certificate_pem)?;
    Ok(authority)
}

fn write_ca(data: &DataDir, pem: &str) -> Result<(), DataDirRefused> {
    // Everyone on this machine may read it: it is what clients trust.
    let folder = data.path().join("tls");
    let io = |error| DataDirRefused::Io { path: folder.clone(), error };
    std::fs::create_dir_all(&folder).map_err(io)?;
    std::fs::set_permissions(&folder, Permissions::from_mode(0o755)).map_err(io)?;
    data.write("tls/ca.pem", 0o644, pem.as_bytes())
}

/// Sixteen digits, the first not zero, as the vendor's.
const ACCOUNT_NUMBERS: std::ops::RangeInclusive<u64> = 1_000_000_000_000_000..=9_999_999_999_999_999;

/// Any of them.
fn by_chance() -> AccountId {
    loop {
        let mut bytes = [0; 8];
        SystemEntropy.fill(&mut bytes);
        let number = 1_000_000_000_000_000 + u64::from_le_bytes(bytes) % 9_000_000_000_000_000;
        if let Some(account) = AccountId::new(number) {
            return account;
        }
    }
}

/// This boot's id, by which a machine's crash is told from a process' end.
pub(crate) fn boot_id() -> String {
    // Without the file every start counts as a reboot: safe, and no more than a refused old request.
    std::fs::read_to_string("/proc/sys/kernel/random/boot_id")
        .map_or_else(|_| format!("{:?}", chance::array::<16>(&SystemEntropy)), |text| text.trim().to_owned())
}
