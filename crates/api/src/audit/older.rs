//! Whether the store is older than the files: whether a change stands in them of which it knows nothing.
//!
//! A change's record enters the file after its commit, and its row leaves the outbox no sooner than the head covers it. So
//! beyond the head every change in the files has its row, unless an older store was put in the place of the one that
//! committed it, or a disk lost what it had confirmed.

use std::{collections::BTreeSet, io, path::Path};

use super::{
    disk::Disk,
    encoding,
    finding::{Fault, Finding},
    frame::ChainId,
    head::Head,
    segments,
    walk::{Frame, Walk},
};

/// What a store knows of one chain.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) head: &'a Head,
    /// The numbers of its outbox's rows.
    pub(super) waiting: &'a BTreeSet<u64>,
}

impl Known<'_> {
    /// The first record of a frame, at this place of a segment, that came by a change which the store does not know.
    pub(super) fn forgot(&self, segment: u64, at: usize, frame: &Frame<'_>) -> Option<u64> {
        let covered = u64::try_from(at).is_ok_and(|at| at < self.head.offset);
        if segment < self.head.segment || segment == self.head.segment && covered {
            return None;
        }
        let mut records = (frame.head.first_sequence..).zip(frame.records());
        let unknown = |record| match encoding::decode(record) {
            Ok((_, Some(number))) => !self.waiting.contains(&number),
            Ok((_, None)) | Err(_) => false,
        };
        records.find(|(_, record)| unknown(record)).map(|(sequence, _)| sequence)
    }

    /// Looks through a chain's files, which must hold together, from the head on.
    pub(super) fn look(&self, disk: &dyn Disk, dir: &Path, id: ChainId) -> io::Result<Option<Finding>> {
        for segment in segments::numbers(disk, dir, id)? {
            if segment < self.head.segment {
                continue;
            }
            let bytes = segments::read(disk, &segments::path(dir, id, segment))?;
            let Ok(mut walk) = Walk::begin(&bytes, None) else { continue };
            let mut at = walk.at();
            while let Some(Ok(frame)) = walk.next_frame() {
                if let Some(record) = self.forgot(segment, at, &frame) {
                    return Ok(Some(Finding { chain: id, segment, fault: Fault::StoreOlder { record } }));
                }
                at = walk.at();
            }
        }
        Ok(None)
    }
}
