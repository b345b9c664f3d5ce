//! Create Instance: engine, size, and the key under which it is encrypted.

use askama::Template;
use rampart_vocab::{authorize_rds, chance};

use super::{Frame, keys, rds_access};
use crate::{
    ask::{Answer, Ask, path, text},
    response,
    trouble::{Notice, Trouble},
};

/// An engine with what the API is asked for it.
struct Engine {
    value: &'static str,
    engine: &'static str,
    version: &'static str,
    class: &'static str,
    title: &'static str,
    help: &'static str,
}

/// What this server runs, as the distribution packs it.
const ENGINES: [Engine; 2] = [
    Engine {
        value: "postgresql",
        engine: "PostgreSQL",
        version: "15.0",
        class: "pg.n2.1c.1m",
        title: "PostgreSQL 15",
        help: "Encrypted as a whole disk.",
    },
    Engine {
        value: "mariadb",
        engine: "MariaDB",
        version: "10.11",
        class: "mariadb.n2.1c.1m",
        title: "MariaDB 10.11",
        help: "Encrypted as a whole disk, by TDE, or both. TDE is enabled on the instance’s page.",
    },
];

#[derive(Template)]
#[template(path = "create_database.html")]
struct Page {
    frame: Frame,
    notice: Option<Notice>,
    authorized: Option<bool>,
    engines: &'static [Engine],
    engine: String,
    keys: Vec<keys::Choice>,
    key: String,
    /// A key that is not among those offered.
    other: String,
    description: String,
    storage: String,
    networks: String,
    /// Tells one opened form from the next, so that one that is sent twice makes one instance.
    token: String,
}

pub(crate) async fn show(ask: &Ask<'_>) -> Answer {
    ask.page(&page(ask, None).await?)
}

pub(crate) async fn submit(ask: &Ask<'_>) -> Answer {
    let form = &ask.form;
    let Some(engine) = ENGINES.iter().find(|engine| engine.value == form.get("engine")) else {
        let notice = Notice::form("No engine is chosen", "Choose PostgreSQL or MariaDB, then click OK.");
        return ask.refused(&page(ask, Some(notice)).await?);
    };
    let key = keys::chosen(form);
    let role = if key.is_empty() { String::new() } else { role(&ask.session.account) };
    let params = [
        ("Engine", engine.engine),
        ("EngineVersion", engine.version),
        ("DBInstanceClass", engine.class),
        ("DBInstanceStorage", form.get("storage")),
        ("DBInstanceStorageType", "cloud_essd"),
        ("DBInstanceNetType", "Intranet"),
        ("PayType", "Postpaid"),
        ("SecurityIPList", form.get("networks")),
        ("DBInstanceDescription", form.get("description")),
        ("EncryptionKey", key),
        ("RoleARN", &role),
        ("ClientToken", form.get("token")),
    ];
    match ask.rds("CreateDBInstance", &params).await {
        Ok(made) => Ok(response::see(&path(&["database", &text(&made, "/DBInstanceId")]))),
        Err(trouble) => ask.refused(&page(ask, Some(trouble.notice()?)).await?),
    }
}

/// The role that RDS wears to use keys.
pub(super) fn role(account: &str) -> String {
    format!("acs:ram::{account}:role/{}", authorize_rds::ROLE.to_ascii_lowercase())
}

async fn page(ask: &Ask<'_>, notice: Option<Notice>) -> Result<Page, Trouble> {
    let said = |name: &str, default: &str| match ask.form.has(name) {
        true => ask.form.get(name).to_owned(),
        false => default.to_owned(),
    };
    let keys = match keys::choices(ask).await {
        Err(trouble) if trouble.is_denied() => Vec::new(),
        choices => choices?,
    };
    let key = said("key", ask.query.get("key"));
    let is_offered = key.is_empty() || keys.iter().any(|one| one.id == key);
    Ok(Page {
        frame: ask.frame("Create Instance", "databases"),
        notice,
        authorized: rds_access::is_authorized(ask).await,
        engines: &ENGINES,
        engine: said("engine", "postgresql"),
        keys,
        other: said("other", if is_offered { "" } else { &key }),
        key,
        description: said("description", ""),
        storage: said("storage", "20"),
        networks: said("networks", "127.0.0.1"),
        token: hex::encode(chance::array::<16>(ask.entropy)),
    })
}
