//! Whether anything on an attached server still needs its keys, judged from what the server says of itself. Where that
//! is not sure it counts as encrypted.

use std::{collections::BTreeMap, fmt};

use super::configuration::ENCRYPTING;

/// What a server says of itself.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Seen {
    /// Variables by their lower-case names: value, and where it comes from (`CONFIG`, `COMPILE-TIME`, `SQL`, …).
    pub(super) variables: BTreeMap<String, (String, String)>,
    /// Table spaces of InnoDB that are encrypted, or being changed.
    pub(super) spaces: Vec<String>,
    /// Tables of Aria, and when each was made, in Unix seconds; zero where that is not known.
    pub(super) aria: Vec<(String, i64)>,
    /// When the server was started, in Unix seconds.
    pub(super) started: i64,
    /// Binary and relay logs that are encrypted.
    pub(super) logs: Vec<String>,
    /// What whoever looks may do on the whole server.
    pub(super) rights: Vec<String>,
}

/// The variable that says where the keys come from.
pub(super) const SOURCE: &str = "hashicorp_key_management_vault_url";

/// What whoever looks must hold on the whole server: tables that he may not read are left out of what it says of tables,
/// table spaces are told to nobody else.
const RIGHTS: [&str; 2] = ["SELECT", "PROCESS"];
/// An Aria table that every server has: a look that does not see it does not see all.
const ALWAYS_ARIA: &str = "mysql.global_priv";

/// How far two machines' clocks may differ, in seconds.
const CLOCKS_DIFFER: i64 = 3600;
/// Uptime is told in whole seconds.
const ROUNDED: i64 = 2;

/// Something that still needs the keys.
#[derive(Debug, PartialEq)]
pub(super) enum Needs {
    /// The server does not take its keys from here, so that nothing it says proves anything.
    OtherServer(Option<String>),
    /// Whoever looks does not see everything, for he lacks this.
    Unseen(&'static str),
    /// A variable has something encrypted.
    Variable(String, String),
    /// A variable is off and was switched while the server ran: what was made before is not told apart.
    Switched(String),
    /// A table space of InnoDB.
    Space(String),
    /// An Aria table that was made while the server was attached, and not since its last start.
    Aria(String),
    /// A binary or relay log.
    Log(String),
}

/// Everything that still needs the keys behind `mount`. `attached` is when the server was attached, in Unix seconds.
pub(super) fn needs(seen: &Seen, mount: &str, attached: i64) -> Vec<Needs> {
    let source = seen.variables.get(SOURCE).map(|(url, _)| url.clone());
    if !source.as_deref().is_some_and(|url| url.ends_with(&format!("/v1/{mount}"))) {
        return vec![Needs::OtherServer(source)];
    }
    let mut needs: Vec<Needs> = RIGHTS
        .into_iter()
        .filter(|right| !seen.rights.iter().any(|held| held == right))
        .map(Needs::Unseen)
        .collect();
    if needs.is_empty() && !seen.aria.iter().any(|(name, _)| name == ALWAYS_ARIA) {
        needs.push(Needs::Unseen(ALWAYS_ARIA));
    }
    for (name, ..) in ENCRYPTING {
        match seen.variables.get(name) {
            Some((value, origin)) if is_off(value) => {
                if name == "aria_encrypt_tables" && origin == "SQL" {
                    needs.push(Needs::Switched(name.to_owned()));
                }
            }
            told => {
                let value = told.map_or("unknown", |(value, _)| value);
                needs.push(Needs::Variable(name.to_owned(), value.to_owned()));
            }
        }
    }
    needs.extend(seen.spaces.iter().cloned().map(Needs::Space));
    needs.extend(seen.logs.iter().cloned().map(Needs::Log));
    // Aria does not tell which tables it encrypted. One from before the attachment it did not; one that was made since a
    // start at which that was off it did not either.
    let plain = |made: i64| made > 0 && (made < attached - CLOCKS_DIFFER || made > seen.started + ROUNDED);
    needs.extend(
        seen.aria.iter().filter(|(_, made)| !plain(*made)).map(|(name, _)| Needs::Aria(name.clone())),
    );
    needs
}

fn is_off(value: &str) -> bool {
    value.eq_ignore_ascii_case("OFF") || value == "0"
}

impl fmt::Display for Needs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherServer(None) => f.write_str(
                "it has no plugin hashicorp_key_management, so what was encrypted cannot be seen: this is another server, \
                 or the plugin's lines were removed too early",
            ),
            Self::OtherServer(Some(url)) => write!(f, "it takes its keys from {url}: this is another server"),
            Self::Unseen(ALWAYS_ARIA) => {
                write!(f, "the look does not see {ALWAYS_ARIA}, which every server has: look as root@localhost")
            }
            Self::Unseen(right) => write!(
                f,
                "whoever looks does not see everything: he lacks {right} on *.* of his own, not by a role; look as \
                 root@localhost, or GRANT SELECT, PROCESS, BINLOG MONITOR, REPLICA MONITOR ON *.* to him"
            ),
            Self::Variable(name, value) => write!(f, "{name} is {value}"),
            Self::Switched(name) => write!(
                f,
                "{name} was switched while the server ran: start it with OFF in its configuration, so that tables made \
                 since are known to be plain"
            ),
            Self::Space(name) => write!(f, "table space {name}"),
            Self::Aria(name) => write!(f, "Aria table {name}, made or rebuilt while it was attached"),
            Self::Log(name) => write!(f, "log {name}"),
        }
    }
}

