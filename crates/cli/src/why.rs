//! `rampart why`: what was decided of a call, and by what.
//!
//! It reads the audit trail's files, beside a running server or without one; nothing is asked of the server.

use std::{fmt::Write as _, path::PathBuf, process::ExitCode};

use clap::Args;
use rampart_server::why::{
    AuditRecord, Deciding, DecisionMade, Outcome, Placed, Ruling, last_denied, of_request, request_id,
};
use rampart_vocab::RequestId;
use serde_json::Value;

use crate::{
    format::{Format, json, plain, say},
    serve::complain,
};

/// Show what was decided of a call, and by what: which statement of which policy, or that none allows it.
///
/// Every answer, and every refusal, bears a RequestId. Beside the call itself the calls are shown that carried out its
/// wish, such as those that RDS makes for a database's key. Read from the audit trail's files: run it as root or as the
/// server's user. Calls without a valid signature are counted, not recorded, and are not found here.
///
/// Exit code: 0 found, 1 no such record, or the files cannot be read.
#[derive(Args)]
pub(crate) struct Why {
    /// The RequestId of an answer
    #[arg(value_name = "REQUEST-ID", value_parser = request_id, required_unless_present = "last_denied")]
    request: Option<RequestId>,
    /// The last call that was denied, instead of a named one
    #[arg(long, conflicts_with = "request")]
    last_denied: bool,
    /// Only of this caller: an ARN, an access key id or a session's name
    #[arg(long, value_name = "CALLER", requires = "last_denied")]
    caller: Option<String>,
    /// The server's data folder [default: as for `rampart serve`]
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// How the records are shown
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl Why {
    pub(crate) fn run(self) -> ExitCode {
        let Some(data_dir) = self.data_dir.or_else(rampart_server::default_data_dir) else {
            return complain("no data folder: there is no home folder; name one by --data-dir");
        };
        let found = match self.request {
            Some(request) => of_request(&data_dir, request),
            None => last_denied(&data_dir, self.caller.as_deref()),
        };
        match (found, self.request) {
            (Err(failed), _) => complain(&failed.to_string()),
            (Ok(none), Some(request)) if none.is_empty() => complain(&format!(
                "no record of `{request}` under `{}`: it is another server's, or had no valid signature",
                data_dir.display()
            )),
            (Ok(none), None) if none.is_empty() => {
                complain("no call was denied, as far as the records reach back")
            }
            (Ok(found), _) => {
                say(&match self.format {
                    Format::Human => human(&found),
                    Format::Json => json(&found.iter().map(Placed::to_json).collect::<Vec<Value>>()),
                });
                ExitCode::SUCCESS
            }
        }
    }
}

fn human(found: &[Placed]) -> String {
    found.iter().map(|placed| told(&placed.record)).collect::<Vec<_>>().join("\n")
}

/// Names in a record come from callers: they are shown without what would steer a terminal.
fn told(record: &AuditRecord<'_>) -> String {
    let mut text = String::new();
    let outcome = match &record.outcome {
        Outcome::Done => "done".to_owned(),
        Outcome::Refused { code, status } => format!("refused with {} ({status})", plain(code)),
    };
    let _ = writeln!(text, "{}:{} {outcome}", plain(&record.service), plain(&record.operation));
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(text, "  {name:<8} {}", plain(value));
    };
    line("when", &record.at.to_string());
    line("request", &record.request.to_string());
    if let Some(cause) = record.cause {
        line("for", &format!("{cause}, whose wish it carried out"));
    }
    line("caller", &format!("{} ({})", record.caller.arn, record.caller.kind));
    if let Some(key) = &record.caller.access_key {
        line("key", key);
    }
    if let Some(session) = &record.caller.session {
        line("session", session);
    }
    let secure = if record.secure_transport { "" } else { ", in the clear" };
    let from = record.source_ip.map_or("this process".to_owned(), |ip| ip.to_string());
    line("from", &format!("{from}{secure}"));
    for decision in &record.decisions {
        text.push_str(&decided(decision));
    }
    if record.decisions_cut > 0 {
        let _ = writeln!(text, "  and {} more decisions, which the record left out", record.decisions_cut);
    }
    if !record.is_denied() {
        text.push_str(match &record.outcome {
            Outcome::Done if record.decisions.is_empty() => {
                "  nothing was to be decided: any caller may do this\n"
            }
            Outcome::Done => "",
            Outcome::Refused { .. } if record.decisions.is_empty() => {
                "  it was refused before anything was decided: look at the code and the answer's Message\n"
            }
            Outcome::Refused { .. } => {
                "  no policy stood in the way: look at the code and the answer's Message\n"
            }
        });
    }
    text
}

fn decided(decision: &DecisionMade<'_>) -> String {
    let (action, resource) = (plain(&decision.action), plain(&decision.resource));
    let why = plain(&because(decision.ruling, &decision.by));
    let mut text = format!("\n  {}  {action} on {resource}\n           {why}\n", verdict(decision.ruling));
    if decision.ruling == Ruling::Denied {
        let _ = writeln!(text, "           → {}", remedy(&decision.by, &action, &resource));
    }
    text
}

const fn verdict(ruling: Ruling) -> &'static str {
    match ruling {
        Ruling::Allowed => "allowed",
        Ruling::Denied => "DENIED ",
    }
}

