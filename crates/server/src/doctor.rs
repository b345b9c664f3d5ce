//! What this machine and a data folder offer and lack, each with its remedy; nothing is repaired.
//!
//! What a disk or an engine needs is known to the hand, which tries it; here its facts are weighed beside the rest.

mod descriptors;
mod folder;
mod machine;
mod running;
mod table_keys;

use std::path::Path;

use rampart_vocab::Clock;
use serde::Serialize;

pub use machine::MachineFailed;

use crate::limits::Descriptors;

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Where it belongs.
    pub area: Area,
    /// What it is, such as `encrypted disks`.
    pub name: String,
    /// How bad it is.
    pub verdict: Verdict,
    /// What was seen.
    pub seen: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Area {
    /// Kernel, programs, clock.
    Machine,
    /// The data folder.
    Folder,
    /// The running server.
    Server,
}

/// How bad a finding is, from nothing to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// As it should be.
    Fine,
    /// Worth knowing; nothing fails for it.
    Note,
    /// Something that encrypted databases need is not there.
    Missing,
    /// Whoever comes by it gets at secrets.
    Danger,
}

impl Finding {
    fn fine(area: Area, name: &str, seen: impl Into<String>) -> Self {
        Self { area, name: name.to_owned(), verdict: Verdict::Fine, seen: seen.into(), remedy: None }
    }

    fn bad(
        area: Area,
        name: &str,
        verdict: Verdict,
        seen: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self { area, name: name.to_owned(), verdict, seen: seen.into(), remedy: Some(remedy.into()) }
    }
}

/// Looks at machine, data folder and server. An encrypted disk is really made, on a small image, and removed again.
///
/// # Errors
/// [`MachineFailed`], when nothing can be tried here at all.
pub fn examine(data_dir: &Path, clock: &dyn Clock) -> Result<Vec<Finding>, MachineFailed> {
    let running = running::announced(data_dir);
    let mut findings = machine::look(data_dir, running.as_ref())?;
    findings.push(descriptors::look(Descriptors::of_this_process()));
    findings.push(running::clock(data_dir, clock.now()));
    findings.extend(folder::look(data_dir));
    findings.push(running::server(running.as_ref()));
    findings.extend(running.iter().flat_map(|running| table_keys::look(data_dir, running)));
    Ok(findings)
}

/// The worst of them.
pub fn worst(findings: &[Finding]) -> Verdict {
    findings.iter().map(|finding| finding.verdict).max().unwrap_or(Verdict::Fine)
}
