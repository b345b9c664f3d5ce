//! Why something was refused: a refusal's diagnostic message opened, and what would allow it as the policies are now.

use askama::Template;
use serde_json::{Map, Value};

use super::{
    Frame,
    explained::{Explained, Named},
};
use crate::{
    ask::{Answer, Ask, rows, text},
    trouble::{Notice, Trouble},
};

#[derive(Template)]
#[template(path = "why.html")]
struct Page<'a> {
    frame: Frame,
    notice: Option<Notice>,
    /// The message, where it is to be handed to somebody who may read it.
    message: &'a str,
    explained: Option<Explained>,
    /// Whether the same would be allowed by now.
    is_allowed_now: bool,
}

/// What asks for a message.
pub(crate) fn show(ask: &Ask<'_>) -> Answer {
    ask.page(&page(ask))
}

/// Opens the message that was sent.
pub(crate) async fn submit(ask: &Ask<'_>) -> Answer {
    let message = ask.form.get("message");
    if message.is_empty() {
        let notice = Notice::form("No message is given", "Paste the EncodedDiagnosticMessage of a refusal.");
        return ask.refused(&Page { notice: Some(notice), ..page(ask) });
    }
    match opened(ask, message).await {
        Ok((explained, is_allowed_now)) => {
            ask.page(&Page { explained: Some(explained), is_allowed_now, ..page(ask) })
        }
        Err(trouble) => {
            let mut notice = trouble.notice()?;
            // Why one may not read why is no help.
            notice.diagnostic.clear();
            ask.refused(&Page { notice: Some(notice), message, ..page(ask) })
        }
    }
}

/// What a message says, what would allow it, and whether it is allowed by now.
pub(super) async fn opened(ask: &Ask<'_>, message: &str) -> Result<(Explained, bool), Trouble> {
    let answer = ask.ram("DecodeDiagnosticMessage", &[("EncodedDiagnosticMessage", message)]).await?;
    let message = answer.pointer("/DecodedDiagnosticMessage").unwrap_or(&Value::Null);
    let mut explained = Explained::decoded(message);
    // What a role trusts, and what a session narrows itself to, no policy opens.
    if text(message, "/NoPermissionPolicyType") != "AccountLevelIdentityBasedPolicy" {
        return Ok((explained, false));
    }
    let principal = text(message, "/Principal");
    explained.bearer = Named::of(&principal);
    // Nothing that the account or a service lacks is granted by a policy.
    if explained.bearer.is_none() {
        return Ok((explained, false));
    }
    let conditions = conditions(message);
    let params = [
        ("Principal", principal.as_str()),
        ("PrincipalAction", &explained.action),
        ("Resource", &explained.resource),
        ("Conditions", &conditions),
    ];
    // Whoever may not simulate sees why it was refused all the same.
    let Ok(now) = ask.ram("SimulatePolicy", &params).await else { return Ok((explained, false)) };
    let now = Explained::simulated(&now, &explained.action, &explained.resource);
    let is_allowed_now = now.is_allowed();
    explained.proposal = now.proposal;
    Ok((explained, is_allowed_now))
}

/// What the refused request carried, as SimulatePolicy takes it.
fn conditions(message: &Value) -> String {
    let one = |condition: &Value| {
        let values = condition.pointer("/ConditionValues").cloned().unwrap_or_default();
        (text(condition, "/ConditionKey"), values)
    };
    let all: Map<String, Value> = rows(message, "/AuthConditions").iter().map(one).collect();
    if all.is_empty() { String::new() } else { Value::Object(all).to_string() }
}

fn page<'a>(ask: &Ask<'_>) -> Page<'a> {
    Page { frame: ask.frame("Why", "why"), notice: None, message: "", explained: None, is_allowed_now: false }
}
