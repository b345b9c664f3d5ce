//! Opening the store: root key, key ring, rows.

use std::{
    fs::File,
    io::{self, IsTerminal as _, Write as _},
    os::{fd::AsFd as _, unix::fs::PermissionsExt as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use rampart_seal::{
    SecretString, SystemEntropy,
    root::Provider,
    unseal::{Seal, SealRefused},
};
use rampart_store::{
    Store, StoreOptions, Unavailable,
    backend::redb::{Redb, RedbOptions},
};

use crate::secret_file::read_line;

/// Why the store does not open.
#[derive(Debug, thiserror::Error)]
pub enum UnsealFailed {
    /// The root key does not open it.
    #[error(transparent)]
    Sealed(#[from] SealRefused),
    /// The rows cannot be read.
    #[error("the store cannot be opened: {0}")]
    Rows(#[from] Unavailable),
    /// No passphrase was given.
    #[error("no passphrase: {0}; give a file by --passphrase-file, or start at a terminal")]
    NoPassphrase(io::Error),
    /// The passphrase file is readable by others.
    #[error("others may read the passphrase file `{}`: chmod 600 it", .0.display())]
    PassphraseExposed(PathBuf),
    /// Nobody could be become who may read it.
    #[error("the root key cannot be reached: {0}")]
    Reach(io::Error),
    /// The two passphrases typed are not the same.
    #[error("the two passphrases differ, begin again")]
    Different,
}

/// The rows' file in the store's folder.
pub(crate) const ROWS_FILE: &str = "rows.redb";

/// Opens the store in `folder` by the root key, and makes it at the very first start.
pub(crate) async fn open_with(folder: &Path, provider: &dyn Provider) -> Result<Store, UnsealFailed> {
    let rows = folder.join(ROWS_FILE);
    let has_rows = Redb::has_rows(&rows)?;
    let ring = Seal::in_folder(folder).open_or_make(has_rows, provider, &SystemEntropy)?;
    let backend = Redb::open(&rows, RedbOptions::default())?;
    Ok(Store::open(backend, ring, Arc::new(SystemEntropy), StoreOptions::default()).await?)
}

/// A passphrase that is to be remembered: on a terminal it is asked for twice.
pub(crate) fn new_passphrase(file: Option<&Path>) -> Result<SecretString, UnsealFailed> {
    let first = passphrase(file, "New passphrase: ")?;
    if file.is_none() && passphrase(None, "The same again: ")? != first {
        return Err(UnsealFailed::Different);
    }
    Ok(first)
}

/// What a person types, or a file's first line.
pub(crate) fn passphrase(file: Option<&Path>, prompt: &str) -> Result<SecretString, UnsealFailed> {
    let Some(path) = file else { return ask_secretly(prompt).map_err(UnsealFailed::NoPassphrase) };
    let mut file = File::open(path).map_err(UnsealFailed::NoPassphrase)?;
    let mode = file.metadata().map_err(UnsealFailed::NoPassphrase)?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(UnsealFailed::PassphraseExposed(path.to_owned()));
    }
    read_line(&mut file).map_err(UnsealFailed::NoPassphrase)
}

/// Asks at the terminal for what nobody else is to see.
///
/// # Errors
/// The terminal's, or that there is none.
pub fn ask_secretly(prompt: &str) -> io::Result<SecretString> {
    let stdin = io::stdin();
    if !stdin.is_terminal() {
        return Err(io::Error::new(io::ErrorKind::NotFound, "the standard input is no terminal"));
    }
    // The same terminal without the standard input's buffer, which nobody wipes.
    let mut terminal = File::from(stdin.as_fd().try_clone_to_owned()?);
    let silent = Silenced::new()?;
    let mut error = io::stderr();
    let _ = write!(error, "{prompt}");
    let typed = read_line(&mut terminal);
    drop(silent);
    let _ = writeln!(error);
    typed
}

/// The terminal without echo, until dropped.
struct Silenced(rustix::termios::Termios);

impl Silenced {
    fn new() -> io::Result<Self> {
        let before = rustix::termios::tcgetattr(io::stdin())?;
        let mut silent = before.clone();
        silent.local_modes.remove(rustix::termios::LocalModes::ECHO);
        rustix::termios::tcsetattr(io::stdin(), rustix::termios::OptionalActions::Now, &silent)?;
        Ok(Self(before))
    }
}

impl Drop for Silenced {
    fn drop(&mut self) {
        // Nothing can be done about a terminal that is gone.
        let _ = rustix::termios::tcsetattr(io::stdin(), rustix::termios::OptionalActions::Now, &self.0);
    }
}
