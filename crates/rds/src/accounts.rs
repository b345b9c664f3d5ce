//! Accounts of an instance: who may log in, and with which password's verifier.
//!
//! A password is turned into a verifier before anything is stored; it goes no further. The reconciler gives the
//! verifier to the engine.

mod grants;
mod password;

use rampart_authz::Permitted;
use rampart_seal::SecretString;
use rampart_store::{Page, StoreFailed, Txn, Unknown};
use rampart_vocab::Entropy;

pub use self::grants::{grant_privilege, revoke_privilege};
use crate::{
    action::{
        CreateAccount, DeleteAccount, DescribeAccounts, ModifyAccountDescription, ResetAccountPassword,
    },
    instance::Status,
    instances::{InstanceRefused, Moment},
    intent::{AccountKind, AccountName, EngineKind, NameRefused},
    limits,
    records::{ContentState, Database, DbAccount, Instance},
    resource::DbInstance,
    rows,
};

/// Why something about an account was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum AccountRefused {
    /// The instance is not there, or not in a state for it.
    #[error(transparent)]
    Instance(#[from] InstanceRefused),
    /// No such account.
    #[error("there is no such account")]
    NotFound,
    /// There is one of this name.
    #[error("there is an account of this name: choose another name, or reset its password")]
    Exists,
    /// A name that cannot be given.
    #[error("the account's name: {0}")]
    Name(NameRefused),
    /// A password that is too weak or cannot be typed everywhere.
    #[error("a password has {} to {} printable ASCII characters, of at least three of: upper case, lower case, digits, others", limits::PASSWORD_BYTES.start(), limits::PASSWORD_BYTES.end())]
    Password,
    /// The description is too long.
    #[error("a description has up to {} characters", limits::DESCRIPTION_CHARS_MAX)]
    Description,
    /// A database belongs to it.
    #[error("the account owns the database `{0}`: delete that first")]
    OwnsDatabase(String),
    /// It is being deleted.
    #[error("the account is being deleted")]
    Leaving,
    /// The instance has as many as it may have.
    #[error("the instance has {} accounts: delete one first", limits::ACCOUNTS_PER_INSTANCE_MAX)]
    TooMany,
    /// The engine's databases belong to accounts, and nobody else is let in.
    #[error("a database of this engine belongs to one account: there is nothing to grant")]
    OwnedDatabases,
    /// A privileged account, which may do everything.
    #[error("a privileged account has every privilege in every database: there is nothing to grant")]
    Privileged,
    /// No such database, or it is being deleted.
    #[error("there is no database `{0}`: create it first")]
    NoDatabase(String),
    /// The account may do something in as many databases as there can be.
    #[error(
        "the account has privileges in {} databases: revoke one first",
        limits::DATABASES_PER_INSTANCE_MAX
    )]
    TooManyGrants,
}

impl From<StoreFailed> for AccountRefused {
    fn from(failed: StoreFailed) -> Self {
        Self::Instance(failed.into())
    }
}

/// What an account is to be.
pub struct NewAccount<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its password, which goes no further than here.
    pub password: &'a SecretString,
    /// What it may do.
    pub kind: AccountKind,
    /// What its maker says of it; may be empty.
    pub description: &'a str,
}

/// Records the wish for an account of a running instance.
///
/// # Errors
/// [`AccountRefused`], naming what of it cannot be.
pub async fn create_account(
    txn: &mut Txn,
    permit: &Permitted<CreateAccount, DbInstance>,
    ask: NewAccount<'_>,
    moment: &Moment,
    entropy: &dyn Entropy,
) -> Result<(), AccountRefused> {
    let instance = running(permit.found()?)?;
    let name: AccountName = ask.name.parse().map_err(AccountRefused::Name)?;
    let description = checked_description(ask.description)?;
    let path = rows::account(instance.account, &instance.id, &name);
    if txn.get::<DbAccount>(&path).await?.is_some() {
        return Err(AccountRefused::Exists);
    }
    if all(txn, instance).await?.len() >= limits::ACCOUNTS_PER_INSTANCE_MAX {
        return Err(AccountRefused::TooMany);
    }
    let account = DbAccount {
        name,
        kind: ask.kind,
        verifier: verifier(instance, ask.password, entropy)?,
        description: description.into(),
        created: moment.now,
        state: ContentState::Wanted,
        failure: None,
        grants: Vec::new(),
        unknown: Unknown::NONE,
    };
    txn.put(&path, account);
    Ok(())
}

