//! Accounts and databases as SQL.
//!
//! No account is a superuser, makes accounts (in PostgreSQL 15 CREATEROLE hands out `pg_execute_server_program`, and with
//! it the system user), replicates, or passes row security. A super account makes databases, watches the engine, and is
//! a member of every normal account through one group, which holds no right over files, programs or verifiers:
//! `pg_read_all_data` would read `pg_authid`.

use rampart_rds::intent::{
    AccountFacts, AccountKind, AccountName, DatabaseFacts, DatabaseName, Encoding, Grant, HandFailed,
    Verifier,
};
use serde::Deserialize;

use super::{Postgres, psql};
use crate::{
    doing::{Doing, Done},
    engine::{Accounts, Databases},
    refused::Refused,
    site::Site,
};

/// The group of the super accounts, a member of every normal account.
const SUPERS: &str = "rampart_supers";

const UNDEFINED_OBJECT: &str = "42704";
const DEPENDENT_OBJECTS: &str = "2BP01";

/// What has to be there before the first account. Said each time: it costs a millisecond and heals.
const GROUND: &str = "\
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'rampart_supers') THEN CREATE ROLE rampart_supers NOLOGIN; END IF;
END $$;
GRANT pg_monitor, pg_signal_backend TO rampart_supers;
REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
GRANT CONNECT ON DATABASE postgres TO rampart_supers;
";

impl Accounts for Postgres {
    fn put_account(
        &self,
        site: &Site<'_>,
        name: &AccountName,
        verifier: &Verifier,
        kind: AccountKind,
        grants: &[Grant],
    ) -> Done {
        if !grants.is_empty() {
            return Err(HandFailed::SettingRefused(
                "a database of PostgreSQL belongs to its owner".to_owned(),
            ));
        }
        let Verifier::ScramSha256(verifier) = verifier else {
            return Err(HandFailed::SettingRefused("PostgreSQL takes SCRAM-SHA-256 verifiers".to_owned()));
        };
        let (account, text) = (identifier(name.as_str()), literal(name.as_str()));
        let rights = match kind {
            AccountKind::Normal => "NOCREATEDB",
            AccountKind::Super => "CREATEDB",
        };
        // A membership cannot go both ways, so the old one goes first.
        let (old, new) = match kind {
            AccountKind::Normal => (format!("{SUPERS} FROM {account}"), format!("{account} TO {SUPERS}")),
            AccountKind::Super => (format!("{account} FROM {SUPERS}"), format!("{SUPERS} TO {account}")),
        };
        let statements = format!(
            "BEGIN;\n{GROUND}\
             DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {text}) \
             THEN CREATE ROLE {account} NOLOGIN; END IF; END $$;\n\
             ALTER ROLE {account} LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS INHERIT {rights} \
             PASSWORD {password};\n\
             REVOKE {old};\nGRANT {new};\nCOMMIT;\n",
            password = literal(verifier.expose()),
        );
        let statements = zeroize::Zeroizing::new(statements);
        psql::run(site, &statements).map(drop)
    }

    fn drop_account(&self, site: &Site<'_>, name: &AccountName) -> Done {
        let dropped = psql::attempt(site, &format!("DROP ROLE IF EXISTS {};\n", identifier(name.as_str())))?;
        match dropped {
            Err(refused) if refused.state == DEPENDENT_OBJECTS => Err(HandFailed::AccountInUse {
                name: name.to_string(),
                why: "it owns objects or holds rights on some: give them to another account or drop them"
                    .to_owned(),
            }),
            other => other.map(drop).map_err(HandFailed::from),
        }
    }

    fn accounts(&self, site: &Site<'_>) -> Done<Vec<AccountFacts>> {
        #[derive(Deserialize)]
        struct Row {
            name: String,
            supers: bool,
        }
        let rows: Vec<Row> = rows(
            site,
            &format!(
                "SELECT r.rolname AS name, EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid \
                 WHERE m.member = r.oid AND g.rolname = '{SUPERS}') AS supers \
                 FROM pg_roles r WHERE r.rolcanlogin AND NOT r.rolsuper ORDER BY r.rolname"
            ),
        )?;
        let facts = |row: Row| {
            let kind = if row.supers { AccountKind::Super } else { AccountKind::Normal };
            Some(AccountFacts { name: row.name.parse().ok()?, kind })
        };
        Ok(rows.into_iter().filter_map(facts).collect())
    }
}

