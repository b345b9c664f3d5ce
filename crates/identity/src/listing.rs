//! Pages of a listing by name: how many, after which, and where the next begins.

use rampart_store::{Page, Path, Record, Row, StoreFailed, Txn};

/// Items of a page at most. Source: RAM, `MaxItems`.
pub const ITEMS_MAX: usize = 1000;
/// Items of a page when nobody says.
pub const ITEMS_DEFAULT: usize = 100;

/// Which page is asked for.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Items at most.
    limit: usize,
    /// The key of the last row of the page before.
    after: Option<String>,
}

/// One page.
#[derive(Clone, Debug)]
pub struct Listed<T> {
    /// What stands on it.
    pub items: Vec<T>,
    /// The key of its last row, when more follows: the next page is asked for with it.
    pub next: Option<String>,
}

impl<T> Listed<T> {
    pub(crate) fn map<U>(self, make: impl FnMut(T) -> U) -> Listed<U> {
        Listed { items: self.items.into_iter().map(make).collect(), next: self.next }
    }
}

impl Listing {
    /// The page of `limit` items after the one whose key is `after`, as [`Listed::next`] gave it.
    pub fn new(limit: usize, after: Option<String>) -> Self {
        Self { limit: limit.clamp(1, ITEMS_MAX), after }
    }

    /// One row more than the page holds, to see whether more follows.
    pub(crate) fn page(&self, below: &Path) -> Page {
        let first = Page::first(self.limit + 1);
        match &self.after {
            Some(key) => first.after(below.then(key)),
            None => first,
        }
    }

    /// The page of what an index of names points to: `find` looks up what one of its rows does.
    ///
    /// # Errors
    /// [`StoreFailed`].
    pub(crate) async fn by_name<I: Record, T>(
        &self,
        txn: &mut Txn,
        names: &Path,
        find: impl AsyncFn(&mut Txn, &I) -> Result<Option<T>, StoreFailed>,
    ) -> Result<Listed<T>, StoreFailed> {
        let found = txn.scan::<I>(&names.prefix(), self.page(names)).await?;
        let (found, next) = self.cut(found);
        let mut items = Vec::with_capacity(found.len());
        for (_, index) in found {
            items.extend(find(txn, &index.record).await?);
        }
        Ok(Listed { items, next })
    }

    /// The key that the page begins after.
    pub(crate) fn after(&self) -> Option<&str> {
        self.after.as_deref()
    }

    /// Cuts what was found to the page, with the key of its last row when more follows.
    pub(crate) fn cut<R>(&self, found: Vec<(Path, Row<R>)>) -> (Vec<(Path, Row<R>)>, Option<String>) {
        self.cut_by(found, |(path, _)| path.last_segment())
    }

    pub(crate) fn cut_by<T>(
        &self,
        mut found: Vec<T>,
        key: impl Fn(&T) -> String,
    ) -> (Vec<T>, Option<String>) {
        let more = found.len() > self.limit;
        found.truncate(self.limit);
        let next = found.last().filter(|_| more).map(key);
        (found, next)
    }
}
