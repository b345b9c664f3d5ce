//! One RDS instance: its state and lock, how it is reached, how it is encrypted, and what may be done to it.

use askama::Template;
use serde_json::Value;

use super::{
    Frame,
    create_database::role,
    databases::{Encrypted, colour, encrypted},
    keys, rds_access,
    told::told,
};
use crate::{
    ask::{Answer, Ask, date, path, rows, text},
    response,
    trouble::{Notice, Trouble},
};

#[derive(Template)]
#[template(path = "database.html")]
struct Page {
    frame: Frame,
    told: Option<&'static str>,
    notice: Option<Notice>,
    instance: Instance,
    encrypted: Vec<Encrypted>,
    tde: Option<Tde>,
    authorized: Option<bool>,
    keys: Vec<keys::Row>,
    /// Whether the page looks again by itself: something is under way.
    moving: bool,
    href: String,
}

struct Instance {
    id: String,
    description: String,
    status: String,
    engine: String,
    runs: String,
    connection: String,
    port: String,
    networks: String,
    storage: String,
    created: String,
    protected: bool,
    locked: bool,
    reason: String,
    tips: String,
}

/// How far the tables are encrypted.
struct Tde {
    enabled: bool,
    /// Empty while nothing is under way.
    state: String,
    progress: String,
}

pub(crate) async fn show(ask: &Ask<'_>, id: &str) -> Answer {
    ask.page(&page(ask, id, None).await?)
}

/// One change, named in the form's `do`.
pub(crate) async fn change(ask: &Ask<'_>, id: &str) -> Answer {
    let form = &ask.form;
    let instance = ("DBInstanceId", id);
    let (changed, told) = match form.get("do") {
        "tde" => {
            let key = form.get("key");
            let role = if key.is_empty() { String::new() } else { role(&ask.session.account) };
            let params = [instance, ("TDEStatus", "Enabled"), ("EncryptionKey", key), ("RoleArn", &role)];
            (ask.rds("ModifyDBInstanceTDE", &params).await, "tde")
        }
        "start" => (ask.rds("StartDBInstance", &[instance]).await, "changed"),
        "stop" => (ask.rds("StopDBInstance", &[instance]).await, "changed"),
        "restart" => (ask.rds("RestartDBInstance", &[instance]).await, "changed"),
        "recover" => (ask.rds("RecoveryDBInstance", &[instance, ("DbNames", "*")]).await, "changed"),
        "delete" if form.get("typed") != id => {
            let notice = Notice::form("The instance is not deleted", "Type its ID exactly to confirm.");
            return ask.refused(&page(ask, id, Some(notice)).await?);
        }
        "delete" => {
            let deleted = ask.rds("DeleteDBInstance", &[instance]).await;
            if deleted.is_ok() {
                return Ok(response::see("/console/databases?told=deleted"));
            }
            (deleted, "deleted")
        }
        _ => return Err(Trouble::NoPage),
    };
    match changed {
        Ok(_) => Ok(response::see(&format!("{}?told={told}", path(&["database", id])))),
        Err(trouble) => ask.refused(&page(ask, id, Some(trouble.notice()?)).await?),
    }
}

async fn page(ask: &Ask<'_>, id: &str, notice: Option<Notice>) -> Result<Page, Trouble> {
    let answer = ask.rds("DescribeDBInstanceAttribute", &[("DBInstanceId", id)]).await?;
    let first = rows(&answer, "/Items/DBInstanceAttribute").first().ok_or(Trouble::NoPage)?;
    let instance = instance(first);
    let tde = tde(ask, &instance).await;
    let offers_tde = tde.as_ref().is_some_and(|tde| !tde.enabled);
    let keys =
        if offers_tde { keys::list(ask).await.map(|(keys, _)| keys).unwrap_or_default() } else { Vec::new() };
    let resting = matches!(instance.status.as_str(), "Running" | "Stopped" | "Deleted");
    let moving = !resting || tde.as_ref().is_some_and(|tde| tde.is_moving());
    Ok(Page {
        frame: ask.frame(instance.id.clone(), "databases"),
        told: told(ask.query.get("told")),
        notice,
        encrypted: encrypted(ask, &instance.id).await,
        authorized: rds_access::is_authorized(ask).await,
        keys: keys.into_iter().filter(|key| key.state == "Enabled").collect(),
        moving,
        href: path(&["database", &instance.id]),
        tde,
        instance,
    })
}

/// What is known of TDE; none for an engine that has none, or where the caller may not ask.
async fn tde(ask: &Ask<'_>, instance: &Instance) -> Option<Tde> {
    if !instance.runs.starts_with("MariaDB") {
        return None;
    }
    let answer = ask.rds("DescribeDBInstanceTDE", &[("DBInstanceId", &instance.id)]).await.ok()?;
    let key = text(&answer, "/EncryptionKey");
    Some(Tde {
        // Once a key is named it is on its way and cannot be taken back.
        enabled: text(&answer, "/TDEStatus") == "Enabled" || !key.is_empty(),
        state: text(&answer, "/State"),
        progress: text(&answer, "/Progress"),
    })
}

fn instance(value: &Value) -> Instance {
    let fact = |name: &str| text(value, &format!("/{name}"));
    Instance {
        id: fact("DBInstanceId"),
        description: fact("DBInstanceDescription"),
        status: fact("DBInstanceStatus"),
        engine: format!("{} {}", fact("Engine"), fact("EngineVersion")),
        runs: fact("CurrentKernelVersion"),
        connection: fact("ConnectionString"),
        port: fact("Port"),
        networks: fact("SecurityIPList"),
        storage: fact("DBInstanceStorage"),
        created: date(&fact("CreationTime")),
        protected: fact("DeletionProtection") == "true",
        locked: !matches!(fact("LockMode").as_str(), "" | "Unlock"),
        reason: fact("LockReason"),
        tips: fact("Tips"),
    }
}

impl Instance {
    fn colour(&self) -> &'static str {
        if self.locked { "bad" } else { colour(&self.status) }
    }

    fn is(&self, status: &str) -> bool {
        self.status == status
    }
}

impl Tde {
    fn is_moving(&self) -> bool {
        self.enabled && !self.progress.is_empty() && self.progress != "100"
    }
}
