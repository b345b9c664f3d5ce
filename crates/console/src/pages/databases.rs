//! The list of RDS instances, and whether RDS may use keys at all.

use askama::Template;
use serde_json::Value;

use super::{
    Frame,
    database_bin::{self, Binned},
    rds_access,
    told::told,
};
use crate::{
    ask::{Answer, Ask, path, rows, text},
    limits,
    live::digest_of,
    trouble::Trouble,
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
    /// What the list's part showed that changes by itself.
    seen: String,
    instances: Vec<Row>,
    bin: Vec<Binned>,
    which: String,
}

/// What changes by itself: which there are, here and in the bin, and state and reason of each.
#[derive(Template)]
#[template(path = "databases_part.html")]
struct Alone<'a> {
    instances: &'a [Row],
    which: String,
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
    let (mut instances, total) = list(ask).await?;
    let bin = database_bin::list(ask).await?;
    for one in &mut instances {
        one.encrypted = encrypted(ask, &one.id).await;
    }
    ask.page(&Page {
        frame: ask.frame("Instances", "databases"),
        told: told(ask.query.get("told")),
        authorized: rds_access::is_authorized(ask).await,
        found: total.unwrap_or(instances.len()),
        seen: digest_of(&alone(&instances, &bin)?),
        which: which(&instances, &bin),
        instances,
        bin,
    })
}

/// What changes by itself, as it is now.
pub(crate) async fn part(ask: &Ask<'_>) -> Result<String, Trouble> {
    alone(&list(ask).await?.0, &database_bin::list(ask).await?)
}

fn alone(instances: &[Row], bin: &[Binned]) -> Result<String, Trouble> {
    let which = which(instances, bin);
    Alone { instances, which }.render().map_err(|error| Trouble::Failed(error.to_string()))
}

/// Tells one set of instances from another: where it turns, the page is asked for again.
fn which(instances: &[Row], bin: &[Binned]) -> String {
    let (here, there) = (instances.iter().map(|one| one.id.as_str()), bin.iter().map(|one| one.id.as_str()));
    digest_of(&here.chain(["/"]).chain(there).collect::<Vec<_>>().join(" "))
}

/// The instances that a page shows, and how many there are.
async fn list(ask: &Ask<'_>) -> Result<(Vec<Row>, Option<usize>), Trouble> {
    let answer = ask.rds("DescribeDBInstances", &[("PageSize", "100")]).await?;
    let shown = rows(&answer, "/Items/DBInstance").iter().take(limits::DETAILS_SHOWN_MAX);
    Ok((shown.map(row).collect(), text(&answer, "/TotalRecordCount").parse().ok()))
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

fn row(instance: &Value) -> Row {
    let id = text(instance, "/DBInstanceId");
    let (lock, reason) = (text(instance, "/LockMode"), text(instance, "/LockReason"));
    Row {
        href: path(&["database", &id]),
        description: text(instance, "/DBInstanceDescription"),
        status: text(instance, "/DBInstanceStatus"),
        engine: format!("{} {}", text(instance, "/Engine"), text(instance, "/EngineVersion")),
        encrypted: Vec::new(),
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
