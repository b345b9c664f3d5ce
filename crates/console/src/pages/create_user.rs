//! Create User.

use askama::Template;

use super::Frame;
use crate::{
    ask::{Answer, Ask, path},
    response,
    trouble::Notice,
};

#[derive(Template)]
#[template(path = "create_user.html")]
struct Page<'a> {
    frame: Frame,
    notice: Option<Notice>,
    name: &'a str,
    display: &'a str,
    comments: &'a str,
}

pub(crate) fn show(ask: &Ask<'_>) -> Answer {
    let frame = ask.frame("Create User", "users");
    ask.page(&Page { frame, notice: None, name: "", display: "", comments: "" })
}

pub(crate) async fn submit(ask: &Ask<'_>) -> Answer {
    let (name, display) = (ask.form.get("name"), ask.form.get("display"));
    let comments = ask.form.get("comments");
    let params = [("UserName", name), ("DisplayName", display), ("Comments", comments)];
    let again = |notice| Page {
        frame: ask.frame("Create User", "users"),
        notice: Some(notice),
        name,
        display,
        comments,
    };
    if name.is_empty() {
        return ask
            .refused(&again(Notice::form("The user has no name", "Enter a User Name, then click OK.")));
    }
    match ask.ram("CreateUser", &params).await {
        Ok(_) => Ok(response::see(&format!("{}?told=created", path(&["user", name])))),
        Err(trouble) => ask.refused(&again(trouble.notice()?)),
    }
}
