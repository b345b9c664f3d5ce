//! Databases of an instance. The wish for one is recorded; the reconciler has the engine make it.

use rampart_authz::Permitted;
use rampart_store::{Page, StoreFailed, Txn, Unknown};

use crate::{
    accounts::{self, AccountRefused},
    action::{CreateDatabase, DeleteDatabase, DescribeDatabases, ModifyDBDescription},
    instances::{InstanceRefused, Moment},
    intent::{AccountKind, AccountName, DatabaseName, Encoding, EngineKind, NameRefused},
    limits,
    records::{ContentState, Database, DbAccount, Instance},
    resource::DbInstance,
    rows,
};

/// Why something about a database was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DatabaseRefused {
    /// The instance is not there, or not in a state for it.
    #[error(transparent)]
    Instance(#[from] InstanceRefused),
    /// No such database.
    #[error("there is no such database")]
    NotFound,
    /// There is one of this name.
    #[error("there is a database of this name: choose another name")]
    Exists,
    /// A name that cannot be given.
    #[error("the database's name: {0}")]
    Name(NameRefused),
    /// The account that is to own it.
    #[error("the account that is to own the database: {0}")]
    Owner(Box<AccountRefused>),
    /// Nobody was named and nobody is there to own it.
    #[error("the instance has no account that could own the database: create an account first")]
    NoOwner,
    /// An owner was named, and the engine's databases have none.
    #[error("a database of this engine belongs to no account: grant the account a privilege in it instead")]
    Ownerless,
    /// A character set that the engine does not have.
    #[error("this engine has no such character set")]
    Encoding,
    /// The description is too long.
    #[error("a description has up to {} characters", limits::DESCRIPTION_CHARS_MAX)]
    Description,
    /// It is being deleted.
    #[error("the database is being deleted")]
    Leaving,
    /// The instance has as many as it may have.
    #[error("the instance has {} databases: delete one first", limits::DATABASES_PER_INSTANCE_MAX)]
    TooMany,
}

impl From<StoreFailed> for DatabaseRefused {
    fn from(failed: StoreFailed) -> Self {
        Self::Instance(failed.into())
    }
}

/// What a database is to be.
#[derive(Clone, Copy, Debug)]
pub struct NewDatabase<'a> {
    /// Its name.
    pub name: &'a str,
    /// The account that owns it; without one the instance's first privileged account, or its first. None where the
    /// engine's databases have no owners.
    pub owner: Option<&'a str>,
    /// Its character set.
    pub encoding: Encoding,
    /// What its maker says of it; may be empty.
    pub description: &'a str,
}

/// Records the wish for a database of a running instance.
///
/// # Errors
/// [`DatabaseRefused`], naming what of it cannot be.
pub async fn create_database(
    txn: &mut Txn,
    permit: &Permitted<CreateDatabase, DbInstance>,
    ask: NewDatabase<'_>,
    moment: &Moment,
) -> Result<(), DatabaseRefused> {
    let instance = accounts::running(permit.found()?)?;
    let name: DatabaseName = ask.name.parse().map_err(DatabaseRefused::Name)?;
    let description = checked_description(ask.description)?;
    if !is_offered(instance.engine, ask.encoding) {
        return Err(DatabaseRefused::Encoding);
    }
    let path = rows::database(instance.account, &instance.id, &name);
    if txn.get::<Database>(&path).await?.is_some() {
        return Err(DatabaseRefused::Exists);
    }
    if all(txn, instance).await?.len() >= limits::DATABASES_PER_INSTANCE_MAX {
        return Err(DatabaseRefused::TooMany);
    }
    let database = Database {
        name,
        owner: owner(txn, instance, ask.owner).await?,
        encoding: ask.encoding,
        description: description.into(),
        created: moment.now,
        state: ContentState::Wanted,
        failure: None,
        unknown: Unknown::NONE,
    };
    txn.put(&path, database);
    Ok(())
}

/// The databases of an instance, by name.
///
/// # Errors
/// [`InstanceRefused::NotFound`], or the store's failure.
pub async fn describe_databases(
    txn: &mut Txn,
    permit: &Permitted<DescribeDatabases, DbInstance>,
) -> Result<Vec<Database>, DatabaseRefused> {
    all(txn, permit.found()?).await
}

