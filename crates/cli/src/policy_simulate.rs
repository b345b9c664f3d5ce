//! `rampart policy simulate --live`: what the policies that somebody holds would say to one request, asked of a running
//! server. `policy explain` asks the same of files, offline.

use std::{
    fmt::Write as _,
    io::Write,
    path::{Path, PathBuf},
};

use clap::Args;
use rampart_client::{CallFailed, Service};
use serde_json::{Map, Value};

use crate::{
    credentials::Connection,
    format::plain,
    policy_check::{ExitLevel, read_file},
    policy_explain::{Format, key_and_value},
    serve::complain,
};

/// Ask a running server what the policies that somebody holds would say to one request, and why.
///
/// Nothing is done and no resource is looked at: what the request would carry, a key's tags among it, is given by
/// --condition. The caller needs ram:SimulatePolicy on whom he asks about.
///
/// Exit status: 0 allowed, 1 denied, 2 the given policy has errors, 3 a file could not be read, or the server refused
/// or could not be reached.
#[derive(Args)]
pub(crate) struct PolicySimulate {
    /// Ask a running server: what is held is known nowhere else
    #[arg(long, required = true)]
    live: bool,
    /// Whose policies: a user's or a role's ARN [default: the caller]
    #[arg(long, value_name = "ARN")]
    principal: Option<String>,
    /// The action, such as kms:Decrypt
    #[arg(long)]
    action: String,
    /// The resource's name, such as acs:kms:cn-hangzhou:1234567890123456:key/0a1b
    #[arg(long, value_name = "ARN", default_value = "*")]
    resource: String,
    /// A condition value that the request would carry; repeat it for more keys, or for more values of one
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_and_value)]
    condition: Vec<(String, String)>,
    /// A policy in place of those that are attached
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// How the answer is shown
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    #[command(flatten)]
    connection: Connection,
}

impl PolicySimulate {
    /// Asks, writes to `out`, and says how it ended by the statuses of `--help`.
    pub(crate) fn run(self, out: &mut dyn Write) -> ExitLevel {
        let document = match self.policy.as_deref().map(read).transpose() {
            Ok(document) => document,
            Err(why) => return failed(&why),
        };
        let client = match self.connection.client() {
            Ok(client) => client,
            Err(why) => return failed(&why),
        };
        let conditions = as_json(&self.condition);
        let mut params = vec![
            ("PrincipalAction", self.action.as_str()),
            ("Resource", &self.resource),
            ("Conditions", &conditions),
        ];
        params.extend(self.principal.as_deref().map(|principal| ("Principal", principal)));
        params.extend(document.as_deref().map(|document| ("PolicyDocument", document)));
        match client.call_blocking(Service::Ram, "SimulatePolicy", &params) {
            Ok(answer) => self.tell(&answer, out),
            Err(CallFailed::Refused(refusal)) if refusal.code == "MalformedPolicyDocument" => {
                complain(&format!("{refusal}; see `rampart policy check`"));
                ExitLevel::Errors
            }
            Err(why) => failed(&why.to_string()),
        }
    }

    fn tell(&self, answer: &Value, out: &mut dyn Write) -> ExitLevel {
        let written = match self.format {
            Format::Human => human(answer),
            Format::Json => format!("{answer:#}\n"),
        };
        if out.write_all(written.as_bytes()).and_then(|()| out.flush()).is_err() {
            return ExitLevel::Unreadable;
        }
        match text(answer, "Decision") {
            "Allowed" => ExitLevel::Clean,
            _ => ExitLevel::Warnings,
        }
    }
}

/// Names and values in an answer come from policies: they are shown without what would steer a terminal.
fn human(answer: &Value) -> String {
    let mut told: String =
        text(answer, "Explanation").lines().map(|line| format!("{}\n", plain(line))).collect();
    if let Ok(proposal) = serde_json::from_str::<Value>(text(answer, "Proposal")) {
        let _ = write!(told, "this statement would allow it:\n{proposal:#}\n");
    }
    told
}

fn text<'a>(answer: &'a Value, field: &str) -> &'a str {
    answer.get(field).and_then(Value::as_str).unwrap_or_default()
}

/// One list of values a key, in the order given.
fn as_json(conditions: &[(String, String)]) -> String {
    let mut keys = Map::new();
    for (key, value) in conditions {
        let values = keys.entry(key.as_str()).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(values) = values {
            values.push(value.as_str().into());
        }
    }
    Value::Object(keys).to_string()
}

fn read(path: &Path) -> Result<String, String> {
    read_file(path).map_err(|why| format!("cannot read {}: {why}", path.display()))
}

fn failed(why: &str) -> ExitLevel {
    complain(why);
    ExitLevel::Unreadable
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn conditions_are_gathered_by_key() {
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        for (given, sent) in [
            (vec![], "{}"),
            (vec![pair("kms:tag/a", "b")], r#"{"kms:tag/a":["b"]}"#),
            (vec![pair("k", "1"), pair("l", "="), pair("k", "2")], r#"{"k":["1","2"],"l":["="]}"#),
        ] {
            assert_eq!(as_json(&given), sent);
        }
    }

    #[test]
    fn an_answer_is_told_with_what_would_allow_it_and_steers_no_terminal() {
        let answer = json!({
            "Decision": "ImplicitDeny",
            "Explanation": "ImplicitDeny: kms:Decrypt on \u{1b}]0;x\u{7}\nno statement allows it\n",
            "Proposal": r#"{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*"}"#,
        });
        let told = human(&answer);
        assert!(!told.contains('\u{1b}'));
        assert!(told.contains("no statement allows it\nthis statement would allow it:\n{\n"), "{told}");
        assert!(!human(&json!({"Explanation": "Allow: a on b\n"})).contains("would allow"));
    }
}
