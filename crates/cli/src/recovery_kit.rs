//! `rampart recovery-kit`: makes the recovery key and shows it once, on a terminal or in a file of one's own.

use std::{
    fs::OpenOptions,
    io::{IsTerminal as _, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::PathBuf,
    process::ExitCode,
};

use clap::Args;
use rampart_server::root_key::{RecoveryKit, make_recovery_kit};

use crate::{place::PlaceArgs, serve::complain};

/// Make a recovery key and show it once: it opens the store when the root key is lost.
///
/// Write it down or print it, and keep it apart from the server, its root key and its backups: with the data folder it
/// opens everything. It is shown on a terminal, or written to a new file by --out, and nowhere else; the server does not
/// keep it. `rampart seal recover` takes it, `rampart seal status` says which one is good.
///
/// It works while no server runs, and the audit trail records it.
#[derive(Args)]
pub(crate) struct RecoveryKitCommand {
    #[command(flatten)]
    place: PlaceArgs,
    /// Make another one: the one of before opens nothing any more
    #[arg(long)]
    replace: bool,
    /// Write the kit to this new file, which only its owner reads, instead of the terminal
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl RecoveryKitCommand {
    pub(crate) fn run(self) -> ExitCode {
        // Before the key is made: a key that nobody has seen is of no use, one in a log is of use to others.
        let mut out: Box<dyn std::io::Write> = match &self.out {
            Some(path) => match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
                Ok(file) => Box::new(file),
                Err(error) => return complain(&format!("cannot make `{}`: {error}", path.display())),
            },
            None if std::io::stdout().is_terminal() => Box::new(std::io::stdout()),
            None => {
                return complain(
                    "the recovery key is shown on a terminal only, lest it stay in a log; write it to a new file by --out",
                );
            }
        };
        let mut written = Ok(());
        let (replace, path) = (self.replace, self.out.clone());
        let code = self.place.work(
            |place| make_recovery_kit(place, replace),
            |kit| {
                let text = zeroize::Zeroizing::new(shown(&kit));
                written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
                let told = path.as_ref().map(|path| {
                    format!("recovery key {} was made and written to `{}`\n", kit.name, path.display())
                });
                told.unwrap_or_default()
            },
        );
        if let (Some(path), true) = (&self.out, code != ExitCode::SUCCESS) {
            // Empty: nothing was made.
            let _ = std::fs::remove_file(path);
        }
        match written {
            Ok(()) => code,
            Err(error) => complain(&format!(
                "the recovery key could not be shown: {error}; make another by `rampart recovery-kit --replace`"
            )),
        }
    }
}

fn shown(kit: &RecoveryKit) -> String {
    format!(
        "Rampart recovery key {}\n\n    {}\n\n\
         It opens the store when the root key is lost: `rampart seal recover`.\n\
         It is not shown again. Keep it apart from the server and its backups.\n",
        kit.name,
        kit.key.expose_secret()
    )
}
