//! `rampart tde attach`: a server's keys are made here, and its configuration is written.

use std::{
    net::IpAddr,
    path::{Path, PathBuf},
    process::ExitCode,
    thread::sleep,
    time::Duration,
};

use clap::Args;
use rampart_client::{Client, Service};
use serde_json::Value;

use super::{
    answer::{self, PluginSetup, Reach},
    configuration::{self, Source},
    files::Places,
};
use crate::{
    format::{deliver, plain, say},
    serve::complain,
};

/// How often, and how many times, the keys are asked after.
const LOOK_EVERY: Duration = Duration::from_millis(200);
const LOOKS_MAX: usize = 100;

/// Attach a server: make its keys, and write its configuration, by --out into a folder or by --show-token to the
/// terminal: one of them is required.
///
/// Needs rds:CreateTdeAttachment and rds:DescribeTdeAttachments, sts:AssumeRole on the role, kms:DescribeKey on the key
/// and, where RDS never used it, kms:TagResource. Exit code 1 also when it is attached and its keys cannot be made yet.
#[derive(Args)]
pub(super) struct Attach {
    /// What it is called: lower-case letters, digits and hyphens
    name: String,
    /// The key of KMS under which its keys are kept: an id, an ARN or an alias [default: RDS' own key]
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// The role under which the key is used [default: AliyunRDSInstanceEncryptionDefaultRole, see `rampart authorize`]
    #[arg(long, value_name = "ARN")]
    role: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

/// Where the answer goes.
#[derive(Args)]
pub(super) struct Writing {
    /// The host by which that server reaches this one [default: what this one calls itself]
    #[arg(long, value_name = "HOST")]
    endpoint_host: Option<String>,
    /// Write NAME.cnf, which holds the token, and NAME-ca.pem into this folder
    #[arg(long, value_name = "DIR", required_unless_present = "show_token")]
    out: Option<PathBuf>,
    /// The folder in which the files will lie on that server [default: DIR]
    #[arg(long, value_name = "DIR", requires = "out")]
    there: Option<PathBuf>,
    /// Print the configuration with the token in it
    #[arg(long)]
    show_token: bool,
}

impl Attach {
    pub(super) fn run(self, client: &Client) -> Result<ExitCode, String> {
        let places = self.writing.prepare(&self.name, false)?;
        let key = self.key.map(|key| key_id(client, key)).transpose()?;
        let mut params = vec![("Name", self.name.as_str())];
        params.extend(key.as_deref().map(|key| ("EncryptionKey", key)));
        params.extend(self.role.as_deref().map(|role| ("RoleArn", role)));
        let made = client.call_blocking(Service::Rds, "CreateTdeAttachment", &params);
        let made = made.map_err(|failed| failed.to_string())?;
        let setup = PluginSetup::of(&made)?;
        let (key, role) = (answer::text(&made, "EncryptionKey"), answer::text(&made, "RoleArn"));
        say(&format!(
            "attached  {}: its keys are kept under {} as {}\n",
            setup.name,
            key.unwrap_or_default(),
            role.unwrap_or_default()
        ));
        self.writing.hand_over(&setup, places)?;
        Ok(await_keys(client, &setup.name))
    }
}

impl Writing {
    /// The places of the files, before a token is made that could not be kept.
    pub(super) fn prepare(&self, name: &str, replace: bool) -> Result<Option<Places>, String> {
        checked_name(name)?;
        if let Some(host) = &self.endpoint_host {
            checked_host(host)?;
        }
        for folder in [&self.out, &self.there].into_iter().flatten() {
            checked_folder(folder)?;
        }
        self.out.as_deref().map(|folder| Places::prepare(folder, name, replace)).transpose()
    }

