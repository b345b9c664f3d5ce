//! `rampart tde list`: the attached servers, and what would become of their next start.

use std::{fmt::Write as _, process::ExitCode};

use clap::Args;
use rampart_client::Client;

use super::{
    UNREACHABLE,
    answer::{self, Attachment},
};
use crate::{
    format::{Format, json, plain, say},
    serve::complain,
};

/// Show the attached servers: whether the next start of each would succeed, and when it last got its keys.
///
/// What stands in the way is found out by opening its keys under its role, whenever a key or a right changed and every
/// ten minutes. Needs rds:DescribeTdeAttachments.
///
/// Exit code: 0 all is well, 1 a start would be refused or cannot be told, 2 the server does not answer or refuses.
#[derive(Args)]
pub(super) struct List {
    /// Only this server
    name: Option<String>,
    /// How it is shown
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl List {
    pub(super) fn run(self, client: &Client) -> ExitCode {
        let all = match answer::attachments(client, self.name.as_deref()) {
            Ok(all) => all,
            Err(failed) => {
                complain(&failed.to_string());
                return ExitCode::from(UNREACHABLE);
            }
        };
        say(&match self.format {
            Format::Human => human(&all),
            Format::Json => json(&all),
        });
        ExitCode::from(u8::from(all.iter().any(Attachment::needs_attention)))
    }
}

fn human(all: &[Attachment]) -> String {
    if all.is_empty() {
        return "no server is attached; `rampart tde attach --help` says how\n".to_owned();
    }
    let block = |attachment: &Attachment| {
        let remedies = attachment.remedies();
        attachment.block() + &remedies.iter().map(|remedy| told(remedy)).collect::<String>()
    };
    let blocks: Vec<String> = all.iter().map(block).collect();
    blocks.join("\n")
}

/// What mends what is shown above it, a line.
pub(crate) fn told(remedy: &str) -> String {
    format!("  {:<10} → {}\n", "", plain(remedy))
}

impl Attachment {
    /// What is shown of it to people, some lines.
    pub(crate) fn block(&self) -> String {
        let mut text = format!("{}  {}\n", self.name, self.status);
        let mut line = |name: &str, value: &str| {
            let _ = writeln!(text, "  {name:<10} {value}");
        };
        if let Some(until) = &self.kept_until {
            line("in the bin", &format!("until {until}; its key is needed until then"));
        }
        let whose = if self.service_key { " (RDS' own)" } else { "" };
        line("key", &format!("{}{whose}", self.key));
        line("role", &self.role);
        line("mount", self.urls.first().unwrap_or(&self.mount));
        line("token", &format!("made {}", self.token_made));
        line("last start", self.last_opened.as_deref().unwrap_or("none yet"));
        // Of one before its last start nothing is left to do. Both are UTC in one form, so their texts compare as times.
        let since = self.last_refused.as_ref().filter(|at| Some(*at) > self.last_opened.as_ref());
        if let (Some(at), Some(reason)) = (since, &self.last_refused_reason) {
            line("refused", &format!("{at}: {}", plain(reason)));
        }
        for url in self.former_urls.iter().filter(|_| !self.is_in_bin()) {
            line("MOVED", &format!("the endpoint for its keys is no longer {url}"));
        }
        let reason = plain(&self.reason);
        match (self.status.as_str(), self.next_start.as_str()) {
            ("Detached", _) => {}
            (_, "Succeeds") if self.former_urls.is_empty() => line("next start", "would succeed"),
            (_, "Succeeds") => {
                line("next start", "would succeed, if that server asks where the endpoint is now");
            }
            (_, "Refused") => line("next start", &format!("WOULD BE REFUSED: {reason}")),
            (_, "Waits") if reason.is_empty() => line("next start", "waits: its keys are being made"),
            (_, "Waits") => {
                line("next start", &format!("WOULD BE REFUSED: its keys are not made yet: {reason}"))
            }
            _ => line("next start", &format!("unknown: {reason}")),
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attachment(name: &str, next_start: &str, reason: &str) -> Attachment {
        Attachment {
            name: name.into(),
            mount: "tde-0mf3k2l9zq1a2b3c4".into(),
            status: "Attached".into(),
            next_start: next_start.into(),
            reason: reason.into(),
            key: "05754286-3ba2-4fa6-8d41-4323aca6e2c3".into(),
            role: "acs:ram::1234567890123456:role/AliyunRDSInstanceEncryptionDefaultRole".into(),
            token_made: "2026-01-01T00:00:00Z".into(),
            urls: vec!["https://127.0.0.1:20443/v1/tde-0mf3k2l9zq1a2b3c4".into()],
            ..Attachment::default()
        }
    }

    #[test]
    fn the_list_says_what_would_become_of_each_next_start() {
        let all = [
            Attachment {
                last_opened: Some("2026-01-02T00:00:00Z".into()),
                service_key: true,
                last_refused: Some("2026-01-01T12:00:00Z".into()),
                last_refused_reason: Some("an old tale".into()),
                ..attachment("well", "Succeeds", "")
            },
            Attachment {
                last_refused: Some("2026-01-03T00:00:00Z".into()),
                last_refused_reason: Some("the encryption key is disabled".into()),
                ..attachment("refused", "Refused", "the encryption key is disabled")
            },
            attachment("silent", "Unknown", "the key service gave no answer: timed out"),
            Attachment { status: "Preparing".into(), ..attachment("new", "Waits", "") },
            Attachment {
                status: "Preparing".into(),
                ..attachment("new-and-denied", "Waits", "the role may not use the encryption key: \u{1b}[2J")
            },
            Attachment {
                former_urls: vec!["https://127.0.0.1:20001/v1/tde-0mf3k2l9zq1a2b3c4".into()],
                ..attachment("left-behind", "Succeeds", "")
            },
            Attachment {
                status: "Detached".into(),
                kept_until: Some("2026-01-08T00:00:00Z".into()),
                ..attachment("gone", "Refused", "the server is detached")
            },
        ];
        let attention: Vec<bool> = all.iter().map(Attachment::needs_attention).collect();
        assert_eq!(attention, [false, true, true, true, true, true, false]);
        insta::assert_snapshot!(human(&all));
        insta::assert_snapshot!("none", human(&[]));
    }
}
