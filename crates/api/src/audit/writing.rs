//! A chain between two writes: gathers records, binds and writes frames, closes segments and begins the next.
//!
//! It waits for nothing and knows no store.

use std::{io, path::PathBuf, rc::Rc, sync::Arc};

use rampart_seal::SecretArray;
use rampart_store::Unknown;

use super::{
    chain::{AuditUnavailable, Fate, Ticket},
    disk::{Disk, LogFile},
    encoding,
    frame::{
        ChainId, Digest, FRAME_HEAD_BYTES, FrameHead, FrameKind, HEADER_BYTES, Header, Link, Note,
        PAYLOAD_BYTES_MAX, check, sha256,
    },
    head::Head,
    key::{FrameSeal, SegmentKey},
    reserve::Reserve,
    segments,
};

/// A chain's state between two writes.
pub(super) struct Writing {
    pub(super) disk: Arc<dyn Disk>,
    pub(super) dir: PathBuf,
    pub(super) id: ChainId,
    pub(super) reserve: Reserve,
    pub(super) segment_bytes_max: u64,
    /// The current segment.
    pub(super) segment: u64,
    pub(super) key: SegmentKey,
    pub(super) seal: FrameSeal,
    /// Its file; `None` when it is still to be made.
    pub(super) file: Option<Arc<dyn LogFile>>,
    /// Its good bytes; 0 when the header is still to be written.
    pub(super) length: u64,
    pub(super) link: Link,
    pub(super) previous_end: Digest,
    pub(super) after_damage: bool,
    pub(super) next_sequence: u64,
    pub(super) next_outbox: u64,
    pub(super) gathered: Gathered,
    /// Closed files that were not yet made to last.
    pub(super) unsynced: Vec<Arc<dyn LogFile>>,
    /// Bytes beyond `length` may stand in the file.
    pub(super) dirty: bool,
    /// What was written to the current file and is not known to last.
    pub(super) unsettled: Unsettled,
    /// Why the last write failed.
    pub(super) trouble: Option<AuditUnavailable>,
    pub(super) writes: u64,
}

/// The records of this turn: room for the link, room for the frame's head, then the records.
#[derive(Default)]
pub(super) struct Gathered {
    bytes: Vec<u8>,
    count: u16,
    at: i64,
    fate: Fate,
}

impl Gathered {
    /// Nothing yet, at this time in microseconds since 1970.
    pub(super) fn beginning(at: i64) -> Self {
        Self { at, ..Self::default() }
    }
}

/// A copy of what a flush has still to make last. After one that failed the kernel may take pages for written that are
/// not, and drop them: only writing the bytes again makes it try again.
#[derive(Default)]
pub(super) struct Unsettled {
    /// Where it begins in the file.
    from: u64,
    bytes: Vec<u8>,
    /// A flush has failed since they were written.
    lost: bool,
}

/// Bytes that may wait for a flush; while more do, nothing is written. Flushes come twice a second.
const UNSETTLED_BYTES_MAX: usize = 64 << 20;

impl Unsettled {
    /// Nothing, behind so many bytes.
    pub(super) fn behind(from: u64) -> Self {
        Self { from, ..Self::default() }
    }

    /// All before this offset lasts.
    fn settle(&mut self, offset: u64) {
        let settled =
            usize::try_from(offset.saturating_sub(self.from)).unwrap_or(usize::MAX).min(self.bytes.len());
        self.bytes.drain(..settled);
        self.from = self.from.max(offset);
    }

    /// Nothing from this offset on counts.
    fn cut(&mut self, offset: u64) {
        self.bytes.truncate(usize::try_from(offset.saturating_sub(self.from)).unwrap_or(0));
    }
}

/// Bytes of the link before a frame's own.
const LINK_BYTES: usize = 64;

