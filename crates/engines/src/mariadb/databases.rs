//! Databases as SQL. They belong to no account: what an account may do in one is granted to it.

use rampart_rds::intent::{AccountName, DatabaseFacts, DatabaseName, Encoding, HandFailed};
use serde::Deserialize;

use super::{
    MariaDb,
    client::{self, exactly, identifier, literal},
};
use crate::{doing::Done, engine::Databases, site::Site};

impl Databases for MariaDb {
    fn put_database(
        &self,
        site: &Site<'_>,
        name: &DatabaseName,
        owner: Option<&AccountName>,
        encoding: Encoding,
    ) -> Done {
        if owner.is_some() {
            return Err(HandFailed::SettingRefused("a database of MariaDB belongs to no account".to_owned()));
        }
        let wanted = match encoding {
            Encoding::Utf8Mb4 => "utf8mb4",
            Encoding::Utf8 => "utf8mb3",
            Encoding::Latin1 => "latin1",
            Encoding::Gbk => "gbk",
            Encoding::SqlAscii => {
                return Err(HandFailed::SettingRefused("not a character set of MariaDB's".to_owned()));
            }
        };
        // Unlike accounts, databases belong into the binary log: what is logged after happens in them.
        let create = format!(
            "SET SESSION sql_log_bin = 1;\nCREATE DATABASE IF NOT EXISTS {} CHARACTER SET {wanted};\n",
            identifier(name.as_str())
        );
        client::run(site, &create)?;
        site.step("database made");
        let found = self.databases(site)?.into_iter().find(|found| found.name == name.as_str());
        match found {
            Some(found) if found.encoding != wanted => Err(HandFailed::DatabaseConflict {
                name: name.to_string(),
                why: format!("its character set is {} and stays so", found.encoding),
            }),
            _ => Ok(()),
        }
    }

    fn drop_database(&self, site: &Site<'_>, name: &DatabaseName) -> Done {
        let text = literal(name.as_str());
        let users = client::run(
            site,
            &format!("SELECT ID FROM information_schema.processlist WHERE DB = {text};\n"),
        )?;
        for session in users.lines() {
            // One that has gone by itself is no failure.
            let _ = client::attempt(site, &format!("KILL CONNECTION {session};\n"))?;
        }
        let database = identifier(name.as_str());
        let granted = literal(exactly(name.as_str()).trim_matches('`'));
        client::run(
            site,
            &format!(
                "SET SESSION sql_log_bin = 1;\nDROP DATABASE IF EXISTS {database};\n\
                 SET SESSION sql_log_bin = 0;\nDELETE FROM mysql.db WHERE Db = {granted};\nFLUSH PRIVILEGES;\n"
            ),
        )
        .map(drop)
    }

    fn databases(&self, site: &Site<'_>) -> Done<Vec<DatabaseFacts>> {
        #[derive(Deserialize)]
        struct Row {
            name: String,
            encoding: String,
            bytes: u64,
        }
        let rows: Vec<Row> = client::rows(
            site,
            &["name", "encoding", "bytes"],
            "SELECT schema_name AS name, default_character_set_name AS encoding, \
             COALESCE((SELECT CAST(SUM(data_length + index_length) AS UNSIGNED) FROM information_schema.tables \
             WHERE table_schema = schema_name), 0) AS bytes FROM information_schema.schemata \
             WHERE schema_name NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')",
        )?;
        let facts = |row: Row| DatabaseFacts {
            name: row.name,
            owner: None,
            encoding: row.encoding,
            bytes: row.bytes,
        };
        let mut databases: Vec<_> = rows.into_iter().map(facts).collect();
        databases.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(databases)
    }
}
