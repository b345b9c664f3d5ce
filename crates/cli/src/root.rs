//! `rampart root`: the account's root access key, replaced or disabled on the server's machine.
//!
//! The root key that opens the store is another thing: `rampart seal`.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use rampart_server::root_access_key::{disable_root_access_key, rotate_root_access_key};

use crate::place::PlaceArgs;

/// Replace or disable the account's root access key, which may do everything.
///
/// The key of root-credentials.json signs requests; what opens the store is `rampart seal`'s. These commands work while
/// no server runs, and the audit trail records each.
#[derive(Args)]
pub(crate) struct Root {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Rotate(Rotate),
    Disable(Disable),
}

/// Give the account a new root access key in DIR/root-credentials.json and delete every other of its own; and a new
/// console password in DIR/console-credentials.json.
///
/// Sessions that came through the account itself end. Cut off at any point, the file holds a key that is good: run it
/// again to end it. Keys of users are not touched. It is also the way back from `rampart root disable`.
#[derive(Args)]
struct Rotate {
    #[command(flatten)]
    place: PlaceArgs,
}

/// Let nobody act as the account itself: its access keys are refused, its console password is nobody's, and
/// root-credentials.json and console-credentials.json are removed.
///
/// Do so once users or roles hold what administration needs; `rampart root rotate` is the way back.
#[derive(Args)]
struct Disable {
    #[command(flatten)]
    place: PlaceArgs,
}

impl Root {
    pub(crate) fn run(self) -> ExitCode {
        match self.command {
            Command::Rotate(rotate) => rotate.place.work(rotate_root_access_key, |rotated| {
                let mut text = format!(
                    "the root access key is {} now; its secret stands in `{}`, the console password beside it\n",
                    rotated.access_key_id,
                    rotated.file.display()
                );
                for id in &rotated.deleted {
                    text.push_str(&format!("deleted {id}\n"));
                }
                text
            }),
            Command::Disable(disable) => disable.place.work(disable_root_access_key, |disabled| {
                let mut text: String = disabled.iter().map(|id| format!("disabled {id}\n")).collect();
                text.push_str("nobody acts as the account itself; the way back is `rampart root rotate`\n");
                text
            }),
        }
    }
}