impl Writing {
    pub(super) fn gather(&mut self, at: i64, encode: impl FnOnce(&mut Vec<u8>)) -> Ticket {
        if self.gathered.count == u16::MAX
            || self.gathered.bytes.len() + encoding::RECORD_BYTES_MAX > PAYLOAD_BYTES_MAX
        {
            self.flush();
        }
        let gathered = &mut self.gathered;
        if gathered.count == 0 {
            gathered.bytes.clear();
            gathered.bytes.resize(LINK_BYTES + FRAME_HEAD_BYTES, 0);
            gathered.fate = Fate::default();
        }
        let start = gathered.bytes.len();
        gathered.bytes.extend_from_slice(&[0; 2]);
        encode(&mut gathered.bytes);
        let length = u16::try_from(gathered.bytes.len() - start - 2).unwrap_or(u16::MAX);
        if let Some(to) = gathered.bytes.get_mut(start..start + 2) {
            to.copy_from_slice(&length.to_le_bytes());
        }
        gathered.count += 1;
        gathered.at = at;
        Ticket(Rc::clone(&gathered.fate))
    }

    pub(super) fn flush(&mut self) {
        if self.gathered.count == 0 {
            return;
        }
        let mut gathered = std::mem::take(&mut self.gathered);
        let result = self.write_records(&mut gathered);
        gathered.fate.set(Some(result));
        gathered.count = 0;
        self.gathered = gathered;
    }

    fn write_records(&mut self, gathered: &mut Gathered) -> Result<(), AuditUnavailable> {
        let length = gathered.bytes.len().saturating_sub(LINK_BYTES + FRAME_HEAD_BYTES);
        let head = FrameHead {
            kind: FrameKind::Records,
            count: gathered.count,
            length: u32::try_from(length).unwrap_or(u32::MAX),
            first_sequence: self.next_sequence,
        };
        self.make_ready(gathered.at)?;
        self.write_frame(head, &mut gathered.bytes)?;
        if self.length >= self.segment_bytes_max {
            // What was asked for is written; a segment that cannot be closed now is closed later.
            let _ = self.close();
        }
        Ok(())
    }

    pub(super) fn probe(&mut self) -> Result<(), AuditUnavailable> {
        match self.trouble {
            None => Ok(()),
            Some(_) => self.note(Note::Resumed),
        }
    }

    pub(super) fn note(&mut self, note: Note) -> Result<(), AuditUnavailable> {
        self.make_ready(self.gathered.at)?;
        self.write_small(FrameKind::Note, &note.bytes())
    }

    fn close(&mut self) -> Result<(), AuditUnavailable> {
        let (length, link) = (self.length, self.link);
        self.write_small(FrameKind::Close, &[])?;
        // Before the next file has a name: a loss of power that takes the end of this one and leaves the other would look
        // like a cut. Most of it lasts already.
        let synced = self.file.as_ref().map_or(Ok(()), |file| file.sync());
        if let Err(error) = synced {
            (self.length, self.link, self.dirty) = (length, link, true);
            self.unsettled.cut(length);
            self.flush_failed(AuditUnavailable::Refused(error.kind()));
            return Err(self.trouble_by(error));
        }
        self.unsynced.extend(self.file.take());
        // The next segment's file is made with the next write.
        self.previous_end = self.link.end();
        self.after_damage = false;
        self.segment += 1;
        self.key = self.key.next();
        self.seal = self.key.seal();
        self.length = 0;
        self.unsettled = Unsettled::default();
        Ok(())
    }

    /// Everything up to this offset of this segment lasts.
    pub(super) fn settled(&mut self, segment: u64, offset: u64) {
        if segment == self.segment && !self.unsettled.lost {
            self.unsettled.settle(offset);
        }
    }

    /// What was not known to last may be gone: it is written again before anything else is.
    pub(super) fn flush_failed(&mut self, reason: AuditUnavailable) {
        self.unsettled.lost = true;
        self.trouble = Some(reason);
    }

    fn write_small(&mut self, kind: FrameKind, payload: &[u8]) -> Result<(), AuditUnavailable> {
        let length = u32::try_from(payload.len()).unwrap_or(u32::MAX);
        let head = FrameHead { kind, count: 0, length, first_sequence: self.next_sequence };
        let mut bytes = vec![0; LINK_BYTES + FRAME_HEAD_BYTES];
        bytes.extend_from_slice(payload);
        self.write_frame(head, &mut bytes)
    }

