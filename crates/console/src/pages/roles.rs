//! The list of roles.

use askama::Template;
use serde_json::Value;

use super::{Frame, told::told};
use crate::{
    ask::{Answer, Ask, date, path, text},
    limits,
};

#[derive(Template)]
#[template(path = "roles.html")]
struct Page<'a> {
    frame: Frame,
    told: Option<&'static str>,
    query: &'a str,
    found: usize,
    roles: Vec<Row>,
}

struct Row {
    name: String,
    note: String,
    created: String,
    href: String,
}

pub(crate) async fn show(ask: &Ask<'_>) -> Answer {
    let query = ask.query.get("q");
    let wanted = query.to_lowercase();
    let mut roles = ask.ram_rows("ListRoles", &[], "/Roles/Role", row).await?;
    roles.retain(|row| row.holds(&wanted));
    roles.sort_by(|one, other| one.name.cmp(&other.name));
    let found = roles.len();
    roles.truncate(limits::ROWS_SHOWN_MAX);
    ask.page(&Page {
        frame: ask.frame("Roles", "roles"),
        told: told(ask.query.get("told")),
        query,
        found,
        roles,
    })
}

fn row(role: &Value) -> Row {
    let name = text(role, "/RoleName");
    Row {
        href: path(&["role", &name]),
        note: text(role, "/Description"),
        created: date(&text(role, "/CreateDate")),
        name,
    }
}

impl Row {
    fn holds(&self, wanted: &str) -> bool {
        self.name.to_lowercase().contains(wanted) || self.note.to_lowercase().contains(wanted)
    }
}
