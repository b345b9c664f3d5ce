//! The record of a change on its way: a row of the change's own transaction, until it stands in the file.
//!
//! When rows move, and when they are deleted, is `trail`'s.

use std::{cell::RefCell, collections::BTreeSet, rc::Rc};

use rampart_store::{Page, Path, Store, StoreFailed, Txn, Unknown, path, prefix, record};
use rampart_vocab::Revision;

use super::{encoding, frame::ChainId, record::AuditRecord};

record! {
    /// A record that waits for its place in the chain.
    pub(super) struct Waiting (kind = 0x0402, version = 1) {
        /// When it was decided, in microseconds since 1970.
        1 => pub(super) at: i64,
        /// The record as it will stand in the file, its number in the outbox included.
        2 => pub(super) bytes: Vec<u8>,
    }
}

/// Numbers in the hands of the front: it will say what became of them.
pub(super) type InHand = Rc<RefCell<BTreeSet<u64>>>;

/// A change's record, entered into its transaction. Dropped when the transaction did not commit.
pub struct Enlisted {
    pub(super) chain: ChainId,
    pub(super) number: u64,
    pub(super) waiting: Waiting,
    in_hand: InHand,
}

impl Enlisted {
    /// Enters `record` into the change's transaction, created only if absent.
    pub(super) fn put(
        txn: &mut Txn,
        chain: ChainId,
        number: u64,
        record: &AuditRecord<'_>,
        in_hand: InHand,
    ) -> Self {
        let waiting = Waiting::of(record, number);
        in_hand.borrow_mut().insert(number);
        let enlisted = Self { chain, number, waiting, in_hand };
        enlisted.put_again(txn);
        enlisted
    }

    /// Enters the same row into another transaction: of the two only one can commit.
    pub(super) fn put_again(&self, txn: &mut Txn) {
        let path = row(self.chain, self.number);
        txn.require(&path, Revision::ZERO);
        txn.put(&path, self.waiting.clone());
    }

    /// Enters another record in its place into another transaction: of the two only one can commit.
    pub(super) fn put_instead(mut self, txn: &mut Txn, record: &AuditRecord<'_>) -> Self {
        self.waiting = Waiting::of(record, self.number);
        self.put_again(txn);
        self
    }

    /// Whether the row is there, and so the change.
    pub(super) async fn is_there(&self, txn: &mut Txn) -> Result<bool, StoreFailed> {
        let row = txn.get::<Waiting>(&row(self.chain, self.number)).await?;
        Ok(row.is_some_and(|row| *row == self.waiting))
    }
}

impl Waiting {
    fn of(record: &AuditRecord<'_>, number: u64) -> Self {
        let mut bytes = Vec::with_capacity(384);
        encoding::encode(record, Some(number), &mut bytes);
        Self { at: record.at.as_microsecond(), bytes, unknown: Unknown::NONE }
    }
}

impl Drop for Enlisted {
    fn drop(&mut self) {
        self.in_hand.borrow_mut().remove(&self.number);
    }
}

/// The row of a record that waits. Numbers are written so that they sort.
pub(super) fn row(chain: ChainId, number: u64) -> Path {
    path!["outbox", chain.server, chain.core, format_args!("{number:020}")]
}

/// Rows read at a time.
const PAGE: usize = 500;

/// Every row that waits for a chain, in order.
pub(super) async fn waiting(store: &Store, chain: ChainId) -> Result<Vec<(u64, Waiting)>, StoreFailed> {
    let range = prefix!["outbox", chain.server, chain.core];
    let mut found = Vec::new();
    let mut page = Page::first(PAGE);
    loop {
        let rows = store.begin().scan::<Waiting>(&range, page).await?;
        let last = rows.last().map(|(path, _)| path.clone());
        let full = rows.len() == PAGE;
        found.extend(
            rows.into_iter()
                .filter_map(|(path, row)| Some((path.last_segment().parse().ok()?, row.cloned()))),
        );
        match last {
            Some(last) if full => page = Page::first(PAGE).after(last),
            _ => return Ok(found),
        }
    }
}