fn because(ruling: Ruling, by: &Deciding<'_>) -> String {
    match by {
        Deciding::Root => "the account acts on what is its own".to_owned(),
        Deciding::ImplicitDeny => "no statement of the caller's policies allows it".to_owned(),
        Deciding::Statement { .. } if ruling == Ruling::Allowed => {
            format!("{by} allows it, and nothing denies it")
        }
        Deciding::Statement { .. } => format!("{by} denies it, whatever others allow"),
        Deciding::Gate(gate) => match gate.as_ref() {
            "session policy" => "the session's own policy does not allow it".to_owned(),
            "trust policy" => "the role's trust policy does not name the caller".to_owned(),
            "other account" => "the resource belongs to another account".to_owned(),
            "root forbidden" => "the account itself may not do this".to_owned(),
            other => other.to_owned(),
        },
    }
}

fn remedy(by: &Deciding<'_>, action: &str, resource: &str) -> String {
    let explain = format!("`rampart policy explain --policy FILE… --action {action} --resource {resource}`");
    match by {
        Deciding::ImplicitDeny => {
            format!(
                "allow it in a policy of the caller's; to see what each statement wanted:\n             {explain}"
            )
        }
        Deciding::Statement { kind, .. } if kind == "trust" => "change the role's trust policy".to_owned(),
        Deciding::Statement { kind, .. } if kind == "session" => {
            "assume the role with another Policy".to_owned()
        }
        Deciding::Statement { .. } => {
            format!("change that statement, or detach its policy; to try it:\n             {explain}")
        }
        Deciding::Gate(gate) => match gate.as_ref() {
            "session policy" => "assume the role with a Policy that allows it, or with none",
            "trust policy" => "name the caller in the role's AssumeRolePolicyDocument",
            "other account" => "ask that account for a role of its own, and assume it",
            "root forbidden" => "call as a user or a role",
            _ => "look at the answer's Message",
        }
        .to_owned(),
        Deciding::Root => "look at the answer's Message".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use rampart_server::why::AuditCaller;

    use super::*;

    const KEY: &str = "acs:kms:cn-hangzhou:1234567890123456:key/0a1b";

    fn record(decisions: Vec<DecisionMade<'static>>, outcome: Outcome<'static>) -> AuditRecord<'static> {
        AuditRecord {
            at: "2026-01-01T00:00:00.250Z".parse().unwrap(),
            request: RequestId::from_bytes([0x11; 16]),
            cause: None,
            account: "1234567890123456".parse().unwrap(),
            caller: AuditCaller {
                arn: "acs:ram::1234567890123456:user/mallory".into(),
                kind: "SubUser".into(),
                access_key: Some("LTAI5tExample".into()),
                session: None,
            },
            source_ip: Some([192, 0, 2, 1].into()),
            secure_transport: true,
            service: "kms".into(),
            operation: "Decrypt".into(),
            decisions,
            decisions_cut: 0,
            outcome,
        }
    }

    fn made(ruling: Ruling, by: Deciding<'static>) -> DecisionMade<'static> {
        DecisionMade { action: "kms:Decrypt".into(), resource: KEY.into(), ruling, by }
    }

    fn statement(kind: &'static str) -> Deciding<'static> {
        Deciding::Statement { kind: kind.into(), policy: "KeyUse".into(), version: "v3".into(), statement: 1 }
    }

    fn refused() -> Outcome<'static> {
        Outcome::Refused { code: "Forbidden.NoPermission".into(), status: 403 }
    }

    #[test]
    fn a_record_tells_what_decided_and_what_to_do() {
        let denials = [
            Deciding::ImplicitDeny,
            statement("identity"),
            statement("session"),
            Deciding::Gate("session policy".into()),
            Deciding::Gate("trust policy".into()),
            Deciding::Gate("other account".into()),
            Deciding::Gate("root forbidden".into()),
        ];
        let denials = denials.map(|by| told(&record(vec![made(Ruling::Denied, by)], refused())));
        insta::assert_snapshot!("why-denied", denials.join("\n"));

        let mut worker = record(
            vec![made(Ruling::Allowed, statement("identity")), made(Ruling::Allowed, Deciding::Root)],
            Outcome::Done,
        );
        worker.cause = Some(RequestId::from_bytes([0x22; 16]));
        worker.source_ip = None;
        worker.secure_transport = false;
        worker.caller.session = Some("rds-instance-encryption".into());
        worker.decisions_cut = 2;
        insta::assert_snapshot!("why-allowed", told(&worker));

        let mine = || vec![made(Ruling::Allowed, Deciding::Root)];
        let disabled = || Outcome::Refused { code: "Rejected.Disabled".into(), status: 409 };
        let others =
            [record(mine(), disabled()), record(Vec::new(), disabled()), record(Vec::new(), Outcome::Done)];
        insta::assert_snapshot!("why-otherwise", others.each_ref().map(told).join("\n"));
    }

    #[test]
    fn a_callers_names_steer_no_terminal() {
        let mut record = record(Vec::new(), Outcome::Done);
        record.caller.session = Some("\u{1b}]0;x\u{7}".into());
        assert!(!told(&record).contains('\u{1b}'));
    }
}
