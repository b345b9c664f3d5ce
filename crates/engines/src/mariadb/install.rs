//! Where the distribution's MariaDB lies, and whether it can fetch keys for its tables.

use std::path::{Path, PathBuf};

use rampart_rds::intent::{Capability, EngineKind, FoundEngine, HandFailed};

use crate::{doing::Done, hand::HandConfig, probe, tool};

/// The plugin that fetches keys, as the server loads it.
pub(super) const PLUGIN: &str = "hashicorp_key_management";

/// The programs of an installed MariaDB.
pub(super) struct Programs {
    root: PathBuf,
}

impl Programs {
    /// Those of a version.
    pub(super) fn of(config: &HandConfig, version: &str) -> Done<Self> {
        let found = all(config);
        if found.iter().any(|found| found.version == version)
            && let Some(programs) = Self::any(config)
        {
            return Ok(programs);
        }
        let names: Vec<_> = found.into_iter().map(|found| found.version).collect();
        Err(HandFailed::EngineMissing {
            wanted: format!("MariaDB {version}"),
            found: if names.is_empty() {
                "none is".to_owned()
            } else {
                format!("found: {}", names.join(", "))
            },
        })
    }

    /// Those that are there, of whichever version.
    pub(super) fn any(config: &HandConfig) -> Option<Self> {
        let programs = config.mariadb_dirs.iter().map(|root| Self { root: root.clone() });
        programs.into_iter().find(|programs| programs.server().exists())
    }

    pub(super) fn server(&self) -> PathBuf {
        self.root.join("sbin/mariadbd")
    }

    pub(super) fn installer(&self) -> PathBuf {
        self.root.join("bin/mariadb-install-db")
    }

    pub(super) fn client(&self) -> PathBuf {
        self.root.join("bin/mariadb")
    }

    /// Whether the plugin that fetches keys is there.
    pub(super) fn has_plugin(&self) -> bool {
        let file = format!("{PLUGIN}.so");
        ["lib/mysql/plugin", "lib64/mysql/plugin", "lib/mariadb/plugin", "lib64/mariadb/plugin"]
            .into_iter()
            .any(|folder| self.root.join(folder).join(&file).exists())
    }
}

/// The installed version, of which a machine has one.
pub(super) fn all(config: &HandConfig) -> Vec<FoundEngine> {
    let found = |programs: Programs| {
        let full = full_version(&programs.server())?;
        let version = full.splitn(3, '.').take(2).collect::<Vec<_>>().join(".");
        let full_version = format!("MariaDB {full}");
        Some(FoundEngine { kind: EngineKind::MariaDb, version, full_version })
    };
    Programs::any(config).and_then(found).into_iter().collect()
}

/// One line for the engine, one for the plugin.
pub(super) fn capabilities(config: &HandConfig) -> Vec<Capability> {
    let found = all(config);
    let names: Vec<_> = found.iter().map(|engine| engine.full_version.as_str()).collect();
    let plugin = Programs::any(config).is_some_and(|programs| programs.has_plugin());
    vec![
        probe::capability(
            "MariaDB",
            !found.is_empty(),
            &names.join(", "),
            "none installed",
            "`apt-get install mariadb-server mariadb-plugin-hashicorp-key-management`",
        ),
        probe::capability(
            "MariaDB's encrypted tables",
            plugin,
            &format!("its plugin `{PLUGIN}` is installed"),
            &format!("its plugin `{PLUGIN}` is not installed"),
            "`apt-get install mariadb-plugin-hashicorp-key-management`",
        ),
    ]
}

/// `10.11.19` of `mariadbd  Ver 10.11.19-MariaDB-0+deb12u1 for debian-linux-gnu …`.
fn full_version(server: &Path) -> Option<String> {
    let mut command = tool::command(server, None);
    command.args(["--no-defaults", "--version"]);
    let said = tool::run(command).ok()?;
    number(&String::from_utf8_lossy(&said)).map(str::to_owned)
}

fn number(said: &str) -> Option<&str> {
    let (_, rest) = said.split_once("Ver ")?;
    let (number, _) = rest.split_once("-MariaDB")?;
    Some(number.trim()).filter(|number| number.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn the_version_is_read_and_mysqls_is_not() {
        for (said, read) in [
            (
                "mariadbd  Ver 10.11.19-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64 (Debian 12)",
                Some("10.11.19"),
            ),
            ("mysqld  Ver 8.0.36-0ubuntu0.22.04.1 for Linux on x86_64 ((Ubuntu))", None),
            ("", None),
        ] {
            assert_eq!(number(said), read, "{said}");
        }
    }
}
