//! Where a chain goes on: a walk from the store's head to the end of the files.
//!
//! What is torn may be cut; what is damaged is left as it is, and the chain goes on behind it.

use std::{io, path::Path, sync::Arc};

use rampart_vocab::{Entropy, Timestamp};

use super::{
    disk::Disk,
    encoding,
    finding::{Fault, Finding},
    frame::{ChainId, Digest, Link, sha256},
    head::Head,
    key::SegmentKey,
    opening::Sizes,
    reserve::Reserve,
    segments,
    walk::{Flaw, Frame, Walk},
    writing::{Gathered, Unsettled, Writing},
};

/// What a look at a chain's files and its head gives.
pub(super) struct Found {
    pub(super) position: Position,
    /// The head of a chain that begins, or begins anew.
    pub(super) new_head: Option<Head>,
    /// Torn bytes to be cut.
    pub(super) cut: Option<u64>,
    pub(super) findings: Vec<Finding>,
}

/// Where writing goes on.
pub(super) struct Position {
    segment: u64,
    key: SegmentKey,
    /// Good bytes of the segment's file; 0 when it is to be begun.
    length: u64,
    /// Whether there is a file already.
    has_file: bool,
    link: Link,
    previous_end: Digest,
    after_damage: bool,
    next_sequence: u64,
    pub(super) next_outbox: u64,
}

impl Found {
    pub(super) fn look(
        disk: &dyn Disk,
        dir: &Path,
        id: ChainId,
        head: Option<Head>,
        entropy: &dyn Entropy,
    ) -> io::Result<Self> {
        let numbers = segments::numbers(disk, dir, id)?;
        let mut look = Look { disk, dir, id, last: numbers.last().copied(), findings: Vec::new() };
        match head {
            Some(head) => match look.follow(&head)? {
                Some((position, cut)) => Ok(Self { position, new_head: None, cut, findings: look.findings }),
                None => look.begin_anew(Some(&head), entropy),
            },
            None if numbers.is_empty() => {
                let key = SegmentKey::random(entropy);
                let head = Head::first(&key);
                let position = Position::beginning(&head);
                Ok(Self { position, new_head: Some(head), cut: None, findings: look.findings })
            }
            None => {
                let first = numbers.first().copied().unwrap_or(0);
                look.findings.push(Finding { chain: id, segment: first, fault: Fault::Unanchored });
                look.begin_anew(None, entropy)
            }
        }
    }
}

/// Outbox numbers passed over after damage: some may stand where it cannot be read.
const NUMBERS_SKIPPED: u64 = 1 << 32;

struct Look<'a> {
    disk: &'a dyn Disk,
    dir: &'a Path,
    id: ChainId,
    /// The last segment that has a file.
    last: Option<u64>,
    findings: Vec<Finding>,
}

