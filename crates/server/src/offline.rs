//! A data folder opened by its operator while no server runs: the store, and the trail that records what he does.
//!
//! A change of rows commits with its record; a change of files is recorded before it is made, and once more when it
//! could not be.

use std::{
    borrow::Cow,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use rampart_api::{
    Origin,
    audit::{
        Act, AuditCaller, AuditRecord, AuditUnavailable, ChainId, OpenFailed, Outcome, SettleFailed, Sizes,
        SystemDisk, Trail,
    },
};
use rampart_identity::operator::{Operator, OperatorRefused};
use rampart_seal::{Seal, SealRefused, SystemEntropy, root::Provider};
use rampart_store::{CommitFailed, Store, StoreFailed, Txn, backend::redb::Redb, path};
use rampart_vocab::{AccountId, Clock as _, ServerId};

use crate::{
    DataDir, DataDirRefused, SystemClock, UnsealFailed,
    config::SealChoice,
    founding::Installation,
    owner::ActingAsOwner,
    root_key,
    unseal::{self, ROWS_FILE},
};

/// Which data folder, and what opens it.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The folder.
    pub data_dir: &'a Path,
    /// What opens its store.
    pub seal: &'a SealChoice,
}

/// Why an operator's change was not made.
#[derive(Debug, thiserror::Error)]
pub enum OfflineFailed {
    /// Nothing to work on.
    #[error("no store under `{}`; name the server's data folder by --data-dir", .0.display())]
    NoStore(PathBuf),
    /// A store that is not ours to look into.
    #[error("`{}` is its server's and root's to open; run this as one of them", .0.display())]
    NotOurs(PathBuf),
    /// The store is in use.
    #[error("a server runs on `{}`; stop it by `rampart stop`, its databases go on meanwhile", .0.display())]
    Running(PathBuf),
    /// Something else lies where the server's folders should.
    #[error("`{}` is no folder of the server's; put the data folder in order first", .0.display())]
    Foreign(PathBuf),
    /// The data folder cannot be had.
    #[error(transparent)]
    DataDir(DataDirRefused),
    /// The store does not open.
    #[error(transparent)]
    Unseal(#[from] UnsealFailed),
    /// The seal does not change.
    #[error(transparent)]
    Seal(#[from] SealRefused),
    /// The rows cannot be read.
    #[error(transparent)]
    Store(#[from] StoreFailed),
    /// The rows cannot be written.
    #[error(transparent)]
    Commit(#[from] CommitFailed),
    /// The trail cannot be opened.
    #[error("the audit trail cannot be opened: {0}")]
    Trail(#[from] OpenFailed),
    /// Identity does not open.
    #[error(transparent)]
    Identity(#[from] rampart_identity::OpenFailed),
    /// Nothing is done that is not recorded.
    #[error("nothing was changed, since it could not be recorded: {0}")]
    NotRecorded(#[from] AuditUnavailable),
    /// The record may not last.
    #[error(transparent)]
    Settle(#[from] SettleFailed),
    /// What was asked for is not there.
    #[error(transparent)]
    Operator(#[from] OperatorRefused),
    /// The store has a recovery key already.
    #[error("the store has recovery key {0}; --replace makes another, and that one opens nothing any more")]
    HasRecoveryKey(String),
    /// A passphrase has no file in whose place a new key could be put.
    #[error("the root key is no file; name the new one by --to file:PATH or --to passphrase")]
    NoFileToReplace,
    /// The trail holds traces of other hands.
    #[error(
        "the audit trail was tampered with: look at `rampart audit verify` and keep the files; --tampered prunes them all the same"
    )]
    Tampered,
    /// Files or an event loop could not be had.
    #[error("cannot work on the data folder: {0}")]
    Io(#[from] io::Error),
}

/// A data folder opened by its operator. Root works in it as its owner.
pub(crate) struct Offline {
    data: DataDir,
    pub(crate) store: Store,
    pub(crate) operator: Operator,
    pub(crate) account: AccountId,
    pub(crate) server: ServerId,
    trail: Trail,
    acting: ActingAsOwner,
}

impl Offline {
    /// Opens the folder and works on it.
    pub(crate) fn with<T>(
        place: &Place<'_>,
        work: impl AsyncFnOnce(&Self, &dyn Provider) -> Result<T, OfflineFailed>,
    ) -> Result<T, OfflineFailed> {
        let acting = ActingAsOwner::of(place.data_dir)?;
        let store = existing(place.data_dir)?;
        let provider = root_key::held(place.seal, &store, &acting)?;
        Self::opened(place.data_dir, acting, provider.as_ref(), work)
    }

    /// The same with a root key in hand.
    pub(crate) fn opened_by<T>(
        data_dir: &Path,
        provider: &dyn Provider,
        work: impl AsyncFnOnce(&Self, &dyn Provider) -> Result<T, OfflineFailed>,
    ) -> Result<T, OfflineFailed> {
        let acting = ActingAsOwner::of(data_dir)?;
        existing(data_dir)?;
        Self::opened(data_dir, acting, provider, work)
    }

    fn opened<T>(
        data_dir: &Path,
        acting: ActingAsOwner,
        provider: &dyn Provider,
        work: impl AsyncFnOnce(&Self, &dyn Provider) -> Result<T, OfflineFailed>,
    ) -> Result<T, OfflineFailed> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let data = DataDir::take(data_dir).map_err(|refused| match refused {
            DataDirRefused::Taken(path) => OfflineFailed::Running(path),
            other => OfflineFailed::DataDir(other),
        })?;
        runtime.block_on(async {
            let offline = Self::open(data, acting, provider).await?;
            let done = work(&offline, provider).await;
            offline.trail.settle().await?;
            done
        })
    }

    async fn open(
        data: DataDir,
        acting: ActingAsOwner,
        provider: &dyn Provider,
    ) -> Result<Self, OfflineFailed> {
        let store = unseal::open_with(&data.path().join("store"), provider).await?;
        let installed = store.begin().get::<Installation>(&path!["installation"]).await?;
        let installed = installed.ok_or_else(|| OfflineFailed::NoStore(data.path().to_owned()))?;
        let server = installed.server;
        let trail = open_trail(&data.path().join("audit"), ChainId { server, core: 0 }, &store).await?;
        let operator = Operator::with_the_store_open();
        Ok(Self { account: installed.account, server, data, store, operator, trail, acting })
    }

    pub(crate) fn data(&self) -> &DataDir {
        &self.data
    }

    /// Who works here, for files that lie elsewhere.
    pub(crate) fn acting(&self) -> &ActingAsOwner {
        &self.acting
    }

    pub(crate) fn audit_dir(&self) -> PathBuf {
        self.data.path().join("audit")
    }

    pub(crate) fn seal(&self) -> Seal {
        Seal::in_folder(self.data.path().join("store"))
    }

    /// The chain that this folder's operator writes: its first core's.
    pub(crate) fn trail(&self) -> &Trail {
        &self.trail
    }

    /// Changes rows, and records it in the same transaction.
    pub(crate) async fn change<T>(
        &self,
        operation: &'static str,
        resource: &str,
        change: impl AsyncFnOnce(&mut Txn, &Operator) -> Result<T, OperatorRefused>,
    ) -> Result<T, OfflineFailed> {
        let mut txn = self.store.begin();
        let done = change(&mut txn, &self.operator).await?;
        let record = self.record(operation, resource, Outcome::Done);
        let enlisted = self.trail.enlist(&mut txn, record);
        txn.commit().await?;
        self.trail.committed(enlisted).await;
        self.trail.settle().await?;
        Ok(done)
    }

    /// Records what is about to be done to files, and does it; and records it once more when it could not be done.
    pub(crate) async fn carry_out<T, E: Into<OfflineFailed>>(
        &self,
        operation: &'static str,
        resource: &str,
        work: impl AsyncFnOnce() -> Result<T, E>,
    ) -> Result<T, OfflineFailed> {
        self.trail.record(self.record(operation, resource, Outcome::Done)).await?;
        self.trail.settle().await?;
        match work().await {
            Ok(done) => Ok(done),
            Err(failed) => {
                let outcome = Outcome::Refused { code: "NotDone".into(), status: 500 };
                if let Err(unrecorded) = self.trail.record(self.record(operation, resource, outcome)).await {
                    tracing::error!(%unrecorded, operation, "it could not be done, and that is not recorded");
                }
                Err(failed.into())
            }
        }
    }

    fn record(
        &self,
        operation: &'static str,
        resource: &str,
        outcome: Outcome<'static>,
    ) -> AuditRecord<'static> {
        let act = Act {
            service: "rampart",
            operation,
            action: Cow::Owned(format!("rampart:{operation}")),
            rule: "holds the root key",
        };
        record_of_operator(&act, self.account, resource, outcome)
    }
}

/// What is recorded of an act of whoever opened the store, at a start of the server too.
pub(crate) fn record_of_operator(
    act: &Act,
    account: AccountId,
    resource: &str,
    outcome: Outcome<'static>,
) -> AuditRecord<'static> {
    let uid = rustix::process::getuid().as_raw();
    let caller = AuditCaller {
        arn: format!("local:user/{uid}").into(),
        kind: "LocalOperator".into(),
        access_key: None,
        session: None,
    };
    let origin = Origin::within(&SystemClock, &SystemEntropy);
    let resource = format!("rampart:{account}:{resource}");
    act.record(SystemClock.now(), &origin, account, caller, resource, outcome)
}

pub(crate) async fn open_trail(dir: &Path, chain: ChainId, store: &Store) -> Result<Trail, OfflineFailed> {
    let (disk, sizes) = (Arc::new(SystemDisk), Sizes::default());
    let now = SystemClock.now();
    let opened = Trail::open(dir, chain, store.clone(), disk, sizes, &SystemEntropy, now).await?;
    for finding in &opened.findings {
        tracing::warn!(%finding, "the audit trail of an earlier run");
    }
    Ok(opened.trail)
}

/// The store's folder, when there is one and its sub-folders are what they seem.
fn existing(data_dir: &Path) -> Result<PathBuf, OfflineFailed> {
    let store = data_dir.join("store");
    for folder in [&store, &data_dir.join("audit")] {
        match folder.symlink_metadata() {
            Ok(found) if !found.is_dir() => return Err(OfflineFailed::Foreign(folder.clone())),
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                return Err(OfflineFailed::NotOurs(folder.clone()));
            }
            Ok(_) | Err(_) => {}
        }
    }
    match Redb::has_rows(store.join(ROWS_FILE)) {
        Ok(true) => Ok(store),
        Ok(false) => Err(OfflineFailed::NoStore(data_dir.to_owned())),
        Err(_) => Err(OfflineFailed::NotOurs(store)),
    }
}

#[cfg(test)]
mod tests;
