//! Where the distribution's PostgreSQL lies: `<root>/<major>/bin`.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

use rampart_rds::intent::{EngineKind, FoundEngine, HandFailed};

use crate::{doing::Done, hand::HandConfig, tool};

/// The programs' folder of a major version.
pub(super) fn bin(config: &HandConfig, version: &str) -> Done<PathBuf> {
    let wanted = majors(config).into_iter().find(|(major, _)| major == version);
    wanted.map(|(_, bin)| bin).ok_or_else(|| {
        let found: Vec<_> = majors(config).into_iter().map(|(major, _)| major).collect();
        HandFailed::EngineMissing {
            wanted: format!("PostgreSQL {version}"),
            found: if found.is_empty() {
                "none is".to_owned()
            } else {
                format!("found: {}", found.join(", "))
            },
        }
    })
}

/// Every installed version.
pub(super) fn all(config: &HandConfig) -> Vec<FoundEngine> {
    let full = |bin: &Path| {
        let mut command = tool::command(bin.join("postgres"), None);
        command.arg("--version");
        tool::run(command).map(|said| String::from_utf8_lossy(&said).trim().to_owned()).ok()
    };
    let found = |(version, bin): (String, PathBuf)| {
        Some(FoundEngine { kind: EngineKind::PostgreSql, version, full_version: full(&bin)? })
    };
    majors(config).into_iter().filter_map(found).collect()
}

fn majors(config: &HandConfig) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    for entry in config.postgres_dirs.iter().filter_map(|root| root.read_dir().ok()).flatten().flatten() {
        let bin = entry.path().join("bin");
        let major = entry
            .file_name()
            .to_str()
            .filter(|name| name.bytes().all(|b| b.is_ascii_digit()))
            .map(str::to_owned);
        if let Some(major) = major
            && bin.join(OsStr::new("postgres")).exists()
        {
            found.push((major, bin));
        }
    }
    found.sort();
    found
}
