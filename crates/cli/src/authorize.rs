//! `rampart authorize rds`: the authorisation that lets RDS use keys, in one command.
//!
//! Policy and role are exactly those of the vendor's page "Authorize RDS to access KMS"; asked for again, it finds them.

use std::{fmt, io::Write as _, process::ExitCode};

use clap::{Args, Subcommand};
use rampart_client::Service;
use rampart_client::{CallFailed, Client};
use rampart_vocab::authorize_rds::{DOCUMENT, POLICY, ROLE, SERVICE, TRUST};
use serde_json::Value;

use crate::{credentials::Connection, serve::complain};

/// Let a service use keys.
#[derive(Args)]
pub(crate) struct Authorize {
    #[command(flatten)]
    connection: Connection,
    #[command(subcommand)]
    service: Trusted,
}

#[derive(Subcommand)]
enum Trusted {
    /// Let RDS use keys that are tagged `acs:rds:instance-encryption` = `true`, and no others.
    ///
    /// Makes the policy AliyunRDSInstanceEncryptionRolePolicy and the role AliyunRDSInstanceEncryptionDefaultRole,
    /// which trusts rds.aliyuncs.com, and attaches one to the other. What is there already is left as it is; where it
    /// differs the command ends with 1 and says what would make it as on the page.
    Rds,
}

impl Authorize {
    pub(crate) fn run(self) -> ExitCode {
        let Trusted::Rds = self.service;
        let done =
            self.connection.client().and_then(|client| rds(&client).map_err(|failed| failed.to_string()));
        match done {
            Ok(steps) => {
                for step in &steps {
                    let _ = writeln!(std::io::stdout(), "{step}");
                }
                if steps.iter().any(|step| step.remedy.is_some()) {
                    ExitCode::FAILURE
                } else {
                    ExitCode::SUCCESS
                }
            }
            Err(text) => complain(&text),
        }
    }
}

/// What was made and what was found.
struct Step {
    made: bool,
    what: String,
    /// The command that makes it as on the page, where it is otherwise.
    remedy: Option<String>,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}  {}", if self.made { "made " } else { "found" }, self.what)?;
        match &self.remedy {
            Some(remedy) => write!(
                f,
                "\n       it is not as on the page and left as it is; to have it so:\n       {remedy}"
            ),
            None => Ok(()),
        }
    }
}

fn rds(client: &Client) -> Result<Vec<Step>, CallFailed> {
    let call =
        |operation: &str, params: &[(&str, &str)]| client.call_blocking(Service::Ram, operation, params);
    let policy = [
        ("PolicyName", POLICY),
        ("PolicyDocument", DOCUMENT),
        ("Description", "Authorize RDS to access KMS"),
    ];
    let made = unless(call("CreatePolicy", &policy), "EntityAlreadyExists.Policy")?;
    let found = call("GetPolicy", &[("PolicyName", POLICY), ("PolicyType", "Custom")])?;
    let document = found.pointer("/DefaultPolicyVersion/PolicyDocument");
    let remedy = unlike(document, DOCUMENT, |document| {
        format!(
            "rampart call ram CreatePolicyVersion --PolicyName {POLICY} --SetAsDefault true --PolicyDocument '{document}'"
        )
    });
    let mut steps = vec![Step { made, what: format!("policy {POLICY}"), remedy }];

    let role = [
        ("RoleName", ROLE),
        ("AssumeRolePolicyDocument", TRUST),
        ("Description", "RDS uses this role to access KMS"),
    ];
    let made = unless(call("CreateRole", &role), "EntityAlreadyExists.Role")?;
    let found = call("GetRole", &[("RoleName", ROLE)])?;
    let arn = found.pointer("/Role/Arn").and_then(Value::as_str).unwrap_or_default();
    let remedy = unlike(found.pointer("/Role/AssumeRolePolicyDocument"), TRUST, |document| {
        format!("rampart call ram UpdateRole --RoleName {ROLE} --NewAssumeRolePolicyDocument '{document}'")
    });
    let trusts = if remedy.is_none() { format!(", trusting {SERVICE}") } else { String::new() };
    steps.push(Step { made, what: format!("role {ROLE} ({arn}){trusts}"), remedy });

    let attach = [("PolicyType", "Custom"), ("PolicyName", POLICY), ("RoleName", ROLE)];
    let made = unless(call("AttachPolicyToRole", &attach), "EntityAlreadyExists.Role.Policy")?;
    steps.push(Step { made, what: "grant of the policy to the role".to_owned(), remedy: None });
    Ok(steps)
}

/// Whether something was made; it was not when it had been there before.
fn unless(answer: Result<Value, CallFailed>, there: &str) -> Result<bool, CallFailed> {
    match answer {
        Ok(_) => Ok(true),
        Err(failed) if failed.refusal().is_some_and(|refusal| refusal.code == there) => Ok(false),
        Err(failed) => Err(failed),
    }
}

/// What is to be done about a document that says something else than the page's, which comes in one line.
fn unlike(found: Option<&Value>, page: &str, remedy: impl FnOnce(&Value) -> String) -> Option<String> {
    let parsed = |text: &str| serde_json::from_str::<Value>(text).ok();
    let wanted = parsed(page)?;
    let found = found.and_then(Value::as_str).and_then(parsed);
    (found.as_ref() != Some(&wanted)).then(|| remedy(&wanted))
}
