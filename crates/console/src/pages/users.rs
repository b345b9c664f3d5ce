//! The list of users.

use askama::Template;
use serde_json::Value;

use super::{Frame, told::told};
use crate::{
    ask::{Answer, Ask, date, path, text},
    limits,
};

#[derive(Template)]
#[template(path = "users.html")]
struct Page<'a> {
    frame: Frame,
    told: Option<&'static str>,
    query: &'a str,
    found: usize,
    users: Vec<Row>,
}

struct Row {
    name: String,
    display: String,
    comments: String,
    created: String,
    href: String,
}

pub(crate) async fn show(ask: &Ask<'_>) -> Answer {
    let query = ask.query.get("q");
    let wanted = query.to_lowercase();
    let mut users = ask.ram_rows("ListUsers", &[], "/Users/User", row).await?;
    users.retain(|row| row.holds(&wanted));
    users.sort_by(|one, other| one.name.cmp(&other.name));
    let found = users.len();
    users.truncate(limits::ROWS_SHOWN_MAX);
    ask.page(&Page {
        frame: ask.frame("Users", "users"),
        told: told(ask.query.get("told")),
        query,
        found,
        users,
    })
}

fn row(user: &Value) -> Row {
    let name = text(user, "/UserName");
    Row {
        href: path(&["user", &name]),
        display: text(user, "/DisplayName"),
        comments: text(user, "/Comments"),
        created: date(&text(user, "/CreateDate")),
        name,
    }
}

impl Row {
    fn holds(&self, wanted: &str) -> bool {
        [&self.name, &self.display, &self.comments].iter().any(|text| text.to_lowercase().contains(wanted))
    }
}
