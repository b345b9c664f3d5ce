//! The list of roles.

use askama::Template;
use serde_json::Value;

use super::{Frame, told::told};
use crate::{
    ask::{Answer, Ask, date, path, rows, text},
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
    let (mut roles, mut read, mut marker) = (Vec::new(), 0, String::new());
    loop {
        let answer = ask.ram("ListRoles", &[("Marker", marker.as_str()), ("MaxItems", "100")]).await?;
        let listed = rows(&answer, "/Roles/Role");
        read += listed.len();
        roles.extend(listed.iter().map(row).filter(|row| row.holds(&wanted)));
        marker = text(&answer, "/Marker");
        if text(&answer, "/IsTruncated") != "true" || marker.is_empty() || read >= limits::ROWS_READ_MAX {
            break;
        }
    }
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
