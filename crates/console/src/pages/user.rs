//! One user: what he may do, his access keys, and his end.

use askama::Template;
use serde_json::Value;

use super::{
    Frame,
    grant::{Bearer, Held, held},
    login::{Login, login},
    told::told,
};
use crate::{
    ask::{Answer, Ask, date, first_rows, path, text},
    response,
    trouble::{Notice, Trouble},
};

#[derive(Template)]
#[template(path = "user.html")]
struct Page {
    frame: Frame,
    told: Option<&'static str>,
    notice: Option<Notice>,
    name: String,
    id: String,
    display: String,
    comments: String,
    created: String,
    held: Vec<Held>,
    keys: Vec<AccessKey>,
    groups: Vec<Group>,
    login: Login,
    href: String,
    token: String,
}

struct Group {
    name: String,
    href: String,
}

struct AccessKey {
    id: String,
    active: bool,
    created: String,
    /// Empty where it never was, or the caller may not ask.
    used: String,
}

/// The one time that a secret is seen.
#[derive(Template)]
#[template(path = "access_key_created.html")]
struct Made<'a> {
    frame: Frame,
    name: &'a str,
    href: String,
    id: String,
    secret: String,
}

pub(crate) async fn show(ask: &Ask<'_>, name: &str) -> Answer {
    ask.page(&page(ask, name, None).await?)
}

/// Deletes a user whose name was typed.
pub(crate) async fn delete(ask: &Ask<'_>, name: &str) -> Answer {
    if ask.form.get("typed") != name {
        let notice = Notice::form("The user is not deleted", "Type the user's name exactly to confirm.");
        return ask.refused(&page(ask, name, Some(notice)).await?);
    }
    match ask.ram("DeleteUser", &[("UserName", name)]).await {
        Ok(_) => Ok(response::see("/console/users?told=deleted")),
        Err(trouble) => ask.refused(&page(ask, name, Some(trouble.notice()?)).await?),
    }
}

/// Makes an access key and shows its secret in this very answer, the only one that holds it.
pub(crate) async fn create_access_key(ask: &Ask<'_>, name: &str) -> Answer {
    if !ask.is_first() {
        let notice = Notice::form(
            "No second access key is made",
            "This form was sent before, and the secret of what it made was shown once. If nobody has kept it, delete that key \
             and create another.",
        );
        return again(ask, name, notice).await;
    }
    let made = match ask.ram("CreateAccessKey", &[("UserName", name)]).await {
        Ok(made) => made,
        Err(trouble) => return ask.refused(&page(ask, name, Some(trouble.notice()?)).await?),
    };
    ask.page(&Made {
        frame: ask.frame("Access key created", "users"),
        name,
        href: path(&["user", name]),
        id: text(&made, "/AccessKey/AccessKeyId"),
        secret: text(&made, "/AccessKey/AccessKeySecret"),
    })
}

/// Switches an access key off or on, or deletes it.
pub(crate) async fn change_access_key(ask: &Ask<'_>, name: &str) -> Answer {
    let key = [("UserName", name), ("UserAccessKeyId", ask.form.get("key"))];
    let status = |status| [key[0], key[1], ("Status", status)];
    let (changed, told) = match ask.form.get("do") {
        "enable" => (ask.ram("UpdateAccessKey", &status("Active")).await, "enabled"),
        "disable" => (ask.ram("UpdateAccessKey", &status("Inactive")).await, "disabled"),
        "delete" => (ask.ram("DeleteAccessKey", &key).await, "deleted"),
        _ => return Err(Trouble::NoPage),
    };
    match changed {
        Ok(_) => Ok(response::see(&format!("{}?told={told}", path(&["user", name])))),
        Err(trouble) => ask.refused(&page(ask, name, Some(trouble.notice()?)).await?),
    }
}

/// The page with what was refused.
pub(super) async fn again(ask: &Ask<'_>, name: &str, notice: Notice) -> Answer {
    ask.refused(&page(ask, name, Some(notice)).await?)
}

async fn page(ask: &Ask<'_>, name: &str, notice: Option<Notice>) -> Result<Page, Trouble> {
    let answer = ask.ram("GetUser", &[("UserName", name)]).await?;
    let name = text(&answer, "/User/UserName");
    let keys = ask.ram("ListAccessKeys", &[("UserName", &name)]).await.unwrap_or_default();
    let groups = ask.ram("ListGroupsForUser", &[("UserName", &name)]).await.unwrap_or_default();
    let group = |group: &Value| {
        let name = text(group, "/GroupName");
        Group { href: path(&["group", &name]), name }
    };
    let mut listed = Vec::new();
    for key in first_rows(&keys, "/AccessKeys/AccessKey") {
        let id = text(key, "/AccessKeyId");
        let params = [("UserName", name.as_str()), ("UserAccessKeyId", &id)];
        let used = ask.ram("GetAccessKeyLastUsed", &params).await.unwrap_or_default();
        listed.push(AccessKey {
            active: text(key, "/Status") == "Active",
            created: date(&text(key, "/CreateDate")),
            used: date(&text(&used, "/AccessKeyLastUsed/LastUsedDate")),
            id,
        });
    }
    Ok(Page {
        frame: ask.frame(name.clone(), "users"),
        told: told(ask.query.get("told")),
        notice,
        id: text(&answer, "/User/UserId"),
        display: text(&answer, "/User/DisplayName"),
        comments: text(&answer, "/User/Comments"),
        created: date(&text(&answer, "/User/CreateDate")),
        held: held(ask, Bearer::User(&name)).await?,
        login: login(ask, &name).await?,
        keys: listed,
        groups: first_rows(&groups, "/Groups/Group").map(group).collect(),
        href: path(&["user", &name]),
        token: ask.token(),
        name,
    })
}
