//! `rampart policy check`: policy documents checked offline, without a server and without credentials.
//!
//! What is wrong with a document is `rampart-policy`'s to say; here files are gathered and findings shown.

mod human;
mod json;
mod sarif;

use std::fs;
use std::io::{self, IsTerminal as _, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use rampart_policy::syntax::MAX_BYTES;
use rampart_policy::{DocumentKind, Finding, Level, check};

/// Check policy documents: errors that RAM would refuse, and warnings that it would not give.
///
/// Exit status: 0 nothing worse than suggestions, 1 warnings, 2 errors (or findings at --deny-level and
/// above), 3 some input could not be read.
#[derive(Args, Debug)]
pub(crate) struct PolicyCheck {
    /// Files, folders (all *.json below them), or - for standard input.
    #[arg(required = true, value_name = "FILE|FOLDER|-")]
    paths: Vec<PathBuf>,
    /// What the documents are for.
    #[arg(long, value_enum, default_value_t = Kind::Identity)]
    kind: Kind,
    /// How findings are shown.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// The level from which findings count as errors for the exit status.
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = DenyLevel::Error)]
    deny_level: DenyLevel,
    /// Whether the human format uses colours.
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    color: Color,
}

/// The kinds of documents, as the command line names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// A policy attached to users, groups and roles.
    Identity,
    /// The policy given with AssumeRole, which narrows a session.
    Session,
    /// Who may assume a role.
    Trust,
    /// A control policy of a resource directory.
    Control,
    /// The policy of a KMS key.
    Key,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: the lines at fault, underlined.
    Human,
    /// For programs.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DenyLevel {
    Suggestion,
    GeneralWarning,
    SecurityWarning,
    Error,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

/// How a command ended, by the exit status that it documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ExitLevel {
    /// Nothing worse than suggestions.
    Clean,
    /// Warnings.
    Warnings,
    /// Errors, or findings that are to count as such.
    Errors,
    /// Some input could not be read.
    Unreadable,
}

impl ExitLevel {
    /// The exit status: 0, 1, 2 or 3.
    #[must_use]
    pub(crate) const fn status(self) -> u8 {
        self as u8
    }
}

impl From<ExitLevel> for ExitCode {
    fn from(level: ExitLevel) -> Self {
        Self::from(level.status())
    }
}

impl From<Kind> for DocumentKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Identity => Self::Identity,
            Kind::Session => Self::Session,
            Kind::Trust => Self::Trust,
            Kind::Control => Self::Control,
            Kind::Key => Self::Key,
        }
    }
}

impl From<DenyLevel> for Level {
    fn from(level: DenyLevel) -> Self {
        match level {
            DenyLevel::Suggestion => Self::Suggestion,
            DenyLevel::GeneralWarning => Self::GeneralWarning,
            DenyLevel::SecurityWarning => Self::SecurityWarning,
            DenyLevel::Error => Self::Error,
        }
    }
}

/// One input with what was found in it.
struct Checked {
    name: String,
    text: Result<String, String>,
    findings: Vec<Finding>,
}

impl PolicyCheck {
    /// Checks every input, writes what was found to `out` and says how bad it is. `-` is read from `input`.
    pub(crate) fn run(self, out: &mut dyn Write, input: &mut dyn Read) -> ExitLevel {
        let checked: Vec<_> = gather(&self.paths, input)
            .into_iter()
            .map(|(name, text)| {
                let findings =
                    text.as_ref().map(|text| check(text, self.kind.into()).findings).unwrap_or_default();
                Checked { name, text, findings }
            })
            .collect();
        let written = match self.format {
            Format::Human => human::render(&checked, self.color.wanted()),
            Format::Json => json::render(&checked, self.kind),
            Format::Sarif => sarif::render(&checked),
        };
        match out.write_all(written.as_bytes()).and_then(|()| out.flush()) {
            Ok(()) => exit_level(&checked, self.deny_level.into()),
            Err(_) => ExitLevel::Unreadable,
        }
    }
}

fn exit_level(checked: &[Checked], deny: Level) -> ExitLevel {
    let of_finding = |finding: &Finding| match finding.level() {
        level if level >= deny => ExitLevel::Errors,
        Level::Error => ExitLevel::Errors,
        Level::SecurityWarning | Level::GeneralWarning => ExitLevel::Warnings,
        Level::Suggestion => ExitLevel::Clean,
    };
    let of_input = |checked: &Checked| match checked.text {
        Ok(_) => checked.findings.iter().map(of_finding).max().unwrap_or(ExitLevel::Clean),
        Err(_) => ExitLevel::Unreadable,
    };
    checked.iter().map(of_input).max().unwrap_or(ExitLevel::Unreadable)
}

impl Color {
    #[expect(
        clippy::disallowed_methods,
        reason = "the command line reads the environment: https://no-color.org"
    )]
    fn wanted(self) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => {
                io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|no| no.is_empty())
            }
        }
    }
}

/// Names and texts of all inputs, or why one cannot be read. A folder stands for the JSON files below it.
fn gather(paths: &[PathBuf], input: &mut dyn Read) -> Vec<(String, Result<String, String>)> {
    let mut texts = Vec::new();
    for path in paths {
        if path == Path::new("-") {
            texts.push(("<stdin>".to_owned(), read_text(input)));
            continue;
        }
        let mut files = Vec::new();
        let name = path.display().to_string();
        match walk(path, &mut files) {
            Err(why) => texts.push((name, Err(why.to_string()))),
            Ok(()) if files.is_empty() => {
                texts.push((name, Err("the folder holds no .json file".to_owned())))
            }
            Ok(()) => texts.extend(files.iter().map(|file| (file.display().to_string(), read_file(file)))),
        }
    }
    texts
}

/// The files that `path` stands for, sorted. Links inside a folder are not followed, so that no circle is.
fn walk(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !fs::metadata(path)?.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let mut entries = fs::read_dir(path)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, kind) = (entry.path(), entry.file_type()?);
        let is_json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
        if kind.is_dir() {
            walk(&path, files)?;
        } else if kind.is_file() && is_json {
            files.push(path);
        }
    }
    Ok(())
}

pub(crate) fn read_file(path: &Path) -> Result<String, String> {
    let mut file = fs::File::open(path).map_err(|why| why.to_string())?;
    read_text(&mut file)
}

fn read_text(input: &mut dyn Read) -> Result<String, String> {
    let mut bytes = Vec::new();
    input.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|why| why.to_string())?;
    if bytes.len() > MAX_BYTES {
        return Err(format!("it is longer than {MAX_BYTES} bytes, far more than any policy may have"));
    }
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())
}

#[cfg(test)]
#[path = "policy_check/tests.rs"]
mod tests;
