//! Removing the rows of an instance whose disk is erased: what hangs on it first, in pieces that a transaction holds,
//! and its own row last, so that a crash goes on where it was.

use rampart_store::{CommitFailed, Page, Range, Record, StoreFailed};

use super::{PassFailed, pass::Pass};
use crate::{
    limits,
    records::{Database, DbAccount},
    rows,
};

/// Rows removed by one transaction.
const ROWS_AT_ONCE: usize = 50;

pub(super) async fn forget(pass: &mut Pass<'_>) -> Result<(), PassFailed> {
    debug_assert!(pass.is_erased(), "only what is erased is forgotten");
    let (account, id) = (pass.instance.account, pass.instance.id.clone());
    remove_all::<DbAccount>(pass, &rows::accounts(account, &id)).await?;
    remove_all::<Database>(pass, &rows::databases(account, &id)).await?;
    for _ in 0..limits::COMMIT_TRIES {
        let mut txn = pass.room.store.begin();
        for pointer in rows::pointers(&pass.instance) {
            txn.delete(&pointer);
        }
        txn.delete(&rows::instance(account, &id));
        match txn.commit().await {
            Ok(revision) => {
                pass.commits.push(revision);
                pass.room.tables.close(&pass.instance.id);
                return Ok(());
            }
            Err(CommitFailed::Conflict | CommitFailed::Unknown) => {}
            Err(failed) => return Err(failed.into()),
        }
    }
    Err(PassFailed::Contended)
}

async fn remove_all<R: Record>(pass: &mut Pass<'_>, range: &Range) -> Result<(), PassFailed> {
    for _ in 0..limits::COMMIT_TRIES {
        let mut txn = pass.room.store.begin();
        let found = match txn.scan::<R>(range, Page::first(ROWS_AT_ONCE)).await {
            Err(StoreFailed::Moved) => continue,
            found => found?,
        };
        if found.is_empty() {
            return Ok(());
        }
        for (path, _) in &found {
            txn.delete(path);
        }
        match txn.commit().await {
            Ok(revision) => pass.commits.push(revision),
            Err(CommitFailed::Conflict | CommitFailed::Unknown) => {}
            Err(failed) => return Err(failed.into()),
        }
    }
    Err(PassFailed::Contended)
}