/// The instance's accounts, for what they may do in which database; those that are going are not among them.
///
/// # Errors
/// [`InstanceRefused::NotFound`], or the store's failure.
pub async fn accounts_let_in(
    txn: &mut Txn,
    permit: &Permitted<DescribeDatabases, DbInstance>,
) -> Result<Vec<DbAccount>, DatabaseRefused> {
    let refused = |refused| DatabaseRefused::Owner(Box::new(refused));
    let mut there = accounts::all(txn, permit.found()?).await.map_err(refused)?;
    there.retain(|account| account.state != ContentState::Leaving);
    Ok(there)
}

/// Gives a database another description.
///
/// # Errors
/// [`DatabaseRefused::NotFound`], [`DatabaseRefused::Description`], or the instance's refusal.
pub async fn set_database_description(
    txn: &mut Txn,
    permit: &Permitted<ModifyDBDescription, DbInstance>,
    name: &str,
    description: &str,
) -> Result<(), DatabaseRefused> {
    let instance = permit.found()?;
    let description = checked_description(description)?;
    let mut database = present(txn, instance, name).await?;
    database.description = description.into();
    put(txn, instance, database);
    Ok(())
}

/// Removes a database with everything in it, and what accounts may do there.
///
/// # Errors
/// [`DatabaseRefused::NotFound`], or the instance's refusal.
pub async fn delete_database(
    txn: &mut Txn,
    permit: &Permitted<DeleteDatabase, DbInstance>,
    name: &str,
) -> Result<(), DatabaseRefused> {
    let instance = accounts::running(permit.found()?)?;
    let mut database = present(txn, instance, name).await?;
    database.state = ContentState::Leaving;
    put(txn, instance, database);
    Ok(())
}

pub(crate) async fn present(
    txn: &mut Txn,
    instance: &Instance,
    name: &str,
) -> Result<Database, DatabaseRefused> {
    // A name that cannot be given is one that nothing has.
    let name: DatabaseName = name.parse().map_err(|_| DatabaseRefused::NotFound)?;
    let row = txn.get::<Database>(&rows::database(instance.account, &instance.id, &name)).await?;
    let database = row.ok_or(DatabaseRefused::NotFound)?.cloned();
    if database.state == ContentState::Leaving { Err(DatabaseRefused::Leaving) } else { Ok(database) }
}

async fn owner(
    txn: &mut Txn,
    instance: &Instance,
    named: Option<&str>,
) -> Result<Option<AccountName>, DatabaseRefused> {
    match (instance.engine, named) {
        (EngineKind::PostgreSql, _) => {}
        (EngineKind::MariaDb, None) => return Ok(None),
        (EngineKind::MariaDb, Some(_)) => return Err(DatabaseRefused::Ownerless),
    }
    let refused = |refused| DatabaseRefused::Owner(Box::new(refused));
    if let Some(name) = named {
        return Ok(Some(accounts::present(txn, instance, name).await.map_err(refused)?.name));
    }
    let mut there = accounts::all(txn, instance).await.map_err(refused)?;
    there.retain(|account| account.state != ContentState::Leaving);
    let privileged = there.iter().find(|account| account.kind == AccountKind::Super);
    let owner = privileged.or(there.first()).ok_or(DatabaseRefused::NoOwner)?;
    Ok(Some(owner.name.clone()))
}

const fn is_offered(engine: EngineKind, encoding: Encoding) -> bool {
    match encoding {
        Encoding::Utf8 | Encoding::Latin1 => true,
        Encoding::SqlAscii => matches!(engine, EngineKind::PostgreSql),
        Encoding::Utf8Mb4 | Encoding::Gbk => matches!(engine, EngineKind::MariaDb),
    }
}

async fn all(txn: &mut Txn, instance: &Instance) -> Result<Vec<Database>, DatabaseRefused> {
    let page = Page::first(limits::DATABASES_PER_INSTANCE_MAX);
    let found = txn.peek_scan::<Database>(&rows::databases(instance.account, &instance.id), page).await?;
    Ok(found.into_iter().map(|(_, row)| row.cloned()).collect())
}

fn put(txn: &mut Txn, instance: &Instance, database: Database) {
    txn.put(&rows::database(instance.account, &instance.id, &database.name), database);
}

fn checked_description(text: &str) -> Result<&str, DatabaseRefused> {
    if limits::is_description(text) { Ok(text) } else { Err(DatabaseRefused::Description) }
}
