//! What the machine can do, found out by a hand of our own in a folder of its own.

use std::{
    fs::DirBuilder,
    io,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
};

use rampart_engines::{HandConfig, hand};
use rampart_rds::intent::{Capability, HandFailed, Order, Report};

use super::{Area, Finding, Verdict};
use crate::data_dir::Running;

/// What the hand tells that encrypted databases can do without.
const USEFUL: &[&str] = &["confined engines", "fast disk encryption", "temporary tables of encrypted ones"];

/// Why the machine could not be tried.
#[derive(Debug, thiserror::Error)]
pub enum MachineFailed {
    /// No folder to try in.
    #[error("cannot make a folder to try disks in, `{}`: {error}", .path.display())]
    NoGround {
        /// Where.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The hand cannot be started.
    #[error("cannot start the hand: {0}")]
    Start(io::Error),
    /// The hand gave no facts.
    #[error("the hand could not look at this machine: {0}")]
    Hand(#[from] HandFailed),
}

/// Tries everything that databases need.
pub(super) fn look(data_dir: &Path, running: Option<&Running>) -> Result<Vec<Finding>, MachineFailed> {
    let trial = Trial::make(data_dir)?;
    let mut config = HandConfig::new(&trial.0);
    if let Some(users) = running.and_then(|running| running.database_uids.clone()) {
        (config.first_uid, config.uids) = (users.start, users.end.saturating_sub(users.start));
    }
    let link = hand::start(&config).map_err(MachineFailed::Start)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let report = runtime.map_err(MachineFailed::Start)?.block_on(link.carry_out(Order::Probe))?;
    drop(link);
    match report {
        Report::Host(facts) => Ok(facts.capabilities.into_iter().map(finding).collect()),
        other => Err(HandFailed::Malformed(format!("{other:?}")).into()),
    }
}

fn finding(capability: Capability) -> Finding {
    let verdict = match capability.works {
        true if capability.remedy.is_none() => Verdict::Fine,
        true => Verdict::Note,
        false if USEFUL.contains(&capability.name.as_str()) => Verdict::Note,
        false => Verdict::Missing,
    };
    let Capability { name, seen, remedy, .. } = capability;
    Finding { area: Area::Machine, name, verdict, seen, remedy }
}

/// A folder for one look, removed with all that lies in it. Where the data folder is ours to write in it lies there,
/// since the disks would: file systems differ in what they carry.
struct Trial(PathBuf);

impl Trial {
    fn make(data_dir: &Path) -> Result<Self, MachineFailed> {
        let name = format!("rampart-doctor-{}", std::process::id());
        let make = |path: &Path| DirBuilder::new().mode(0o711).create(path);
        let here = data_dir.join(&name);
        if make(&here).is_ok() {
            return Ok(Self(here));
        }
        let path = std::env::temp_dir().join(name);
        match make(&path) {
            Ok(()) => Ok(Self(path)),
            Err(error) => Err(MachineFailed::NoGround { path, error }),
        }
    }
}

impl Drop for Trial {
    fn drop(&mut self) {
        // What the hand could not put away holds nothing but an empty disk.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_databases_can_do_without_is_a_note() {
        for (name, works, verdict) in [
            ("encrypted disks", true, Verdict::Fine),
            ("encrypted disks", false, Verdict::Missing),
            ("PostgreSQL", false, Verdict::Missing),
            ("fast disk encryption", false, Verdict::Note),
            ("confined engines", false, Verdict::Note),
        ] {
            let remedy = (!works).then(|| "do".to_owned());
            let capability = Capability { name: name.into(), works, seen: "seen".into(), remedy };
            assert_eq!(finding(capability).verdict, verdict, "{name} {works}");
        }
    }

    #[test]
    fn what_works_and_has_a_remedy_all_the_same_is_a_note() {
        let (name, seen) = ("users for instances".to_owned(), "others have part of them".to_owned());
        let found = finding(Capability { name, works: true, seen, remedy: Some("take others".into()) });
        assert_eq!((found.verdict, found.remedy.as_deref()), (Verdict::Note, Some("take others")));
    }

    #[test]
    fn a_trial_leaves_nothing_and_goes_elsewhere_when_the_data_folder_is_not_there() {
        let folder = tempfile::tempdir().unwrap();
        for data_dir in [folder.path().to_owned(), folder.path().join("none")] {
            let trial = Trial::make(&data_dir).unwrap();
            let path = trial.0.clone();
            assert_eq!(path.starts_with(&data_dir), data_dir.exists());
            std::fs::write(path.join("left"), "").unwrap();
            drop(trial);
            assert!(!path.exists());
        }
    }
}
