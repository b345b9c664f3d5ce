//! Create Group.

use askama::Template;

use super::Frame;
use crate::{
    ask::{Answer, Ask, path},
    response,
    trouble::Notice,
};

#[derive(Template)]
#[template(path = "create_group.html")]
struct Page<'a> {
    frame: Frame,
    notice: Option<Notice>,
    name: &'a str,
    comments: &'a str,
}

pub(crate) fn show(ask: &Ask<'_>) -> Answer {
    ask.page(&Page { frame: ask.frame("Create Group", "groups"), notice: None, name: "", comments: "" })
}

pub(crate) async fn submit(ask: &Ask<'_>) -> Answer {
    let (name, comments) = (ask.form.get("name"), ask.form.get("comments"));
    let again =
        |notice| Page { frame: ask.frame("Create Group", "groups"), notice: Some(notice), name, comments };
    if name.is_empty() {
        return ask
            .refused(&again(Notice::form("The group has no name", "Enter a Group Name, then click OK.")));
    }
    match ask.ram("CreateGroup", &[("GroupName", name), ("Comments", comments)]).await {
        Ok(_) => Ok(response::see(&format!("{}?told=created", path(&["group", name])))),
        Err(trouble) => ask.refused(&again(trouble.notice()?)),
    }
}
