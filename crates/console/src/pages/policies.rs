//! The list of policies.

use askama::Template;

use super::{Frame, told::told};
use crate::{
    ask::{Answer, Ask, date, path, text},
    limits,
    trouble::Trouble,
};

#[derive(Template)]
#[template(path = "policies.html")]
struct Page<'a> {
    frame: Frame,
    told: Option<&'static str>,
    query: &'a str,
    kind: &'a str,
    found: usize,
    policies: Vec<Row>,
}

/// A policy in a list.
pub(super) struct Row {
    pub(super) name: String,
    /// `Custom` or `System`.
    pub(super) kind: String,
    pub(super) description: String,
    pub(super) attached: String,
    pub(super) updated: String,
    pub(super) href: String,
}

pub(crate) async fn show(ask: &Ask<'_>) -> Answer {
    let (query, kind) = (ask.query.get("q"), kind_of(ask.query.get("type")));
    let mut policies = search(ask, query, kind).await?;
    let found = policies.len();
    policies.truncate(limits::ROWS_SHOWN_MAX);
    ask.page(&Page {
        frame: ask.frame("Policies", "policies"),
        told: told(ask.query.get("told")),
        query,
        kind,
        found,
        policies,
    })
}

/// `Custom`, `System`, or nothing for both.
pub(super) fn kind_of(kind: &str) -> &str {
    if matches!(kind, "Custom" | "System") { kind } else { "" }
}

/// Policies whose name or description holds the words, customers' own first.
pub(super) async fn search(ask: &Ask<'_>, query: &str, kind: &str) -> Result<Vec<Row>, Trouble> {
    let wanted = query.to_lowercase();
    let mut found = ask.ram_rows("ListPolicies", &[("PolicyType", kind)], "/Policies/Policy", row).await?;
    found.retain(|row| row.holds(&wanted));
    found.sort_by(|one, other| (&one.kind, &one.name).cmp(&(&other.kind, &other.name)));
    Ok(found)
}

fn row(policy: &serde_json::Value) -> Row {
    let (name, kind) = (text(policy, "/PolicyName"), text(policy, "/PolicyType"));
    Row {
        href: path(&["policies", &kind, &name]),
        description: text(policy, "/Description"),
        attached: text(policy, "/AttachmentCount"),
        updated: date(&text(policy, "/UpdateDate")),
        name,
        kind,
    }
}

impl Row {
    fn holds(&self, wanted: &str) -> bool {
        self.name.to_lowercase().contains(wanted) || self.description.to_lowercase().contains(wanted)
    }
}
