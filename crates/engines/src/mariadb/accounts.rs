//! Accounts as SQL.
//!
//! The truth about an account is its entry at [`HOME`], from where nobody can connect: password, kind, rights. The
//! entries that let it in from a network are copies of that one, made anew at every change, so that nothing an account
//! does to one of them lasts.
//!
//! No account has a right over the whole engine: no FILE, PROCESS, SUPER, RELOAD, CREATE USER, nor a right to hand on. A
//! super account has every right in every database but the engine's own: where entries for several patterns of databases
//! fit, MariaDB goes by the narrowest alone, so one that grants next to nothing keeps it out.

use rampart_rds::intent::{
    AccountFacts, AccountKind, AccountName, Cidr, Grant, HandFailed, Privilege, Verifier,
};
use serde::Deserialize;

use super::{
    MariaDb,
    client::{self, exactly, identifier, literal},
    configure,
    doors::{self, Door},
};
use crate::{doing::Done, engine::Accounts, site::Site};

/// No client has this address. It has to be one: without asking for names, MariaDB leaves entries of names out.
const HOME: &str = "0.0.0.0";
/// The engine's own databases.
const ENGINES_OWN: &[&str] = &["mysql", "performance_schema", "sys"];
/// A right that without SELECT gives nothing.
const NEXT_TO_NOTHING: &str = "LOCK TABLES";

impl Accounts for MariaDb {
    fn put_account(
        &self,
        site: &Site<'_>,
        name: &AccountName,
        verifier: &Verifier,
        kind: AccountKind,
        grants: &[Grant],
    ) -> Done {
        let Verifier::NativePassword(verifier) = verifier else {
            return Err(HandFailed::SettingRefused(
                "MariaDB takes `mysql_native_password` verifiers".to_owned(),
            ));
        };
        if name.as_str() == site.owner_name()? {
            return Err(HandFailed::SettingRefused(format!(
                "the name `{name}` is the system user's: choose another"
            )));
        }
        let account = at_home(name);
        let mut statements = format!(
            "CREATE USER IF NOT EXISTS {account} ACCOUNT LOCK;\n\
             ALTER USER {account} IDENTIFIED VIA mysql_native_password USING {password} ACCOUNT LOCK;\n\
             REVOKE ALL PRIVILEGES, GRANT OPTION FROM {account};\n",
            password = literal(verifier.expose()),
        );
        match kind {
            AccountKind::Normal => {
                for Grant { database, privilege } in grants {
                    let (rights, database) = (rights(*privilege), exactly(database.as_str()));
                    statements += &format!("GRANT {rights} ON {database}.* TO {account};\n");
                }
            }
            AccountKind::Super => {
                statements += &format!("GRANT ALL PRIVILEGES ON `%`.* TO {account};\n");
                for database in ENGINES_OWN {
                    statements +=
                        &format!("GRANT {NEXT_TO_NOTHING} ON {}.* TO {account};\n", exactly(database));
                }
            }
        }
        let statements = zeroize::Zeroizing::new(statements);
        client::attempt(site, &statements)?.map_err(crate::refused::Refused::of_a_secret)?;
        site.step("account made");
        let_in(site, &configure::allowed(site)?)
    }

    fn drop_account(&self, site: &Site<'_>, name: &AccountName) -> Done {
        let made = format!("LIKE {}", literal(&format!("{}@%", name.as_str().replace('_', "\\_"))));
        let owns = client::run(
            site,
            &format!(
                "SELECT (SELECT COUNT(*) FROM mysql.proc WHERE definer {made}) \
                 + (SELECT COUNT(*) FROM mysql.event WHERE definer {made}) \
                 + (SELECT COUNT(*) FROM information_schema.views WHERE definer {made}) \
                 + (SELECT COUNT(*) FROM information_schema.triggers WHERE definer {made});\n"
            ),
        )?;
        if owns.trim() != "0" {
            return Err(HandFailed::AccountInUse {
                name: name.to_string(),
                why: "it is the definer of views, routines, triggers or events: drop them first".to_owned(),
            });
        }
        let account = literal(name.as_str());
        let mut statements = String::new();
        for table in ["db", "tables_priv", "columns_priv", "procs_priv", "global_priv"] {
            statements += &format!("DELETE FROM mysql.{table} WHERE User = {account};\n");
        }
        statements +=
            &format!("FLUSH PRIVILEGES;\nKILL HARD CONNECTION USER {};\n", identifier(name.as_str()));
        client::run(site, &statements).map(drop)
    }

