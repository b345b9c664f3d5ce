//! `rampart sessions`: who wears a role now, and how that ends before its time.

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Subcommand};
use rampart_client::Service;
use rampart_server::{
    SystemClock,
    name::{RoleName, UserName},
    sessions::{EarlierTokens, Seen, Whose, end_sessions, rotate_token_key, seen},
};
use rampart_vocab::AccessKeyId;

use crate::{
    credentials::Connection,
    format::{plain, say},
    place::{OpeningArgs, PlaceArgs, folder},
    serve::complain,
};

/// See which sessions call, end sessions, or begin a new key for their tokens.
///
/// A session (of AssumeRole) stands in its own token, not in the store, and lasts twelve hours at most.
#[derive(Args)]
pub(crate) struct Sessions {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    List(List),
    End(End),
    RotateKey(RotateKey),
}

/// List the sessions that have called within the last twelve hours, by the audit trail, the latest first.
///
/// A session that has made no call is not in the list: only its own token knows of it. Some of those listed may be over.
/// It works beside a running server too.
#[derive(Args)]
struct List {
    /// The server's data folder [default: as for `rampart serve`]
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

/// End sessions before their time: every one of a role, a user or the account itself, or one alone.
///
/// Its next request is refused with the code of an ended session. New sessions may begin: take the right to assume the
/// role away as well, where nobody is to wear it. A server that runs is asked, which needs ram:EndSessions; where none
/// runs the data folder is opened. The audit trail records it either way.
#[derive(Args)]
struct End {
    #[command(flatten)]
    connection: Connection,
    #[command(flatten)]
    opening: OpeningArgs,
    #[command(flatten)]
    whose: WhoseArgs,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct WhoseArgs {
    /// Every session of this role, whoever wears it
    #[arg(long, value_name = "NAME", value_parser = role)]
    role: Option<RoleName>,
    /// Every session of this user, and of the roles that he wears
    #[arg(long, value_name = "NAME", value_parser = user)]
    user: Option<UserName>,
    /// Every session that came through the account itself
    #[arg(long)]
    root: bool,
    /// One session, by the access key id of its requests, as `list` and `rampart why` show it; sessions that were begun
    /// from it go on
    #[arg(long, value_name = "STS.ID")]
    session: Option<AccessKeyId>,
}

/// Begin a new key for session tokens; a server that starts then seals tokens under it.
///
/// Tokens of before go on until they expire, and keys that no token can need any more go. If others may have the key, say
/// --leaked: with it they could make tokens of their own, so every session ends.
#[derive(Args)]
struct RotateKey {
    #[command(flatten)]
    place: PlaceArgs,
    /// Others may have the key: end every session
    #[arg(long)]
    leaked: bool,
}

fn role(text: &str) -> Result<RoleName, String> {
    RoleName::parse(text).map_err(|refused| refused.to_string())
}

fn user(text: &str) -> Result<UserName, String> {
    UserName::parse(text).map_err(|refused| refused.to_string())
}

impl WhoseArgs {
    fn whose(self) -> Whose {
        match (self.role, self.user, self.session) {
            (Some(role), ..) => Whose::Role(role),
            (_, Some(user), _) => Whose::User(user),
            (_, _, Some(session)) => Whose::Session(session),
            (None, None, None) => Whose::Account,
        }
    }
}

impl Sessions {
    pub(crate) fn run(self) -> ExitCode {
        match self.command {
            Command::List(list) => list.run(),
            Command::End(end) => end.run(),
            Command::RotateKey(RotateKey { place, leaked }) => {
                let earlier = if leaked { EarlierTokens::End } else { EarlierTokens::GoOn };
                place.work(
                    |place| rotate_token_key(place, earlier),
                    |begun| {
                        let ended = if leaked { "every session ended" } else { "tokens of before go on" };
                        format!("term {} of the token keys began; {ended}\n", begun.term)
                    },
                )
            }
        }
    }
}

impl End {
    fn run(self) -> ExitCode {
        let Self { connection, opening, whose } = self;
        let whose = whose.whose();
        let ended = "the sessions ended\n";
        if !connection.finds_server() {
            let place = PlaceArgs { data_dir: connection.data_dir, opening };
            return place.work(|place| end_sessions(place, &whose), |()| ended.to_owned());
        }
        let (name, value) = parameter(&whose);
        let called = connection.client().and_then(|client| {
            let called = client.call_blocking(Service::Ram, "EndSessions", &[(name, &value)]);
            called.map_err(|failed| failed.to_string())
        });
        match called {
            Ok(_) => {
                say(ended);
                ExitCode::SUCCESS
            }
            Err(text) => complain(&text),
        }
    }
}

/// Whose sessions, as the API asks it.
fn parameter(whose: &Whose) -> (&'static str, String) {
    match whose {
        Whose::Role(name) => ("RoleName", name.to_string()),
        Whose::User(name) => ("UserName", name.to_string()),
        Whose::Session(key) => ("SessionAccessKeyId", key.to_string()),
        Whose::Account => ("Account", "true".to_owned()),
    }
}

impl List {
    fn run(self) -> ExitCode {
        let data_dir = match folder(self.data_dir) {
            Ok(data_dir) => data_dir,
            Err(code) => return code,
        };
        match seen(&data_dir, &SystemClock) {
            Ok(seen) => {
                say(&shown(&seen));
                ExitCode::SUCCESS
            }
            Err(error) => complain(&format!(
                "the audit trail cannot be read: {error}; it is its server's and root's to read"
            )),
        }
    }
}

fn shown(seen: &[Seen]) -> String {
    let mut text: String = seen
        .iter()
        .map(|seen| {
            let (key, arn) = (plain(&seen.access_key), plain(&seen.arn));
            format!("{key}  {arn}  {} calls, from {} to {}\n", seen.calls, seen.first, seen.last)
        })
        .collect();
    if text.is_empty() {
        text.push_str("no session has called within the last twelve hours\n");
    }
    text
}
