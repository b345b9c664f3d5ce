//! The audit trail seen from outside a running server: its files, and the store's heads where it can be opened.
//!
//! What a chain is, and how it is walked, is `api::audit`'s.

use std::{io, path::Path};

pub use rampart_api::audit::finding::{ChainReport, Finding, KeptHead, Report};
use rampart_api::audit::verify::{self, Anchor};
use rampart_store::{StoreFailed, backend::redb::Redb};

use crate::{
    DataDir, DataDirRefused, UnsealFailed,
    config::SealChoice,
    owner::ActingAsOwner,
    root_key,
    unseal::{self, ROWS_FILE},
};

/// Why the trail could not be looked at.
#[derive(Debug, thiserror::Error)]
pub enum AuditFailed {
    /// Nothing lies there.
    #[error("no audit trail under `{0}`; name the server's data folder by --data-dir")]
    NoTrail(String),
    /// The files cannot be read.
    #[error("the audit trail cannot be read: {0}")]
    Files(#[from] io::Error),
    /// The data folder cannot be had.
    #[error(transparent)]
    DataDir(#[from] DataDirRefused),
    /// The store does not open.
    #[error(transparent)]
    Unseal(#[from] UnsealFailed),
    /// The heads cannot be read.
    #[error(transparent)]
    Store(#[from] StoreFailed),
}

/// Walks every chain of a data folder.
///
/// The store's keys and heads vouch for the chains, unless a server has the store open: then the files are held
/// against each other and against `kept` alone, and no chain of the report is anchored.
///
/// # Errors
/// [`AuditFailed`]. Tampering is no error: it is in the report.
pub fn verify(data_dir: &Path, seal: &SealChoice, kept: &[KeptHead]) -> Result<Report, AuditFailed> {
    let acting = ActingAsOwner::of(data_dir)?;
    let audit = existing(data_dir)?;
    let anchors = match DataDir::take(data_dir) {
        Err(DataDirRefused::Taken(_)) => None,
        Err(refused) => return Err(refused.into()),
        Ok(data) => {
            let store = data.path().join("store");
            if has_rows(&store)? { Some(anchors(&store, seal, &acting)?) } else { None }
        }
    };
    Ok(verify::verify(&audit, anchors.as_deref(), kept)?)
}

/// Where every chain of a data folder stands.
///
/// # Errors
/// [`AuditFailed`].
pub fn heads(data_dir: &Path) -> Result<Vec<KeptHead>, AuditFailed> {
    let _acting = ActingAsOwner::of(data_dir)?;
    Ok(verify::heads(&existing(data_dir)?)?)
}

fn existing(data_dir: &Path) -> Result<std::path::PathBuf, AuditFailed> {
    let audit = data_dir.join("audit");
    if audit.is_dir() { Ok(audit) } else { Err(AuditFailed::NoTrail(data_dir.display().to_string())) }
}

fn has_rows(store: &Path) -> Result<bool, AuditFailed> {
    Ok(Redb::has_rows(store.join(ROWS_FILE)).map_err(UnsealFailed::from)?)
}

fn anchors(store: &Path, seal: &SealChoice, acting: &ActingAsOwner) -> Result<Vec<Anchor>, AuditFailed> {
    let root_key = root_key::held(seal, store, acting)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let store = unseal::open_with(store, root_key.as_ref()).await?;
        Ok(Anchor::load_all(&store).await?)
    })
}
