//! The rows as redb has them open, and how they are opened again after a write found no space.

use std::sync::{Arc, PoisonError, RwLock};

use ::redb::{Builder, Database, ReadOnlyTable, ReadableDatabase, ReadableTable, WriteTransaction};
use rampart_vocab::Revision;

use super::{
    HEAD, ROWS,
    medium::{Health, Medium},
};

/// The rows' file, open.
pub(super) struct Rows {
    /// Nothing only while it is opened again.
    database: RwLock<Option<Database>>,
    pub(super) health: Arc<Health>,
    page_cache_bytes: usize,
}

impl Rows {
    /// Opens the rows, or begins them; with the latest revision.
    pub(super) fn open(
        health: Arc<Health>,
        page_cache_bytes: usize,
    ) -> Result<(Self, Revision), ::redb::Error> {
        let rows = Self { database: RwLock::new(None), health, page_cache_bytes };
        let database = rows.opened()?;
        let head = read_head(&database)?;
        *rows.database.write().unwrap_or_else(PoisonError::into_inner) = Some(database);
        Ok((rows, head))
    }

    /// Opens the rows again after a failed write; with the latest revision, which decides what became of it. All
    /// that is read from now on has been made to last.
    pub(super) fn open_again(&self) -> Result<Revision, ::redb::Error> {
        let mut database = self.database.write().unwrap_or_else(PoisonError::into_inner);
        // Whoever still reads from it gets an error.
        *database = None;
        self.health.disk.sync()?;
        self.health.is_well();
        let opened = self.opened()?;
        let head = read_head(&opened)?;
        *database = Some(opened);
        Ok(head)
    }

    pub(super) fn begin_write(&self) -> Result<WriteTransaction, ::redb::Error> {
        let database = self.database.read().unwrap_or_else(PoisonError::into_inner);
        let mut txn = database.as_ref().ok_or(::redb::Error::DatabaseClosed)?.begin_write()?;
        // Without it, reopening after a kill walks the whole file.
        txn.set_quick_repair(true);
        Ok(txn)
    }

    /// The rows at the latest revision.
    pub(super) fn read(
        &self,
    ) -> Result<(Revision, ReadOnlyTable<&'static str, &'static [u8]>), ::redb::Error> {
        let txn = {
            let database = self.database.read().unwrap_or_else(PoisonError::into_inner);
            database.as_ref().ok_or(::redb::Error::DatabaseClosed)?.begin_read()?
        };
        let head = txn.open_table(HEAD)?.get(())?.map_or(0, |head| head.value());
        Ok((Revision(head), txn.open_table(ROWS)?))
    }

    fn opened(&self) -> Result<Database, ::redb::Error> {
        let medium = Medium::open(Arc::clone(&self.health))?;
        let database = Builder::new().set_cache_size(self.page_cache_bytes).create_with_backend(medium)?;
        prepare(&database)?;
        Ok(database)
    }
}

fn prepare(database: &Database) -> Result<(), ::redb::Error> {
    let txn = database.begin_write()?;
    txn.open_table(ROWS)?;
    let mut head = txn.open_table(HEAD)?;
    let known = head.get(())?.is_some();
    if !known {
        head.insert((), 0)?;
    }
    drop(head);
    if known {
        txn.abort()?
    } else {
        txn.commit()?
    }
    Ok(())
}

fn read_head(database: &Database) -> Result<Revision, ::redb::Error> {
    let head = database.begin_read()?.open_table(HEAD)?.get(())?.map_or(0, |head| head.value());
    Ok(Revision(head))
}
