//! One RDS instance: its state and lock, what is under way, how it is reached and encrypted, and what may be done to it.

use askama::Template;
use serde_json::Value;

use super::{
    Frame,
    create_database::role,
    database_bin,
    databases::{Encrypted, colour, encrypted},
    keys, rds_access,
    told::told,
};
use crate::{
    ask::{Answer, Ask, date, first_rows, path, rows, text},
    live::digest_of,
    response,
    trouble::{Notice, Trouble},
};

#[derive(Template)]
#[template(path = "database.html")]
struct Page {
    frame: Frame,
    told: Option<&'static str>,
    notice: Option<Notice>,
    part: Part,
    /// Where the part is followed, and what is shown of it.
    live: String,
    seen: String,
    encrypted: Vec<Encrypted>,
    authorized: Option<bool>,
    keys: Vec<keys::Choice>,
}

/// What changes by itself, alone.
#[derive(Template)]
#[template(path = "database_part.html")]
struct Alone<'a> {
    part: &'a Part,
}

struct Part {
    instance: Instance,
    tde: Option<Tde>,
    tasks: Vec<Task>,
    /// Whether anything is under way.
    moves: bool,
    csrf: String,
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

/// Something that the server is at with the instance.
struct Task {
    title: String,
    step: String,
    detail: String,
    percent: String,
    trouble: String,
}

/// How far the tables are encrypted.
struct Tde {
    enabled: bool,
    /// Empty while nothing is under way.
    state: String,
    progress: String,
}

pub(crate) async fn show(ask: &Ask<'_>, id: &str) -> Answer {
    match page(ask, id, None).await {
        Err(trouble) if database_bin::may_hold(&trouble) => database_bin::show(ask, id, trouble).await,
        page => ask.page(&page?),
    }
}

/// The page with what was refused, wherever the instance lies.
async fn again(ask: &Ask<'_>, id: &str, notice: Notice) -> Answer {
    match page(ask, id, Some(notice.clone())).await {
        Err(trouble) if database_bin::may_hold(&trouble) => {
            database_bin::refused(ask, id, notice, trouble).await
        }
        page => ask.refused(&page?),
    }
}

/// One change, named in the form's `do`.
pub(crate) async fn change(ask: &Ask<'_>, id: &str) -> Answer {
    let form = &ask.form;
    let instance = ("DBInstanceId", id);
    let (changed, told) = match form.get("do") {
        "tde" => {
            let key = keys::chosen(form);
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
            return again(ask, id, notice).await;
        }
        "delete" => (ask.rds("DeleteDBInstance", &[instance]).await, "binned"),
        "destroy" if form.get("typed") != id => {
            let notice = Notice::form("The instance is not destroyed", "Type its ID exactly to confirm.");
            return again(ask, id, notice).await;
        }
        "destroy" => (ask.rds("DestroyDBInstance", &[instance]).await, "destroyed"),
        _ => return Err(Trouble::NoPage),
    };
    match changed {
        Ok(_) => {
            let leaves = matches!(told, "binned" | "destroyed");
            let to = if leaves { path(&["databases"]) } else { path(&["database", id]) };
            Ok(response::see(&format!("{to}?told={told}")))
        }
        Err(trouble) => again(ask, id, trouble.notice()?).await,
    }
}

/// What changes by itself, as it is now.
pub(crate) async fn part(ask: &Ask<'_>, id: &str) -> Result<String, Trouble> {
    alone(&look(ask, id).await?)
}

fn alone(part: &Part) -> Result<String, Trouble> {
    Alone { part }.render().map_err(|error| Trouble::Failed(error.to_string()))
}

async fn look(ask: &Ask<'_>, id: &str) -> Result<Part, Trouble> {
    let answer = ask.rds("DescribeDBInstanceAttribute", &[("DBInstanceId", id)]).await?;
    let first = rows(&answer, "/Items/DBInstanceAttribute").first().ok_or(Trouble::NoPage)?;
    let instance = instance(first);
    let tde = tde(ask, &instance).await;
    let rests = matches!(instance.status.as_str(), "Running" | "Stopped" | "Deleted");
    let moves = !rests || tde.as_ref().is_some_and(Tde::is_moving);
    Ok(Part {
        tasks: if moves { tasks(ask, &instance.id).await } else { Vec::new() },
        csrf: ask.session.csrf.clone(),
        href: path(&["database", &instance.id]),
        moves,
        tde,
        instance,
    })
}

/// What is under way; nothing where the caller may not ask.
async fn tasks(ask: &Ask<'_>, id: &str) -> Vec<Task> {
    let answer = ask.rds("DescribeTasks", &[("DBInstanceId", id)]).await.unwrap_or_default();
    let under_way = first_rows(&answer, "/Items/TaskProgressInfo");
    under_way.filter(|task| text(task, "/Status") != "Finished").map(task).collect()
}

fn task(task: &Value) -> Task {
    let fact = |name: &str| text(task, &format!("/{name}"));
    let title = match fact("TaskAction").as_str() {
        "CreateDBInstance" => "Creating the instance".to_owned(),
        "RestartDBInstance" => "Restarting".to_owned(),
        "StartDBInstance" => "Starting".to_owned(),
        "StopDBInstance" => "Stopping".to_owned(),
        "ModifyDBInstanceTDE" => "Encrypting tables".to_owned(),
        other => other.to_owned(),
    };
    Task {
        title,
        step: fact("CurrentStepName"),
        detail: fact("ProgressInfo"),
        percent: fact("Progress"),
        trouble: fact("TaskErrorMessage"),
    }
}

async fn page(ask: &Ask<'_>, id: &str, notice: Option<Notice>) -> Result<Page, Trouble> {
    let part = look(ask, id).await?;
    let encrypted = encrypted(ask, &part.instance.id).await;
    let offers_tde = part.tde.as_ref().is_some_and(|tde| !tde.enabled);
    let keys = if offers_tde { keys::choices(ask).await.unwrap_or_default() } else { Vec::new() };
    Ok(Page {
        frame: ask.frame(part.instance.id.clone(), "databases"),
        // What was under way is done where it rests.
        told: told(ask.query.get("told")).filter(|_| part.moves || ask.query.get("told") != "changed"),
        notice: notice
            .map(|notice| if part.instance.locked { opens_key(notice, &encrypted) } else { notice }),
        live: path(&["live", "database", &part.instance.id]),
        seen: digest_of(&alone(&part)?),
        encrypted,
        authorized: rds_access::is_authorized(ask).await,
        keys,
        part,
    })
}

/// A refusal where the instance is locked, with the way to the key.
fn opens_key(notice: Notice, encrypted: &[Encrypted]) -> Notice {
    let link = encrypted.first().map(|used| (used.href.clone(), "Open the key"));
    Notice { link, ..notice }
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
