//! The bin: instances that were deleted and are kept for a while, and the page of one that lies there.
//!
//! What an instance is that was brought back stands on its own page.

use askama::Template;
use serde_json::Value;

use super::{Frame, told::told};
use crate::{
    ask::{Answer, Ask, date, first_rows, path, text},
    trouble::{Notice, Trouble},
};

/// What an operation says of an instance that is not there, or not out of the bin.
const NOT_FOUND: &str = "InvalidDBInstanceId.NotFound";

#[derive(Template)]
#[template(path = "database_bin.html")]
struct Page {
    frame: Frame,
    told: Option<&'static str>,
    notice: Option<Notice>,
    instance: Binned,
}

/// An instance in the bin.
pub(super) struct Binned {
    pub(super) id: String,
    pub(super) description: String,
    pub(super) engine: String,
    pub(super) created: String,
    /// When it is destroyed.
    pub(super) until: String,
    pub(super) href: String,
}

/// The instances in the bin. Source: DescribeDBInstances tells of them where it is asked for the status `Deleted`.
pub(super) async fn list(ask: &Ask<'_>) -> Result<Vec<Binned>, Trouble> {
    found(ask, &[("PageSize", "100")]).await
}

/// Whether an instance may lie in the bin, by what was said of it.
pub(super) fn may_hold(trouble: &Trouble) -> bool {
    trouble.is(NOT_FOUND)
}

/// The page of an instance in the bin; what was said of it already where it is not there either.
pub(super) async fn show(ask: &Ask<'_>, id: &str, said: Trouble) -> Answer {
    match page(ask, id, None).await? {
        Some(page) => ask.page(&page),
        None => Err(said),
    }
}

/// The same with what was refused.
pub(super) async fn refused(ask: &Ask<'_>, id: &str, notice: Notice, said: Trouble) -> Answer {
    match page(ask, id, Some(notice)).await? {
        Some(page) => ask.refused(&page),
        None => Err(said),
    }
}

async fn page(ask: &Ask<'_>, id: &str, notice: Option<Notice>) -> Result<Option<Page>, Trouble> {
    let found = match found(ask, &[("DBInstanceId", id)]).await {
        // Somebody may be shown one and not list them.
        Err(trouble) if trouble.is_denied() => Vec::new(),
        found => found?,
    };
    Ok(found.into_iter().find(|instance| instance.id == id).map(|instance| Page {
        frame: ask.frame(id, "databases"),
        told: told(ask.query.get("told")),
        notice,
        instance,
    }))
}

async fn found(ask: &Ask<'_>, params: &[(&str, &str)]) -> Result<Vec<Binned>, Trouble> {
    let answer =
        ask.rds("DescribeDBInstances", &[&[("DBInstanceStatus", "Deleted")], params].concat()).await?;
    Ok(first_rows(&answer, "/Items/DBInstance").map(binned).collect())
}

fn binned(instance: &Value) -> Binned {
    let fact = |name: &str| text(instance, &format!("/{name}"));
    let id = fact("DBInstanceId");
    Binned {
        href: path(&["database", &id]),
        description: fact("DBInstanceDescription"),
        engine: format!("{} {}", fact("Engine"), fact("EngineVersion")),
        created: date(&fact("CreateTime")),
        until: date(&fact("DestroyTime")),
        id,
    }
}
