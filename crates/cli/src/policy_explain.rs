//! `rampart policy explain`: what given policies say to one request, and why. Offline.
//!
//! It knows policies alone: no account, no control policies, no resource's own policy.

use std::fmt::Write as _;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use rampart_policy::syntax::Position;
use rampart_policy::{ConditionMap, Explanation, Policy, PolicySet, Refused, Request, explain};
use serde_json::{Value, json};

use crate::policy_check::{ExitLevel, Kind, read_file};

/// Explain what policies say to one request: the decision, and every statement with what it wanted and got.
///
/// Exit status: 0 allowed, 1 denied, 2 a policy has errors, 3 a file could not be read.
#[derive(Args, Debug)]
pub(crate) struct PolicyExplain {
    /// The policies that hold, one or more files.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    policy: Vec<PathBuf>,
    /// What the policies are for.
    #[arg(long, value_enum, default_value_t = Kind::Identity)]
    kind: Kind,
    /// The action, such as kms:Decrypt.
    #[arg(long)]
    action: String,
    /// The resource's name, such as acs:kms:cn-hangzhou:1234567890123456:key/0a1b.
    #[arg(long, value_name = "ARN")]
    resource: String,
    /// A condition value that the request carries; repeat it for more keys, or for more values of one.
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_and_value)]
    condition: Vec<(String, String)>,
    /// How the explanation is shown.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A tree.
    Human,
    /// For programs.
    Json,
}

/// A tag's key may hold colons and slashes, but `=` ends it.
pub(crate) fn key_and_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("write KEY=VALUE, such as acs:SourceIp=10.0.0.1".to_owned()),
    }
}

impl PolicyExplain {
    /// Explains the request, writes to `out`, and says how it ended by the statuses of `--help`.
    pub(crate) fn run(self, out: &mut dyn Write) -> ExitLevel {
        let (written, level) = self.explain();
        match out.write_all(written.as_bytes()).and_then(|()| out.flush()) {
            Ok(()) => level,
            Err(_) => ExitLevel::Unreadable,
        }
    }

    fn explain(&self) -> (String, ExitLevel) {
        let mut set = PolicySet::new();
        let mut failures = String::new();
        let mut worst = ExitLevel::Clean;
        for path in &self.policy {
            let name = path.display().to_string();
            let text = match read_file(path) {
                Ok(text) => text,
                Err(why) => {
                    let _ = writeln!(failures, "cannot read {name}: {why}");
                    worst = ExitLevel::Unreadable;
                    continue;
                }
            };
            match Policy::parse(&name, &text, self.kind.into()) {
                Ok(policy) => set.insert(Arc::new(policy)),
                Err(refused) => {
                    failures.push_str(&errors(&name, &text, &refused));
                    worst = worst.max(ExitLevel::Errors);
                }
            }
        }
        if worst > ExitLevel::Clean {
            return (failures, worst);
        }
        let mut conditions = ConditionMap::new();
        self.condition.iter().for_each(|(key, value)| conditions.add(key, value));
        let request = Request { action: &self.action, resource: &self.resource, conditions: &conditions };
        let explanation = explain(&set, &request);
        let level = if explanation.decision.is_allow() { ExitLevel::Clean } else { ExitLevel::Warnings };
        let written = match self.format {
            Format::Human => explanation.to_string(),
            Format::Json => format!("{:#}\n", as_json(&explanation)),
        };
        (written, level)
    }
}

fn errors(name: &str, text: &str, refused: &Refused) -> String {
    let mut out = String::new();
    for finding in refused.findings() {
        let place = Position::of(text, finding.span.start);
        let _ = writeln!(out, "{name}:{place}: {} [{}]", finding.message, finding.code);
    }
    let _ = writeln!(out, "see `rampart policy check {name}`");
    out
}

fn as_json(explanation: &Explanation) -> Value {
    let statements = explanation.statements.iter().map(|trace| {
        let elements = trace.elements().map(|element| {
            json!({ "element": element.element, "wanted": element.wanted, "got": element.got, "matched": element.matched })
        });
        let conditions = trace.conditions.iter().map(|condition| {
            json!({
                "operator": condition.operator, "key": condition.key, "wanted": condition.wanted,
                "got": condition.got, "met": condition.met,
            })
        });
        json!({
            "policy": trace.policy,
            "statement": trace.source.statement,
            "sid": trace.sid,
            "effect": trace.effect.as_str(),
            "matched": trace.matched(),
            "elements": elements.collect::<Vec<_>>(),
            "conditions": conditions.collect::<Vec<_>>(),
        })
    });
    let decisive = explanation.decisive();
    json!({
        "decision": explanation.decision.as_str(),
        "by": decisive.map(|trace| json!({ "policy": trace.policy, "statement": trace.source.statement, "sid": trace.sid })),
        "action": explanation.action,
        "resource": explanation.resource,
        "statements": statements.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
#[path = "policy_explain_tests.rs"]
mod tests;