    fn accounts(&self, site: &Site<'_>) -> Done<Vec<AccountFacts>> {
        #[derive(Deserialize)]
        struct Row {
            name: String,
            kind: String,
        }
        let rows: Vec<Row> = client::rows(
            site,
            &["name", "kind"],
            &format!(
                "SELECT g.User AS name, IF(EXISTS (SELECT 1 FROM mysql.db d WHERE d.User = g.User AND d.Host = g.Host \
                 AND d.Db = '%'), 'super', 'normal') AS kind FROM mysql.global_priv g WHERE g.Host = '{HOME}'"
            ),
        )?;
        let facts = |row: Row| {
            let kind = if row.kind == "super" { AccountKind::Super } else { AccountKind::Normal };
            Some(AccountFacts { name: row.name.parse().ok()?, kind })
        };
        let mut accounts: Vec<_> = rows.into_iter().filter_map(facts).collect();
        accounts.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(accounts)
    }
}

/// Makes every account's entries those that let it in from these networks and from nowhere else.
pub(super) fn let_in(site: &Site<'_>, allowed: &[Cidr]) -> Done {
    let known = client::run(
        site,
        &format!(
            "SELECT DISTINCT g.Host FROM mysql.global_priv g JOIN mysql.global_priv h ON h.User = g.User \
             AND h.Host = '{HOME}' WHERE g.Host <> '{HOME}';\n"
        ),
    )?;
    let known: Vec<String> = known.lines().map(str::to_owned).collect();
    client::run(site, &entries(&doors::doors(allowed, &known)?)).map(drop)
}

/// The statements of [`let_in`]. What is in force changes at the last of them, all at once.
fn entries(doors: &[Door]) -> String {
    let mut out = String::from(
        "CREATE TEMPORARY TABLE door (host VARCHAR(255) CHARACTER SET utf8mb3 COLLATE utf8mb3_bin PRIMARY KEY, \
         locked BOOL, tls BOOL);\n",
    );
    for Door { host, open, tls } in doors {
        out += &format!("INSERT INTO door VALUES ({}, {}, {});\n", literal(host), !open, tls);
    }
    out += &format!(
        "CREATE TEMPORARY TABLE account AS SELECT User, Priv FROM mysql.global_priv WHERE Host = '{HOME}';\n\
         CREATE TEMPORARY TABLE rights AS SELECT * FROM mysql.db WHERE Host = '{HOME}';\n\
         ALTER TABLE rights DROP COLUMN Host;\n\
         DELETE g FROM mysql.global_priv g JOIN account a ON a.User = g.User WHERE g.Host <> '{HOME}';\n\
         DELETE d FROM mysql.db d JOIN account a ON a.User = d.User WHERE d.Host <> '{HOME}';\n\
         INSERT INTO mysql.global_priv (Host, User, Priv) SELECT door.host, account.User, \
         JSON_SET(account.Priv, '$.account_locked', door.locked = 1, '$.ssl_type', door.tls) FROM door, account;\n\
         INSERT INTO mysql.db SELECT door.host, rights.* FROM door, rights;\n\
         FLUSH PRIVILEGES;\n"
    );
    out
}

fn at_home(name: &AccountName) -> String {
    format!("{}@'{HOME}'", identifier(name.as_str()))
}

/// Source: RDS, Account permissions, without the rights over the whole engine.
const fn rights(privilege: Privilege) -> &'static str {
    match privilege {
        Privilege::ReadWrite => "ALL PRIVILEGES",
        Privilege::ReadOnly => "SELECT, LOCK TABLES, SHOW VIEW",
        Privilege::DdlOnly => {
            "CREATE, DROP, INDEX, ALTER, CREATE TEMPORARY TABLES, LOCK TABLES, CREATE VIEW, SHOW VIEW, \
             CREATE ROUTINE, ALTER ROUTINE"
        }
        Privilege::DmlOnly => {
            "SELECT, INSERT, UPDATE, DELETE, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, SHOW VIEW, EVENT, TRIGGER"
        }
    }
}
