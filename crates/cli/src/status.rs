//! `rampart status`: every database and attached server with its key on one screen, and whether its next start would
//! succeed.
//!
//! All of it comes through the public API: whoever may read it there may read it here.

mod gather;
mod human;
mod next_start;

use std::process::ExitCode;

use clap::Args;
use rampart_server::SystemClock;
use rampart_vocab::Clock as _;
use serde::Serialize;

use crate::{
    credentials::Connection,
    format::{Format, json, say},
    tde::Attachment,
};
use next_start::NextStart;

/// Show every database with its key: state, lock and reason, and whether its next start would succeed.
///
/// A database that runs has its key already; a right that was taken from its role since then shows only at the next
/// start. So the role's trust and policies and the key's state and tags are read here and asked what the start would
/// ask: kms:Decrypt, as rds.aliyuncs.com wearing the role. Of servers attached by `rampart tde` it is the server's word:
/// it opens their keys beforehand. For that the caller needs rds:Describe*, kms:DescribeKey,
/// kms:ListResourceTags, kms:ListAliasesByKeyId, ram:GetRole, ram:ListPoliciesForRole and ram:GetPolicy; what he may not
/// read is said to be unknown.
///
/// Exit code: 0 all is well, 1 something is locked, warned of, would not start or cannot be told, 2 the server does not
/// answer or refuses the list.
#[derive(Args)]
pub(crate) struct Status {
    #[command(flatten)]
    connection: Connection,
    /// The region whose databases are shown [default: the server's own]
    #[arg(long, value_name = "REGION")]
    region: Option<String>,
    /// The role under which the keys are used [default: the one by which the account lets RDS use keys]
    #[arg(long, value_name = "ARN")]
    role: Option<String>,
    /// How it is shown
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl Status {
    pub(crate) fn run(self) -> ExitCode {
        let screen = match self.connection.client() {
            Err(trouble) => Screen::dark(None, trouble),
            Ok(client) => {
                let endpoint = client.endpoint().to_string();
                match gather::everything(
                    &client,
                    self.region.as_deref(),
                    self.role.as_deref(),
                    SystemClock.now(),
                ) {
                    Ok((instances, attachments)) => Screen::of(endpoint, instances, attachments),
                    Err(failed) => {
                        let reachable = failed.refusal().is_some();
                        let mut screen = Screen::dark(Some(endpoint), failed.to_string());
                        screen.server.reachable = reachable;
                        screen
                    }
                }
            }
        };
        say(&match self.format {
            Format::Human => human::shown(&screen),
            Format::Json => json(&screen),
        });
        screen.exit().into()
    }
}

/// All that is shown.
#[derive(Debug, Serialize)]
struct Screen {
    server: Server,
    instances: Vec<Instance>,
    attachments: Attachments,
}

/// MariaDB servers that others run, with keys from here.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Attachments {
    Listed(Vec<Attached>),
    /// Why they are not known.
    Unread {
        unread: String,
    },
}

/// Such a server, and what mends what stands in its way, as far as that is known.
#[derive(Debug, Serialize)]
struct Attached {
    #[serde(flatten)]
    attachment: Attachment,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    remedies: Vec<String>,
}

/// The server that was asked.
#[derive(Debug, Serialize)]
struct Server {
    endpoint: Option<String>,
    /// Whether it answered, be it with a refusal.
    reachable: bool,
    /// Why there is no list of instances.
    trouble: Option<String>,
}

/// A database.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Instance {
    id: String,
    description: String,
    state: String,
    /// With its version.
    engine: String,
    /// Host and port, as a client dials them.
    connection: Option<String>,
    encryption: Encryption,
    /// None where the engine encrypts no tables.
    #[serde(skip_serializing_if = "Option::is_none")]
    tables: Option<Tables>,
    lock_mode: String,
    lock_reason: Option<String>,
    warning: Option<String>,
    /// Until when it is kept in the bin.
    kept_until: Option<String>,
    /// None for one that is being made or lies in the bin.
    next_start: Option<NextStart>,
}

/// How a disk is encrypted.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "lowercase")]
enum Encryption {
    /// It is not.
    None,
    /// With a key.
    Key(Box<EncryptionKey>),
    /// The server did not say.
    #[default]
    Unknown,
}

/// How an engine encrypts tables.
#[derive(Debug, Default, Serialize)]
struct Tables {
    key: EncryptionKey,
    /// One word, as the server has it.
    state: String,
    /// Of a hundred.
    progress: String,
    warning: Option<String>,
}

/// The key of a disk or of tables.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct EncryptionKey {
    id: String,
    /// `None` where it could not be read.
    state: Option<String>,
    alias: Option<String>,
    /// Whether it bears the mark by which RDS may use it.
    marked: Option<bool>,
    /// Under which it is used.
    role: Option<String>,
    /// Whether that is only taken for granted: the API does not tell.
    role_assumed: bool,
}

impl Attachments {
    fn listed(&self) -> &[Attached] {
        match self {
            Self::Listed(listed) => listed,
            Self::Unread { .. } => &[],
        }
    }

    fn need_attention(&self) -> bool {
        matches!(self, Self::Unread { .. }) || self.listed().iter().any(|it| it.attachment.needs_attention())
    }
}

impl Screen {
    fn of(endpoint: String, instances: Vec<Instance>, attachments: Attachments) -> Self {
        let server = Server { endpoint: Some(endpoint), reachable: true, trouble: None };
        Self { server, instances, attachments }
    }

    fn dark(endpoint: Option<String>, trouble: String) -> Self {
        let server = Server { endpoint, reachable: false, trouble: Some(trouble) };
        Self { server, instances: Vec::new(), attachments: Attachments::Listed(Vec::new()) }
    }

    fn exit(&self) -> u8 {
        match self.server.trouble {
            Some(_) => 2,
            None => {
                let instances = self.instances.iter().any(Instance::needs_attention);
                u8::from(instances || self.attachments.need_attention())
            }
        }
    }
}

impl Instance {
    /// What its next start opens.
    fn keys(&self) -> impl Iterator<Item = &EncryptionKey> {
        let disk = match &self.encryption {
            Encryption::Key(key) => Some(key.as_ref()),
            Encryption::None | Encryption::Unknown => None,
        };
        disk.into_iter().chain(self.tables.as_ref().map(|tables| &tables.key))
    }

    fn is_in_bin(&self) -> bool {
        self.kept_until.is_some()
    }

    fn needs_attention(&self) -> bool {
        let warned =
            self.warning.is_some() || self.tables.as_ref().is_some_and(|tables| tables.warning.is_some());
        let trouble = self.lock_reason.is_some() || warned;
        !self.is_in_bin() && (trouble || !matches!(self.next_start, None | Some(NextStart::Succeeds)))
    }
}

#[cfg(test)]
mod tests;
