//! A chain taken up again at a start: what a crash tore is cut, what was changed is left as evidence and reported,
//! and outbox rows that the crash left are moved.
//!
//! A damaged chain does not keep the server from starting: it goes on in a new segment that says so, for ever.

use std::{
    collections::{BTreeSet, HashSet},
    io,
    path::Path,
    sync::Arc,
};

use rampart_store::{CommitFailed, Store, StoreFailed};
use rampart_vocab::{Entropy, Timestamp};

use super::{
    chain::Chain,
    disk::{Disk, SystemDisk},
    finding::{Fault, Finding},
    frame::{ChainId, Note},
    head::Head,
    older::Known,
    outbox,
    position::{Found, outbox_numbers},
    reserve::RESERVE_BYTES,
    segments::{self, SEGMENT_BYTES_MAX},
    trail::{SettleFailed, Trail},
    walk::Walk,
};

/// How large things may grow on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Bytes at which a segment is closed.
    pub segment_bytes_max: u64,
    /// Bytes kept back for a full disk.
    pub reserve_bytes: u64,
}

impl Default for Sizes {
    fn default() -> Self {
        Self { segment_bytes_max: SEGMENT_BYTES_MAX, reserve_bytes: RESERVE_BYTES }
    }
}

/// A trail, and what was found when it was taken up.
pub struct Opened {
    /// The trail.
    pub trail: Trail,
    /// What was cut or found damaged; to be logged, damage loudly.
    pub findings: Vec<Finding>,
    /// Why what a crash left could not be moved yet; the next settlement tries again.
    pub unsettled: Option<SettleFailed>,
}

/// A trail that could not be taken up.
#[derive(Debug, thiserror::Error)]
pub enum OpenFailed {
    /// The folder or a file in it cannot be used.
    #[error("the audit folder cannot be used: {0}")]
    Folder(#[from] io::Error),
    /// The heads or the outbox cannot be read.
    #[error(transparent)]
    Store(#[from] StoreFailed),
    /// The first head cannot be kept.
    #[error(transparent)]
    Commit(#[from] CommitFailed),
}

impl Trail {
    /// Takes up a chain in `dir`, or begins it. One process at a time has a chain.
    ///
    /// A server that has fewer cores than before opens the chains of the others too, once, so that their outboxes
    /// are moved: [`Trail::chains`] names them.
    ///
    /// # Errors
    /// [`OpenFailed`]. Damage is no error: it is a finding.
    pub async fn open(
        dir: &Path,
        id: ChainId,
        store: Store,
        disk: Arc<dyn Disk>,
        sizes: Sizes,
        entropy: &dyn Entropy,
        now: Timestamp,
    ) -> Result<Opened, OpenFailed> {
        disk.create_folder(&segments::folder(dir, id))?;
        disk.sync_folder(dir)?;
        let head = store.begin().get::<Head>(&Head::path(id)).await?.map(|row| row.cloned());
        let mut found = Found::look(disk.as_ref(), dir, id, head.clone(), entropy)?;
        if let Some(head) = found.new_head.take() {
            // Before the first frame under a new key: a key that is lost makes its segment look forged.
            let mut txn = store.begin();
            txn.put(&Head::path(id), head);
            txn.commit().await?;
        }
        let rows = outbox::waiting(&store, id).await?;
        let standing = match rows.first() {
            Some((least, _)) => standing_since(disk.as_ref(), dir, id, *least)?,
            None => HashSet::new(),
        };
        let waiting: BTreeSet<u64> = rows.iter().map(|(number, _)| *number).collect();
        // What is damaged has been told, and says nothing of the store.
        let older = match &head {
            Some(head) if !found.findings.iter().any(|found| found.fault.is_tampering()) => {
                Known { head, waiting: &waiting }.look(disk.as_ref(), dir, id)?
            }
            Some(_) | None => None,
        };
        let beyond_rows = rows.last().map_or(0, |(number, _)| number + 1);
        found.position.next_outbox = found.position.next_outbox.max(beyond_rows);
        let cut = found.cut;
        let chain = Chain::new(found.position.writing(dir, id, Arc::clone(&disk), sizes, now)?);
        let trail = Trail::new(chain, id, store, disk, dir.to_owned());
        if let Some(bytes) = cut {
            // When the disk is full the cut goes without its note; the frames around it hold together all the same.
            let _ = trail.chain().note(Note::Cut(bytes));
        }
        if let Some(Finding { fault: Fault::StoreOlder { record }, .. }) = older {
            // The next head hides it from every later start; the note keeps it told.
            let _ = trail.chain().note(Note::StoreOlder(record));
        }
        found.findings.extend(older);
        for (number, waiting) in &rows {
            trail.take_over(*number, waiting, standing.contains(number));
        }
        // A full disk must not keep a server from starting: somebody may have to disable a key.
        let unsettled = trail.settle().await.err();
        Ok(Opened { trail, findings: found.findings, unsettled })
    }

    /// The chains that have a folder in `dir`.
    ///
    /// # Errors
    /// The file system's.
    pub fn chains(dir: &Path) -> io::Result<Vec<ChainId>> {
        segments::chains(&SystemDisk, dir)
    }
}

/// Outbox numbers from `least` on whose records stand in the files: back to the last segment that began before
/// `least` was given.
fn standing_since(disk: &dyn Disk, dir: &Path, id: ChainId, least: u64) -> io::Result<HashSet<u64>> {
    let mut standing = HashSet::new();
    for segment in segments::numbers(disk, dir, id)?.into_iter().rev() {
        let bytes = segments::read(disk, &segments::path(dir, id, segment))?;
        let Ok(mut walk) = Walk::begin(&bytes, None) else { continue };
        while let Some(Ok(frame)) = walk.next_frame() {
            standing.extend(outbox_numbers(&frame).filter(|number| *number >= least));
        }
        if walk.header().next_outbox <= least {
            break;
        }
    }
    Ok(standing)
}
