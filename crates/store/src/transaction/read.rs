//! Reading at one revision: from the cache where it is surely current, else from a snapshot.
//!
//! A cached entry is the row's latest version as of the published head. So it is right for a transaction at revision
//! `at` when the head has reached `at` and the entry is no newer. A snapshot may be newer than `at`: then everything
//! read so far is looked up in it once, and the transaction moves there, or fails when something had changed.

use std::{any::Any, collections::BTreeMap, sync::Arc};

use rampart_vocab::Revision;

use super::{Pending, Seen, Txn};
use crate::{
    Direction, Page, Path, Range, Record, Row, StoreFailed,
    backend::{
        Decoded, Snapshot, StoredRow, Unavailable,
        waiting::{READ_WAIT_MAX, answered_within},
    },
    cache::Entry,
    codec::{self, Malformed},
};

impl Txn {
    /// A row, if it is there. A cached one is answered at once, without yielding.
    ///
    /// # Errors
    /// [`StoreFailed`].
    pub async fn get<R: Record>(&mut self, path: &Path) -> Result<Option<Row<R>>, StoreFailed> {
        self.read(path, true).await
    }

    /// As [`Txn::get`], but the commit does not depend on it: for rows that something else guards, as an epoch guards
    /// rights.
    ///
    /// # Errors
    /// As [`Txn::get`].
    pub async fn peek<R: Record>(&mut self, path: &Path) -> Result<Option<Row<R>>, StoreFailed> {
        self.read(path, false).await
    }

    /// A row's version at this transaction's revision, zero when it is not there; the commit depends on it. Its own
    /// writes are not counted. For epochs.
    ///
    /// # Errors
    /// [`StoreFailed::Moved`], [`StoreFailed::Unavailable`].
    pub async fn version_of(&mut self, path: &Path) -> Result<Revision, StoreFailed> {
        if let Some(entry) = self.cached(path, true) {
            return Ok(entry.version);
        }
        let Some((row, at)) = self.fetch(path, true).await? else { return Ok(Revision::ZERO) };
        self.store.inner().kept.cache.fill(path, Arc::new(Entry::new(row.version, None)), at);
        Ok(row.version)
    }

    /// A page of a range's rows in order, with this transaction's own writes among them.
    ///
    /// # Errors
    /// As [`Txn::get`].
    pub async fn scan<R: Record>(
        &mut self,
        range: &Range,
        page: Page,
    ) -> Result<Vec<(Path, Row<R>)>, StoreFailed> {
        self.read_range(range, page, true).await
    }

    /// As [`Txn::scan`], but the commit does not depend on it.
    ///
    /// # Errors
    /// As [`Txn::get`].
    pub async fn peek_scan<R: Record>(
        &mut self,
        range: &Range,
        page: Page,
    ) -> Result<Vec<(Path, Row<R>)>, StoreFailed> {
        self.read_range(range, page, false).await
    }

    /// How many rows a range has, `most` at most, with this transaction's own writes among them. It opens no value, so
    /// it costs what their names do.
    ///
    /// # Errors
    /// [`StoreFailed::Moved`], [`StoreFailed::Unavailable`].
    pub async fn count(&mut self, range: &Range, most: usize) -> Result<usize, StoreFailed> {
        let found = self.names_in(range, Page::first(most), true).await?;
        for (path, stored) in &found {
            if let Some(stored) = stored {
                self.see_scanned(path, stored, true);
            }
        }
        Ok(found.len())
    }

    async fn read<R: Record>(&mut self, path: &Path, compared: bool) -> Result<Option<Row<R>>, StoreFailed> {
        if let Some(pending) = self.writes.get(path) {
            return own_write(path, pending);
        }
        if let Some(entry) = self.cached(path, compared)
            && let Some(record) = &entry.record
        {
            return downcast(path, record).map(|record| Some(Row::cached(record, entry)));
        }
        let Some((row, at)) = self.fetch(path, compared).await? else { return Ok(None) };
        let entry = self.decode::<R>(path, &row)?;
        self.store.inner().kept.cache.fill(path, entry.clone(), at);
        row_of(path, entry).map(Some)
    }

    /// The row's entry, if it is in the cache and right at this transaction's revision.
    fn cached(&mut self, path: &Path, compared: bool) -> Option<Arc<Entry>> {
        let kept = &self.store.inner().kept;
        let head = kept.head();
        let at = self.at.unwrap_or(head);
        let entry = (at <= head).then(|| kept.cache.get(path)).flatten()?;
        if entry.version > at {
            return None;
        }
        self.at = Some(at);
        self.seen.push(Seen { path: path.clone(), version: entry.version, compared, by_scan: false });
        Some(entry)
    }

    /// The row from the snapshot, and the snapshot's revision.
    async fn fetch(
        &mut self,
        path: &Path,
        compared: bool,
    ) -> Result<Option<(StoredRow, Revision)>, StoreFailed> {
        let snapshot = self.snapshot().await?;
        let at = snapshot.revision();
        let row = in_time(snapshot.get(path)).await?;
        let version = row.as_ref().map_or(Revision::ZERO, |row| row.version);
        self.seen.push(Seen { path: path.clone(), version, compared, by_scan: false });
        Ok(row.map(|row| (row, at)))
    }

    async fn read_range<R: Record>(
        &mut self,
        range: &Range,
        page: Page,
        compared: bool,
    ) -> Result<Vec<(Path, Row<R>)>, StoreFailed> {
        let found = self.names_in(range, page, compared).await?;
        found.into_iter().map(|(path, row)| self.scanned_row(path, row, compared)).collect()
    }

