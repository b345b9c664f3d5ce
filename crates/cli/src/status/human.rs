//! The screen for people.

use std::fmt::Write as _;

use super::{Attached, Attachments, Encryption, EncryptionKey, Instance, NextStart, Screen, Tables};
use crate::{format::plain, tde::told};

/// The whole screen, with an end of line.
pub(super) fn shown(screen: &Screen) -> String {
    let server = &screen.server;
    let endpoint = server.endpoint.as_deref().unwrap_or("the server");
    let mut text = match &server.trouble {
        Some(trouble) if server.reachable => format!("{endpoint} refuses: {}\n", plain(trouble)),
        Some(trouble) => format!("{endpoint} does not answer: {}\n", plain(trouble)),
        None => format!("{endpoint} answers: {}\n", summary(screen)),
    };
    for instance in &screen.instances {
        text.push('\n');
        put_instance(&mut text, instance);
    }
    for Attached { attachment, remedies } in screen.attachments.listed() {
        text.push('\n');
        text.push_str(&attachment.block());
        for remedy in remedies {
            text.push_str(&told(remedy));
        }
    }
    if let Attachments::Unread { unread } = &screen.attachments {
        let _ =
            writeln!(text, "\nattached servers: unknown, since they could not be read:\n  {}", plain(unread));
    }
    text
}

fn summary(screen: &Screen) -> String {
    let (instances, attached) = (&screen.instances, screen.attachments.listed());
    let attention = instances.iter().filter(|instance| instance.needs_attention()).count()
        + attached.iter().filter(|it| it.attachment.needs_attention()).count();
    let databases = instances.iter().filter(|instance| !instance.is_in_bin()).count();
    let servers = attached.iter().filter(|it| !it.attachment.is_in_bin()).count();
    let bin = instances.len() + attached.len() - databases - servers;
    let mut text = match databases {
        0 => "no databases".to_owned(),
        1 => "1 database".to_owned(),
        number => format!("{number} databases"),
    };
    match servers {
        0 => {}
        1 => text.push_str(", 1 attached server"),
        number => {
            let _ = write!(text, ", {number} attached servers");
        }
    }
    if attention > 0 {
        let _ = write!(text, ", {attention} to look after");
    }
    if bin > 0 {
        let _ = write!(text, ", {bin} in the bin");
    }
    text
}

fn put_instance(text: &mut String, instance: &Instance) {
    let Instance { id, state, engine, .. } = instance;
    let description = plain(&instance.description);
    let title = [id.as_str(), state, engine, &description];
    let title: Vec<_> = title.into_iter().filter(|part| !part.is_empty()).collect();
    let _ = writeln!(text, "{}", title.join("  "));
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(text, "  {name:<10} {value}");
    };
    if let Some(until) = &instance.kept_until {
        line("in the bin", &format!("until {until}; its key is needed until then"));
    }
    if let Some(connection) = instance.connection.as_ref().filter(|_| !instance.is_in_bin()) {
        line("connect", connection);
    }
    match &instance.encryption {
        Encryption::Key(key) => put_key(&mut line, "key", key),
        // The API tells of no key in the bin.
        Encryption::Unknown if instance.is_in_bin() => {}
        Encryption::None => line("key", "none: the disk is plain"),
        Encryption::Unknown => line("key", "unknown"),
    }
    if let Some(Tables { key, state, progress, warning }) = &instance.tables {
        put_key(&mut line, "tables", key);
        line("", &format!("{state}, {progress} of 100"));
        if let Some(warning) = warning.as_ref().filter(|warning| instance.warning.as_ref() != Some(warning)) {
            line("WARNING", &plain(warning));
        }
    }
    if let Some(reason) = &instance.lock_reason {
        line("LOCKED", &format!("{}: {}", instance.lock_mode, plain(reason)));
    }
    if let Some(warning) = &instance.warning {
        line("WARNING", &plain(warning));
    }
    match &instance.next_start {
        None => {}
        Some(NextStart::Succeeds) => line("next start", "would succeed"),
        Some(NextStart::Fails(hindrances)) => {
            let mut name = "next start";
            for hindrance in hindrances {
                line(name, &format!("WOULD FAIL: {}", plain(&hindrance.reason)));
                if let Some(remedy) = &hindrance.remedy {
                    line("", &format!("→ {}", plain(remedy)));
                }
                name = "";
            }
        }
        Some(NextStart::Unknown(unread)) => {
            line("next start", "unknown, since this could not be read:");
            unread.iter().for_each(|what| line("", &plain(what)));
        }
    }
}

fn put_key(line: &mut impl FnMut(&str, &str), name: &str, key: &EncryptionKey) {
    let mut parts = vec![match &key.alias {
        Some(alias) => format!("{} ({})", plain(alias), key.id),
        None => key.id.clone(),
    }];
    parts.push(key.state.clone().unwrap_or_else(|| "state unknown".to_owned()));
    parts.extend(key.marked.map(|marked| if marked { "marked" } else { "NOT MARKED" }.to_owned()));
    line(name, &parts.join(", "));
    let assumed = if key.role_assumed { " (taken for granted: the API does not tell)" } else { "" };
    line("role", &key.role.as_ref().map_or("unknown".to_owned(), |role| format!("{role}{assumed}")));
}