    /// Fills in link and head, binds, writes. `bytes` has room for both before the payload.
    fn write_frame(&mut self, head: FrameHead, bytes: &mut Vec<u8>) -> Result<(), AuditUnavailable> {
        let lead = self.link.digest.iter().chain(&self.link.mac).copied().chain(head.bytes());
        for (to, from) in bytes.iter_mut().zip(lead) {
            *to = from;
        }
        let digest = sha256(&[bytes]);
        let link = Link { digest, mac: self.seal.sign(&digest) };
        bytes.extend_from_slice(&check(&digest));
        bytes.extend_from_slice(&link.mac);
        self.write(bytes.get(LINK_BYTES..).unwrap_or_default())?;
        self.link = link;
        self.next_sequence += u64::from(head.count);
        Ok(())
    }

    /// Sees to it that a frame can follow: no leavings of a failed write, and a segment that has begun.
    fn make_ready(&mut self, at: i64) -> Result<(), AuditUnavailable> {
        if self.trouble == Some(AuditUnavailable::Full) {
            let free = self.disk.free(&self.dir).map_err(AuditUnavailable::from)?;
            if free < self.reserve.wanted() {
                return Err(AuditUnavailable::Full);
            }
            self.reserve.hold();
        }
        if self.dirty
            && let Some(file) = &self.file
        {
            file.truncate(self.length).map_err(|error| self.trouble_by(error))?;
            self.dirty = false;
        }
        self.write_again()?;
        if self.unsettled.bytes.len() > UNSETTLED_BYTES_MAX {
            return Err(AuditUnavailable::Refused(io::ErrorKind::TimedOut));
        }
        if self.length == 0 { self.begin(at) } else { Ok(()) }
    }

    /// Writes again what a failed flush may have lost.
    pub(super) fn write_again(&mut self) -> Result<(), AuditUnavailable> {
        if self.unsettled.lost
            && let Some(file) = self.file.clone()
        {
            let Unsettled { from, bytes, .. } = &self.unsettled;
            file.write_at(bytes, *from).map_err(|error| self.trouble_by(error))?;
            self.unsettled.lost = false;
        }
        Ok(())
    }

    fn begin(&mut self, at: i64) -> Result<(), AuditUnavailable> {
        if self.file.is_none() {
            let path = segments::path(&self.dir, self.id, self.segment);
            self.file = Some(self.disk.create(&path).map_err(|error| self.trouble_by(error))?);
        }
        let header = Header {
            chain: self.id,
            segment: self.segment,
            first_sequence: self.next_sequence,
            next_outbox: self.next_outbox,
            opened_at: at,
            previous_end: self.previous_end,
            after_damage: self.after_damage,
        };
        let mut bytes = header.fields();
        let digest = sha256(&[&bytes]);
        let link = Link { digest, mac: self.seal.sign(&digest) };
        bytes.extend_from_slice(&check(&digest));
        bytes.extend_from_slice(&link.mac);
        debug_assert_eq!(bytes.len(), HEADER_BYTES, "a header has one length");
        self.write(&bytes)?;
        self.link = link;
        Ok(())
    }

    /// Writes behind the good bytes; after a failure nothing more than them is left, now or before the next write.
    fn write(&mut self, bytes: &[u8]) -> Result<(), AuditUnavailable> {
        let Some(file) = self.file.clone() else {
            return Err(AuditUnavailable::Refused(io::ErrorKind::NotFound));
        };
        self.writes += 1;
        if let Err(error) = file.write_at(bytes, self.length) {
            self.dirty = file.truncate(self.length).is_err();
            return Err(self.trouble_by(error));
        }
        self.trouble = None;
        self.unsettled.bytes.extend_from_slice(bytes);
        self.length += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Ok(())
    }

    fn trouble_by(&mut self, error: io::Error) -> AuditUnavailable {
        let reason = AuditUnavailable::from(error);
        if reason == AuditUnavailable::Full && self.trouble != Some(reason) {
            self.reserve.release();
        }
        self.trouble = Some(reason);
        reason
    }

    pub(super) fn head(&self) -> Head {
        Head {
            segment: self.segment,
            key: SecretArray::new(*self.key.expose_secret()),
            offset: self.length,
            sequence: self.next_sequence.saturating_sub(1),
            digest: self.link.digest,
            mac: self.link.mac,
            previous_end: self.previous_end,
            after_damage: self.after_damage,
            next_outbox: self.next_outbox,
            unknown: Unknown::NONE,
        }
    }
}
