//! `rampart doctor`: what this machine offers and lacks, each with its remedy.
//!
//! What is looked at is the server's to know; here it is shown.

use std::{fmt::Write as _, path::PathBuf, process::ExitCode};

use clap::Args;
use rampart_server::{
    SystemClock,
    doctor::{Area, Finding, Verdict, examine, worst},
};
use serde::Serialize;

use crate::{
    format::{Format, json, say},
    serve::complain,
};

/// Look at this machine, the data folder and the server: what encrypted databases need, and what is dangerous.
///
/// An encrypted disk is really made, on a small image, locked and removed again; for that the command runs as root.
/// Nothing is repaired: each line that is not well is followed by what to do.
///
/// Exit code: 0 all is well, 1 something is missing for encrypted databases, 2 something is dangerous.
#[derive(Args)]
pub(crate) struct Doctor {
    /// The data folder [default: as for `rampart serve`]
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// How the findings are shown
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl Doctor {
    pub(crate) fn run(self) -> ExitCode {
        let Some(data_dir) = self.data_dir.or_else(rampart_server::default_data_dir) else {
            return complain("no data folder: there is no home folder; name one by --data-dir");
        };
        match examine(&data_dir, &SystemClock) {
            Err(failed) => complain(&failed.to_string()),
            Ok(findings) => {
                let worst = worst(&findings);
                say(&match self.format {
                    Format::Human => human(&findings),
                    Format::Json => json(&Examined { verdict: worst, findings: &findings }),
                });
                status(worst).into()
            }
        }
    }
}

#[derive(Serialize)]
struct Examined<'a> {
    verdict: Verdict,
    findings: &'a [Finding],
}

const fn status(worst: Verdict) -> u8 {
    match worst {
        Verdict::Fine | Verdict::Note => 0,
        Verdict::Missing => 1,
        Verdict::Danger => 2,
    }
}

fn human(findings: &[Finding]) -> String {
    let mut text = String::new();
    let width = findings.iter().map(|finding| finding.name.chars().count()).max().unwrap_or_default();
    for area in [Area::Machine, Area::Folder, Area::Server] {
        if !findings.iter().any(|finding| finding.area == area) {
            continue;
        }
        let _ = writeln!(text, "{}", title(area));
        for finding in findings.iter().filter(|finding| finding.area == area) {
            let Finding { name, verdict, seen, remedy, .. } = finding;
            let _ = writeln!(text, "  {:<8} {name:<width$}  {seen}", word(*verdict));
            if let Some(remedy) = remedy {
                let _ = writeln!(text, "  {:<8} {:<width$}  → {remedy}", "", "");
            }
        }
        text.push('\n');
    }
    let count = |verdict| findings.iter().filter(|finding| finding.verdict == verdict).count();
    let _ = match worst(findings) {
        Verdict::Fine | Verdict::Note => writeln!(text, "all that encrypted databases need is here"),
        _ => writeln!(
            text,
            "{} missing for encrypted databases, {} dangerous",
            count(Verdict::Missing),
            count(Verdict::Danger)
        ),
    };
    text
}

const fn title(area: Area) -> &'static str {
    match area {
        Area::Machine => "This machine",
        Area::Folder => "The data folder",
        Area::Server => "The server",
    }
}

const fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Fine => "ok",
        Verdict::Note => "note",
        Verdict::Missing => "missing",
        Verdict::Danger => "DANGER",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(area: Area, name: &str, verdict: Verdict, seen: &str, remedy: Option<&str>) -> Finding {
        Finding { area, name: name.into(), verdict, seen: seen.into(), remedy: remedy.map(Into::into) }
    }

    fn sick() -> Vec<Finding> {
        use Area::{Folder, Machine, Server};
        vec![
            finding(Machine, "root for mounts and users", Verdict::Fine, "the hand runs as root", None),
            finding(
                Machine,
                "loop devices",
                Verdict::Missing,
                "`/dev/loop-control` is not there",
                Some("load the module `loop`, or give the container its devices"),
            ),
            finding(Machine, "clock", Verdict::Note, "no time service seen", Some("run chrony")),
            finding(
                Folder,
                "root key",
                Verdict::Danger,
                "lies in the data folder: a copy of the folder then opens everything",
                Some("move it"),
            ),
            finding(Server, "server", Verdict::Fine, "process 7 is ready", None),
        ]
    }

    #[test]
    fn each_line_that_is_not_well_is_followed_by_its_remedy() {
        insta::assert_snapshot!("doctor-human", human(&sick()));
        let findings = sick();
        insta::assert_snapshot!(
            "doctor-json",
            json(&Examined { verdict: worst(&findings), findings: &findings })
        );
        insta::assert_snapshot!(
            "doctor-well",
            human(&[finding(Area::Server, "server", Verdict::Note, "none runs", Some("start one"))])
        );
    }

    #[test]
    fn the_exit_code_tells_the_worst() {
        for (verdict, code) in
            [(Verdict::Fine, 0), (Verdict::Note, 0), (Verdict::Missing, 1), (Verdict::Danger, 2)]
        {
            let findings = [
                finding(Area::Machine, "a", Verdict::Fine, "", None),
                finding(Area::Machine, "b", verdict, "", None),
            ];
            assert_eq!(status(worst(&findings)), code);
        }
    }
}