/// The accounts of an instance, by name.
///
/// # Errors
/// [`InstanceRefused::NotFound`], or the store's failure.
pub async fn describe_accounts(
    txn: &mut Txn,
    permit: &Permitted<DescribeAccounts, DbInstance>,
) -> Result<Vec<DbAccount>, AccountRefused> {
    all(txn, permit.found()?).await
}

/// Gives an account another password.
///
/// # Errors
/// [`AccountRefused::NotFound`], [`AccountRefused::Password`], or the instance's refusal.
pub async fn reset_account_password(
    txn: &mut Txn,
    permit: &Permitted<ResetAccountPassword, DbInstance>,
    name: &str,
    password: &SecretString,
    entropy: &dyn Entropy,
) -> Result<(), AccountRefused> {
    let instance = running(permit.found()?)?;
    let mut account = present(txn, instance, name).await?;
    account.verifier = verifier(instance, password, entropy)?;
    account.state = ContentState::Wanted;
    put(txn, instance, account);
    Ok(())
}

/// Gives an account another description.
///
/// # Errors
/// [`AccountRefused::NotFound`], [`AccountRefused::Description`], or the instance's refusal.
pub async fn set_account_description(
    txn: &mut Txn,
    permit: &Permitted<ModifyAccountDescription, DbInstance>,
    name: &str,
    description: &str,
) -> Result<(), AccountRefused> {
    let instance = permit.found()?;
    let description = checked_description(description)?;
    let mut account = present(txn, instance, name).await?;
    account.description = description.into();
    put(txn, instance, account);
    Ok(())
}

/// Removes an account that owns no database.
///
/// # Errors
/// [`AccountRefused::NotFound`], [`AccountRefused::OwnsDatabase`], or the instance's refusal.
pub async fn delete_account(
    txn: &mut Txn,
    permit: &Permitted<DeleteAccount, DbInstance>,
    name: &str,
) -> Result<(), AccountRefused> {
    let instance = running(permit.found()?)?;
    let mut account = present(txn, instance, name).await?;
    let page = Page::first(limits::DATABASES_PER_INSTANCE_MAX);
    let databases = txn.peek_scan::<Database>(&rows::databases(instance.account, &instance.id), page).await?;
    if let Some((_, owned)) = databases.iter().find(|(_, it)| it.owner.as_ref() == Some(&account.name)) {
        return Err(AccountRefused::OwnsDatabase(owned.name.to_string()));
    }
    account.state = ContentState::Leaving;
    put(txn, instance, account);
    Ok(())
}

/// An instance whose engine can be told of accounts and databases.
pub(crate) fn running(instance: &Instance) -> Result<&Instance, InstanceRefused> {
    match instance.status() {
        Status::Running => Ok(instance),
        other => Err(InstanceRefused::Status(other)),
    }
}

/// The account, unless it is being deleted.
pub(crate) async fn present(
    txn: &mut Txn,
    instance: &Instance,
    name: &str,
) -> Result<DbAccount, AccountRefused> {
    // A name that cannot be given is one that nobody has.
    let name: AccountName = name.parse().map_err(|_| AccountRefused::NotFound)?;
    let row = txn.get::<DbAccount>(&rows::account(instance.account, &instance.id, &name)).await?;
    let account = row.ok_or(AccountRefused::NotFound)?.cloned();
    if account.state == ContentState::Leaving { Err(AccountRefused::Leaving) } else { Ok(account) }
}

pub(crate) async fn all(txn: &mut Txn, instance: &Instance) -> Result<Vec<DbAccount>, AccountRefused> {
    let page = Page::first(limits::ACCOUNTS_PER_INSTANCE_MAX);
    let found = txn.peek_scan::<DbAccount>(&rows::accounts(instance.account, &instance.id), page).await?;
    Ok(found.into_iter().map(|(_, row)| row.cloned()).collect())
}

fn put(txn: &mut Txn, instance: &Instance, account: DbAccount) {
    txn.put(&rows::account(instance.account, &instance.id, &account.name), account);
}

fn verifier(
    instance: &Instance,
    password: &SecretString,
    entropy: &dyn Entropy,
) -> Result<SecretString, AccountRefused> {
    let verifier = match instance.engine {
        EngineKind::PostgreSql => password::scram_verifier(password, entropy),
        EngineKind::MariaDb => password::native_verifier(password),
    };
    verifier.ok_or(AccountRefused::Password)
}

fn checked_description(text: &str) -> Result<&str, AccountRefused> {
    if limits::is_description(text) { Ok(text) } else { Err(AccountRefused::Description) }
}
