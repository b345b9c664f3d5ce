//! The Grant Permission panel: policies to choose from, the Selected Policy section, and the granting itself.

use askama::Template;
use serde_json::Value;

use super::{
    Frame,
    policies::{Row, kind_of, search},
    told::told,
};
use crate::{
    ask::{Answer, Ask, date, first_rows, path, text},
    limits, response,
    trouble::{Notice, Trouble},
};

/// Who gets what is granted.
#[derive(Clone, Copy)]
pub(crate) enum Bearer<'a> {
    /// A role, by its name.
    Role(&'a str),
    /// A user, by his name.
    User(&'a str),
    /// A group, by its name.
    Group(&'a str),
}

/// A policy that somebody holds.
pub(super) struct Held {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) description: String,
    pub(super) since: String,
    pub(super) href: String,
}

#[derive(Template)]
#[template(path = "grant.html")]
struct Page<'a> {
    frame: Frame,
    told: Option<&'static str>,
    notice: Option<Notice>,
    principal: &'a str,
    /// `Role`, `User` or `Group`.
    kind_of_principal: &'static str,
    list_href: String,
    list_title: &'static str,
    href: String,
    query: &'a str,
    kind: &'a str,
    offered: Vec<Offered>,
    selected: Vec<Chosen>,
}

struct Offered {
    row: Row,
    /// `Custom/Name`.
    value: String,
    /// Whether it is held or selected already.
    state: &'static str,
}

struct Chosen {
    value: String,
    kind: String,
    name: String,
}

pub(crate) async fn show(ask: &Ask<'_>, bearer: Bearer<'_>) -> Answer {
    let removed = ask.query.get("remove");
    let wanted = ask.query.all("selected").chain(ask.query.all("add")).filter(|value| *value != removed);
    ask.page(&page(ask, bearer, chosen(wanted), None).await?)
}

/// Attaches what stands in the Selected Policy section. What is held already stays held.
pub(crate) async fn submit(ask: &Ask<'_>, bearer: Bearer<'_>) -> Answer {
    let selected = chosen(ask.form.all("selected"));
    if selected.is_empty() {
        let remedy = "Select a policy in the list, so that it appears under Selected Policy.";
        let notice = Notice::form("No policy is selected", remedy);
        return ask.refused(&page(ask, bearer, selected, Some(notice)).await?);
    }
    let (operation, parameter, name) = bearer.attaching();
    for policy in &selected {
        let params = [("PolicyType", policy.kind.as_str()), ("PolicyName", &policy.name), (parameter, name)];
        match ask.ram(operation, &params).await {
            Ok(_) => {}
            Err(trouble) if trouble.is(bearer.held_already()) => {}
            Err(trouble) => {
                let notice = trouble.notice()?;
                return ask
                    .refused(&page(ask, bearer, chosen(ask.form.all("selected")), Some(notice)).await?);
            }
        }
    }
    Ok(response::see(&format!("{}?told=granted", bearer.href())))
}

/// Takes one policy away.
pub(crate) async fn detach(ask: &Ask<'_>, bearer: Bearer<'_>) -> Answer {
    let Some(policy) = chosen(ask.form.all("policy")).pop() else { return Err(Trouble::NoPage) };
    let (operation, parameter, name) = bearer.detaching();
    let params = [("PolicyType", policy.kind.as_str()), ("PolicyName", &policy.name), (parameter, name)];
    ask.ram(operation, &params).await?;
    Ok(response::see(&format!("{}?told=detached", bearer.href())))
}

/// What somebody holds.
pub(super) async fn held(ask: &Ask<'_>, bearer: Bearer<'_>) -> Result<Vec<Held>, Trouble> {
    let answer = match bearer {
        Bearer::Role(name) => ask.ram("ListPoliciesForRole", &[("RoleName", name)]).await,
        Bearer::User(name) => ask.ram("ListPoliciesForUser", &[("UserName", name)]).await,
        Bearer::Group(name) => ask.ram("ListPoliciesForGroup", &[("GroupName", name)]).await,
    };
    let answer = match answer {
        Err(trouble) if trouble.is_denied() => return Ok(Vec::new()),
        answer => answer?,
    };
    let one = |policy: &Value| {
        let (name, kind) = (text(policy, "/PolicyName"), text(policy, "/PolicyType"));
        Held {
            description: text(policy, "/Description"),
            since: date(&text(policy, "/AttachDate")),
            href: path(&["policies", &kind, &name]),
            name,
            kind,
        }
    };
    Ok(first_rows(&answer, "/Policies/Policy").map(one).collect())
}

