//! What accounts may do in which databases, for engines whose databases belong to no account.

use rampart_authz::Permitted;
use rampart_store::Txn;

use super::{AccountRefused, present, put, running};
use crate::{
    action::{GrantAccountPrivilege, RevokeAccountPrivilege},
    databases::{self, DatabaseRefused},
    intent::{AccountKind, DatabaseName, EngineKind, Grant, Privilege},
    limits,
    records::{ContentState, DbAccount, Instance},
    resource::DbInstance,
};

/// Lets an account do something in a database, instead of what it may do there now.
///
/// # Errors
/// [`AccountRefused::NotFound`], [`AccountRefused::NoDatabase`], [`AccountRefused::OwnedDatabases`] where databases
/// have owners, [`AccountRefused::Privileged`] for an account that may do everything, [`AccountRefused::Leaving`],
/// [`AccountRefused::TooManyGrants`], or the instance's refusal.
pub async fn grant_privilege(
    txn: &mut Txn,
    permit: &Permitted<GrantAccountPrivilege, DbInstance>,
    account: &str,
    database: &str,
    privilege: Privilege,
) -> Result<(), AccountRefused> {
    let (instance, mut account, database) = named(txn, permit.found()?, account, database).await?;
    let before = account.grants.clone();
    account.grants.retain(|grant| grant.database != database);
    account.grants.push(Grant { database, privilege });
    account.grants.sort_unstable();
    if account.grants.len() > limits::DATABASES_PER_INSTANCE_MAX {
        return Err(AccountRefused::TooManyGrants);
    }
    changed(txn, instance, account, &before);
    Ok(())
}

/// Takes away what an account may do in a database; one that may do nothing there is no error.
///
/// # Errors
/// As [`grant_privilege`].
pub async fn revoke_privilege(
    txn: &mut Txn,
    permit: &Permitted<RevokeAccountPrivilege, DbInstance>,
    account: &str,
    database: &str,
) -> Result<(), AccountRefused> {
    let (instance, mut account, database) = named(txn, permit.found()?, account, database).await?;
    let before = account.grants.clone();
    account.grants.retain(|grant| grant.database != database);
    changed(txn, instance, account, &before);
    Ok(())
}

async fn named<'a>(
    txn: &mut Txn,
    instance: &'a Instance,
    account: &str,
    database: &str,
) -> Result<(&'a Instance, DbAccount, DatabaseName), AccountRefused> {
    let instance = running(instance)?;
    if instance.engine == EngineKind::PostgreSql {
        return Err(AccountRefused::OwnedDatabases);
    }
    let account = present(txn, instance, account).await?;
    if account.kind == AccountKind::Super {
        return Err(AccountRefused::Privileged);
    }
    let database = databases::present(txn, instance, database).await.map_err(|refused| match refused {
        DatabaseRefused::Instance(refused) => AccountRefused::Instance(refused),
        _ => AccountRefused::NoDatabase(limits::cut(database, limits::NAME_SHOWN_BYTES).to_owned()),
    })?;
    Ok((instance, account, database.name))
}

fn changed(txn: &mut Txn, instance: &Instance, mut account: DbAccount, before: &[Grant]) {
    if account.grants != before {
        account.state = ContentState::Wanted;
        put(txn, instance, account);
    }
}
