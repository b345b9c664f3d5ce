//! A record as it was read, with the commit that wrote it.

use std::{any::Any, ops::Deref, sync::Arc};

use rampart_vocab::Revision;

use crate::cache::Entry;

/// A record and its row's version. Reads like the record itself.
pub struct Row<R> {
    /// The record, shared with the cache.
    pub record: Arc<R>,
    /// The commit that last wrote the row; [`Row::PENDING`] when this very transaction did.
    pub version: Revision,
    entry: Option<Arc<Entry>>,
}

impl<R> Row<R> {
    /// The version of a row that the reading transaction itself has put.
    pub const PENDING: Revision = Revision(u64::MAX);

    pub(crate) fn cached(record: Arc<R>, entry: Arc<Entry>) -> Self {
        Self { record, version: entry.version, entry: Some(entry) }
    }

    pub(crate) fn pending(record: Arc<R>) -> Self {
        Self { record, version: Self::PENDING, entry: None }
    }

    /// A copy of the record, to be changed and put.
    pub fn cloned(&self) -> R
    where
        R: Clone,
    {
        (*self.record).clone()
    }

    /// A value made from the record: an expanded key schedule, a compiled document.
    ///
    /// Made once for each cached version of the row and kept with it: one type a row, another is made anew at each
    /// call. It must depend on the record alone.
    pub fn derived<T: Send + Sync + 'static>(&self, make: impl FnOnce(&R) -> T) -> Arc<T> {
        let Some(entry) = &self.entry else { return Arc::new(make(&self.record)) };
        match entry.derived.get() {
            Some(kept) => kept.clone().downcast().unwrap_or_else(|_| Arc::new(make(&self.record))),
            None => {
                let made = Arc::new(make(&self.record));
                let kept: Arc<dyn Any + Send + Sync> = made.clone();
                // When two make it at once, one is kept and each uses his own.
                let _ = entry.derived.set(kept);
                made
            }
        }
    }
}

impl<R> Clone for Row<R> {
    fn clone(&self) -> Self {
        Self { record: self.record.clone(), version: self.version, entry: self.entry.clone() }
    }
}

impl<R> Deref for Row<R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.record
    }
}

impl<R: std::fmt::Debug> std::fmt::Debug for Row<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} at {}", self.record, self.version)
    }
}