impl Databases for Postgres {
    fn put_database(
        &self,
        site: &Site<'_>,
        name: &DatabaseName,
        owner: Option<&AccountName>,
        encoding: Encoding,
    ) -> Done {
        let owner = owner.ok_or_else(|| {
            HandFailed::SettingRefused("a database of PostgreSQL has an owner: name an account".to_owned())
        })?;
        let (database, owned_by) = (identifier(name.as_str()), identifier(owner.as_str()));
        let (wanted, locale) = match encoding {
            Encoding::Utf8 => ("UTF8", "C.UTF-8"),
            Encoding::Latin1 => ("LATIN1", "C"),
            Encoding::SqlAscii => ("SQL_ASCII", "C"),
            Encoding::Utf8Mb4 | Encoding::Gbk => {
                return Err(HandFailed::SettingRefused("not a character set of PostgreSQL's".to_owned()));
            }
        };
        let found = self.databases(site)?.into_iter().find(|found| found.name == name.as_str());
        if let Some(found) = found {
            if found.encoding != wanted {
                let why = format!("its character set is {} and stays so", found.encoding);
                return Err(HandFailed::DatabaseConflict { name: name.to_string(), why });
            }
        } else {
            let create = format!(
                "CREATE DATABASE {database} OWNER {owned_by} TEMPLATE template0 ENCODING '{wanted}' LOCALE '{locale}';\n"
            );
            known(owner, psql::attempt(site, &create)?)?;
            site.step("database made");
        }
        let give = format!(
            "BEGIN;\n{GROUND}ALTER DATABASE {database} OWNER TO {owned_by};\nREVOKE ALL ON DATABASE {database} FROM PUBLIC;\n\
             GRANT ALL ON DATABASE {database} TO {SUPERS};\nCOMMIT;\n"
        );
        known(owner, psql::attempt(site, &give)?)
    }

    fn drop_database(&self, site: &Site<'_>, name: &DatabaseName) -> Done {
        psql::run(site, &format!("DROP DATABASE IF EXISTS {} WITH (FORCE);\n", identifier(name.as_str())))
            .map(drop)
    }

    fn databases(&self, site: &Site<'_>) -> Done<Vec<DatabaseFacts>> {
        #[derive(Deserialize)]
        struct Row {
            name: String,
            owner: String,
            encoding: String,
            bytes: u64,
        }
        let rows: Vec<Row> = rows(
            site,
            "SELECT datname AS name, pg_get_userbyid(datdba) AS owner, pg_encoding_to_char(encoding) AS encoding, \
             pg_database_size(oid) AS bytes FROM pg_database \
             WHERE NOT datistemplate AND datname <> 'postgres' ORDER BY datname",
        )?;
        let facts = |row: Row| DatabaseFacts {
            name: row.name,
            owner: row.owner.parse().ok(),
            encoding: row.encoding,
            bytes: row.bytes,
        };
        Ok(rows.into_iter().map(facts).collect())
    }
}

fn known(owner: &AccountName, done: Result<String, Refused>) -> Done {
    match done {
        Err(refused) if refused.state == UNDEFINED_OBJECT => Err(HandFailed::NoAccount(owner.to_string())),
        other => other.map(drop).map_err(HandFailed::from),
    }
}

fn rows<T: for<'de> Deserialize<'de>>(site: &Site<'_>, query: &str) -> Done<Vec<T>> {
    let answer = psql::run(site, &format!("SELECT coalesce(json_agg(q), '[]') FROM ({query}) q;\n"))?;
    serde_json::from_str(&answer).doing("read the engine's answer")
}

/// A name in double quotes.
fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text in single quotes. `standard_conforming_strings` is on, so a backslash is itself.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_quotes() {
        assert_eq!(identifier("a\"; DROP"), "\"a\"\"; DROP\"");
        assert_eq!(literal("a'; DROP"), "'a''; DROP'");
    }
}
