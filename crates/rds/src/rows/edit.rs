//! One row changed as it stands, in a transaction of its own, and pointers walked page by page.

use rampart_store::{CommitFailed, Page, Path, Range, Record, Store, StoreFailed, Txn};
use rampart_vocab::{AccountId, DbInstanceId};

use crate::{limits, records::Pointer};

/// Why a row was not changed. It can be tried again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditFailed {
    /// The rows could not be read.
    #[error(transparent)]
    Store(#[from] StoreFailed),
    /// The rows could not be written.
    #[error(transparent)]
    Commit(#[from] CommitFailed),
    /// Others kept changing the row.
    #[error("the row changed at every try to write it")]
    Contended,
}

/// Changes a row, if it is there, onto what stands in it when the change commits; `edit` may be asked several times.
pub(crate) async fn edit_row<R: Record>(
    store: &Store,
    path: &Path,
    edit: impl Fn(&mut Txn, &R) -> Edited,
) -> Result<(), EditFailed> {
    for _ in 0..limits::COMMIT_TRIES {
        let mut txn = store.begin();
        let row = match txn.get::<R>(path).await {
            Err(StoreFailed::Moved) => continue,
            read => read?,
        };
        let Some(row) = row else { return Ok(()) };
        if edit(&mut txn, &row.record) == Edited::No {
            return Ok(());
        }
        match txn.commit().await {
            Ok(_) => return Ok(()),
            Err(CommitFailed::Conflict | CommitFailed::Unknown) => {}
            Err(failed) => return Err(failed.into()),
        }
    }
    Err(EditFailed::Contended)
}

/// Whether there is something to commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edited {
    /// There is.
    Yes,
    /// The row is as it should be.
    No,
}

/// Everything that the pointers of a range point to, at once: what a host has is never much.
pub(crate) async fn pointed_to(
    store: &Store,
    range: &Range,
) -> Result<Vec<(AccountId, DbInstanceId)>, StoreFailed> {
    let (mut all, mut page) = (Vec::new(), Page::first(limits::PAGE_MAX));
    loop {
        let found = store.begin().peek_scan::<Pointer>(range, page).await?;
        all.extend(found.iter().map(|(_, row)| (row.account, row.instance.clone())));
        let Some((last, _)) = found.last().filter(|_| found.len() == limits::PAGE_MAX) else {
            return Ok(all);
        };
        page = Page::first(limits::PAGE_MAX).after(last.clone());
    }
}