    /// Writes or prints what a server is configured with, and says what to do with it.
    pub(super) fn hand_over(&self, setup: &PluginSetup, places: Option<Places>) -> Result<(), String> {
        let host = self.endpoint_host.as_deref();
        let url = setup.url(host)?;
        if let Some(places) = places {
            let there = self.there.as_deref().unwrap_or(places.folder());
            let ca_file = there.join(places.ca.file_name().unwrap_or_default());
            let source =
                Source { name: &setup.name, url: &url, ca_file: &ca_file, token: setup.token.reveal() };
            places.fill(&configuration::text(&source), &setup.ca_pem)?;
            say(&format!("wrote     {} and {}\n\n", places.configuration.display(), places.ca.display()));
            say(&configuration::steps(&places.configuration, &places.ca, there));
        }
        if self.show_token {
            let ca_file = PathBuf::from(format!("/etc/mysql/rampart/{}-ca.pem", setup.name));
            let source =
                Source { name: &setup.name, url: &url, ca_file: &ca_file, token: setup.token.reveal() };
            let shown = deliver(&configuration::text(&source))
                .and_then(|()| deliver(&format!("\n# {}:\n{}", ca_file.display(), setup.ca_pem)));
            shown.map_err(|error| {
                format!(
                    "the token could not be shown: {error}; `rampart tde renew {} --show-token` gives a new one",
                    setup.name
                )
            })?;
        }
        if let Some(advice) = advice(setup, host) {
            say(&format!("\n{advice}"));
        }
        Ok(())
    }
}

/// A name that can be a file's: the rule for all of it is the server's.
fn checked_name(name: &str) -> Result<(), String> {
    let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    match !name.is_empty() && name.bytes().all(known) {
        true => Ok(()),
        false => Err(format!("`{}` is no name: use lower-case letters, digits and hyphens", plain(name))),
    }
}

/// A host as it stands in the server's configuration, where nothing is quoted.
fn checked_host(host: &str) -> Result<(), String> {
    let bare = host.trim_matches(['[', ']']);
    let known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    let is_name = !host.is_empty() && host.bytes().all(known);
    match is_name || bare.parse::<IpAddr>().is_ok() {
        true => Ok(()),
        false => Err(format!("`{}` is no host: --endpoint-host takes a name or an address", plain(host))),
    }
}

/// A folder's path as it stands there, too.
fn checked_folder(folder: &Path) -> Result<(), String> {
    let text = folder.to_str().filter(|text| {
        !text.is_empty()
            && !text.chars().any(|c| c.is_control() || matches!(c, '"' | '\'' | '\\' | '#' | ';'))
            && text.trim() == *text
    });
    text.map(|_| ()).ok_or_else(|| {
        format!(
            "`{}` cannot stand in a configuration: quotes, backslashes, `#`, `;` and characters that steer have no \
             place in it",
            plain(&folder.to_string_lossy())
        )
    })
}

/// What keeps that server from its keys, as far as it is known here.
fn advice(setup: &PluginSetup, host: Option<&str>) -> Option<String> {
    match (setup.reach, host.filter(|host| !setup.is_named(host))) {
        (Reach::Loopback, _) => Some(
            "The endpoint listens on this machine's loopback alone: a server elsewhere cannot reach it. For one, \
             start\nRampart with --table-keys-listen ADDRESS:PORT and --public-host NAME, and run `rampart tde renew`.\n"
                .to_owned(),
        ),
        (_, Some(host)) => {
            let host = plain(host);
            // An address comes into the certificate by being listened on, a name by being told.
            let is_address = host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok();
            let flag = if is_address {
                format!("--table-keys-listen {}:PORT", answer::in_url(&host))
            } else {
                format!("--public-host {host}")
            };
            Some(format!(
                "The endpoint's certificate does not name `{host}`, so that server will refuse it: start Rampart with\n\
                 {flag}, and run `rampart tde renew`.\n"
            ))
        }
        (Reach::Nameless, None) => Some(
            "The endpoint listens on every address of this machine and knows no name for it: a server elsewhere would\n\
             not find it by the one written. For one, start Rampart with --public-host NAME, and run `rampart tde renew`.\n"
                .to_owned(),
        ),
        (Reach::Named, None) => None,
    }
}

/// The id of a key that may be named by its alias; the operation itself takes ids and ARNs.
fn key_id(client: &Client, key: String) -> Result<String, String> {
    if !key.contains("alias/") {
        return Ok(key);
    }
    let found = client.call_blocking(Service::Kms, "DescribeKey", &[("KeyId", &key)]);
    let found = found.map_err(|failed| failed.to_string())?;
    let id = found.pointer("/KeyMetadata/KeyId").and_then(Value::as_str);
    id.map(str::to_owned).ok_or_else(|| format!("the server does not say which key `{key}` is"))
}

/// Waits until the worker has made the keys, or knows why not.
fn await_keys(client: &Client, name: &str) -> ExitCode {
    let mut told = Err("nothing is told of it".to_owned());
    for _ in 0..LOOKS_MAX {
        told = answer::attachment(client, name);
        match &told {
            Ok(attachment) if attachment.status == "Attached" => {
                say("\nIts keys are made: it can be started.\n");
                return ExitCode::SUCCESS;
            }
            Ok(attachment) if !attachment.reason.is_empty() => break,
            _ => sleep(LOOK_EVERY),
        }
    }
    let reason = told.map_or_else(
        |text| text,
        |attachment| match attachment.reason.as_str() {
            "" => "the server is slow".to_owned(),
            reason => plain(reason),
        },
    );
    complain(&format!(
        "it is attached, and its keys are not made yet: {reason}. They are made as soon as they can be; \
         `rampart tde list` tells"
    ))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_would_not_stand_whole_in_a_configuration_is_refused() {
        for (name, good) in [("orders", true), ("a-1", true), ("a/b", false), ("", false), ("A", false)] {
            assert_eq!(checked_name(name).is_ok(), good, "{name}");
        }
        for (host, good) in [
            ("keys.example.org", true),
            ("192.0.2.1", true),
            ("2001:db8::1", true),
            ("[2001:db8::1]", true),
            ("", false),
            ("a b", false),
            ("a\nb", false),
            ("a\"b", false),
            ("a/b", false),
            ("a:1", false),
        ] {
            assert_eq!(checked_host(host).is_ok(), good, "{host}");
        }
        for (folder, good) in [
            ("/etc/mysql/rampart", true),
            ("/my keys", true),
            ("/a\nb", false),
            ("/a'", false),
            ("/a\"", false),
            ("", false),
        ] {
            assert_eq!(checked_folder(Path::new(folder)).is_ok(), good, "{folder}");
        }
    }

    #[test]
    fn what_keeps_a_server_from_its_keys_is_told_and_how_to_mend_it() {
        let near = "https://127.0.0.1:9/v1/a";
        let far = "https://keys:9/v1/a";
        for (url, beyond, host, told) in [
            (near, false, None, Some("loopback alone")),
            (near, false, Some("keys"), Some("loopback alone")),
            (near, true, None, Some("knows no name")),
            (near, true, Some("keys"), Some("--public-host keys,")),
            (near, true, Some("2001:db8::1"), Some("--table-keys-listen [2001:db8::1]:PORT,")),
            (far, true, Some("[2001:db8::1]"), Some("--table-keys-listen [2001:db8::1]:PORT,")),
            (far, true, Some("192.0.2.1"), Some("--table-keys-listen 192.0.2.1:PORT,")),
            (far, true, Some("keys"), None),
            (far, true, None, None),
        ] {
            let answer = json!({
                "Name": "orders", "CaPem": "PEM", "VaultToken": "t",
                "VaultUrls": {"VaultUrl": [url]}, "ListensBeyondLoopback": beyond,
            });
            let advice = advice(&PluginSetup::of(&answer).unwrap(), host);
            match (&advice, told) {
                (None, None) => {}
                (Some(advice), Some(told)) if advice.contains(told) => {}
                _ => panic!("{url} {beyond} {host:?}: {advice:?}"),
            }
        }
    }
}
