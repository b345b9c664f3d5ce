//! Rows from before the encryption in the files of InnoDB: looked for in the files themselves, and removed. What the engine says of
//! its table spaces is not asked here.
//!
//! The engine's background threads encrypt pages in use. One that was freed is wiped by a list that stands in the engine's memory
//! alone: killed before it came to that, it leaves the page as it was, and nothing ever touches it again. Such a table is made
//! anew, which leaves its old file to the wiping of freed blocks; the system's own pages are used once more.

use std::{
    io,
    time::{Duration, Instant},
};

use rampart_rds::intent::HandFailed;
use serde::Deserialize;

use super::{
    BASE,
    client::{Line, identifier},
    pages::{SYSTEM, Space},
};
use crate::{
    chores::Wanted,
    doing::{Doing, Done},
    folder::Folder,
    site::{DATA, DISK, Site},
};

/// How often what is found is removed again.
const ROUNDS: u32 = 3;
/// How long a page that is wiped or encrypted just now may take to be so on the disk.
const PATIENCE: Duration = Duration::from_secs(5);
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);
/// Folders within folders: the engine makes one for each database.
const DEPTH_MAX: usize = 6;

/// The pages of one file that can be read.
struct Found {
    path: String,
    space: u32,
    pages: Vec<u64>,
}

/// Looks through all files and removes what it finds. It ends well once nothing is left, and takes as long as reading all of them.
pub(super) fn removal(site: &Site<'_>) -> Done<impl FnOnce(&Wanted) -> Done + Send + use<>> {
    let line = Line::of(site)?;
    let open = || site.folder.folder(DISK)?.folder(DATA)?.folder(BASE);
    let base = open().doing("open the engine's files")?;
    Ok(move |wanted: &Wanted| {
        let mut found = Vec::new();
        look_in(&base, &base, "", wanted, &mut found).doing("look through the engine's files")?;
        settle(&base, wanted, &mut found)?;
        let mut failed = None;
        for round in 0..ROUNDS {
            if found.is_empty() {
                break;
            }
            failed = remove(&line, round, &found).err();
            let settled = settle(&base, wanted, &mut found);
            let at_leisure = line.run(AT_LEISURE);
            settled?;
            at_leisure?;
        }
        if !wanted.still() {
            return Err(HandFailed::EngineStopped);
        }
        if found.is_empty() {
            return Ok(());
        }
        let why = failed.map(|failed| format!(": {failed}")).unwrap_or_default();
        Err(HandFailed::EngineRefused(format!(
            "rows from before stay in the clear in {} of its files{why}",
            found.len()
        )))
    })
}

fn look_in(
    base: &Folder,
    folder: &Folder,
    path: &str,
    wanted: &Wanted,
    found: &mut Vec<Found>,
) -> io::Result<()> {
    for name in folder.names()? {
        let path = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
        let holds_pages = name.ends_with(".ibd") || name.starts_with("ibdata") || name.starts_with("undo");
        if holds_pages {
            let Some(file) = gone_is_none(base.foreign(&path))? else { continue };
            let Some(space) = Space::of(&file)? else { continue };
            let pages = space.clear(&file, wanted)?;
            if !pages.is_empty() {
                found.push(Found { path, space: space.id, pages });
            }
        } else if path.split('/').count() < DEPTH_MAX
            && let Ok(inner) = folder.folder(&name)
        {
            look_in(base, &inner, &path, wanted, found)?;
        }
        if !wanted.still() {
            break;
        }
    }
    Ok(())
}

/// Waits for pages that are written just now, or were torn when they were looked at, and leaves those that stay as they are.
fn settle(base: &Folder, wanted: &Wanted, found: &mut Vec<Found>) -> Done {
    let until = Instant::now() + PATIENCE;
    loop {
        let mut still = Vec::new();
        for Found { path, space, pages } in found.drain(..) {
            let pages = again(base, &path, space, &pages).doing("look through the engine's files")?;
            if !pages.is_empty() {
                still.push(Found { path, space, pages });
            }
        }
        *found = still;
        if found.is_empty() || !wanted.still() || Instant::now() >= until {
            return Ok(());
        }
        std::thread::sleep(BETWEEN_LOOKS);
    }
}

