//! The account's root access key, replaced or disabled by the operator while no server runs.
//!
//! It signs requests and may do everything; the store's root key is another thing, and stands in `root_key`.

use std::path::PathBuf;

use rampart_identity::operator::{add_root_key, delete_other_root_keys, disable_root};
use rampart_seal::SystemEntropy;
use rampart_vocab::{AccessKeyId, Clock as _};
use zeroize::Zeroize as _;

use crate::{
    SystemClock, console,
    founding::{ROOT_FILE, RootFile, WRITTEN_FILE},
    offline::{Offline, OfflineFailed, Place},
    secret_file::read_secret,
};

/// A root access key that was replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RootRotated {
    /// The new one.
    pub access_key_id: AccessKeyId,
    /// The file that holds it.
    pub file: PathBuf,
    /// Those that are gone.
    pub deleted: Vec<AccessKeyId>,
}

/// Gives the account one new root access key and takes every other of its own away; and gives it another console password.
/// The key's file holds one that is good at any time, whenever this is cut off.
///
/// # Errors
/// [`OfflineFailed`].
pub fn rotate_root_access_key(place: &Place<'_>) -> Result<RootRotated, OfflineFailed> {
    Offline::with(place, async |offline, _| {
        let account = offline.account;
        let made = offline
            .change("RotateRootAccessKey", "root", async |txn, operator| {
                add_root_key(txn, operator, account, &SystemClock, &SystemEntropy).await
            })
            .await?;
        let path = offline.data().path().join(ROOT_FILE);
        let before: Option<RootFile> =
            read_secret(&path).ok().and_then(|text| serde_json::from_slice(&text).ok());
        let mut file = RootFile {
            account_id: account.to_string(),
            access_key_id: made.access_key_id.to_string(),
            access_key_secret: made.secret.expose_secret().to_owned(),
            endpoint: before
                .map(|mut before| {
                    before.access_key_secret.zeroize();
                    before.endpoint
                })
                .unwrap_or_default(),
        };
        let text = serde_json::to_vec_pretty(&file).map(zeroize::Zeroizing::new).unwrap_or_default();
        file.zeroize();
        offline.data().write(ROOT_FILE, 0o600, &text).map_err(OfflineFailed::DataDir)?;
        offline.data().write(WRITTEN_FILE, 0o600, b"").map_err(OfflineFailed::DataDir)?;
        let deleted = offline
            .change("DeleteRootAccessKeys", "root", async |txn, operator| {
                delete_other_root_keys(txn, operator, account).await
            })
            .await?;
        console::renew(offline).await?;
        Ok(RootRotated { access_key_id: made.access_key_id, file: path, deleted })
    })
}

/// Lets nobody act as the account itself, not in the console either, and removes the files that told how; gives the keys'
/// ids.
///
/// # Errors
/// [`OfflineFailed`].
pub fn disable_root_access_key(place: &Place<'_>) -> Result<Vec<AccessKeyId>, OfflineFailed> {
    Offline::with(place, async |offline, _| {
        let account = offline.account;
        // So that the next start makes no file of a key that opens nothing.
        offline.data().write(WRITTEN_FILE, 0o600, b"").map_err(OfflineFailed::DataDir)?;
        let disabled = offline
            .change("DisableRootAccessKeys", "root", async |txn, operator| {
                disable_root(txn, operator, account, SystemClock.now()).await
            })
            .await?;
        console::put_away(offline)?;
        match std::fs::remove_file(offline.data().path().join(ROOT_FILE)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(disabled),
        }
    })
}
