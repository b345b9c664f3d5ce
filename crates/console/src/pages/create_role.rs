//! Create Role: who is trusted, then the role's name, and the message that it has been created.

use askama::Template;
use rampart_vocab::authorize_rds;

use super::Frame;
use crate::{
    ask::{Answer, Ask, path, text},
    response,
    trouble::Notice,
};

/// Services that a role may trust: those that act in accounts here, and others whose policies people test.
const SERVICES: [(&str, &str); 6] = [
    (authorize_rds::SERVICE, "RDS"),
    ("ecs.aliyuncs.com", "Elastic Compute Service"),
    ("fc.aliyuncs.com", "Function Compute"),
    ("log.aliyuncs.com", "Simple Log Service"),
    ("oss.aliyuncs.com", "Object Storage Service"),
    ("actiontrail.aliyuncs.com", "ActionTrail"),
];

#[derive(Template)]
#[template(path = "create_role.html")]
struct Page<'a> {
    frame: Frame,
    notice: Option<Notice>,
    /// `service` or `account`; empty while it is to be chosen.
    trusted: &'a str,
    name: &'a str,
    note: &'a str,
    service: &'a str,
    other: &'a str,
    services: &'static [(&'static str, &'static str)],
}

#[derive(Template)]
#[template(path = "role_created.html")]
struct Created<'a> {
    frame: Frame,
    name: &'a str,
    href: String,
}

pub(crate) fn show(ask: &Ask<'_>) -> Answer {
    let trusted = match ask.query.get("trusted") {
        known @ ("service" | "account") => known,
        _ => "",
    };
    ask.page(&page(ask, trusted))
}

pub(crate) async fn submit(ask: &Ask<'_>) -> Answer {
    let form = &ask.form;
    let (trusted, name, note) = (form.get("trusted"), form.get("name"), form.get("note"));
    let (service, other) = (form.get("service"), form.get("other"));
    let again = |notice| Page { notice: Some(notice), name, note, service, other, ..page(ask, trusted) };
    if name.is_empty() {
        return ask
            .refused(&again(Notice::form("The role has no name", "Enter a RAM Role Name, then click OK.")));
    }
    let principal = match trusted {
        "service" if SERVICES.iter().any(|(domain, _)| *domain == service) => ("Service", service.to_owned()),
        "service" => {
            let remedy = "Choose one under Select Trusted Service, then click OK.";
            return ask.refused(&again(Notice::form("No service is trusted yet", remedy)));
        }
        "account" => {
            let account = if other.is_empty() { ask.session.account.as_str() } else { other };
            if account.len() != 16 || !account.bytes().all(|byte| byte.is_ascii_digit()) {
                let remedy = "Enter the account’s 16 digits, or leave the field empty for this account.";
                return ask.refused(&again(Notice::form("This is no account ID", remedy)));
            }
            ("RAM", format!("acs:ram::{account}:root"))
        }
        _ => return Ok(response::see(&path(&["roles", "create"]))),
    };
    let document = trust(principal.0, &principal.1);
    let params = [("RoleName", name), ("AssumeRolePolicyDocument", document.as_str()), ("Description", note)];
    match ask.ram("CreateRole", &params).await {
        Ok(_) => Ok(response::see(&path(&["role", name, "created"]))),
        Err(trouble) => ask.refused(&again(trouble.notice()?)),
    }
}

/// What is said of a role that was just made. It looks, so that a stale address claims nothing.
pub(crate) async fn created(ask: &Ask<'_>, name: &str) -> Answer {
    let role = ask.ram("GetRole", &[("RoleName", name)]).await?;
    let name = text(&role, "/Role/RoleName");
    ask.page(&Created {
        frame: ask.frame("The Role has been created", "roles"),
        href: path(&["role", &name]),
        name: &name,
    })
}

/// Who may wear a role.
pub(super) fn trust(kind: &str, whom: &str) -> String {
    let document = serde_json::json!({
        "Version": "1",
        "Statement": [{"Action": "sts:AssumeRole", "Effect": "Allow", "Principal": {kind: [whom]}}],
    });
    document.to_string()
}

fn page<'a>(ask: &Ask<'_>, trusted: &'a str) -> Page<'a> {
    Page {
        frame: ask.frame("Create Role", "roles"),
        notice: None,
        trusted,
        name: "",
        note: "",
        service: "",
        other: "",
        services: &SERVICES,
    }
}