fn again(base: &Folder, path: &str, space: u32, pages: &[u64]) -> io::Result<Vec<u64>> {
    let Some(file) = gone_is_none(base.foreign(path))? else { return Ok(Vec::new()) };
    match Space::of(&file)? {
        Some(now) if now.id == space => now.still_clear(&file, pages),
        // Another table has this name by now.
        _ => Ok(Vec::new()),
    }
}

fn gone_is_none<T>(opened: io::Result<T>) -> io::Result<Option<T>> {
    match opened {
        Ok(opened) => Ok(Some(opened)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Makes the tables anew whose files these are. The first refusal is answered after all were tried.
fn remove(line: &Line, round: u32, found: &[Found]) -> Done {
    line.run(AT_ONCE)?;
    let mut outcome = Ok(());
    if found.iter().any(|found| found.space == SYSTEM) {
        outcome = outcome.and(line.run(&use_system(round)).map(drop));
    }
    for Table { db, name } in tables(line, found)? {
        let (db, name) = (identifier(&db), identifier(&name));
        let again = format!("{WITHOUT_HASTE}ALTER TABLE {db}.{name} FORCE;\n");
        outcome = outcome.and(line.run(&again).map(drop));
    }
    outcome
}

/// What is freed is wiped when pages are written.
const AT_ONCE: &str = "SET GLOBAL innodb_max_dirty_pages_pct = 0;\n";
const AT_LEISURE: &str = "SET GLOBAL innodb_max_dirty_pages_pct = DEFAULT;\n";
const WITHOUT_HASTE: &str =
    "SET SESSION max_statement_time = 0, innodb_strict_mode = 0, lock_wait_timeout = 60;\n";

#[derive(Deserialize)]
struct Table {
    db: String,
    name: String,
}

/// The tables that spaces belong to. Parts of one are named behind `#P#`, and what a full-text index consists of after the number
/// of its table (`fts_get_table_name`).
fn tables(line: &Line, found: &[Found]) -> Done<Vec<Table>> {
    let spaces: Vec<_> =
        found.iter().filter(|found| found.space != SYSTEM).map(|found| found.space.to_string()).collect();
    if spaces.is_empty() {
        return Ok(Vec::new());
    }
    let decoded =
        |name: &str| format!("CONVERT(CONVERT(CONVERT({name} USING binary) USING filename) USING utf8mb4)");
    let query = format!(
        "SELECT DISTINCT {} AS db, {} AS name FROM (SELECT COALESCE(whole.name, t.name) AS name \
         FROM information_schema.INNODB_SYS_TABLES t LEFT JOIN information_schema.INNODB_SYS_TABLES whole \
         ON t.name LIKE '%/FTS\\_%' AND whole.table_id = CONV(SUBSTRING(t.name, LOCATE('/FTS_', t.name) + 5, 16), 16, 10) \
         WHERE t.space IN ({})) names WHERE name LIKE '%/%'",
        decoded("SUBSTRING_INDEX(name, '/', 1)"),
        decoded("SUBSTRING_INDEX(SUBSTRING_INDEX(SUBSTRING_INDEX(name, '/', -1), '#P#', 1), '#p#', 1)"),
        spaces.join(", ")
    );
    line.rows(&["db", "name"], &query)
}

/// Uses the free pages of the system's space once: each part of the table takes 32 single ones, then the free extents in order,
/// which its rows fill. It is dropped, and what it used is wiped.
fn use_system(round: u32) -> String {
    let parts = 4 << round;
    let rows = parts * 320;
    format!(
        "DROP TABLE IF EXISTS mysql.rampart_system;\n\
         SET GLOBAL innodb_autoextend_increment = 1, GLOBAL innodb_file_per_table = 0;\n\
         CREATE TABLE mysql.rampart_system (id INT PRIMARY KEY, v VARBINARY(7000)) ENGINE = InnoDB \
         PARTITION BY HASH (id) PARTITIONS {parts};\n\
         SET GLOBAL innodb_file_per_table = 1;\n\
         INSERT INTO mysql.rampart_system SELECT seq, REPEAT('-', 7000) FROM mysql.seq_1_to_{rows};\n\
         SET GLOBAL innodb_autoextend_increment = DEFAULT;\n\
         DROP TABLE mysql.rampart_system;\n"
    )
}
