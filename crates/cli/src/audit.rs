//! `rampart audit`: whether the audit trail is whole, and where it stands.
//!
//! It works on the data folder's files, beside a running server or without one.

use std::{io::Write, path::PathBuf, process::ExitCode};

use clap::{Args, Subcommand};
use rampart_server::{
    audit::{self, ChainReport, KeptHead, Report},
    pruning::{Stay, prune},
};
use rampart_vocab::Timestamp;

use crate::{
    place::PlaceArgs,
    serve::{Seal, complain, seal},
};

/// Look whether the audit trail is whole, print its heads for keeping elsewhere, and prune it.
#[derive(Args)]
pub(crate) struct Audit {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Verify(Verify),
    Head(Head),
    Prune(Prune),
}

/// Walk every chain from end to end; exit code 1 when anything was tampered with.
///
/// With the server stopped, the keys and heads in its store vouch for the files. While it runs the store is its
/// own: the files are then held against each other and against the heads given by --head.
#[derive(Args)]
struct Verify {
    /// The server's data folder [default: as for `rampart serve`]
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// A head that `rampart audit head` printed earlier; may be given again
    #[arg(long, value_name = "HEAD")]
    head: Vec<KeptHead>,
    /// What opens the store, as for `rampart serve`
    #[arg(long, value_name = "PROVIDER", default_value = "file", value_parser = seal)]
    seal: Seal,
    /// Read the passphrase from this file instead of the terminal
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

/// Print where each chain stands, one a line: keep it elsewhere, and give it to `verify --head` later.
#[derive(Args)]
struct Head {
    /// The server's data folder [default: as for `rampart serve`]
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

/// Take old segments of the trail away; `verify` still holds, and says what is gone.
///
/// A chain is kept in segments of 32 MiB, and only whole closed segments go: the last record of each chain is kept in any
/// case. A note in the chain says what went, and the next segment keeps the end of what went. Copy the files first where
/// records must be kept longer. On a full disk it gives room again.
///
/// It works while no server runs. A trail that was tampered with is evidence, and is left whole.
#[derive(Args)]
struct Prune {
    #[command(flatten)]
    place: PlaceArgs,
    #[command(flatten)]
    stay: StayArgs,
    /// Prune a trail that was tampered with too
    #[arg(long)]
    tampered: bool,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct StayArgs {
    /// Take away segments that hold nothing of this date or later, such as 2026-01-31 (UTC) or 2026-01-31T12:00:00Z
    #[arg(long, value_name = "DATE", value_parser = date)]
    before: Option<Timestamp>,
    /// Keep so many closed segments of each chain, the newest
    #[arg(long, value_name = "NUMBER")]
    keep: Option<u64>,
}

fn date(text: &str) -> Result<Timestamp, String> {
    let whole = if text.contains('T') { text.to_owned() } else { format!("{text}T00:00:00Z") };
    whole.parse().map_err(|_| "write a date such as 2026-01-31 or 2026-01-31T12:00:00Z".to_owned())
}

impl Prune {
    fn run(self) -> ExitCode {
        let stay = self.stay.before.map_or(Stay::Newest(self.stay.keep.unwrap_or(u64::MAX)), Stay::Since);
        self.place.work(
            |place| prune(place, stay, self.tampered),
            |pruned| {
                pruned
                    .iter()
                    .map(|(chain, gone)| {
                        let segments = counted(gone.segments, "segment");
                        format!(
                            "{chain}: {segments} pruned, records up to {}, {} MiB\n",
                            gone.through_record,
                            gone.bytes >> 20
                        )
                    })
                    .collect()
            },
        )
    }
}

impl Audit {
    pub(crate) fn run(self) -> ExitCode {
        match self.command {
            Command::Verify(verify) => verify.run(),
            Command::Head(head) => head.run(),
            Command::Prune(prune) => prune.run(),
        }
    }
}

const NO_FOLDER: &str = "no data folder: there is no home folder; name one by --data-dir";

impl Verify {
    fn run(self) -> ExitCode {
        let Some(data_dir) = self.data_dir.or_else(rampart_server::default_data_dir) else {
            return complain(NO_FOLDER);
        };
        let seal = self.seal.choice(&data_dir, self.passphrase_file);
        match audit::verify(&data_dir, &seal, &self.head) {
            Err(failed) => complain(&failed.to_string()),
            Ok(report) => {
                say(&shown(&report));
                if report.is_tampered() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
            }
        }
    }
}

impl Head {
    fn run(self) -> ExitCode {
        let Some(data_dir) = self.data_dir.or_else(rampart_server::default_data_dir) else {
            return complain(NO_FOLDER);
        };
        match audit::heads(&data_dir) {
            Err(failed) => complain(&failed.to_string()),
            Ok(heads) => {
                say(&heads.iter().map(|head| format!("{head}\n")).collect::<String>());
                ExitCode::SUCCESS
            }
        }
    }
}

fn shown(report: &Report) -> String {
    let mut text: String = report.chains.iter().map(chain_shown).collect();
    for finding in &report.findings {
        text.push_str(&format!("{finding}\n"));
    }
    if report.chains.iter().any(|chain| !chain.anchored) {
        text.push_str(
            "note: the store's heads were not looked at; stop the server, or give heads kept elsewhere by --head\n",
        );
    }
    text.push_str(if report.is_tampered() { "tampered with\n" } else { "whole\n" });
    text
}

fn chain_shown(chain: &ChainReport) -> String {
    let (records, segments) = (counted(chain.records, "record"), counted(chain.segments, "segment"));
    let pruned = match chain.pruned {
        0 => String::new(),
        pruned => {
            let segments = counted(pruned, "segment");
            format!(", {segments} with records up to {} pruned before them", chain.pruned_records)
        }
    };
    let head = chain.head.map_or(String::new(), |head| format!(", head {head}"));
    format!("{}: {records} in {segments}{pruned}{head}\n", chain.chain)
}

fn counted(number: u64, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

fn say(text: &str) {
    // A pipe that was closed wants no more.
    let _ = std::io::stdout().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_says_what_was_walked_and_what_was_not_looked_at() {
        let head: KeptHead =
            format!("01890a5d-ac96-774b-bcce-b302099a8057-0:12:{}", "ab".repeat(32)).parse().unwrap();
        let chain = ChainReport {
            chain: head.chain,
            segments: 1,
            pruned: 3,
            pruned_records: 40,
            records: 12,
            head: Some(head),
            anchored: false,
        };
        let report = Report { chains: vec![chain], findings: Vec::new() };
        assert_eq!(
            shown(&report),
            format!(
                "01890a5d-ac96-774b-bcce-b302099a8057-0: 12 records in 1 segment, 3 segments with records up to 40 pruned before them, head {head}\n\
                 note: the store's heads were not looked at; stop the server, or give heads kept elsewhere by --head\n\
                 whole\n"
            )
        );
    }
}
