//! An instance's databases and the accounts that reach them: who may do what in which.

use askama::Template;
use serde_json::Value;

use super::{Frame, told::told};
use crate::{
    ask::{Answer, Ask, path, rows, text},
    limits,
    live::digest_of,
    response,
    trouble::{Notice, Trouble},
};

/// What an account may do in a database. Source: GrantAccountPrivilege.
const PRIVILEGES: [(&str, &str); 4] = [
    ("ReadWrite", "Read and write"),
    ("ReadOnly", "Read"),
    ("DDLOnly", "Change tables"),
    ("DMLOnly", "Change rows"),
];
/// The first is offered first. Source: CreateDatabase.
const SETS_OF_POSTGRESQL: [&str; 3] = ["UTF8", "LATIN1", "SQL_ASCII"];
const SETS_OF_MARIADB: [&str; 4] = ["utf8mb4", "utf8", "latin1", "gbk"];

#[derive(Template)]
#[template(path = "accounts.html")]
struct Page<'a> {
    frame: Frame,
    told: Option<&'static str>,
    notice: Option<Notice>,
    id: &'a str,
    href: String,
    live: String,
    seen: String,
    accounts: Vec<Account>,
    databases: Vec<Database>,
    /// The ones that are to be changed, named in the address.
    account: Option<Account>,
    database: Option<Database>,
    /// Rows shown at most of each.
    most: usize,
    /// Whether an account owns a database, rather than being granted something in it.
    owns: bool,
    privileges: [(&'static str, &'static str); 4],
    sets: &'static [&'static str],
}

/// What changes by itself: the state of each, and which there are.
#[derive(Template)]
#[template(path = "accounts_part.html")]
struct Alone<'a> {
    accounts: &'a [Account],
    databases: &'a [Database],
}

#[derive(Clone)]
struct Account {
    href: String,
    name: String,
    status: String,
    kind: String,
    description: String,
    grants: Vec<Grant>,
}

#[derive(Clone)]
struct Database {
    href: String,
    name: String,
    status: String,
    set: String,
    owner: String,
    description: String,
    /// Why it is not made yet.
    trouble: String,
}

#[derive(Clone)]
struct Grant {
    database: String,
    privilege: String,
}

pub(crate) async fn show(ask: &Ask<'_>, id: &str) -> Answer {
    ask.page(&page(ask, id, None).await?)
}

/// One change, named in the form's `do`.
pub(crate) async fn change(ask: &Ask<'_>, id: &str) -> Answer {
    let form = &ask.form;
    let (instance, account) = (("DBInstanceId", id), ("AccountName", form.get("account")));
    let (database, password) = (("DBName", form.get("database")), ("AccountPassword", form.raw("password")));
    let described = form.get("description");
    let to_delete = match form.get("do") {
        "delete-account" => Some(form.get("account")),
        "delete-database" => Some(form.get("database")),
        _ => None,
    };
    if to_delete.is_some_and(|name| name != form.get("typed")) {
        let notice = Notice::form("Nothing is deleted", "Type the name exactly to confirm.");
        return ask.refused(&page(ask, id, Some(notice)).await?);
    }
    let (operation, params, told) = match form.get("do") {
        "create-account" => {
            let of_account = [("AccountType", form.get("type")), ("AccountDescription", described)];
            ("CreateAccount", [&[instance, account, password][..], &of_account].concat(), "account")
        }
        "password" => ("ResetAccountPassword", vec![instance, account, password], "password"),
        "delete-account" => ("DeleteAccount", vec![instance, account], "deleted"),
        "grant" => {
            let privilege = ("AccountPrivilege", form.get("privilege"));
            ("GrantAccountPrivilege", vec![instance, account, database, privilege], "granted")
        }
        "revoke" => ("RevokeAccountPrivilege", vec![instance, account, database], "detached"),
        "create-database" => {
            let of_database = [("CharacterSetName", form.get("set")), ("DBDescription", described)];
            ("CreateDatabase", [&[instance, account, database][..], &of_database].concat(), "database")
        }
        "delete-database" => ("DeleteDatabase", vec![instance, database], "deleted"),
        _ => return Err(Trouble::NoPage),
    };
    match ask.rds(operation, &params).await {
        Ok(_) => Ok(response::see(&format!("{}?told={told}", path(&["database", id, "accounts"])))),
        Err(trouble) => ask.refused(&page(ask, id, Some(trouble.notice()?)).await?),
    }
}

