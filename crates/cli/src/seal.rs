//! `rampart seal`: the root key that opens the store, its recovery and the key ring.
//!
//! The account's root access key, which signs requests, is another thing: `rampart root`.

use std::{io::Read as _, path::PathBuf, process::ExitCode};

use clap::{Args, Subcommand};
use rampart_server::{
    Reason, RecoveryKey,
    root_key::{NextRoot, SealStatus, recover, rotate_ring, rotate_root_key, seal_status},
};

use crate::{
    place::{PlaceArgs, folder, told},
    serve::{Seal as Provider, complain, seal},
};

/// Look at, replace or recover what opens the store.
///
/// The store is sealed by a key ring; the ring is opened by the root key: a file or a passphrase, and by a recovery key
/// (`rampart recovery-kit`). These commands work while no server runs, and the audit trail records each.
#[derive(Args)]
pub(crate) struct SealCommand {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Status(Status),
    Rotate(Rotate),
    Recover(Recover),
    RotateRing(RotateRing),
}

/// Say what opens the store, and which recovery key it has.
#[derive(Args)]
struct Status {
    /// The server's data folder [default: as for `rampart serve`]
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

/// Replace the root key: a new key file, a new passphrase, or the one by the other.
///
/// A key file is replaced where it lies; --to names another place or kind, and `serve` is then started with that --seal.
/// Cut off at any point, the old or the new key opens the store: run it again to end it. Data is not rewritten.
///
/// A backup opens with the key of its day. If others may have the old key, say --leaked: the key ring's own key and term
/// begin anew too, so that an old key and an old header open nothing that is written from now on. The recovery key
/// then has to be made anew as well: `rampart recovery-kit`.
#[derive(Args)]
struct Rotate {
    #[command(flatten)]
    place: PlaceArgs,
    /// What opens the store from now on: `file:PATH`, a new file, or `passphrase` [default: the same file]
    #[arg(long, value_name = "PROVIDER", value_parser = seal)]
    to: Option<Provider>,
    /// Read the new passphrase from this file instead of the terminal
    #[arg(long, value_name = "FILE")]
    new_passphrase_file: Option<PathBuf>,
    /// Others may have the old key: renew the key ring's key and term as well
    #[arg(long)]
    leaked: bool,
}

/// Open the store by its recovery key when the root key is lost, and give it a new root key.
///
/// Root keys of before open nothing any more; the recovery key stays good. Without --to a new key file is made at
/// DIR/root.key.
#[derive(Args)]
struct Recover {
    /// The server's data folder [default: as for `rampart serve`]
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// What opens the store from now on: `file`, `file:PATH`, a new file, or `passphrase`
    #[arg(long, value_name = "PROVIDER", default_value = "file", value_parser = seal)]
    to: Provider,
    /// Read the new passphrase from this file instead of the terminal
    #[arg(long, value_name = "FILE")]
    new_passphrase_file: Option<PathBuf>,
    /// Read the recovery key from this file; `-` is the standard input [default: it is asked for]
    #[arg(long, value_name = "FILE")]
    recovery_key_file: Option<PathBuf>,
}

/// Begin a new term of the key ring: what is written from now on is sealed under a new key.
///
/// What was written before stays under its own term until it is written again, and the ring keeps those terms.
#[derive(Args)]
struct RotateRing {
    #[command(flatten)]
    place: PlaceArgs,
}

impl SealCommand {
    pub(crate) fn run(self) -> ExitCode {
        match self.command {
            Command::Status(status) => status.run(),
            Command::Rotate(rotate) => rotate.run(),
            Command::Recover(recover) => recover.run(),
            Command::RotateRing(ring) => ring.place.work(rotate_ring, |term| {
                format!("the key ring's term {term} began; the next start seals under it\n")
            }),
        }
    }
}

impl Status {
    fn run(self) -> ExitCode {
        match folder(self.data_dir) {
            Ok(data_dir) => told(seal_status(&data_dir), |status| status_shown(&status)),
            Err(code) => code,
        }
    }
}

impl Rotate {
    fn run(self) -> ExitCode {
        let reason = if self.leaked { Reason::Leaked } else { Reason::Routine };
        let next = match self.to {
            None => NextRoot::SameFile,
            Some(Provider::File(None)) => {
                return complain("`--to file` names no new file: write `--to file:PATH`, or leave --to away");
            }
            Some(Provider::File(Some(path))) => NextRoot::File(path),
            Some(Provider::Passphrase) => NextRoot::Passphrase(self.new_passphrase_file),
        };
        self.place.work(
            |place| rotate_root_key(place, &next, reason),
            |()| {
                let mut text = format!("the root key was replaced{}\n", start_with(&next));
                if reason == Reason::Leaked {
                    text.push_str(
                        "the recovery key of before opens nothing any more: make a new one by `rampart recovery-kit`\n",
                    );
                }
                text
            },
        )
    }
}

impl Recover {
    fn run(self) -> ExitCode {
        let data_dir = match folder(self.data_dir) {
            Ok(data_dir) => data_dir,
            Err(code) => return code,
        };
        let key = match read_recovery_key(self.recovery_key_file.as_deref()) {
            Ok(key) => key,
            Err(why) => return complain(&why),
        };
        let next = match self.to {
            Provider::File(path) => NextRoot::File(path.unwrap_or_else(|| data_dir.join("root.key"))),
            Provider::Passphrase => NextRoot::Passphrase(self.new_passphrase_file),
        };
        told(recover(&data_dir, key, &next), |()| {
            format!(
                "the store has a new root key{}; keys of before open nothing any more\n",
                start_with(&next)
            )
        })
    }
}

fn start_with(next: &NextRoot) -> String {
    match next {
        NextRoot::SameFile => String::new(),
        NextRoot::File(path) => format!("; start the server with --seal file:{}", path.display()),
        NextRoot::Passphrase(_) => "; start the server with --seal passphrase".to_owned(),
    }
}

fn read_recovery_key(file: Option<&std::path::Path>) -> Result<RecoveryKey, String> {
    let mut text = zeroize::Zeroizing::new(String::new());
    match file {
        Some(path) if path.as_os_str() == "-" => {
            let read = std::io::stdin().take(READ_BYTES_MAX).read_to_string(&mut text);
            read.map_err(|error| format!("no recovery key on the standard input: {error}"))?;
        }
        Some(path) => {
            let file = std::fs::File::open(path).map_err(|error| format!("`{}`: {error}", path.display()))?;
            let read = file.take(READ_BYTES_MAX).read_to_string(&mut text);
            read.map_err(|error| format!("`{}`: {error}", path.display()))?;
        }
        None => {
            let typed = rampart_server::ask_secretly("Recovery key: ");
            let typed = typed.map_err(|error| {
                format!(
                    "no recovery key: {error}; give a file by --recovery-key-file, or start at a terminal"
                )
            })?;
            text.push_str(typed.expose_secret());
        }
    }
    // A file may be the whole kit: the key is the line that is one.
    let line = text.lines().find_map(|line| RecoveryKey::parse(line).ok());
    line.map_or_else(|| RecoveryKey::parse(&text).map_err(|refused| refused.to_string()), Ok)
}

/// A kit is shorter.
const READ_BYTES_MAX: u64 = 4096;

fn status_shown(status: &SealStatus) -> String {
    let kinds: Vec<_> = status.slots.iter().filter(|kind| *kind != "recovery").map(String::as_str).collect();
    let mut text = format!("opens by: {}\n", kinds.join(", "));
    if kinds.iter().any(|kind| kinds.iter().filter(|other| *other == kind).count() > 1) {
        text.push_str("a rotation of the root key was cut off: run `rampart seal rotate` again\n");
    }
    text.push_str(&match &status.recovery_key {
        Some(name) => format!("recovery key: {name}\n"),
        None => "recovery key: none; make one by `rampart recovery-kit`\n".to_owned(),
    });
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_says_what_to_do() {
        let status = |slots: &[&str], key: Option<&str>| SealStatus {
            slots: slots.iter().map(|kind| (*kind).to_owned()).collect(),
            recovery_key: key.map(str::to_owned),
        };
        for (status, shown) in [
            (
                status(&["file"], None),
                "opens by: file\nrecovery key: none; make one by `rampart recovery-kit`\n",
            ),
            (status(&["file", "recovery"], Some("1a2b3c4d")), "opens by: file\nrecovery key: 1a2b3c4d\n"),
            (
                status(&["recovery", "file", "file"], Some("1a2b3c4d")),
                "opens by: file, file\na rotation of the root key was cut off: run `rampart seal rotate` again\n\
                 recovery key: 1a2b3c4d\n",
            ),
        ] {
            assert_eq!(status_shown(&status), shown);
        }
    }
}
