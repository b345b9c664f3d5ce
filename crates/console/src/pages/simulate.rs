//! Simulate: whether somebody may do something, and why, as the policies are now.

use std::collections::BTreeMap;

use askama::Template;
use rampart_policy::vocabulary;
use serde_json::Value;

use super::{Frame, explained::Explained};
use crate::{
    ask::{Answer, Ask, text},
    limits,
    trouble::Notice,
};

/// Services whose actions are offered.
const SERVICES: [&str; 4] = ["kms", "ram", "rds", "sts"];

#[derive(Template)]
#[template(path = "simulate.html")]
struct Page<'a> {
    frame: Frame,
    notice: Option<Notice>,
    principal: &'a str,
    action: &'a str,
    resource: &'a str,
    conditions: &'a str,
    /// `user/alice`, `role/ops`.
    people: Vec<String>,
    actions: Vec<String>,
    explained: Option<Explained>,
}

/// The form, and below it the decision where something is asked.
pub(crate) async fn show(ask: &Ask<'_>) -> Answer {
    let query = &ask.query;
    let (principal, action, resource) = (query.get("principal"), query.get("action"), query.get("resource"));
    let mut page = Page {
        frame: ask.frame("Simulate", "simulate"),
        notice: None,
        principal,
        action,
        resource,
        conditions: query.raw("conditions"),
        people: people(ask).await,
        actions: SERVICES
            .into_iter()
            .flat_map(|service| {
                vocabulary::documented_actions(service).map(move |name| format!("{service}:{name}"))
            })
            .collect(),
        explained: None,
    };
    if action.is_empty() {
        return ask.page(&page);
    }
    let conditions = match conditions(page.conditions) {
        Ok(conditions) => conditions,
        Err(line) => {
            let text = format!("`{line}` is no condition.");
            page.notice = Some(Notice {
                text,
                ..Notice::form("A condition is not right", "Write one a line, as `acs:SourceIp=192.0.2.1`.")
            });
            return ask.refused(&page);
        }
    };
    let params = [
        ("Principal", &*arn(&ask.session.account, principal)),
        ("PrincipalAction", action),
        ("Resource", resource),
        ("Conditions", &conditions),
    ];
    match ask.ram("SimulatePolicy", &params).await {
        Ok(answer) => {
            let resource = if resource.is_empty() { "*" } else { resource };
            page.explained = Some(Explained::simulated(&answer, action, resource));
            ask.page(&page)
        }
        Err(trouble) => {
            page.notice = Some(trouble.notice()?);
            ask.refused(&page)
        }
    }
}

impl Page<'_> {
    /// Whether a key is asked about, whose tags a policy may hang on.
    fn is_of_key(&self) -> bool {
        self.resource.starts_with("acs:kms:") && self.resource.contains(":key/")
    }
}

/// `user/alice` in full; what is in full already stays.
fn arn(account: &str, principal: &str) -> String {
    match principal.split_once('/') {
        Some(("user" | "role", _)) => format!("acs:ram::{account}:{principal}"),
        _ => principal.to_owned(),
    }
}

/// Conditions as they are sent: a JSON object, a list of values a key. The line that is none is given back.
fn conditions(written: &str) -> Result<String, &str> {
    let mut read: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in written.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (key, value) = line.split_once('=').ok_or(line)?;
        if key.trim().is_empty() {
            return Err(line);
        }
        read.entry(key.trim()).or_default().push(value.trim());
    }
    Ok(if read.is_empty() { String::new() } else { serde_json::json!(read).to_string() })
}

/// Who is offered, as far as the caller may list them; anybody may be written.
async fn people(ask: &Ask<'_>) -> Vec<String> {
    let user = |user: &Value| format!("user/{}", text(user, "/UserName"));
    let role = |role: &Value| format!("role/{}", text(role, "/RoleName"));
    let mut people = ask.ram_rows("ListUsers", &[], "/Users/User", user).await.unwrap_or_default();
    people.truncate(limits::ROWS_SHOWN_MAX);
    let mut roles = ask.ram_rows("ListRoles", &[], "/Roles/Role", role).await.unwrap_or_default();
    roles.truncate(limits::ROWS_SHOWN_MAX);
    people.append(&mut roles);
    people
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_read_a_line_each() {
        for (written, read) in [
            ("", Ok("")),
            (" \n", Ok("")),
            ("acs:SourceIp=192.0.2.1", Ok(r#"{"acs:SourceIp":["192.0.2.1"]}"#)),
            ("a=1\r\n b = 2 \n\na=3=4", Ok(r#"{"a":["1","3=4"],"b":["2"]}"#)),
            ("a=", Ok(r#"{"a":[""]}"#)),
            ("a", Err("a")),
            ("=1", Err("=1")),
        ] {
            assert_eq!(conditions(written).as_deref(), read.as_ref().map(|text| *text), "{written:?}");
        }
    }

    #[test]
    fn whom_one_asks_about_is_named_shortly_or_in_full() {
        for (written, meant) in [
            ("", ""),
            ("user/alice", "acs:ram::1:user/alice"),
            ("role/ops", "acs:ram::1:role/ops"),
            ("acs:ram::2:user/bob", "acs:ram::2:user/bob"),
        ] {
            assert_eq!(arn("1", written), meant);
        }
    }
}