/// How everything is decrypted, in the order in which it works.
pub(super) const DECRYPTING: &str = "\
Decrypt it first; the server needs its keys until then:
  1. While it runs as it is: SET GLOBAL innodb_encrypt_tables = OFF, with innodb_encryption_threads above 0. Set so by
     a start, the threads do not begin. Wait until this says 0:
       SELECT COUNT(*) FROM information_schema.INNODB_TABLESPACES_ENCRYPTION WHERE ENCRYPTION_SCHEME <> 0;
  2. In its configuration set every encrypting variable to OFF, leave the hashicorp_key_management lines as they are,
     and restart it.
  3. ALTER TABLE ... FORCE for the Aria tables named above.
  4. FLUSH BINARY LOGS; PURGE BINARY LOGS BEFORE NOW(); for logs that are named. Relay logs go when they are applied.
Then detach again, and only then remove the hashicorp_key_management lines.
";

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNT: &str = "tde-0mf3k2l9zq1a2b3c4";
    const ATTACHED: i64 = 1_000_000;

    /// A server on which nothing is encrypted any more.
    fn plain() -> Seen {
        let url = format!("https://127.0.0.1:20443/v1/{MOUNT}");
        let mut variables = BTreeMap::from([(SOURCE.to_owned(), (url, "CONFIG".to_owned()))]);
        for (name, ..) in ENCRYPTING {
            variables.insert(name.to_owned(), ("OFF".to_owned(), "CONFIG".to_owned()));
        }
        let rights = RIGHTS.map(str::to_owned).to_vec();
        let aria = vec![(ALWAYS_ARIA.to_owned(), 900_000)];
        Seen { variables, started: 2_000_000, rights, aria, ..Seen::default() }
    }

    #[track_caller]
    fn check(case: &str, change: impl FnOnce(&mut Seen), expected: &[Needs]) {
        let mut seen = plain();
        change(&mut seen);
        assert_eq!(needs(&seen, MOUNT, ATTACHED), expected, "{case}");
    }

    fn set(seen: &mut Seen, name: &str, value: &str, origin: &str) {
        seen.variables.insert(name.to_owned(), (value.to_owned(), origin.to_owned()));
    }

    #[test]
    fn a_server_without_anything_encrypted_needs_nothing() {
        check("plain", |_| {}, &[]);
        check("off by default", |seen| set(seen, "encrypt_binlog", "OFF", "COMPILE-TIME"), &[]);
        check("InnoDB switched at run time", |seen| set(seen, "innodb_encrypt_tables", "OFF", "SQL"), &[]);
        check("Aria from before", |seen| seen.aria.push(("mysql.proc".into(), 900_000)), &[]);
        check("Aria rebuilt since", |seen| seen.aria.push(("mysql.proc".into(), 2_000_003)), &[]);
    }

    #[test]
    fn whatever_is_encrypted_or_not_surely_plain_is_named() {
        let variable = |name: &str, value: &str| Needs::Variable(name.into(), value.into());
        for (name, ..) in ENCRYPTING {
            check(name, |seen| set(seen, name, "ON", "CONFIG"), &[variable(name, "ON")]);
            check(name, |seen| drop(seen.variables.remove(name)), &[variable(name, "unknown")]);
        }
        check(
            "forced",
            |seen| set(seen, "innodb_encrypt_tables", "FORCE", "CONFIG"),
            &[variable("innodb_encrypt_tables", "FORCE")],
        );
        check("a space", |seen| seen.spaces.push("o/t".into()), &[Needs::Space("o/t".into())]);
        check("a log", |seen| seen.logs.push("bin.000001".into()), &[Needs::Log("bin.000001".into())]);
        for made in [0, 996_400, 1_000_000, 1_999_999, 2_000_002] {
            let named = [Needs::Aria("o.a".into())];
            check(&format!("Aria made {made}"), |seen| seen.aria.push(("o.a".into(), made)), &named);
        }
        check(
            "Aria switched at run time",
            |seen| set(seen, "aria_encrypt_tables", "OFF", "SQL"),
            &[Needs::Switched("aria_encrypt_tables".into())],
        );
    }

    #[test]
    fn a_look_that_does_not_see_everything_proves_nothing() {
        for right in RIGHTS {
            check(right, |seen| seen.rights.retain(|held| held != right), &[Needs::Unseen(right)]);
        }
        check("no tables", |seen| seen.aria.clear(), &[Needs::Unseen(ALWAYS_ARIA)]);
        let both = RIGHTS.map(Needs::Unseen);
        check("nothing", |seen| (seen.aria, seen.rights) = Default::default(), &both);
    }

    #[test]
    fn another_server_proves_nothing() {
        let other = "https://127.0.0.1:20443/v1/tde-other".to_owned();
        check(
            "other",
            |seen| set(seen, SOURCE, &other, "CONFIG"),
            &[Needs::OtherServer(Some(other.clone()))],
        );
        check("none", |seen| drop(seen.variables.remove(SOURCE)), &[Needs::OtherServer(None)]);
    }
}
