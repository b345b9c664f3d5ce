//! One policy: its document, its versions, who holds it, and its end.

use askama::Template;
use serde_json::Value;

use super::{Frame, told::told};
use crate::{
    ask::{Answer, Ask, date, first_rows, path, rows, text},
    diff::{Line, diff},
    policy_text::laid_out,
    response,
    trouble::{Notice, Trouble},
};

#[derive(Template)]
#[template(path = "policy.html")]
struct Page {
    frame: Frame,
    told: Option<&'static str>,
    notice: Option<Notice>,
    policy: Policy,
    document: String,
    /// The default version's, where another is shown.
    default: Option<String>,
    /// Which version is shown.
    shown: String,
    versions: Vec<Version>,
    holders: Vec<Holder>,
}

/// What stands in a policy's head.
pub(super) struct Policy {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) description: String,
    pub(super) default_version: String,
    pub(super) created: String,
    pub(super) updated: String,
    pub(super) href: String,
}

struct Version {
    id: String,
    is_default: bool,
    created: String,
}

struct Holder {
    kind: &'static str,
    name: String,
    href: String,
    since: String,
}

pub(crate) async fn show(ask: &Ask<'_>, kind: &str, name: &str) -> Answer {
    ask.page(&page(ask, kind, name, None).await?)
}

/// Deletes a policy whose name was typed, with its versions that are not the default.
pub(crate) async fn delete(ask: &Ask<'_>, kind: &str, name: &str) -> Answer {
    let deleted = if ask.form.get("typed") == name {
        end(ask, name).await
    } else {
        let notice = Notice::form("The policy is not deleted", "Type its name exactly to confirm.");
        return ask.refused(&page(ask, kind, name, Some(notice)).await?);
    };
    match deleted {
        Ok(()) => Ok(response::see("/console/policies?told=deleted")),
        Err(trouble) => ask.refused(&page(ask, kind, name, Some(trouble.notice()?)).await?),
    }
}

async fn end(ask: &Ask<'_>, name: &str) -> Result<(), Trouble> {
    let versions = ask.ram("ListPolicyVersions", &[("PolicyType", "Custom"), ("PolicyName", name)]).await?;
    for version in rows(&versions, "/PolicyVersions/PolicyVersion") {
        if text(version, "/IsDefaultVersion") != "true" {
            let id = text(version, "/VersionId");
            ask.ram("DeletePolicyVersion", &[("PolicyName", name), ("VersionId", &id)]).await?;
        }
    }
    ask.ram("DeletePolicy", &[("PolicyName", name)]).await.map(|_| ())
}

async fn page(ask: &Ask<'_>, kind: &str, name: &str, notice: Option<Notice>) -> Result<Page, Trouble> {
    let named = [("PolicyType", kind), ("PolicyName", name)];
    let answer = ask.ram("GetPolicy", &named).await?;
    let policy = head(&answer, kind);
    let versions = ask.ram("ListPolicyVersions", &named).await;
    let versions = versions.map_or_else(|_| Vec::new(), |answer| versions_in(&answer));
    let shown = match ask.query.get("version") {
        "" => policy.default_version.clone(),
        version => version.to_owned(),
    };
    let default = laid_out(&text(&answer, "/DefaultPolicyVersion/PolicyDocument"));
    let (document, default) = if shown == policy.default_version {
        (default, None)
    } else {
        let version = version(ask, kind, name, &shown).await?;
        (laid_out(&text(&version, "/PolicyVersion/PolicyDocument")), Some(default))
    };
    let holders = ask.ram("ListEntitiesForPolicy", &named).await;
    Ok(Page {
        frame: ask.frame(policy.name.clone(), "policies"),
        told: told(ask.query.get("told")),
        notice,
        document,
        default,
        shown,
        versions,
        holders: holders.map_or_else(|_| Vec::new(), |answer| holders_in(&answer)),
        policy,
    })
}

async fn version(ask: &Ask<'_>, kind: &str, name: &str, id: &str) -> Result<Value, Trouble> {
    ask.ram("GetPolicyVersion", &[("PolicyType", kind), ("PolicyName", name), ("VersionId", id)]).await
}

/// A policy as GetPolicy tells it.
pub(super) fn head(answer: &Value, kind: &str) -> Policy {
    let name = text(answer, "/Policy/PolicyName");
    Policy {
        href: path(&["policies", kind, &name]),
        kind: text(answer, "/Policy/PolicyType"),
        description: text(answer, "/Policy/Description"),
        default_version: text(answer, "/Policy/DefaultVersion"),
        created: date(&text(answer, "/Policy/CreateDate")),
        updated: date(&text(answer, "/Policy/UpdateDate")),
        name,
    }
}

fn versions_in(answer: &Value) -> Vec<Version> {
    let one = |version: &Value| Version {
        id: text(version, "/VersionId"),
        is_default: text(version, "/IsDefaultVersion") == "true",
        created: date(&text(version, "/CreateDate")),
    };
    first_rows(answer, "/PolicyVersions/PolicyVersion").map(one).collect()
}

fn holders_in(answer: &Value) -> Vec<Holder> {
    let kinds = [
        ("Role", "role", "/Roles/Role", "/RoleName"),
        ("User", "user", "/Users/User", "/UserName"),
        ("Group", "group", "/Groups/Group", "/GroupName"),
    ];
    let of = |(kind, page, list, name): (&'static str, &'static str, &'static str, &'static str)| {
        first_rows(answer, list).map(move |one| Holder {
            kind,
            name: text(one, name),
            href: path(&[page, &text(one, name)]),
            since: date(&text(one, "/AttachDate")),
        })
    };
    kinds.into_iter().flat_map(of).collect()
}

impl Page {
    /// From the version shown to the default one.
    fn changes(&self) -> Option<Vec<Line<'_>>> {
        diff(&self.document, self.default.as_deref()?)
    }
}

impl Policy {
    fn is_custom(&self) -> bool {
        self.kind == "Custom"
    }
}