/// `Type/Name` each, none twice, no more than may be granted at a time.
fn chosen<'a>(values: impl Iterator<Item = &'a str>) -> Vec<Chosen> {
    let mut chosen: Vec<Chosen> = Vec::new();
    for value in values {
        let Some((kind, name)) = value.split_once('/') else { continue };
        let known = matches!(kind, "Custom" | "System") && !name.is_empty();
        let room = chosen.len() < limits::GRANTED_AT_ONCE_MAX;
        if known && room && chosen.iter().all(|other| other.value != value) {
            chosen.push(Chosen { value: value.to_owned(), kind: kind.to_owned(), name: name.to_owned() });
        }
    }
    chosen
}

async fn page<'a>(
    ask: &'a Ask<'_>,
    bearer: Bearer<'a>,
    selected: Vec<Chosen>,
    notice: Option<Notice>,
) -> Result<Page<'a>, Trouble> {
    let (query, kind) = (ask.query.get("q"), kind_of(ask.query.get("type")));
    let holds = held(ask, bearer).await?;
    let mut found = search(ask, query, kind).await?;
    found.truncate(limits::ROWS_SHOWN_MAX);
    let offered = found.into_iter().map(|row| {
        let value = format!("{}/{}", row.kind, row.name);
        let state = if holds.iter().any(|held| held.kind == row.kind && held.name == row.name) {
            "Granted"
        } else if selected.iter().any(|chosen| chosen.value == value) {
            "Selected"
        } else {
            ""
        };
        Offered { row, value, state }
    });
    let offered = offered.collect();
    let (section, list_title, kind_of_principal, principal) = match bearer {
        Bearer::Role(name) => ("roles", "Roles", "Role", name),
        Bearer::User(name) => ("users", "Users", "User", name),
        Bearer::Group(name) => ("groups", "Groups", "Group", name),
    };
    Ok(Page {
        frame: ask.frame("Grant Permission", section),
        told: told(ask.query.get("told")),
        notice,
        principal,
        kind_of_principal,
        list_href: path(&[section]),
        list_title,
        href: bearer.href(),
        query,
        kind,
        offered,
        selected,
    })
}

impl<'a> Bearer<'a> {
    /// Of `user/alice`, as a form names him.
    pub(super) fn parse(place: &'a str) -> Option<Self> {
        match place.split_once('/')? {
            (_, "") => None,
            ("role", name) => Some(Self::Role(name)),
            ("user", name) => Some(Self::User(name)),
            ("group", name) => Some(Self::Group(name)),
            _ => None,
        }
    }

    /// As `parse` reads it.
    pub(super) fn place(self) -> String {
        let (kind, name) = self.named();
        format!("{kind}/{name}")
    }

    pub(super) const fn name(self) -> &'a str {
        self.named().1
    }

    const fn named(self) -> (&'static str, &'a str) {
        match self {
            Self::Role(name) => ("role", name),
            Self::User(name) => ("user", name),
            Self::Group(name) => ("group", name),
        }
    }

    /// His Grant Permission panel, a policy that was made just now selected.
    pub(super) fn panel_after_creating(self, policy: &str) -> String {
        let value = format!("Custom/{policy}");
        let selected: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
        format!("{}/grant?told=created&selected={selected}", self.href())
    }

    /// His page.
    pub(super) fn href(self) -> String {
        let (kind, name) = self.named();
        path(&[kind, name])
    }

    const fn attaching(self) -> (&'static str, &'static str, &'a str) {
        match self {
            Self::Role(name) => ("AttachPolicyToRole", "RoleName", name),
            Self::User(name) => ("AttachPolicyToUser", "UserName", name),
            Self::Group(name) => ("AttachPolicyToGroup", "GroupName", name),
        }
    }

    const fn detaching(self) -> (&'static str, &'static str, &'a str) {
        match self {
            Self::Role(name) => ("DetachPolicyFromRole", "RoleName", name),
            Self::User(name) => ("DetachPolicyFromUser", "UserName", name),
            Self::Group(name) => ("DetachPolicyFromGroup", "GroupName", name),
        }
    }

    const fn held_already(self) -> &'static str {
        match self {
            Self::Role(_) => "EntityAlreadyExists.Role.Policy",
            Self::User(_) => "EntityAlreadyExists.User.Policy",
            Self::Group(_) => "EntityAlreadyExists.Group.Policy",
        }
    }
}
