//! One core's chain while it is written: records gather through one turn of the loop, then one digest, one code and
//! one write carry them all.
//!
//! It says yes only when the bytes have reached the file. Making them last through a power failure, the head row and
//! the outbox are `trail`'s.

use std::{
    cell::{Cell, RefCell},
    io,
    rc::Rc,
    sync::Arc,
};

use rampart_store::is_full;

use super::{disk::LogFile, encoding, frame::Note, head::Head, record::AuditRecord, writing::Writing};

/// The trail cannot be written, so what would have to stand in it is not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuditUnavailable {
    /// No space is left for it.
    #[error("the disk of the audit trail is full, free some space; nothing else need be done")]
    Full,
    /// The file system refuses.
    #[error("the audit trail cannot be written ({0}), look at the disk under the data folder")]
    Refused(io::ErrorKind),
    /// So many changes wait for the trail already that no more are taken.
    #[error("too many changes wait for the audit trail, free some space on its disk")]
    Crowded,
}

impl From<io::Error> for AuditUnavailable {
    fn from(error: io::Error) -> Self {
        if is_full(&error) { Self::Full } else { Self::Refused(error.kind()) }
    }
}

/// What became of one gathering of records; `None` until it is written.
pub(super) type Fate = Rc<Cell<Option<Result<(), AuditUnavailable>>>>;

/// The handle by which one record's fate is asked.
#[derive(Clone)]
pub(super) struct Ticket(pub(super) Fate);

impl Ticket {
    /// Of a record that stands in the file already.
    pub(super) fn standing() -> Self {
        Self(Rc::new(Cell::new(Some(Ok(())))))
    }

    /// Whether the record stands in the file; `None` while that is open.
    pub(super) fn fate(&self) -> Option<Result<(), AuditUnavailable>> {
        self.0.get()
    }
}

/// One core's chain.
pub(super) struct Chain {
    writing: RefCell<Writing>,
}

impl Chain {
    pub(super) fn new(writing: Writing) -> Self {
        Self { writing: RefCell::new(writing) }
    }

    /// Puts a record at the end; it is written with all others of this turn.
    pub(super) fn enter(&self, record: &AuditRecord<'_>) -> Ticket {
        let mut writing = self.writing.borrow_mut();
        writing.gather(record.at.as_microsecond(), |out| encoding::encode(record, None, out))
    }

    /// Puts at the end what the outbox holds.
    pub(super) fn enter_encoded(&self, at: i64, bytes: &[u8]) -> Ticket {
        self.writing.borrow_mut().gather(at, |out| out.extend_from_slice(bytes))
    }

    /// Waits for the end of this turn, then for the write; the first to come back writes for all.
    ///
    /// A waiter that is dropped holds up nobody: the next one, or the next record, writes.
    pub(super) async fn written(&self, ticket: &Ticket) -> Result<(), AuditUnavailable> {
        tokio::task::yield_now().await;
        if ticket.fate().is_none() {
            self.flush();
        }
        ticket.fate().unwrap_or(Err(AuditUnavailable::Refused(io::ErrorKind::Other)))
    }

    /// Writes what has gathered.
    pub(super) fn flush(&self) {
        self.writing.borrow_mut().flush();
    }

    /// Writes again what a failed flush may have lost, if anything.
    pub(super) fn write_again(&self) -> Result<(), AuditUnavailable> {
        self.writing.borrow_mut().write_again()
    }

    /// Whether writing works; when it last did not, by trying.
    pub(super) fn probe(&self) -> Result<(), AuditUnavailable> {
        self.writing.borrow_mut().probe()
    }

    /// Enters a note about the chain itself, at once.
    pub(super) fn note(&self, note: Note) -> Result<(), AuditUnavailable> {
        let mut writing = self.writing.borrow_mut();
        writing.flush();
        writing.note(note)
    }

    /// Gives the space free that is kept back for a full disk.
    pub(super) fn release_reserve(&self) {
        self.writing.borrow().reserve.release();
    }

    /// Keeps it back again.
    pub(super) fn hold_reserve(&self) {
        self.writing.borrow().reserve.hold();
    }

    /// The next outbox number.
    pub(super) fn next_outbox(&self) -> u64 {
        let mut writing = self.writing.borrow_mut();
        let number = writing.next_outbox;
        writing.next_outbox += 1;
        number
    }

    /// Where the chain stands, and the files, closed ones first, that must be made to last before the store may
    /// say so.
    pub(super) fn head(&self) -> (Head, Vec<Arc<dyn LogFile>>) {
        let writing = self.writing.borrow();
        let files = writing.unsynced.iter().chain(&writing.file).map(Arc::clone).collect();
        (writing.head(), files)
    }

    /// Whether a segment was closed that is not known to last.
    pub(super) fn has_closed(&self) -> bool {
        !self.writing.borrow().unsynced.is_empty()
    }

    /// These files last now; one that was closed meanwhile is still to come.
    pub(super) fn synced(&self, files: &[Arc<dyn LogFile>], head: &Head) {
        let mut writing = self.writing.borrow_mut();
        let current = usize::from(head.offset > 0);
        let closed = files.len().saturating_sub(current).min(writing.unsynced.len());
        writing.unsynced.drain(..closed);
        writing.settled(head.segment, head.offset);
    }

    /// Takes it that what was written may not last: it is written again first, and must prove itself.
    pub(super) fn distrust(&self, reason: AuditUnavailable) {
        self.writing.borrow_mut().flush_failed(reason);
    }

    /// Writes made so far.
    pub(super) fn writes(&self) -> u64 {
        self.writing.borrow().writes
    }
}
