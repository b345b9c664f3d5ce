//! `rampart stop`: ends a server on this machine, and on request its databases.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

use rampart_server::stop::StopFailed;

use crate::serve::complain;

/// Stop the server that runs on a data folder.
///
/// Databases go on serving; --databases stops them first. Exit code 3 when no server runs there.
#[derive(Args)]
pub(crate) struct Stop {
    /// The server's data folder [default: as for `rampart serve`]
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// Stop every database first
    #[arg(long)]
    databases: bool,
}

impl Stop {
    pub(crate) fn run(self) -> ExitCode {
        let Some(data_dir) = self.data_dir.or_else(rampart_server::default_data_dir) else {
            return complain("no data folder: there is no home folder; name one by --data-dir");
        };
        match rampart_server::stop::stop(&data_dir, self.databases) {
            Ok(()) => ExitCode::SUCCESS,
            Err(failed) => {
                complain(&failed.to_string());
                ExitCode::from(if matches!(failed, StopFailed::NotRunning(_)) { 3 } else { 1 })
            }
        }
    }
}
