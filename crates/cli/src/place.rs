//! Which data folder an operator's command works on, and what opens it: the same flags everywhere.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;
use rampart_server::{
    config::SealChoice,
    offline::{OfflineFailed, Place},
};

use crate::{
    format::say,
    serve::{Seal, complain, seal},
};

/// The data folder and its key.
#[derive(Args)]
pub(crate) struct PlaceArgs {
    /// The server's data folder [default: as for `rampart serve`]
    #[arg(long, value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) opening: OpeningArgs,
}

/// What opens a data folder's store.
#[derive(Args)]
pub(crate) struct OpeningArgs {
    /// What opens the store, as for `rampart serve`: `file`, `file:PATH`, or `passphrase`
    #[arg(long, value_name = "PROVIDER", default_value = "file", value_parser = seal)]
    seal: Seal,
    /// Read the passphrase from this file instead of the terminal
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

/// What a command says when it finds no folder.
const NO_FOLDER: &str = "no data folder: there is no home folder; name one by --data-dir";

/// The data folder named, or the usual one.
pub(crate) fn folder(named: Option<PathBuf>) -> Result<PathBuf, ExitCode> {
    named.or_else(rampart_server::default_data_dir).ok_or_else(|| complain(NO_FOLDER))
}

impl PlaceArgs {
    /// Does an operator's work there, and says what came of it.
    pub(crate) fn work<T>(
        self,
        work: impl FnOnce(&Place<'_>) -> Result<T, OfflineFailed>,
        shown: impl FnOnce(T) -> String,
    ) -> ExitCode {
        let data_dir = match folder(self.data_dir) {
            Ok(data_dir) => data_dir,
            Err(code) => return code,
        };
        let seal: SealChoice = self.opening.seal.choice(&data_dir, self.opening.passphrase_file);
        told(work(&Place { data_dir: &data_dir, seal: &seal }), shown)
    }
}

/// Shows what was done, or why it was not.
pub(crate) fn told<T>(done: Result<T, OfflineFailed>, shown: impl FnOnce(T) -> String) -> ExitCode {
    match done {
        Ok(done) => {
            say(&shown(done));
            ExitCode::SUCCESS
        }
        Err(failed) => complain(&failed.to_string()),
    }
}