/// What changes by itself, as it is now.
pub(crate) async fn part(ask: &Ask<'_>, id: &str) -> Result<String, Trouble> {
    alone(&accounts(ask, id).await?, &databases(ask, id).await?)
}

fn alone(accounts: &[Account], databases: &[Database]) -> Result<String, Trouble> {
    Alone { accounts, databases }.render().map_err(|error| Trouble::Failed(error.to_string()))
}

async fn page<'a>(ask: &Ask<'_>, id: &'a str, notice: Option<Notice>) -> Result<Page<'a>, Trouble> {
    let answer = ask.rds("DescribeDBInstanceAttribute", &[("DBInstanceId", id)]).await?;
    let first = rows(&answer, "/Items/DBInstanceAttribute").first().ok_or(Trouble::NoPage)?;
    let owns = text(first, "/Engine") == "PostgreSQL";
    let (accounts, databases) = (accounts(ask, id).await?, databases(ask, id).await?);
    Ok(Page {
        frame: ask.frame(format!("Accounts of {id}"), "databases"),
        told: told(ask.query.get("told")),
        notice,
        id,
        href: path(&["database", id]),
        live: path(&["live", "database", id, "accounts"]),
        seen: digest_of(&alone(&accounts, &databases)?),
        account: accounts.iter().find(|one| one.name == ask.query.get("account")).cloned(),
        database: databases.iter().find(|one| one.name == ask.query.get("database")).cloned(),
        accounts,
        databases,
        most: limits::ROWS_BESIDE_MAX,
        owns,
        privileges: PRIVILEGES,
        sets: if owns { &SETS_OF_POSTGRESQL } else { &SETS_OF_MARIADB },
    })
}

async fn accounts(ask: &Ask<'_>, id: &str) -> Result<Vec<Account>, Trouble> {
    let answer = ask.rds("DescribeAccounts", &[("DBInstanceId", id), ("PageSize", "100")]).await?;
    let shown = rows(&answer, "/Accounts/DBInstanceAccount").iter().take(limits::ROWS_BESIDE_MAX);
    Ok(shown.map(|one| account(id, one)).collect())
}

fn account(id: &str, account: &Value) -> Account {
    let fact = |name: &str| text(account, &format!("/{name}"));
    let grant = |grant: &Value| Grant {
        database: text(grant, "/DBName"),
        privilege: text(grant, "/AccountPrivilege"),
    };
    let grants = rows(account, "/DatabasePrivileges/DatabasePrivilege").iter();
    Account {
        href: chosen(id, "account", &fact("AccountName")),
        name: fact("AccountName"),
        status: fact("AccountStatus"),
        kind: fact("AccountType"),
        description: fact("AccountDescription"),
        grants: grants.take(limits::ROWS_BESIDE_MAX).map(grant).collect(),
    }
}

async fn databases(ask: &Ask<'_>, id: &str) -> Result<Vec<Database>, Trouble> {
    let answer = ask.rds("DescribeDatabases", &[("DBInstanceId", id), ("PageSize", "100")]).await?;
    let shown = rows(&answer, "/Databases/Database").iter().take(limits::ROWS_BESIDE_MAX);
    Ok(shown.map(|one| database(id, one)).collect())
}

fn database(id: &str, database: &Value) -> Database {
    let fact = |name: &str| text(database, &format!("/{name}"));
    let mut let_in = rows(database, "/Accounts/AccountPrivilegeInfo").iter();
    let owner = let_in.find(|one| text(one, "/AccountPrivilege") == "DBOwner");
    Database {
        href: chosen(id, "database", &fact("DBName")),
        name: fact("DBName"),
        status: fact("DBStatus"),
        set: fact("CharacterSetName"),
        owner: owner.map(|owner| text(owner, "/Account")).unwrap_or_default(),
        description: fact("DBDescription"),
        trouble: text(database, "/RuntimeInfo/RuntimeDbProperty/0/Failure"),
    }
}

/// This page with one of them opened.
fn chosen(id: &str, what: &str, name: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair(what, name).finish();
    format!("{}?{query}", path(&["database", id, "accounts"]))
}

impl Page<'_> {
    /// Whether there may be more than are shown.
    fn is_cut(&self, shown: usize) -> bool {
        shown >= self.most
    }
}

impl Account {
    fn colour(&self) -> &'static str {
        if self.status == "Available" { "good" } else { "warn" }
    }
}

impl Database {
    fn colour(&self) -> &'static str {
        if self.status == "Running" { "good" } else { "warn" }
    }
}
