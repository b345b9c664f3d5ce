//! One role: who may wear it, what it may do, and its end.

use askama::Template;

use super::{
    Frame,
    grant::{Bearer, Held, held},
    told::told,
};
use crate::{
    ask::{Answer, Ask, date, path, text},
    policy_text, response,
    trouble::{Notice, Trouble},
};

#[derive(Template)]
#[template(path = "role.html")]
struct Page {
    frame: Frame,
    told: Option<&'static str>,
    notice: Option<Notice>,
    name: String,
    note: String,
    arn: String,
    created: String,
    hours: String,
    trust: String,
    held: Vec<Held>,
    href: String,
}

pub(crate) async fn show(ask: &Ask<'_>, name: &str) -> Answer {
    ask.page(&page(ask, name, None).await?)
}

/// Deletes a role whose name was typed, after it has lost its policies.
pub(crate) async fn delete(ask: &Ask<'_>, name: &str) -> Answer {
    if ask.form.get("typed") != name {
        let notice = Notice::form("The role is not deleted", "Type its name exactly to confirm.");
        return ask.refused(&page(ask, name, Some(notice)).await?);
    }
    match ask.ram("DeleteRole", &[("RoleName", name)]).await {
        Ok(_) => Ok(response::see("/console/roles?told=deleted")),
        Err(trouble) => ask.refused(&page(ask, name, Some(trouble.notice()?)).await?),
    }
}

async fn page(ask: &Ask<'_>, name: &str, notice: Option<Notice>) -> Result<Page, Trouble> {
    let answer = ask.ram("GetRole", &[("RoleName", name)]).await?;
    let name = text(&answer, "/Role/RoleName");
    let seconds = answer.pointer("/Role/MaxSessionDuration").and_then(serde_json::Value::as_u64);
    Ok(Page {
        frame: ask.frame(name.clone(), "roles"),
        told: told(ask.query.get("told")),
        notice,
        note: text(&answer, "/Role/Description"),
        arn: text(&answer, "/Role/Arn"),
        created: date(&text(&answer, "/Role/CreateDate")),
        hours: seconds.map(|seconds| format!("{} min", seconds / 60)).unwrap_or_default(),
        trust: policy_text::laid_out(&text(&answer, "/Role/AssumeRolePolicyDocument")),
        held: held(ask, Bearer::Role(&name)).await?,
        href: path(&["role", &name]),
        name,
    })
}
