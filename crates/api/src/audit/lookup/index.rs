//! What is remembered of a segment: where its blocks of some 64 KiB begin, with which record, and when that was.
//!
//! A segment is walked once, digests included; one that is still written is walked on from where it ended.

use std::{io, path::Path};

use rampart_vocab::Timestamp;

use crate::audit::{
    disk::Disk,
    encoding,
    frame::{FrameKind, Header, Link, PAYLOAD_BYTES_MAX},
    record::Placed,
    walk::{Flaw, Walk},
};

/// A block is at least as long, in bytes, but for the last of a segment.
const BLOCK_BYTES_MIN: u64 = 64 << 10;
/// Bytes walked through at once: more than any frame has.
const WINDOW_BYTES: u64 = 2 * PAYLOAD_BYTES_MAX as u64;

/// A segment by its blocks.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    header: Option<Header>,
    blocks: Vec<Block>,
    /// Bytes walked through.
    end: u64,
    link: Option<Link>,
    next_sequence: u64,
    is_closed: bool,
    /// Whether bytes follow that were not written so.
    is_damaged: bool,
    /// Whether what follows is incomplete, as it is while it is written.
    is_torn: bool,
}

/// Where a block begins.
#[derive(Clone, Copy, Debug)]
struct Block {
    offset: u64,
    link: Link,
    first_sequence: u64,
    /// When its first record was, in microseconds since 1970.
    first_at: i64,
}

impl Index {
    /// Walks on to the end of the file; gives the bytes it read.
    pub(super) fn go_on(&mut self, disk: &dyn Disk, path: &Path) -> io::Result<u64> {
        let mut read = 0;
        self.is_torn = false;
        while !self.is_final() {
            let bytes = disk.read_at(path, self.end, WINDOW_BYTES)?;
            read += bytes.len() as u64;
            let is_whole = (bytes.len() as u64) < WINDOW_BYTES;
            let before = self.end;
            self.walk(&bytes);
            if is_whole || self.end == before {
                // A window that holds no whole frame is no segment of ours.
                self.is_damaged |= !is_whole && self.end == before;
                break;
            }
        }
        Ok(read)
    }

    fn walk(&mut self, bytes: &[u8]) {
        let base = self.end;
        let begun = match (&self.header, self.link) {
            (Some(header), Some(link)) => Ok(Walk::onward(bytes, *header, link, self.next_sequence)),
            _ => Walk::begin(bytes, None),
        };
        let mut walk = match begun {
            Ok(walk) => walk,
            Err(Flaw::Torn { .. }) => {
                self.is_torn = !bytes.is_empty();
                return;
            }
            Err(Flaw::Altered { .. }) => {
                self.is_damaged = true;
                return;
            }
        };
        self.header = Some(*walk.header());
        loop {
            let (at, link, sequence) = (base + walk.at() as u64, walk.link(), walk.next_sequence());
            (self.end, self.link, self.next_sequence) = (at, Some(link), sequence);
            match walk.next_frame() {
                None => return,
                Some(Err(Flaw::Torn { .. })) => {
                    self.is_torn = true;
                    return;
                }
                Some(Err(Flaw::Altered { .. })) => {
                    self.is_damaged = true;
                    return;
                }
                Some(Ok(frame)) => {
                    self.is_closed = walk.is_closed();
                    let is_far = |last: &Block| at - last.offset >= BLOCK_BYTES_MIN;
                    if frame.head.kind == FrameKind::Records && self.blocks.last().is_none_or(is_far) {
                        let record = frame.records().find_map(|bytes| encoding::decode(bytes).ok());
                        let known = record.map(|(record, _)| record.at.as_microsecond());
                        let first_at = known.or(self.blocks.last().map(|last| last.first_at));
                        let first_at = first_at.unwrap_or(walk.header().opened_at);
                        self.blocks.push(Block { offset: at, link, first_sequence: sequence, first_at });
                    }
                }
            }
        }
    }

    /// Whether nothing is walked on to any more.
    pub(super) const fn is_final(&self) -> bool {
        self.is_closed || self.is_damaged
    }

    /// Bytes walked through.
    pub(super) const fn end(&self) -> u64 {
        self.end
    }

    /// How many blocks there are.
    pub(super) const fn len(&self) -> usize {
        self.blocks.len()
    }

    /// The block that holds a record, or would.
    pub(super) fn block_of(&self, sequence: u64) -> usize {
        self.blocks.partition_point(|block| block.first_sequence <= sequence).saturating_sub(1)
    }

    /// The first block that may hold what is not older than a time, in microseconds.
    pub(super) fn block_since(&self, time: i64) -> usize {
        let later = self.blocks.iter().skip(1).position(|next| next.first_at >= time);
        later.unwrap_or_else(|| self.blocks.len().saturating_sub(1))
    }

    /// One more than the last block that may hold what is older than a time, in microseconds.
    pub(super) fn blocks_until(&self, time: i64) -> usize {
        self.blocks.iter().rposition(|block| block.first_at < time).map_or(0, |last| last + 1)
    }

    /// When a block began, in microseconds since 1970; none behind the last.
    pub(super) fn begun(&self, block: usize) -> Option<i64> {
        self.blocks.get(block).map(|block| block.first_at)
    }

    /// The sequence of a block's first record, or of the one that would follow the last.
    pub(super) fn first_sequence(&self, block: usize) -> u64 {
        self.blocks.get(block).map_or(self.next_sequence, |block| block.first_sequence)
    }

    /// When the segment began, in microseconds since 1970.
    pub(super) fn opened_at(&self) -> Option<i64> {
        self.header.map(|header| header.opened_at)
    }

    /// Whether something in it cannot be looked at: in the segment that is written an incomplete end is none.
    pub(super) const fn has_gap(&self, is_written: bool) -> bool {
        self.is_damaged || (self.is_torn && !is_written)
    }

    /// Reads a block's records, as far as they are what was written; gives the bytes read beside them.
    pub(super) fn read(&self, disk: &dyn Disk, path: &Path, block: usize) -> io::Result<(Vec<Placed>, u64)> {
        let (Some(header), Some(at)) = (self.header, self.blocks.get(block)) else {
            return Ok((Vec::new(), 0));
        };
        let end = self.blocks.get(block + 1).map_or(self.end, |next| next.offset);
        let bytes = disk.read_at(path, at.offset, end.saturating_sub(at.offset))?;
        let mut records = Vec::new();
        let mut walk = Walk::onward(&bytes, header, at.link, at.first_sequence);
        while let Some(Ok(frame)) = walk.next_frame() {
            for (sequence, bytes) in (frame.head.first_sequence..).zip(frame.records()) {
                let Ok((record, outbox)) = encoding::decode(bytes) else { continue };
                records.push(Placed { chain: header.chain, sequence, outbox, record });
            }
        }
        Ok((records, bytes.len() as u64))
    }
}

/// A time in microseconds since 1970, moved by so many seconds.
pub(super) fn moved(time: Timestamp, seconds: i64) -> i64 {
    time.as_microsecond().saturating_add(seconds.saturating_mul(1_000_000))
}
