//! What stands in a segment's file: its header, then frames, each bound to all before it.
//!
//! A frame's digest is SHA-256 (FIPS 180-4) over the digest and code before it and its own bytes; its code is
//! HMAC-SHA-256 over that digest under the segment's key. So a closed segment, whose key is gone, is still vouched
//! for by its last digest, which the next header and the store hold. A few bytes of each digest stand in the frame:
//! they tell where a file was changed, and prove nothing.
//!
//! Numbers are little-endian.

use std::{fmt, ops::Range};

use aws_lc_rs::digest;
use rampart_vocab::ServerId;

pub(super) const DIGEST_BYTES: usize = 32;
/// A SHA-256 digest or an HMAC-SHA-256 code.
pub(super) type Digest = [u8; DIGEST_BYTES];

/// The format that this version writes, and the only one that it reads.
pub(super) const FORMAT: u16 = 1;
/// The file's first bytes.
pub(super) const MAGIC: [u8; 8] = *b"rampaud\n";
/// Bytes of a digest that stand in the file.
pub(super) const CHECK_BYTES: usize = 8;
/// What follows a header's or a frame's bytes: the digest's first bytes and the code.
pub(super) const TRAILER_BYTES: usize = CHECK_BYTES + DIGEST_BYTES;
/// A whole segment header.
pub(super) const HEADER_BYTES: usize = HEADER_FIELDS_BYTES + TRAILER_BYTES;
const HEADER_FIELDS_BYTES: usize = 8 + 2 + 2 + 4 + 16 + 8 + 8 + 8 + 8 + DIGEST_BYTES;
/// What leads a frame's records.
pub(super) const FRAME_HEAD_BYTES: usize = 20;
/// Bytes of a frame's records at most.
pub(super) const PAYLOAD_BYTES_MAX: usize = 1 << 20;

/// One chain: a server and a core of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChainId {
    /// The server.
    pub server: ServerId,
    /// Its core, from 0.
    pub core: u16,
}

impl fmt::Display for ChainId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.server, self.core)
    }
}

impl std::str::FromStr for ChainId {
    type Err = rampart_vocab::IdRefused;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refused = rampart_vocab::IdRefused { wanted: "a chain: a server id, a hyphen and a core" };
        let (server, core) = text.rsplit_once('-').ok_or(refused)?;
        let chain = Self { server: server.parse()?, core: core.parse().map_err(|_| refused)? };
        // One spelling only: it names a folder.
        if chain.to_string() == text { Ok(chain) } else { Err(refused) }
    }
}

/// Where a chain stands after a header or a frame: what the next frame is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) digest: Digest,
    pub(super) mac: Digest,
}

impl Link {
    /// What stands for a whole closed segment: the next header and the store hold it.
    pub(super) fn end(&self) -> Digest {
        sha256(&[&self.digest, &self.mac])
    }
}

/// How a segment begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) chain: ChainId,
    /// The segment's number in the chain, from 0.
    pub(super) segment: u64,
    /// The sequence that its first record has, or would have.
    pub(super) first_sequence: u64,
    /// The least outbox number not yet given when it began.
    pub(super) next_outbox: u64,
    /// When it began, in microseconds since 1970.
    pub(super) opened_at: i64,
    /// The end of the segment before; zeroes for the first.
    pub(super) previous_end: Digest,
    /// Whether the segment before was found damaged, so that its end is that of the bytes found.
    pub(super) after_damage: bool,
}

impl Header {
    /// The header's bytes without its trailer.
    pub(super) fn fields(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(HEADER_BYTES);
        out.extend_from_slice(&MAGIC);
        out.extend_from_slice(&FORMAT.to_le_bytes());
        out.extend_from_slice(&self.chain.core.to_le_bytes());
        out.extend_from_slice(&u32::from(self.after_damage).to_le_bytes());
        out.extend_from_slice(self.chain.server.as_bytes());
        for number in [self.segment, self.first_sequence, self.next_outbox] {
            out.extend_from_slice(&number.to_le_bytes());
        }
        out.extend_from_slice(&self.opened_at.to_le_bytes());
        out.extend_from_slice(&self.previous_end);
        out
    }

    /// Reads a header's fields and gives the digest of its bytes; `None` when they are none of ours.
    pub(super) fn read(bytes: &[u8]) -> Option<(Self, Digest)> {
        let fields = bytes.get(..HEADER_FIELDS_BYTES)?;
        let mut from = Reading(fields);
        let (magic, format): ([u8; 8], _) = (from.take()?, u16::from_le_bytes(from.take()?));
        if magic != MAGIC || format != FORMAT {
            return None;
        }
        let core = u16::from_le_bytes(from.take()?);
        let after_damage = match u32::from_le_bytes(from.take()?) {
            0 => false,
            1 => true,
            _ => return None,
        };
        let chain = ChainId { server: ServerId::from_bytes(from.take()?), core };
        let header = Self {
            chain,
            segment: u64::from_le_bytes(from.take()?),
            first_sequence: u64::from_le_bytes(from.take()?),
            next_outbox: u64::from_le_bytes(from.take()?),
            opened_at: i64::from_le_bytes(from.take()?),
            previous_end: from.take()?,
            after_damage,
        };
        Some((header, sha256(&[fields])))
    }
}

