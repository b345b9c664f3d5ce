//! The list of groups.

use askama::Template;
use serde_json::Value;

use super::{Frame, told::told};
use crate::{
    ask::{Answer, Ask, date, path, text},
    limits,
};

#[derive(Template)]
#[template(path = "groups.html")]
struct Page<'a> {
    frame: Frame,
    told: Option<&'static str>,
    query: &'a str,
    found: usize,
    groups: Vec<Row>,
}

struct Row {
    name: String,
    comments: String,
    created: String,
    href: String,
}

pub(crate) async fn show(ask: &Ask<'_>) -> Answer {
    let query = ask.query.get("q");
    let wanted = query.to_lowercase();
    let mut groups = ask.ram_rows("ListGroups", &[], "/Groups/Group", row).await?;
    groups.retain(|row| row.holds(&wanted));
    groups.sort_by(|one, other| one.name.cmp(&other.name));
    let found = groups.len();
    groups.truncate(limits::ROWS_SHOWN_MAX);
    let frame = ask.frame("Groups", "groups");
    ask.page(&Page { frame, told: told(ask.query.get("told")), query, found, groups })
}

fn row(group: &Value) -> Row {
    let name = text(group, "/GroupName");
    Row {
        href: path(&["group", &name]),
        comments: text(group, "/Comments"),
        created: date(&text(group, "/CreateDate")),
        name,
    }
}

impl Row {
    fn holds(&self, wanted: &str) -> bool {
        [&self.name, &self.comments].iter().any(|text| text.to_lowercase().contains(wanted))
    }
}
