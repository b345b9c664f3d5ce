//! `rampart tde`: MariaDB servers that others run, and the keys of their tables.
//!
//! All of it goes through the API, but for the look at a server's own tables before it is detached.

mod answer;
mod attach;
mod configuration;
mod detach;
mod files;
mod list;
mod look;
mod recover;
mod renew;
mod still_encrypted;

use std::process::ExitCode;

pub(crate) use answer::Attachment;
pub(crate) use list::told;

use clap::{Args, Subcommand};

use crate::{credentials::Connection, serve::complain};

/// Take the encryption keys out of a MariaDB server that you run yourself.
///
/// The server stays yours, where and as it is. Its own plugin `hashicorp_key_management`,
/// unmodified, fetches the keys of its tables from here at each start. They are data keys of
/// KMS, opened under a role: switch the key off, take its tag or the role's policy away, and the
/// server still runs, but its next start is refused, with the reason in its error log, in
/// `rampart tde list` and in `rampart why`. Nothing to decrypt its files by lies on its disk.
///
/// A server on this machine:
///
///   rampart authorize rds
///   rampart tde attach orders --key alias/tables --out /etc/mysql/rampart
///
/// does the whole part of Rampart and prints the rest: which lines go where, what to restart,
/// how to follow progress. For servers elsewhere the endpoint must listen where they reach it:
///
///   rampart serve --table-keys-listen 0.0.0.0:8471 --public-host keys.example.org ...
///   rampart tde attach orders --key alias/tables --out ./orders --there /etc/mysql/rampart
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Tde {
    #[command(flatten)]
    connection: Connection,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Attach(attach::Attach),
    List(list::List),
    Renew(renew::Renew),
    Detach(detach::Detach),
    Recover(recover::Recover),
}

impl Tde {
    pub(crate) fn run(self) -> ExitCode {
        let client = match self.connection.client() {
            Ok(client) => client,
            Err(text) => {
                complain(&text);
                return ExitCode::from(UNREACHABLE);
            }
        };
        match self.command {
            Command::Attach(attach) => attach.run(&client),
            Command::List(list) => return list.run(&client),
            Command::Renew(renew) => renew.run(&client),
            Command::Detach(detach) => detach.run(&client),
            Command::Recover(recover) => recover.run(&client),
        }
        .unwrap_or_else(|text| complain(&text))
    }
}

/// The exit code when the server does not answer or refuses the list.
const UNREACHABLE: u8 = 2;
