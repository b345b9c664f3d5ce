//! What opens the store's seal, before root is given up; and how an operator replaces it while no server runs.
//!
//! What a seal is and how it changes stands in `rampart_seal`; here is which key, and that the trail knows.

use std::{
    io,
    path::{Path, PathBuf},
};

use rampart_seal::{
    Reason, Seal, SealRefused, SecretString, SystemEntropy, Touched,
    root::{
        FileProvider, PassphraseProvider, Provider, RECOVERY_KIND, RecoveryKey, RecoveryProvider, RootRefused,
    },
};
use rampart_store::backend::redb::Redb;

use crate::{
    config::SealChoice,
    offline::{Offline, OfflineFailed, Place},
    owner::ActingAsOwner,
    unseal::{self, ROWS_FILE, UnsealFailed},
};

/// The root key for a store, read while we may; made when the store is still to be made.
pub(crate) fn in_hand(choice: &SealChoice, store: &Path) -> Result<Box<dyn Provider>, UnsealFailed> {
    Ok(match choice {
        SealChoice::File(path) => {
            let mut file = FileProvider::at(path);
            let there = file.hold().map_err(SealRefused::Root)?;
            if !there && is_new(store)? {
                file = FileProvider::create(path, &SystemEntropy).map_err(SealRefused::Root)?;
            }
            Box::new(file)
        }
        SealChoice::Passphrase(path) => {
            Box::new(PassphraseProvider::new(unseal::passphrase(path.as_deref(), "Passphrase: ")?))
        }
    })
}

/// The same for an operator: by who may read what he named.
pub(crate) fn held(
    choice: &SealChoice,
    store: &Path,
    acting: &ActingAsOwner,
) -> Result<Box<dyn Provider>, UnsealFailed> {
    match choice {
        SealChoice::File(path) | SealChoice::Passphrase(Some(path)) => {
            acting.reach(path, || in_hand(choice, store)).map_err(UnsealFailed::Reach)?
        }
        SealChoice::Passphrase(None) => in_hand(choice, store),
    }
}

fn is_new(store: &Path) -> Result<bool, UnsealFailed> {
    Ok(Seal::in_folder(store).read()?.is_none() && !Redb::has_rows(store.join(ROWS_FILE))?)
}

/// What is to open the store from now on.
#[derive(Clone, Debug)]
pub enum NextRoot {
    /// A new key in the place of the key file of before.
    SameFile,
    /// A new key in a new file.
    File(PathBuf),
    /// A passphrase, read from this file or, without one, asked for on the terminal.
    Passphrase(Option<PathBuf>),
}

/// A recovery key as it is shown once.
pub struct RecoveryKit {
    /// Its public name, which `rampart seal status` shows too.
    pub name: String,
    /// The key.
    pub key: SecretString,
}

/// What may be known of a seal without any key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealStatus {
    /// The kinds of its slots, such as `file`.
    pub slots: Vec<String>,
    /// The name of its recovery key, if it has one.
    pub recovery_key: Option<String>,
}

/// What opens the store on a data folder.
///
/// # Errors
/// [`OfflineFailed`].
pub fn seal_status(data_dir: &Path) -> Result<SealStatus, OfflineFailed> {
    let _acting = ActingAsOwner::of(data_dir)?;
    let header = Seal::in_folder(data_dir.join("store")).read()?;
    let header = header.ok_or_else(|| OfflineFailed::NoStore(data_dir.to_owned()))?;
    let recovery_key = header.slots.iter().find(|slot| slot.kind == RECOVERY_KIND);
    Ok(SealStatus {
        recovery_key: recovery_key.map(|slot| slot.params.clone()),
        slots: header.slots.into_iter().map(|slot| slot.kind).collect(),
    })
}

