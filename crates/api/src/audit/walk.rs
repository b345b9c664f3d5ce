//! One walk through a segment's bytes, frame by frame: the same for a start, for verifying and for reading.
//!
//! It says where the bytes stop being what was written, and whether that looks torn or changed. What follows from it
//! is decided by who walks.

use std::ops::RangeInclusive;

use super::{
    frame::{
        CHECK_BYTES, DIGEST_BYTES, Digest, FRAME_HEAD_BYTES, FrameHead, FrameKind, HEADER_BYTES, Header,
        Link, Note, PAYLOAD_BYTES_MAX, TRAILER_BYTES, check, record_ranges, sha256,
    },
    key::FrameSeal,
};

/// A walk that has passed the header.
pub(super) struct Walk<'a> {
    bytes: &'a [u8],
    seal: Option<&'a FrameSeal>,
    header: Header,
    at: usize,
    link: Link,
    next_sequence: u64,
    closed: bool,
}

/// One whole frame.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame<'a> {
    pub(super) head: FrameHead,
    pub(super) payload: &'a [u8],
}

/// Where and how the bytes stop being what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// The last piece is incomplete, or only zeroes, as a crash leaves it.
    Torn {
        /// Where it begins.
        at: usize,
    },
    /// Bytes are not those that were written.
    Altered {
        /// Where the piece that holds them begins.
        at: usize,
        /// The records in that piece, where it still tells.
        records: Option<RangeInclusive<u64>>,
    },
}

impl<'a> Frame<'a> {
    /// The records in it, each in its bytes.
    pub(super) fn records(&self) -> impl Iterator<Item = &'a [u8]> {
        let payload = if self.head.kind == FrameKind::Records { self.payload } else { &[] };
        record_ranges(payload).filter_map(move |range| payload.get(range?))
    }

    /// The note that it is.
    pub(super) fn note(&self) -> Option<Note> {
        if self.head.kind == FrameKind::Note { Note::read(self.payload) } else { None }
    }
}

impl<'a> Walk<'a> {
    /// Begins at the header; without the segment's key codes are taken as they stand.
    ///
    /// # Errors
    /// Where the header is not whole.
    pub(super) fn begin(bytes: &'a [u8], seal: Option<&'a FrameSeal>) -> Result<Self, Flaw> {
        let Some(whole) = bytes.get(..HEADER_BYTES).filter(|_| !is_zero(bytes)) else {
            return Err(Flaw::Torn { at: 0 });
        };
        let altered = Flaw::Altered { at: 0, records: None };
        let (header, digest) = Header::read(whole).ok_or(altered.clone())?;
        let trailer = whole.get(HEADER_BYTES - TRAILER_BYTES..).unwrap_or_default();
        let link = trailed(digest, trailer, seal).ok_or(altered)?;
        let next_sequence = header.first_sequence;
        Ok(Self { bytes, seal, header, at: HEADER_BYTES, link, next_sequence, closed: false })
    }

    /// Goes on behind a frame whose link and next sequence are known; `bytes` begin there.
    pub(super) const fn onward(bytes: &'a [u8], header: Header, link: Link, next_sequence: u64) -> Self {
        Self { bytes, seal: None, header, at: 0, link, next_sequence, closed: false }
    }

    /// The segment's header.
    pub(super) const fn header(&self) -> &Header {
        &self.header
    }

    /// Bytes passed.
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// What the next frame is bound to.
    pub(super) const fn link(&self) -> Link {
        self.link
    }

    /// The sequence of the next record.
    pub(super) const fn next_sequence(&self) -> u64 {
        self.next_sequence
    }

    /// Whether the closing frame was passed.
    pub(super) const fn is_closed(&self) -> bool {
        self.closed
    }

    /// The next frame; `None` where the bytes end.
    ///
    /// # Errors
    /// A flaw, and again the same one when asked again.
    pub(super) fn next_frame(&mut self) -> Option<Result<Frame<'a>, Flaw>> {
        let rest = self.bytes.get(self.at..).filter(|rest| !rest.is_empty())?;
        Some(self.frame(rest))
    }

    fn frame(&mut self, rest: &'a [u8]) -> Result<Frame<'a>, Flaw> {
        let at = self.at;
        let altered = |records| Flaw::Altered { at, records };
        if self.closed {
            return Err(altered(None));
        }
        let Some(head_bytes) = rest.first_chunk::<FRAME_HEAD_BYTES>().filter(|_| !is_zero(rest)) else {
            return Err(Flaw::Torn { at });
        };
        let head = FrameHead::read(*head_bytes).ok_or(altered(None))?;
        let records = head.records();
        let length = usize::try_from(head.length).unwrap_or(usize::MAX);
        if length > PAYLOAD_BYTES_MAX || head.first_sequence != self.next_sequence {
            return Err(altered(records));
        }
        let body = FRAME_HEAD_BYTES + length;
        let (Some(bound), Some(trailer)) = (rest.get(..body), rest.get(body..body + TRAILER_BYTES)) else {
            return Err(Flaw::Torn { at });
        };
        let digest = sha256(&[&self.link.digest, &self.link.mac, bound]);
        let payload = bound.get(FRAME_HEAD_BYTES..).unwrap_or_default();
        let link = trailed(digest, trailer, self.seal).filter(|_| is_well_made(&head, payload));
        self.link = link.ok_or(altered(records))?;
        self.at += body + TRAILER_BYTES;
        self.next_sequence += u64::from(head.count);
        self.closed = head.kind == FrameKind::Close;
        Ok(Frame { head, payload })
    }
}

impl FrameHead {
    fn records(&self) -> Option<RangeInclusive<u64>> {
        let last = self.first_sequence.checked_add(u64::from(self.count))?.checked_sub(1)?;
        (self.kind == FrameKind::Records && self.count > 0).then_some(self.first_sequence..=last)
    }
}

/// The link after a piece with this digest, if what trails it belongs to it.
fn trailed(digest: Digest, trailer: &[u8], seal: Option<&FrameSeal>) -> Option<Link> {
    let (shown, mac) = trailer.split_first_chunk::<CHECK_BYTES>()?;
    let mac: Digest = *mac.first_chunk::<DIGEST_BYTES>()?;
    let holds = *shown == check(&digest) && seal.is_none_or(|seal| seal.holds(&digest, &mac));
    holds.then_some(Link { digest, mac })
}

fn is_well_made(head: &FrameHead, payload: &[u8]) -> bool {
    match head.kind {
        FrameKind::Records => {
            let mut records = 0;
            record_ranges(payload).all(|range| {
                records += 1;
                range.is_some()
            }) && records == usize::from(head.count)
        }
        FrameKind::Note => head.count == 0 && Note::read(payload).is_some(),
        FrameKind::Close => head.count == 0 && payload.is_empty(),
    }
}

fn is_zero(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| *byte == 0)
}