impl Look<'_> {
    /// Walks from the head to the end of the chain. `None` when it is damaged; the finding is noted.
    fn follow(&mut self, head: &Head) -> io::Result<Option<(Position, Option<u64>)>> {
        let mut at = Position::beginning(head);
        loop {
            let segment = at.segment;
            let is_head = segment == head.segment;
            let path = segments::path(self.dir, self.id, segment);
            let bytes = match segments::read(self.disk, &path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    let missing =
                        (is_head && head.offset > 0) || self.last.is_some_and(|last| last > segment);
                    return Ok(if missing { self.fault(segment, Fault::Missing) } else { Some((at, None)) });
                }
                bytes => bytes?,
            };
            let seal = at.key.seal();
            let mut walk = match Walk::begin(&bytes, Some(&seal)) {
                Ok(walk) => walk,
                Err(Flaw::Torn { .. }) if !(is_head && head.offset > 0) => {
                    // Nothing stood in it: it is begun again in the same file.
                    if !bytes.is_empty() {
                        self.findings.push(Finding::torn(self.id, segment, bytes.len()));
                    }
                    return Ok(Some((Position { has_file: true, ..at }, None)));
                }
                Err(Flaw::Torn { .. }) => return Ok(self.fault(segment, Fault::ShortOfHead)),
                Err(Flaw::Altered { .. }) => {
                    return Ok(self.fault(segment, Fault::Rewritten { records: None }));
                }
            };
            let header = *walk.header();
            let fits = header.chain == self.id
                && header.segment == segment
                && header.previous_end == at.previous_end
                && (is_head && head.offset > 0 || header.first_sequence == at.next_sequence);
            if !fits {
                return Ok(self.fault(segment, Fault::Swapped));
            }
            at.next_outbox = at.next_outbox.max(header.next_outbox);
            let mut head_held = !is_head || head.offset == 0;
            let mut cut = None;
            loop {
                if is_head && usize::try_from(head.offset).is_ok_and(|offset| offset == walk.at()) {
                    head_held = walk.link() == head.link();
                }
                match walk.next_frame() {
                    None => break,
                    Some(Ok(frame)) => at.next_outbox = at.next_outbox.max(beyond_numbers(&frame)),
                    Some(Err(Flaw::Torn { at })) => {
                        cut = Some(bytes.len() - at);
                        break;
                    }
                    Some(Err(Flaw::Altered { records, .. })) => {
                        return Ok(self.fault(segment, Fault::Rewritten { records }));
                    }
                }
            }
            if !head_held {
                let short = u64::try_from(walk.at()).is_ok_and(|at| at < head.offset);
                let fault = if short { Fault::ShortOfHead } else { Fault::Rewritten { records: None } };
                return Ok(self.fault(segment, fault));
            }
            at.next_sequence = walk.next_sequence();
            at.link = walk.link();
            if walk.is_closed() {
                at = at.after_closing();
                continue;
            }
            if self.last.is_some_and(|last| last > segment) {
                return Ok(self.fault(segment, Fault::NotClosed));
            }
            at.length = u64::try_from(walk.at()).unwrap_or(u64::MAX);
            at.has_file = true;
            if let Some(bytes) = cut {
                self.findings.push(Finding::torn(self.id, segment, bytes));
            }
            return Ok(Some((at, cut.and_then(|bytes| bytes.try_into().ok()))));
        }
    }

    /// A segment after everything there is, under a new key, bound to the last file as it was found.
    fn begin_anew(mut self, head: Option<&Head>, entropy: &dyn Entropy) -> io::Result<Found> {
        let last = self.last.max(head.map(|head| head.segment)).unwrap_or(0);
        let (mut sequence, mut next_outbox) = head.map_or((0, 0), |head| (head.sequence, head.next_outbox));
        let previous_end = match segments::read(self.disk, &segments::path(self.dir, self.id, last)) {
            Ok(bytes) => {
                if let Ok(mut walk) = Walk::begin(&bytes, None) {
                    next_outbox = next_outbox.max(walk.header().next_outbox);
                    while let Some(Ok(frame)) = walk.next_frame() {
                        next_outbox = next_outbox.max(beyond_numbers(&frame));
                    }
                    sequence = sequence.max(walk.next_sequence().saturating_sub(1));
                }
                sha256(&[&bytes])
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Digest::default(),
            Err(error) => return Err(error),
        };
        let head = Head {
            segment: last + 1,
            sequence,
            previous_end,
            after_damage: true,
            next_outbox: next_outbox.saturating_add(NUMBERS_SKIPPED),
            ..Head::first(&SegmentKey::random(entropy))
        };
        let position = Position::beginning(&head);
        Ok(Found { position, new_head: Some(head), cut: None, findings: std::mem::take(&mut self.findings) })
    }

    fn fault<T>(&mut self, segment: u64, fault: Fault) -> Option<T> {
        self.findings.push(Finding { chain: self.id, segment, fault });
        None
    }
}

impl Position {
    fn beginning(head: &Head) -> Self {
        Self {
            segment: head.segment,
            key: head.segment_key(),
            length: 0,
            has_file: false,
            link: head.link(),
            previous_end: head.previous_end,
            after_damage: head.after_damage,
            next_sequence: head.sequence + 1,
            next_outbox: head.next_outbox,
        }
    }

    fn after_closing(self) -> Self {
        Self {
            segment: self.segment + 1,
            key: self.key.next(),
            previous_end: self.link.end(),
            length: 0,
            has_file: false,
            after_damage: false,
            ..self
        }
    }

    pub(super) fn writing(
        self,
        dir: &Path,
        id: ChainId,
        disk: Arc<dyn Disk>,
        sizes: Sizes,
        now: Timestamp,
    ) -> io::Result<Writing> {
        let path = segments::path(dir, id, self.segment);
        let file = if self.has_file { Some(disk.open(&path)?) } else { None };
        if let Some(before) = self.segment.checked_sub(1).filter(|_| !self.has_file) {
            // Whoever closed it may have ended before it lasted, and only then does the next file get its name.
            match disk.open(&segments::path(dir, id, before)) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                closed => closed?.sync()?,
            }
        }
        // What is torn goes now, or else before the first write.
        let dirty = file.as_ref().is_some_and(|file| file.truncate(self.length).is_err());
        let reserve = Reserve::new(dir, sizes.reserve_bytes);
        reserve.hold();
        let seal = self.key.seal();
        Ok(Writing {
            disk,
            dir: dir.to_owned(),
            id,
            reserve,
            segment_bytes_max: sizes.segment_bytes_max,
            segment: self.segment,
            key: self.key,
            seal,
            dirty,
            file,
            length: self.length,
            link: self.link,
            previous_end: self.previous_end,
            after_damage: self.after_damage,
            next_sequence: self.next_sequence,
            next_outbox: self.next_outbox,
            gathered: Gathered::beginning(now.as_microsecond()),
            unsynced: Vec::new(),
            unsettled: Unsettled::behind(self.length),
            trouble: None,
            writes: 0,
        })
    }
}

/// One more than the greatest outbox number in a frame.
fn beyond_numbers(frame: &Frame<'_>) -> u64 {
    outbox_numbers(frame).max().map_or(0, |number| number.saturating_add(1))
}

/// The numbers of those of its records that came through the outbox.
pub(super) fn outbox_numbers(frame: &Frame<'_>) -> impl Iterator<Item = u64> {
    frame.records().filter_map(|record| encoding::decode(record).ok()?.1)
}
