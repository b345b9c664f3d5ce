//! Looks through the records of all chains, newest or oldest first, as far as a bound allows.
//!
//! It trusts the files; whether they may be trusted is `verify`'s question. Only whole frames are read.

use std::{cmp::Reverse, io, path::Path};

use rampart_vocab::{RequestId, Timestamp};

use super::{
    disk::{Disk, SystemDisk},
    encoding,
    frame::{ChainId, HEADER_BYTES, Header},
    record::{AuditRecord, Placed},
    segments,
    walk::Walk,
};

/// Records that one look gives at most.
pub const RECORDS_MAX: usize = 1_000;
/// How far clocks of one server may disagree with the order of its records, in seconds.
pub(super) const SLACK_SECONDS: i64 = 60;

/// Which records are wanted; all that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// From this time on, included.
    pub since: Option<Timestamp>,
    /// Up to this time, excluded.
    pub until: Option<Timestamp>,
    /// The call, and the calls that carried out its wish.
    pub request: Option<RequestId>,
    /// The caller, by ARN, access key id or session name.
    pub caller: Option<Box<str>>,
    /// Only what was denied.
    pub denied: bool,
}

/// Which come first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The latest.
    #[default]
    NewestFirst,
    /// The earliest.
    OldestFirst,
}

/// What a look gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// In order of time, as the order asks; within a chain in its own order.
    pub records: Vec<Placed>,
    /// Whether there are more.
    pub more: bool,
}

/// Gives the first `limit` records, at most [`RECORDS_MAX`], that a filter lets through.
///
/// # Errors
/// The file system's.
pub fn read(dir: &Path, filter: &Filter, order: Order, limit: usize) -> io::Result<Records> {
    read_on(&SystemDisk, dir, filter, order, limit)
}

/// As [`read`], of files on another disk.
///
/// # Errors
/// As [`read`].
pub fn read_on(
    disk: &dyn Disk,
    dir: &Path,
    filter: &Filter,
    order: Order,
    limit: usize,
) -> io::Result<Records> {
    let limit = limit.min(RECORDS_MAX);
    let mut cursors = Vec::new();
    for chain in segments::chains(disk, dir)? {
        cursors.push(Cursor::new(disk, dir, chain, filter, order)?);
    }
    let mut found = Records::default();
    loop {
        for cursor in &mut cursors {
            cursor.fill()?;
        }
        let next = cursors.iter_mut().filter(|cursor| !cursor.loaded.is_empty());
        let next = match order {
            Order::OldestFirst => next.min_by_key(|cursor| cursor.next_at()),
            Order::NewestFirst => next.min_by_key(|cursor| cursor.next_at().map(Reverse)),
        };
        match next.and_then(|cursor| cursor.loaded.pop()) {
            None => return Ok(found),
            Some(_) if found.records.len() == limit => {
                found.more = true;
                return Ok(found);
            }
            Some(record) => found.records.push(record),
        }
    }
}

/// One chain's records, a segment at a time.
struct Cursor<'a> {
    disk: &'a dyn Disk,
    dir: &'a Path,
    chain: ChainId,
    filter: &'a Filter,
    order: Order,
    /// Segments still to be read; the next is the last.
    segments: Vec<u64>,
    /// Records of the segment at hand; the next is the last.
    loaded: Vec<Placed>,
}

impl<'a> Cursor<'a> {
    fn new(
        disk: &'a dyn Disk,
        dir: &'a Path,
        chain: ChainId,
        filter: &'a Filter,
        order: Order,
    ) -> io::Result<Self> {
        let mut segments = segments::numbers(disk, dir, chain)?;
        if let Some(since) = filter.since {
            segments = reaching(disk, dir, chain, segments, since)?;
        }
        if order == Order::OldestFirst {
            segments.reverse();
        }
        Ok(Self { disk, dir, chain, filter, order, segments, loaded: Vec::new() })
    }

    fn next_at(&self) -> Option<Timestamp> {
        self.loaded.last().map(|placed| placed.record.at)
    }

    fn fill(&mut self) -> io::Result<()> {
        while self.loaded.is_empty() {
            let Some(segment) = self.segments.pop() else { return Ok(()) };
            let bytes = match segments::read(self.disk, &segments::path(self.dir, self.chain, segment)) {
                // Pruned meanwhile.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                bytes => bytes?,
            };
            self.load(&bytes);
        }
        Ok(())
    }

    fn load(&mut self, bytes: &[u8]) {
        let Ok(mut walk) = Walk::begin(bytes, None) else { return };
        while let Some(Ok(frame)) = walk.next_frame() {
            for (sequence, bytes) in (frame.head.first_sequence..).zip(frame.records()) {
                let Ok((record, outbox)) = encoding::decode(bytes) else { continue };
                if self.filter.lets_through(&record) {
                    self.loaded.push(Placed { chain: self.chain, sequence, outbox, record });
                }
            }
        }
        if self.order == Order::OldestFirst {
            self.loaded.reverse();
        }
    }
}

impl Filter {
    /// Whether a record is wanted.
    pub fn lets_through(&self, record: &AuditRecord<'_>) -> bool {
        let is_caller = |name: &str| {
            let caller = &record.caller;
            caller.arn == name
                || caller.access_key.as_deref() == Some(name)
                || caller.session.as_deref() == Some(name)
        };
        self.since.is_none_or(|since| record.at >= since)
            && self.until.is_none_or(|until| record.at < until)
            && self.request.is_none_or(|request| record.request == request || record.cause == Some(request))
            && self.caller.as_deref().is_none_or(is_caller)
            && (!self.denied || record.is_denied())
    }
}

/// The segments that may hold records since a time: a segment whose follower had begun well before it holds none.
fn reaching(
    disk: &dyn Disk,
    dir: &Path,
    chain: ChainId,
    segments: Vec<u64>,
    since: Timestamp,
) -> io::Result<Vec<u64>> {
    let least = since.as_microsecond().saturating_sub(SLACK_SECONDS * 1_000_000);
    let mut keep = segments.len();
    while let Some(next) = keep.checked_sub(1) {
        keep = next;
        let Some(segment) = segments.get(next) else { break };
        let header = match disk.read(&segments::path(dir, chain, *segment), HEADER_BYTES as u64) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            header => header?,
        };
        if Header::read(&header).is_some_and(|(header, _)| header.opened_at < least) {
            break;
        }
    }
    Ok(segments.get(keep..).unwrap_or_default().to_vec())
}
