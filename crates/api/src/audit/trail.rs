//! What the front holds: one core's door to the audit trail.
//!
//! Reads and denials are recorded before their answer leaves; a change's record commits with it and is moved to the
//! file after. [`Trail::settle`] is called by a worker every so often and at stop: it makes files last, deletes moved
//! rows and keeps the head.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    rc::Rc,
    sync::Arc,
};

use rampart_store::{CommitFailed, Store, StoreFailed, Txn};
use tokio::sync::{Mutex, Notify};

use super::{
    chain::{AuditUnavailable, Chain, Ticket},
    disk::Disk,
    frame::ChainId,
    head::Head,
    outbox::{self, Enlisted, InHand},
    record::AuditRecord,
    segments,
};

/// Rows deleted in one transaction: below the store's limit of writes, with room for the head.
const DELETES_MAX: usize = 90;
/// Records that wait for a worker to make them last before it is called.
const DUE_AT: usize = DELETES_MAX;
/// Changes that may wait in the outbox while the file cannot be written. 10,000 of them take some 4 MB.
pub(super) const WAITING_MAX: usize = 10_000;
/// Every so many settlements the outbox is looked through for rows that nobody holds.
const SWEEP_EVERY: u32 = 64;

/// What a call is for, to the trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// It reads, decrypts, or changes something that is no right taken away.
    Other,
    /// It only takes rights away, such as `DetachPolicyFromRole` or `DisableKey`: a full disk must not stop it.
    TakesRightsAway,
}

/// What a settlement has made last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Outbox rows whose records stand in the file and that are deleted now.
    pub moved: usize,
    /// The sequence of the chain's last record.
    pub sequence: u64,
}