    /// The rows of a page, none where a row is this transaction's own.
    async fn names_in(
        &mut self,
        range: &Range,
        page: Page,
        compared: bool,
    ) -> Result<Vec<(Path, Option<StoredRow>)>, StoreFailed> {
        let left = range.resumed(&page);
        let own: Vec<Path> = self.writes.keys().filter(|path| left.contains(path)).cloned().collect();
        // Own writes replace or hide at most as many rows as there are of them.
        let wanted = Page { limit: page.limit.saturating_add(own.len()), ..page.clone() };
        let stored = in_time(self.snapshot().await?.scan(range, &wanted)).await?;

        let mut found: BTreeMap<Path, Option<StoredRow>> =
            stored.into_iter().map(|(path, row)| (path, Some(row))).collect();
        for path in own {
            match self.writes.get(&path) {
                Some(Pending::Put { .. }) => found.insert(path, None),
                _ => found.remove(&path),
            };
        }
        let ordered: Vec<_> = match page.direction {
            Direction::Forward => found.into_iter().take(page.limit).collect(),
            Direction::Backward => found.into_iter().rev().take(page.limit).collect(),
        };

        if compared {
            let covered = match (ordered.last(), page.direction) {
                (Some((last, _)), Direction::Forward) if ordered.len() == page.limit => left.up_to(last),
                (Some((last, _)), Direction::Backward) if ordered.len() == page.limit => left.from(last),
                (None, _) if page.limit == 0 => Range::nothing(),
                _ => left,
            };
            self.scanned.push(covered);
        }
        Ok(ordered)
    }

    fn see_scanned(&mut self, path: &Path, stored: &StoredRow, compared: bool) {
        self.seen.push(Seen { path: path.clone(), version: stored.version, compared, by_scan: true });
    }

    fn scanned_row<R: Record>(
        &mut self,
        path: Path,
        stored: Option<StoredRow>,
        compared: bool,
    ) -> Result<(Path, Row<R>), StoreFailed> {
        let row = match (stored, self.writes.get(&path)) {
            (Some(stored), _) => {
                self.see_scanned(&path, &stored, compared);
                let cached = self.store.inner().kept.cache.get(&path);
                let entry =
                    match cached.filter(|entry| entry.version == stored.version && entry.record.is_some()) {
                        Some(entry) => entry,
                        // A scan does not fill the cache: a long one would empty it of what is used.
                        None => self.decode::<R>(&path, &stored)?,
                    };
                Some(row_of(&path, entry)?)
            }
            (None, Some(pending)) => own_write(&path, pending)?,
            (None, None) => None,
        };
        match row {
            Some(row) => Ok((path, row)),
            None => Err(StoreFailed::Moved),
        }
    }

    /// The snapshot, taken at the first need. When it is newer than what was read from the cache, all of that is
    /// looked up again.
    async fn snapshot(&mut self) -> Result<&dyn Snapshot, StoreFailed> {
        if self.snapshot.is_none() {
            let taken = in_time(self.store.inner().backend.snapshot()).await?;
            if self.at.is_some_and(|at| at != taken.revision()) {
                for seen in &self.seen {
                    let now = in_time(taken.get(&seen.path)).await?.map_or(Revision::ZERO, |row| row.version);
                    if now != seen.version {
                        return Err(StoreFailed::Moved);
                    }
                }
            }
            self.at = Some(taken.revision());
            self.snapshot = Some(taken);
        }
        self.snapshot.as_deref().map(|snapshot| snapshot as &dyn Snapshot).ok_or(StoreFailed::Moved)
    }

    fn decode<R: Record>(&self, path: &Path, row: &StoredRow) -> Result<Arc<Entry>, StoreFailed> {
        let plaintext = self
            .store
            .inner()
            .barrier
            .open(path, &row.value)
            .map_err(|_| StoreFailed::NotOpened { path: path.clone() })?;
        let record = codec::decode::<R>(plaintext.expose_secret())
            .map_err(|why| StoreFailed::Malformed { path: path.clone(), why })?;
        let decoded = Decoded { record: Arc::new(record), bytes: plaintext.len() };
        Ok(Arc::new(Entry::new(row.version, Some(decoded))))
    }
}

/// What the backend answers, if it does so in time.
async fn in_time<T>(asked: impl Future<Output = Result<T, Unavailable>>) -> Result<T, Unavailable> {
    answered_within(READ_WAIT_MAX, asked).await.unwrap_or(Err(Unavailable::Stalled))
}

fn own_write<R: Record>(path: &Path, pending: &Pending) -> Result<Option<Row<R>>, StoreFailed> {
    match pending {
        Pending::Put { record, .. } => downcast(path, record).map(|record| Some(Row::pending(record))),
        Pending::Delete => Ok(None),
    }
}

fn row_of<R: Record>(path: &Path, entry: Arc<Entry>) -> Result<Row<R>, StoreFailed> {
    match &entry.record {
        Some(record) => downcast(path, record).map(|record| Row::cached(record, entry)),
        None => Err(StoreFailed::Malformed { path: path.clone(), why: Malformed("not a record") }),
    }
}

fn downcast<R: Record>(path: &Path, record: &Arc<dyn Any + Send + Sync>) -> Result<Arc<R>, StoreFailed> {
    record.clone().downcast::<R>().map_err(|_| StoreFailed::Malformed {
        path: path.clone(),
        why: Malformed("a record of another kind"),
    })
}
