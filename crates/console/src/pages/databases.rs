//! The list of RDS instances, and whether RDS may use keys at all.

use askama::Template;
use serde_json::Value;

use super::{Frame, rds_access, told::told};
use crate::{
    ask::{Answer, Ask, path, rows, text},
    limits,
};

/// Keys of one instance: one for its disk, one for its tables.
const KEYS_SHOWN_MAX: usize = 2;

#[derive(Template)]
#[template(path = "databases.html")]
struct Page {
    frame: Frame,
    told: Option<&'static str>,
    /// None where the caller may not ask.
    authorized: Option<bool>,
    found: usize,
    instances: Vec<Row>,
}

struct Row {
    id: String,
    description: String,
    status: String,
    engine: String,
    /// What is encrypted, and under which key.
    encrypted: Vec<Encrypted>,
    locked: bool,
    reason: String,
    href: String,
}

/// A disk or tables under a key.
pub(super) struct Encrypted {
    pub(super) what: &'static str,
    pub(super) key: String,
    pub(super) href: String,
}

pub(crate) async fn show(ask: &Ask<'_>) -> Answer {
    let answer = ask.rds("DescribeDBInstances", &[("PageSize", "100")]).await?;
    let mut instances = Vec::new();
    for instance in rows(&answer, "/Items/DBInstance").iter().take(limits::DETAILS_SHOWN_MAX) {
        let id = text(instance, "/DBInstanceId");
        let encrypted = encrypted(ask, &id).await;
        instances.push(row(instance, id, encrypted));
    }
    ask.page(&Page {
        frame: ask.frame("Instances", "databases"),
        told: told(ask.query.get("told")),
        authorized: rds_access::is_authorized(ask).await,
        found: text(&answer, "/TotalRecordCount").parse().unwrap_or(instances.len()),
        instances,
    })
}

/// What of an instance is encrypted; nothing where the caller may not ask.
pub(super) async fn encrypted(ask: &Ask<'_>, id: &str) -> Vec<Encrypted> {
    let answer =
        ask.rds("DescribeDBInstanceEncryptionKey", &[("DBInstanceId", id)]).await.unwrap_or_default();
    let one = |used: &Value| {
        let key = text(used, "/EncryptionKey");
        let what = if text(used, "/UsedBy").to_ascii_lowercase().contains("tde") { "TDE" } else { "Disk" };
        Encrypted { what, href: path(&["key", &key]), key }
    };
    let used = rows(&answer, "/EncryptionKeyList").iter().map(one).filter(|used| !used.key.is_empty());
    used.take(KEYS_SHOWN_MAX).collect()
}

fn row(instance: &Value, id: String, encrypted: Vec<Encrypted>) -> Row {
    let (lock, reason) = (text(instance, "/LockMode"), text(instance, "/LockReason"));
    Row {
        href: path(&["database", &id]),
        description: text(instance, "/DBInstanceDescription"),
        status: text(instance, "/DBInstanceStatus"),
        engine: format!("{} {}", text(instance, "/Engine"), text(instance, "/EngineVersion")),
        encrypted,
        locked: !matches!(lock.as_str(), "" | "Unlock"),
        reason: if reason.is_empty() { text(instance, "/Tips") } else { reason },
        id,
    }
}

/// The colour of an instance's status.
pub(super) fn colour(status: &str) -> &'static str {
    match status {
        "Running" => "good",
        "Deleted" | "Deleting" => "bad",
        "Stopped" => "",
        _ => "warn",
    }
}

impl Row {
    fn colour(&self) -> &'static str {
        if self.locked { "bad" } else { colour(&self.status) }
    }
}