/// A settlement that must be tried again. Nothing is lost: rows stay until their records last.
#[derive(Debug, thiserror::Error)]
pub enum SettleFailed {
    /// The files could not be made to last.
    #[error("the audit trail could not be flushed: {0}, look at the disk under the data folder")]
    Flush(#[from] io::Error),
    /// The outbox could not be read.
    #[error(transparent)]
    Store(#[from] StoreFailed),
    /// The rows could not be deleted, or the head not kept.
    #[error(transparent)]
    Commit(#[from] CommitFailed),
}

/// One core's audit trail. It stays on its core.
pub struct Trail {
    chain: Chain,
    id: ChainId,
    store: Store,
    disk: Arc<dyn Disk>,
    dir: PathBuf,
    /// Outbox rows that are not deleted yet, whose records are on their way into the file or there already.
    moving: RefCell<BTreeMap<u64, Ticket>>,
    in_hand: InHand,
    /// Rows may wait that nobody holds.
    left: Cell<bool>,
    /// How many changes could not be moved, as far as is known.
    stuck: Cell<usize>,
    kept: RefCell<Option<Head>>,
    /// Held by the one settlement that runs; when its future is dropped the next may go on.
    settling: Mutex<()>,
    settlements: Cell<u32>,
    due: Notify,
}

impl Trail {
    pub(super) fn new(chain: Chain, id: ChainId, store: Store, disk: Arc<dyn Disk>, dir: PathBuf) -> Self {
        Self {
            chain,
            id,
            store,
            disk,
            dir,
            moving: RefCell::default(),
            in_hand: InHand::default(),
            left: Cell::new(false),
            stuck: Cell::new(0),
            kept: RefCell::default(),
            settling: Mutex::new(()),
            settlements: Cell::new(0),
            due: Notify::new(),
        }
    }

    /// The chain that this trail writes.
    pub const fn id(&self) -> ChainId {
        self.id
    }

    /// Records a read, a cryptographic call or a denial. Back when the bytes have reached the file.
    ///
    /// # Errors
    /// The record does not stand; the answer must not leave.
    pub async fn record(&self, record: AuditRecord<'_>) -> Result<(), AuditUnavailable> {
        let ticket = self.chain.enter(&record);
        let written = self.chain.written(&ticket).await;
        self.call_worker();
        written
    }

    /// Whether a call may begin: asked before a change's transaction. While the file cannot be written only what
    /// takes rights away goes on, in the outbox.
    ///
    /// # Errors
    /// Why the trail cannot take its record.
    pub fn admits(&self, purpose: Purpose) -> Result<(), AuditUnavailable> {
        match (self.chain.probe(), purpose) {
            (Err(_), Purpose::TakesRightsAway) if self.waiting() < WAITING_MAX => Ok(()),
            (Err(_), Purpose::TakesRightsAway) => Err(AuditUnavailable::Crowded),
            (answer, _) => answer,
        }
    }

    /// Enters a change's record into its own transaction. A transaction that is run again enlists again.
    pub fn enlist(&self, txn: &mut Txn, record: AuditRecord<'_>) -> Enlisted {
        Enlisted::put(txn, self.id, self.chain.next_outbox(), &record, Rc::clone(&self.in_hand))
    }

    /// Enters the same record into a transaction that replaces one of unknown outcome: of the two only one can
    /// commit.
    pub fn enlist_again(&self, txn: &mut Txn, enlisted: &Enlisted) {
        enlisted.put_again(txn);
    }

    /// Enters another record into a transaction, in the place of one whose commit has an unknown outcome: of the two
    /// only one can commit, and the change of the first with its own record alone.
    pub fn enlist_instead(&self, txn: &mut Txn, enlisted: Enlisted, record: AuditRecord<'_>) -> Enlisted {
        enlisted.put_instead(txn, &record)
    }

    /// Moves the record of a change that has committed. Back when it stands in the file, or must wait for space.
    pub async fn committed(&self, enlisted: Enlisted) {
        let ticket = self.chain.enter_encoded(enlisted.waiting.at, &enlisted.waiting.bytes);
        self.moving.borrow_mut().insert(enlisted.number, ticket.clone());
        drop(enlisted);
        // When it cannot be written now its row stays, and a settlement finds it.
        let _ = self.chain.written(&ticket).await;
        self.call_worker();
    }

    /// Whether a commit of unknown outcome took place: its outbox row is there, or it is not.
    ///
    /// `txn` must have begun after the outcome was lost.
    ///
    /// # Errors
    /// The store's; the outcome is then still unknown.
    pub async fn decided(&self, txn: &mut Txn, enlisted: &Enlisted) -> Result<bool, StoreFailed> {
        enlisted.is_there(txn).await
    }

    /// Waits until [`Trail::settle`] is worth its flush: much has gathered, or a segment was closed, whose key is to
    /// leave the store soon.
    pub async fn due(&self) {
        self.due.notified().await;
    }

    /// Makes the file last, deletes the outbox rows whose records it holds, and keeps the head in the store. Moves
    /// rows that nobody holds: of a call that was given up, or of a day on which the disk was full.
    ///
    /// # Errors
    /// What could not be done; calling again goes on with it.
    pub async fn settle(&self) -> Result<Settled, SettleFailed> {
        let _alone = self.settling.lock().await;
        self.sweep().await?;
        self.chain.flush();
        self.chain.write_again().map_err(io::Error::other)?;
        let written = self.written();
        let (head, files) = self.chain.head();
        // An idle trail costs the disk nothing: databases flush it, too.
        if self.chain.has_closed() || !self.is_kept(&head) {
            if let Err(error) = self.flush(&files).await {
                self.chain.distrust(AuditUnavailable::Refused(error.kind()));
                return Err(error.into());
            }
            self.chain.synced(&files, &head);
        }
        let (moved, sequence) = (written.len(), head.sequence);
        self.delete(written, head).await?;
        Ok(Settled { moved, sequence })
    }

    /// Writes made to the file so far.
    pub fn writes(&self) -> u64 {
        self.chain.writes()
    }

    pub(super) fn chain(&self) -> &Chain {
        &self.chain
    }

    /// Where its files lie.
    pub(super) fn disk(&self) -> &dyn Disk {
        self.disk.as_ref()
    }

    /// The folder of all chains.
    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Takes over a row that was found: moves it unless its record stands in the file already.
    pub(super) fn take_over(&self, number: u64, waiting: &outbox::Waiting, stands: bool) {
        let ticket =
            if stands { Ticket::standing() } else { self.chain.enter_encoded(waiting.at, &waiting.bytes) };
        self.moving.borrow_mut().insert(number, ticket);
    }

    fn waiting(&self) -> usize {
        self.stuck.get() + self.moving.borrow().len()
    }

    fn call_worker(&self) {
        if self.moving.borrow().len() >= DUE_AT || self.chain.has_closed() {
            self.due.notify_one();
        }
    }

    async fn sweep(&self) -> Result<(), StoreFailed> {
        let turn = self.settlements.get().wrapping_add(1);
        self.settlements.set(turn);
        let is_due = self.left.get() || turn.is_multiple_of(SWEEP_EVERY);
        // Rows that could not be moved anyway are not read.
        if !is_due || self.chain.probe().is_err() {
            return Ok(());
        }
        // What the front holds, or moves, while the rows are read is its own to finish.
        let before: Vec<u64> = self.in_hand.borrow().iter().copied().collect();
        let rows = outbox::waiting(&self.store, self.id).await?;
        self.left.set(false);
        self.stuck.set(0);
        for (number, waiting) in rows {
            let held = before.contains(&number)
                || self.in_hand.borrow().contains(&number)
                || self.moving.borrow().contains_key(&number);
            if !held {
                self.take_over(number, &waiting, false);
            }
        }
        Ok(())
    }

    /// The numbers whose records stand in the file; those whose writing failed are left to a later sweep.
    fn written(&self) -> Vec<u64> {
        let mut moving = self.moving.borrow_mut();
        let before = moving.len();
        moving.retain(|_, ticket| !matches!(ticket.fate(), Some(Err(_))));
        let failed = before - moving.len();
        self.left.set(self.left.get() || failed > 0);
        self.stuck.set(self.stuck.get() + failed);
        moving.iter().filter(|(_, ticket)| ticket.fate().is_some()).map(|(number, _)| *number).collect()
    }

    async fn flush(&self, files: &[Arc<dyn super::disk::LogFile>]) -> io::Result<()> {
        let (files, disk) = (files.to_vec(), Arc::clone(&self.disk));
        let folder = segments::folder(&self.dir, self.id);
        let at_once = disk.flushes_at_once();
        let flush = move || {
            files.iter().try_for_each(|file| file.sync())?;
            disk.sync_folder(&folder)
        };
        if at_once {
            return flush();
        }
        tokio::task::spawn_blocking(flush).await.map_err(io::Error::other)?
    }

    /// Whether this trail has kept this very head, and so made the file last up to it.
    fn is_kept(&self, head: &Head) -> bool {
        self.kept.borrow().as_ref() == Some(head)
    }

    async fn delete(&self, written: Vec<u64>, head: Head) -> Result<(), CommitFailed> {
        let mut is_kept = self.is_kept(&head);
        let mut rest = written.as_slice();
        loop {
            let (batch, later) = rest.split_at(rest.len().min(DELETES_MAX));
            let is_last = later.is_empty();
            if batch.is_empty() && is_kept {
                return Ok(());
            }
            let mut txn = self.store.begin();
            // It makes room rather than taking it.
            txn.use_reserve();
            for number in batch {
                txn.delete(&outbox::row(self.id, *number));
            }
            // With the first of them: no row goes before the head covers its record.
            if !is_kept {
                txn.put(&Head::path(self.id), head.clone());
            }
            // Until then they are held, so that no sweep moves them again.
            txn.commit().await?;
            for number in batch {
                self.moving.borrow_mut().remove(number);
            }
            rest = later;
            if !is_kept {
                self.kept.replace(Some(head.clone()));
                is_kept = true;
            }
            if is_last {
                return Ok(());
            }
        }
    }
}
