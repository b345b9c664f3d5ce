//! The encryption of tables: what MariaDB's background threads do, what they leave out, and how far all that is.
//!
//! They encrypt InnoDB's table spaces but for freed pages, which every engine of ours wipes when it frees them; what a kill left of
//! those is looked for in the files ([`super::leftovers`]). They leave out tables made with `ENCRYPTED=NO`, the engine's own tables
//! in Aria, and binary logs from before. What files held that are gone still lies in the disk's free blocks: once all is encrypted,
//! those are wiped.

use std::time::{Duration, Instant};

use rampart_rds::intent::{HandFailed, TableFacts};
use serde::Deserialize;

use super::{
    client::{self, identifier},
    configure::CACHE_MILLISECONDS,
    install, leftovers,
};
use crate::{chores::Standing, doing::Done, record::TablesRecord, site::Site, volume};

/// How long an order waits for what goes on beside it: a lost key locks the disk within seconds, whatever else is done.
const SLICE: Duration = Duration::from_secs(2);
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

pub(super) fn encrypt(site: &mut Site<'_>, version: u32) -> Done<TableFacts> {
    let Some(TablesRecord { rest, clean, .. }) = site.record.engine.as_ref().and_then(|record| record.tables)
    else {
        return Err(HandFailed::SettingRefused(
            "the engine was started without keys for its tables: start it anew with them".to_owned(),
        ));
    };
    let known = learn(site, version)?;
    let rest_done = rest >= version || (known >= version && encrypt_rest(site, version, rest == 0)?);
    let Spaces { spaces, encrypted, unseen } = spaces(site, version)?;
    if unseen > 0 && encrypted + unseen == spaces {
        client::run(site, OPEN_ALL)?;
        client::run(site, LOOK_AGAIN)?;
    }
    // All are encrypted only once the rest is.
    let most = if rest_done { spaces } else { spaces.saturating_sub(1) };
    let encrypted = encrypted.min(most);
    if encrypted < spaces || clean {
        return Ok(TableFacts { spaces, encrypted });
    }
    if !nothing_left(site, version)? {
        return Ok(TableFacts { spaces, encrypted: spaces.saturating_sub(1) });
    }
    client::run(site, OVERWRITE)?;
    wipe_freed(site)?;
    Ok(TableFacts { spaces, encrypted })
}

/// Whether the files were looked through and nothing is left in them, which takes as long as reading them.
fn nothing_left(site: &mut Site<'_>, version: u32) -> Done<bool> {
    loop {
        match site.ground.chores.wait(&site.id, SLICE) {
            Standing::Idle if !on_disk(site)? => return Ok(false),
            Standing::Idle => {
                site.ground.chores.begin(&site.id, version, leftovers::removal(site)?)?;
            }
            Standing::Busy => return Ok(false),
            Standing::Ended { outcome, .. } => {
                outcome?;
                site.step("nothing left in the clear");
                return Ok(true);
            }
        }
    }
}

/// Whether the disk holds what the engine says is encrypted. After a crash that stands in its memory and its log alone: the
/// pages on the disk are the ones from before, until they happen to be written.
fn on_disk(site: &mut Site<'_>) -> Done<bool> {
    let logged = match tables(site).and_then(|tables| tables.logged) {
        Some(logged) => logged,
        None => {
            let logged = Log::of(site)?.flushed;
            keep_logged(site, Some(logged))?;
            logged
        }
    };
    client::run(site, "SET GLOBAL innodb_max_dirty_pages_pct = 0;\n")?;
    let until = Instant::now() + SLICE;
    loop {
        let Log { dirty, checkpoint, .. } = Log::of(site)?;
        if dirty == 0 || checkpoint >= logged {
            break;
        }
        if Instant::now() >= until {
            return Ok(false);
        }
        std::thread::sleep(BETWEEN_LOOKS);
    }
    client::run(site, "SET GLOBAL innodb_max_dirty_pages_pct = DEFAULT;\n")?;
    keep_logged(site, None).map(|()| true)
}

