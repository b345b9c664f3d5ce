//! Reading the rows at one revision.

use std::sync::Arc;

use ::redb::ReadOnlyTable;
use async_trait::async_trait;
use rampart_vocab::Revision;

use super::{OnBroken, medium::Health, unpacked};
use crate::{
    Direction, Page, Path, Range,
    backend::{Snapshot, StoredRow, Unavailable},
};

#[derive(Clone)]
pub(super) struct RedbSnapshot {
    pub(super) revision: Revision,
    pub(super) rows: Arc<ReadOnlyTable<&'static str, &'static [u8]>>,
    pub(super) reader: Reader,
}

impl RedbSnapshot {
    fn row(&self, path: &Path) -> Result<Option<StoredRow>, ::redb::Error> {
        self.rows.get(path.as_str())?.map(|value| unpacked(value.value())).transpose()
    }

    fn page(&self, range: &Range, page: &Page) -> Result<Vec<(Path, StoredRow)>, ::redb::Error> {
        let left = range.resumed(page);
        if left.is_empty() {
            return Ok(Vec::new());
        }
        let mut inside = self.rows.range(left.start()..left.end())?;
        let next = || match page.direction {
            Direction::Forward => inside.next(),
            Direction::Backward => inside.next_back(),
        };
        std::iter::from_fn(next)
            .take(page.limit)
            .map(|found| {
                let (name, value) = found?;
                Ok((Path::from_stored(name.value()), unpacked(value.value())?))
            })
            .collect()
    }
}

#[async_trait]
impl Snapshot for RedbSnapshot {
    fn revision(&self) -> Revision {
        self.revision
    }

    async fn get(&self, path: &Path) -> Result<Option<StoredRow>, Unavailable> {
        if !self.reader.is_slow() {
            return self.reader.told(self.row(path));
        }
        let (snapshot, path) = (self.clone(), path.clone());
        self.reader.aside(move || snapshot.row(&path)).await
    }

    async fn scan(&self, range: &Range, page: &Page) -> Result<Vec<(Path, StoredRow)>, Unavailable> {
        if !self.reader.is_slow() {
            return self.reader.told(self.page(range, page));
        }
        let (snapshot, range, page) = (self.clone(), range.clone(), page.clone());
        self.reader.aside(move || snapshot.page(&range, &page)).await
    }
}

/// Reads in place, which waits for the disk when a page is not in memory: that is quickest as long as the disk is
/// quick. When the committer has been waiting for it, a thread aside waits too, and not the caller's event loop.
#[derive(Clone)]
pub(super) struct Reader {
    pub(super) health: Arc<Health>,
    pub(super) on_broken: OnBroken,
}

impl Reader {
    pub(super) fn is_slow(&self) -> bool {
        self.health.busy_for() > super::SLOW_AFTER
    }

    pub(super) async fn aside<T: Send + 'static>(
        &self,
        read: impl FnOnce() -> Result<T, ::redb::Error> + Send + 'static,
    ) -> Result<T, Unavailable> {
        match tokio::task::spawn_blocking(read).await {
            Ok(answer) => self.told(answer),
            Err(ended) => Err(Unavailable::because(ended)),
        }
    }

    pub(super) fn told<T>(&self, answer: Result<T, ::redb::Error>) -> Result<T, Unavailable> {
        use ::redb::Error::{DatabaseClosed, PreviousIo};
        answer.map_err(|error| match error {
            // The committer met the failure first, and sees to it.
            PreviousIo | DatabaseClosed => Unavailable::because("its rows are being opened again, try again"),
            error => {
                let why = error.to_string();
                (self.on_broken)(&why);
                Unavailable::because(why)
            }
        })
    }
}