/// Gives the seal a new root key.
///
/// # Errors
/// [`OfflineFailed`]; a root key opens the store at any time.
pub fn rotate_root_key(place: &Place<'_>, next: &NextRoot, reason: Reason) -> Result<(), OfflineFailed> {
    Offline::with(place, async |offline, now| {
        let seal = offline.seal();
        match (next, place.seal) {
            (NextRoot::SameFile, SealChoice::File(path)) => {
                let mut file = FileProvider::at(path);
                offline.acting().reach(path, || file.hold())?.map_err(SealRefused::Root)?;
                let replace = async || replace_file(offline, &file, reason);
                offline.carry_out("RotateRootKey", "seal/file", replace).await
            }
            (NextRoot::SameFile, SealChoice::Passphrase(_)) => Err(OfflineFailed::NoFileToReplace),
            (NextRoot::File(path), _) => {
                let file = new_file(offline, path)?;
                let replace = async || seal.replace_root(now, &file, reason, &SystemEntropy);
                offline.carry_out("RotateRootKey", "seal/file", replace).await
            }
            (NextRoot::Passphrase(path), _) => {
                let next = new_passphrase(offline, path.as_deref())?;
                let replace = async || seal.replace_root(now, &next, reason, &SystemEntropy);
                offline.carry_out("RotateRootKey", "seal/passphrase", replace).await
            }
        }
    })
}

/// The key file and the store's header are each touched by whose they are.
fn replace_file(offline: &Offline, file: &FileProvider, reason: Reason) -> Result<(), OfflineFailed> {
    let refused = |error: io::Error| {
        SealRefused::Root(RootRefused::Io {
            path: file.path().to_string_lossy().into(),
            why: error.to_string().into(),
        })
    };
    let replaced = offline.seal().replace_file(file, reason, &SystemEntropy, &mut |touched| {
        let elsewhere = (touched == Touched::KeyFile).then(|| file.path());
        offline.acting().turn_to(elsewhere).map_err(refused)
    });
    // It may have broken off at the key file.
    offline.acting().turn_to(None)?;
    Ok(replaced?)
}

fn new_file(offline: &Offline, path: &Path) -> Result<FileProvider, OfflineFailed> {
    let made = offline.acting().reach(path, || FileProvider::create(path, &SystemEntropy))?;
    Ok(made.map_err(SealRefused::Root)?)
}

fn new_passphrase(offline: &Offline, path: Option<&Path>) -> Result<PassphraseProvider, OfflineFailed> {
    let read = || unseal::new_passphrase(path);
    let passphrase = match path {
        Some(path) => offline.acting().reach(path, read)?,
        None => read(),
    };
    Ok(PassphraseProvider::new(passphrase?))
}

/// Begins a new term of the key ring; gives its number.
///
/// # Errors
/// [`OfflineFailed`].
pub fn rotate_ring(place: &Place<'_>) -> Result<u32, OfflineFailed> {
    Offline::with(place, async |offline, now| {
        let rotate = async || offline.seal().rotate_ring(now, &SystemEntropy);
        offline.carry_out("RotateKeyRing", "seal/ring", rotate).await.map(|(_, term)| term)
    })
}

/// Makes a recovery key. One that was made before opens nothing from then on, and is replaced only when that is asked.
///
/// # Errors
/// [`OfflineFailed`].
pub fn make_recovery_kit(place: &Place<'_>, replace: bool) -> Result<RecoveryKit, OfflineFailed> {
    if let Some(name) = seal_status(place.data_dir)?.recovery_key
        && !replace
    {
        return Err(OfflineFailed::HasRecoveryKey(name));
    }
    Offline::with(place, async |offline, now| {
        let key = RecoveryKey::random(&SystemEntropy);
        let kit = RecoveryKit { name: key.name(), key: key.to_text() };
        let resource = format!("seal/recovery/{}", kit.name);
        let put = async || offline.seal().put_slot(now, &RecoveryProvider::new(key), &SystemEntropy);
        offline.carry_out("MakeRecoveryKey", &resource, put).await?;
        Ok(kit)
    })
}

/// Opens the store by its recovery key and gives it a new root key; root keys of before open nothing any more.
///
/// # Errors
/// [`OfflineFailed`].
pub fn recover(data_dir: &Path, key: RecoveryKey, next: &NextRoot) -> Result<(), OfflineFailed> {
    let recovery = RecoveryProvider::new(key);
    Offline::opened_by(data_dir, &recovery, async |offline, _| {
        let next: Box<dyn Provider> = match next {
            NextRoot::SameFile => return Err(OfflineFailed::NoFileToReplace),
            NextRoot::File(path) => Box::new(new_file(offline, path)?),
            NextRoot::Passphrase(path) => Box::new(new_passphrase(offline, path.as_deref())?),
        };
        let recover = async || offline.seal().recover(&recovery, next.as_ref(), &SystemEntropy);
        offline.carry_out("RecoverRootKey", &format!("seal/{}", next.kind()), recover).await.map(drop)
    })
}