fn tables<'site>(site: &'site mut Site<'_>) -> Option<&'site mut TablesRecord> {
    site.record.engine.as_mut().and_then(|record| record.tables.as_mut())
}

fn keep_logged(site: &mut Site<'_>, logged: Option<u64>) -> Done {
    if let Some(tables) = tables(site) {
        tables.logged = logged;
    }
    site.save()
}

/// InnoDB's log and the pages that wait to be written.
#[derive(Deserialize)]
struct Log {
    /// Up to where it is on the disk, and up to where the pages are.
    flushed: u64,
    checkpoint: u64,
    dirty: u64,
}

impl Log {
    fn of(site: &Site<'_>) -> Done<Self> {
        let value = |variable: &str| format!("MAX(IF(variable_name = '{variable}', variable_value + 0, 0))");
        let query = format!(
            "SELECT CAST({} AS INT) AS flushed, CAST({} AS INT) AS checkpoint, CAST({} AS INT) AS dirty \
             FROM information_schema.global_status",
            value("INNODB_LSN_FLUSHED"),
            value("INNODB_LSN_LAST_CHECKPOINT"),
            value("INNODB_BUFFER_POOL_PAGES_DIRTY"),
        );
        let rows = client::rows(site, &["flushed", "checkpoint", "dirty"], &query)?;
        rows.into_iter()
            .next()
            .ok_or_else(|| HandFailed::EngineRefused("it told nothing of its log".to_owned()))
    }
}

/// Fills the doublewrite buffer, 2 x 64 pages in the system's space that hold copies of the pages written last and that the background
/// threads leave out, with pages of a table that are encrypted. Pages written for the first time do not pass through it: each
/// is written twice.
const OVERWRITE: &str = "CREATE OR REPLACE TABLE mysql.rampart_pages (id INT PRIMARY KEY, n INT, v VARBINARY(7000)) ENGINE = InnoDB;\n\
     INSERT INTO mysql.rampart_pages SELECT seq, 0, REPEAT('-', 7000) FROM mysql.seq_1_to_600;\n\
     FLUSH TABLES mysql.rampart_pages FOR EXPORT;\nUNLOCK TABLES;\n\
     UPDATE mysql.rampart_pages SET n = 1;\n\
     FLUSH TABLES mysql.rampart_pages FOR EXPORT;\nUNLOCK TABLES;\n\
     DROP TABLE mysql.rampart_pages;\n";

/// From here on nothing unencrypted is written, nor freed.
fn wipe_freed(site: &mut Site<'_>) -> Done {
    volume::wipe_freed(site)?;
    site.step("freed blocks wiped");
    if let Some(tables) = tables(site) {
        tables.clean = true;
    }
    site.save()
}

/// Has the plugin ask for the newest version, unless it knows this one. It has no other way to be told: a cache of no
/// age is asked past once, and answers again when the endpoint says nothing. Answers the newest version that it knows then.
fn learn(site: &Site<'_>, version: u32) -> Done<u32> {
    let plugin = install::PLUGIN;
    let age = |milliseconds: u64| format!("SET GLOBAL {plugin}_cache_version_timeout = {milliseconds};\n");
    let known = newest(&client::run(site, KNOWN)?);
    if known < version {
        let ask = format!("{}{KNOWN}{}", age(0), age(CACHE_MILLISECONDS));
        return Ok(newest(&client::run(site, &ask)?));
    }
    // Also after an attempt that was broken off in between.
    client::run(site, &age(CACHE_MILLISECONDS))?;
    Ok(known)
}

const KNOWN: &str =
    "SELECT COALESCE(MIN(CURRENT_KEY_VERSION), 0) FROM information_schema.INNODB_TABLESPACES_ENCRYPTION;\n";

/// The version in what that answers.
fn newest(answer: &str) -> u32 {
    answer.trim().parse().unwrap_or(0)
}

