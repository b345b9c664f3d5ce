//! `rampart call`: one signed call of the API, for people and scripts.

mod known;

use std::{io::Write as _, process::ExitCode};

use clap::{Args, CommandFactory as _, ValueEnum};
use rampart_client::CallFailed;
use rampart_client::Service;
use serde_json::Value;

use crate::{credentials::Connection, serve::complain};

/// Call an operation of the API and print its answer as JSON.
///
/// Parameters are given as the API names them: `rampart call kms CreateKey --Description "orders"`, lists as
/// `--Tag.1.Key env --Tag.1.Value dev`. A value `@FILE` is read from that file, `@-` from the standard input.
/// `rampart call kms CreateKey --help` lists an operation's parameters. One that it does not know is refused here:
/// the server would pass over it. Options of this command stand before the service. Exit code 1 when the server refuses,
/// 2 when nothing was sent or nothing was answered.
#[derive(Args)]
#[command(
    disable_help_flag = true,
    override_usage = "rampart call [OPTIONS] <SERVICE> <OPERATION> [--Name value]..."
)]
pub(crate) struct Call {
    #[command(flatten)]
    connection: Connection,
    /// Print one field of the answer alone, such as KeyMetadata.KeyId or Items.DBInstance.0.DBInstanceStatus
    #[arg(long, value_name = "FIELD")]
    get: Option<String>,
    /// Print help; behind a service, its operations; behind an operation, its parameters
    #[arg(short, long)]
    help: bool,
    /// Which API
    #[arg(value_enum, required_unless_present = "help")]
    service: Option<Which>,
    /// The operation, such as CreateKey
    #[arg(required_unless_present = "help")]
    operation: Option<String>,
    /// `--Name value`, as often as needed
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "PARAMETERS")]
    parameters: Vec<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Which {
    Ram,
    Sts,
    Kms,
    Rds,
    Actiontrail,
}

impl From<Which> for Service {
    fn from(which: Which) -> Self {
        match which {
            Which::Ram => Self::Ram,
            Which::Sts => Self::Sts,
            Which::Kms => Self::Kms,
            Which::Rds => Self::Rds,
            Which::Actiontrail => Self::Actiontrail,
        }
    }
}

impl Call {
    pub(crate) fn run(self) -> ExitCode {
        let (service, operation) = match (self.service.map(Service::from), &self.operation) {
            (Some(service), Some(operation)) if self.asks_for_help() => {
                return taught(known::teach(service, operation));
            }
            (Some(service), Some(operation)) => (service, operation),
            (Some(service), None) => return taught(Ok(known::list(service))),
            (None, _) => return taught(own_help()),
        };
        let ready = pairs(&self.parameters).and_then(|pairs| {
            known::check(service, operation, pairs.iter().map(|(name, _)| name.as_str()))?;
            Ok((pairs, self.connection.client()?))
        });
        let (pairs, client) = match ready {
            Ok(ready) => ready,
            Err(text) => return unsent(&text),
        };
        let params: Vec<(&str, &str)> =
            pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        match client.call_blocking(service, operation, &params) {
            Ok(answer) => {
                let Some(text) = shown(&answer, self.get.as_deref()) else {
                    return complain("the answer has no such field");
                };
                let _ = writeln!(std::io::stdout(), "{text}");
                ExitCode::SUCCESS
            }
            Err(failed) => {
                complain(&failed.to_string());
                ExitCode::from(if matches!(failed, CallFailed::Refused(_)) { 1 } else { 2 })
            }
        }
    }

    /// Before the parameters, or where a parameter's name would stand.
    fn asks_for_help(&self) -> bool {
        let mut words = self.parameters.iter();
        let mut asked = self.help;
        while let Some(word) = words.next() {
            asked |= word == "--help" || word == "-h";
            if word.starts_with("--") && !word.contains('=') {
                words.next();
            }
        }
        asked
    }
}

/// The help of this command, as `rampart help call` prints it.
fn own_help() -> Result<String, String> {
    let mut whole = crate::Cli::command();
    whole.build();
    let call = whole.find_subcommand_mut("call").ok_or("`call` is not known")?;
    Ok(call.render_long_help().to_string())
}

fn taught(told: Result<String, String>) -> ExitCode {
    match told {
        Ok(text) => {
            let _ = write!(std::io::stdout(), "{text}");
            ExitCode::SUCCESS
        }
        Err(text) => unsent(&text),
    }
}

/// Says why nothing was sent.
fn unsent(text: &str) -> ExitCode {
    complain(text);
    ExitCode::from(2)
}

/// The whole answer, or one field of it: a text without its quotes, so that a script can use it.
fn shown(answer: &Value, field: Option<&str>) -> Option<String> {
    let Some(field) = field else { return serde_json::to_string_pretty(answer).ok() };
    match answer.pointer(&format!("/{}", field.replace('.', "/")))? {
        Value::String(text) => Some(text.clone()),
        other => serde_json::to_string_pretty(other).ok(),
    }
}

/// `--Name value` and `--Name=value`.
fn pairs(words: &[String]) -> Result<Vec<(String, String)>, String> {
    let mut pairs = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let name = word
            .strip_prefix("--")
            .filter(|name| !name.is_empty())
            .ok_or_else(|| format!("`{word}` is no parameter: write --Name value"))?;
        let (name, value) = match name.split_once('=') {
            Some((name, value)) => (name, value.to_owned()),
            None => {
                let value = words.next().ok_or_else(|| format!("the parameter `{name}` has no value"))?;
                (name, value.clone())
            }
        };
        pairs.push((name.to_owned(), read(value)?));
    }
    Ok(pairs)
}

fn read(value: String) -> Result<String, String> {
    match value.strip_prefix('@') {
        None => Ok(value),
        Some("-") => {
            std::io::read_to_string(std::io::stdin()).map_err(|error| format!("the standard input: {error}"))
        }
        Some(path) => std::fs::read_to_string(path).map_err(|error| format!("`{path}`: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &[&str], expected: Result<&[(&str, &str)], &str>) {
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        let got = pairs(&words);
        let expected = expected
            .map(|pairs| pairs.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect())
            .map_err(str::to_owned);
        assert_eq!(got, expected);
    }

    #[test]
    fn one_field_is_shown_as_a_script_wants_it() {
        let answer =
            serde_json::json!({"Items": {"DBInstance": [{"DBInstanceStatus": "Running", "Port": 5}]}});
        for (field, expected) in [
            ("Items.DBInstance.0.DBInstanceStatus", Some("Running")),
            ("Items.DBInstance.0.Port", Some("5")),
            ("Items.DBInstance.1", None),
            ("", None),
        ] {
            assert_eq!(shown(&answer, Some(field)).as_deref(), expected, "{field}");
        }
    }

    #[test]
    fn parameters_are_pairs_of_name_and_value() {
        check(&[], Ok(&[]));
        check(&["--KeyId", "k", "--Tag.1.Key=a=b"], Ok(&[("KeyId", "k"), ("Tag.1.Key", "a=b")]));
        check(&["--Description", "--x"], Ok(&[("Description", "--x")]));
        check(&["--Empty", ""], Ok(&[("Empty", "")]));
        check(&["KeyId", "k"], Err("`KeyId` is no parameter: write --Name value"));
        check(&["--"], Err("`--` is no parameter: write --Name value"));
        check(&["--KeyId"], Err("the parameter `KeyId` has no value"));
    }
}
