//! What accounts may do in a database that is being dropped: nothing any more, or a later one of its name would be
//! open to them.

use rampart_store::{CommitFailed, Page, Path, StoreFailed};

use super::{PassFailed, pass::Pass};
use crate::{
    intent::DatabaseName,
    limits,
    records::{ContentState, DbAccount},
    rows,
};

/// Takes it from every account, one transaction each: there may be more accounts than a transaction holds.
pub(super) async fn revoke_all(pass: &mut Pass<'_>, database: &DatabaseName) -> Result<(), PassFailed> {
    let range = rows::accounts(pass.instance.account, &pass.instance.id);
    let page = Page::first(limits::ACCOUNTS_PER_INSTANCE_MAX);
    let all = pass.room.store.begin().scan::<DbAccount>(&range, page).await?;
    for (path, account) in all {
        if has(&account.record, database) {
            revoke(pass, &path, database).await?;
        }
    }
    Ok(())
}

async fn revoke(pass: &mut Pass<'_>, path: &Path, database: &DatabaseName) -> Result<(), PassFailed> {
    for _ in 0..limits::COMMIT_TRIES {
        let mut txn = pass.room.store.begin();
        let row = match txn.get::<DbAccount>(path).await {
            Err(StoreFailed::Moved) => continue,
            read => read?,
        };
        let Some(row) = row.filter(|row| has(&row.record, database)) else { return Ok(()) };
        let mut account = row.cloned();
        account.grants.retain(|grant| grant.database != *database);
        if account.state == ContentState::Available {
            account.state = ContentState::Wanted;
        }
        txn.put(path, account);
        match txn.commit().await {
            Ok(revision) => {
                pass.commits.push(revision);
                return Ok(());
            }
            Err(CommitFailed::Conflict | CommitFailed::Unknown) => {}
            Err(failed) => return Err(failed.into()),
        }
    }
    Err(PassFailed::Contended)
}

fn has(account: &DbAccount, database: &DatabaseName) -> bool {
    account.grants.iter().any(|grant| grant.database == *database)
}