/// Encrypts what the background threads leave out, or goes on with it; whether it is done. A long table takes long, and
/// an order must not: others wait behind it.
fn encrypt_rest(site: &mut Site<'_>, version: u32, clear: bool) -> Done<bool> {
    loop {
        match site.ground.chores.wait(&site.id, SLICE) {
            Standing::Idle => {
                site.ground.chores.begin(&site.id, version, client::chore(site, &rest(site)?)?)?;
            }
            Standing::Busy => return Ok(false),
            Standing::Ended { version: done, outcome } => {
                outcome?;
                forget_clear_logs(site, clear)?;
                site.step("the rest encrypted");
                if let Some(record) = &mut site.record.engine {
                    record.tables.get_or_insert_default().rest = done;
                }
                site.save()?;
                if done >= version {
                    return Ok(true);
                }
            }
        }
    }
}

/// The statements for that.
fn rest(site: &Site<'_>) -> Done<String> {
    #[derive(Deserialize)]
    struct Table {
        db: String,
        name: String,
        engine: String,
    }
    let tables: Vec<Table> = client::rows(
        site,
        &["db", "name", "engine"],
        "SELECT table_schema AS db, table_name AS name, engine FROM information_schema.tables \
         WHERE table_type = 'BASE TABLE' AND ((engine = 'Aria' AND table_schema = 'mysql') \
         OR (engine = 'InnoDB' AND create_options RLIKE '`encrypted`=.?no'))",
    )?;
    // The engine's own stay in Aria.
    let mut statements = String::from(
        "SET SESSION max_statement_time = 0, enforce_storage_engine = NULL, lock_wait_timeout = 60;\n",
    );
    for Table { db, name, engine } in tables {
        let how = if engine == "Aria" { "FORCE" } else { "ENCRYPTED=DEFAULT" };
        statements += &format!("ALTER TABLE {}.{} {how};\n", identifier(&db), identifier(&name));
    }
    statements += "FLUSH BINARY LOGS;\n";
    Ok(statements)
}

/// Removes the binary logs from before the one that is written now.
fn forget_clear_logs(site: &Site<'_>, clear: bool) -> Done {
    if clear {
        let current = client::run(site, "SHOW MASTER STATUS;\n")?;
        if let Some(file) = current.split('\t').next() {
            client::run(site, &format!("PURGE BINARY LOGS TO {};\n", client::literal(file)))?;
        }
    }
    Ok(())
}

/// What the background threads never see: a start after a crash opens a table's space only when the table is.
const OPEN_ALL: &str = "SELECT COUNT(table_rows) FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND engine = 'InnoDB';\n";

/// Has the background threads go through all spaces once more: of two that start at once each may pass over a space for the
/// other's sake, and nothing makes them come back to it (`fil_crypt_start_encrypting_space`).
const LOOK_AGAIN: &str =
    "SET GLOBAL innodb_encryption_rotate_key_age = @@GLOBAL.innodb_encryption_rotate_key_age;\n";

/// Table spaces: all, those that are encrypted, and those of which the background threads know nothing.
#[derive(Deserialize)]
struct Spaces {
    spaces: u32,
    encrypted: u32,
    unseen: u32,
}

fn spaces(site: &Site<'_>, version: u32) -> Done<Spaces> {
    let rows = client::rows(
        site,
        &["spaces", "encrypted", "unseen"],
        &format!(
            "SELECT COUNT(*) AS spaces, COALESCE(SUM(e.ENCRYPTION_SCHEME = 1 AND e.MIN_KEY_VERSION >= {version} \
             AND e.ROTATING_OR_FLUSHING = 0), 0) AS encrypted, COUNT(*) - COUNT(e.SPACE) AS unseen \
             FROM information_schema.INNODB_SYS_TABLESPACES s \
             LEFT JOIN information_schema.INNODB_TABLESPACES_ENCRYPTION e ON e.SPACE = s.SPACE \
             WHERE s.NAME <> 'innodb_temporary'"
        ),
    )?;
    rows.into_iter().next().ok_or_else(|| HandFailed::EngineRefused("it named no table spaces".to_owned()))
}