/// What a frame holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FrameKind {
    /// Records, each led by its length in two bytes.
    Records,
    /// A [`Note`].
    Note,
    /// Nothing: the segment ends here.
    Close,
}

/// What leads a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FrameHead {
    pub(super) kind: FrameKind,
    /// Records in it.
    pub(super) count: u16,
    /// Bytes of its payload.
    pub(super) length: u32,
    /// The sequence of its first record, or that the next record will have.
    pub(super) first_sequence: u64,
}

impl FrameHead {
    /// The length stands twice, once inverted: a changed length must not look like a torn frame.
    pub(super) fn bytes(&self) -> [u8; FRAME_HEAD_BYTES] {
        let kind: u16 = match self.kind {
            FrameKind::Records => 1,
            FrameKind::Note => 2,
            FrameKind::Close => 3,
        };
        let mut out = [0; FRAME_HEAD_BYTES];
        let bytes = kind
            .to_le_bytes()
            .into_iter()
            .chain(self.count.to_le_bytes())
            .chain(self.length.to_le_bytes())
            .chain((!self.length).to_le_bytes())
            .chain(self.first_sequence.to_le_bytes());
        for (to, from) in out.iter_mut().zip(bytes) {
            *to = from;
        }
        out
    }

    pub(super) fn read(bytes: [u8; FRAME_HEAD_BYTES]) -> Option<Self> {
        let mut from = Reading(&bytes);
        let kind = match u16::from_le_bytes(from.take()?) {
            1 => FrameKind::Records,
            2 => FrameKind::Note,
            3 => FrameKind::Close,
            _ => return None,
        };
        let count = u16::from_le_bytes(from.take()?);
        let (length, inverted) = (u32::from_le_bytes(from.take()?), u32::from_le_bytes(from.take()?));
        let first_sequence = u64::from_le_bytes(from.take()?);
        (length == !inverted).then_some(Self { kind, count, length, first_sequence })
    }
}

/// Something that happened to the chain itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Note {
    /// A start cut this many torn bytes after the frame before.
    Cut(u64),
    /// Writing went on after it had failed.
    Resumed,
    /// Segments up to this one were taken away.
    Pruned(u64),
    /// A start found that the store knew nothing of the change in this record.
    StoreOlder(u64),
}

impl Note {
    pub(super) const BYTES: usize = 9;

    pub(super) fn bytes(self) -> [u8; Self::BYTES] {
        let (kind, number) = match self {
            Self::Cut(bytes) => (1, bytes),
            Self::Resumed => (2, 0),
            Self::Pruned(segment) => (3, segment),
            Self::StoreOlder(record) => (4, record),
        };
        let mut out = [kind; Self::BYTES];
        for (to, from) in out.iter_mut().skip(1).zip(number.to_le_bytes()) {
            *to = from;
        }
        out
    }

    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut from = Reading(bytes);
        let [kind] = from.take()?;
        let number = u64::from_le_bytes(from.take()?);
        match kind {
            1 => Some(Self::Cut(number)),
            2 => Some(Self::Resumed),
            3 => Some(Self::Pruned(number)),
            4 => Some(Self::StoreOlder(number)),
            _ => None,
        }
    }
}

/// The records in a frame's payload, each with its place in it; `None` where it comes apart badly.
pub(super) fn record_ranges(payload: &[u8]) -> impl Iterator<Item = Option<Range<usize>>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = payload.get(at..).filter(|rest| !rest.is_empty())?;
        let start = at + 2;
        let length = rest.first_chunk().map(|length| usize::from(u16::from_le_bytes(*length)));
        let range = length.map(|length| start..start + length).filter(|range| range.end <= payload.len());
        at = range.as_ref().map_or(payload.len(), |range| range.end);
        Some(range)
    })
}

/// SHA-256 over parts in order.
pub(super) fn sha256(parts: &[&[u8]]) -> Digest {
    let mut context = digest::Context::new(&digest::SHA256);
    for part in parts {
        context.update(part);
    }
    let mut out = [0; DIGEST_BYTES];
    for (to, from) in out.iter_mut().zip(context.finish().as_ref()) {
        *to = *from;
    }
    out
}

/// The bytes of a digest that stand in the file.
pub(super) fn check(digest: &Digest) -> [u8; CHECK_BYTES] {
    digest.first_chunk().copied().unwrap_or_default()
}

/// Takes fixed pieces from the front.
pub(super) struct Reading<'a>(pub(super) &'a [u8]);

impl Reading<'_> {
    pub(super) fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (piece, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*piece)
    }
}
