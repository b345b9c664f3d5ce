//! One group: its users, what they may do by it, and its end.

use askama::Template;
use serde_json::Value;

use super::{
    Frame,
    grant::{Bearer, Held, held},
    told::told,
};
use crate::{
    ask::{Answer, Ask, date, path, rows, text},
    limits, response,
    trouble::{Notice, Trouble},
};

#[derive(Template)]
#[template(path = "group.html")]
struct Page {
    frame: Frame,
    told: Option<&'static str>,
    notice: Option<Notice>,
    name: String,
    comments: String,
    created: String,
    held: Vec<Held>,
    members: Vec<Member>,
    /// Whether there are more than are shown.
    more: bool,
    href: String,
}

struct Member {
    name: String,
    display: String,
    since: String,
    href: String,
}

pub(crate) async fn show(ask: &Ask<'_>, name: &str) -> Answer {
    ask.page(&page(ask, name, None).await?)
}

/// Takes a user in, or out.
pub(crate) async fn change(ask: &Ask<'_>, name: &str) -> Answer {
    let params = [("GroupName", name), ("UserName", ask.form.get("user"))];
    let (operation, told) = match ask.form.get("do") {
        "add" => ("AddUserToGroup", "joined"),
        "remove" => ("RemoveUserFromGroup", "left"),
        _ => return Err(Trouble::NoPage),
    };
    match ask.ram(operation, &params).await {
        Ok(_) => Ok(response::see(&format!("{}?told={told}", path(&["group", name])))),
        Err(trouble) => ask.refused(&page(ask, name, Some(trouble.notice()?)).await?),
    }
}

/// Deletes a group whose name was typed.
pub(crate) async fn delete(ask: &Ask<'_>, name: &str) -> Answer {
    if ask.form.get("typed") != name {
        let notice = Notice::form("The group is not deleted", "Type its name exactly to confirm.");
        return ask.refused(&page(ask, name, Some(notice)).await?);
    }
    match ask.ram("DeleteGroup", &[("GroupName", name)]).await {
        Ok(_) => Ok(response::see("/console/groups?told=deleted")),
        Err(trouble) => ask.refused(&page(ask, name, Some(trouble.notice()?)).await?),
    }
}

async fn page(ask: &Ask<'_>, name: &str, notice: Option<Notice>) -> Result<Page, Trouble> {
    let answer = ask.ram("GetGroup", &[("GroupName", name)]).await?;
    let name = text(&answer, "/Group/GroupName");
    let members = match ask.ram("ListUsersForGroup", &[("GroupName", &name), ("MaxItems", "100")]).await {
        Err(trouble) if trouble.is_denied() => Value::Null,
        members => members?,
    };
    Ok(Page {
        frame: ask.frame(name.clone(), "groups"),
        told: told(ask.query.get("told")),
        notice,
        comments: text(&answer, "/Group/Comments"),
        created: date(&text(&answer, "/Group/CreateDate")),
        held: held(ask, Bearer::Group(&name)).await?,
        members: rows(&members, "/Users/User").iter().take(limits::DETAILS_SHOWN_MAX).map(member).collect(),
        more: text(&members, "/IsTruncated") == "true",
        href: path(&["group", &name]),
        name,
    })
}

fn member(user: &Value) -> Member {
    let name = text(user, "/UserName");
    Member {
        href: path(&["user", &name]),
        display: text(user, "/DisplayName"),
        since: date(&text(user, "/JoinDate")),
        name,
    }
}
