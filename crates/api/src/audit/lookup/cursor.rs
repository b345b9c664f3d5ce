//! One chain of a page: the block at hand, and where to look next.
//!
//! Times in a chain grow but for what a clock is set back by, so blocks are passed over by the time at which they began
//! with some slack, and every record in them is asked for its own.

use std::{collections::VecDeque, io};

use rampart_vocab::Timestamp;

use super::{
    Gap, Lookup, Wanted,
    index::{Index, moved},
    place::Spot,
};
use crate::audit::{
    frame::{ChainId, HEADER_BYTES, Header},
    read::{Order, SLACK_SECONDS},
    record::Placed,
    segments,
};

pub(super) struct Cursor<'a> {
    lookup: &'a Lookup,
    chain: ChainId,
    wanted: &'a Wanted,
    /// The segments that have a file, in order.
    segments: Vec<u64>,
    spot: Spot,
    /// Records of one block of one segment; the next is the first.
    loaded: VecDeque<Placed>,
    loaded_segment: u64,
    /// Whether all that was written was looked at; more may be written until the page after this one.
    is_idle: bool,
    /// Whether a block was read: each page brings every chain further by one at least.
    has_read: bool,
    gaps: Vec<Gap>,
}

impl<'a> Cursor<'a> {
    /// A cursor at a spot, or where the time that is wanted begins. None for a chain without a segment.
    pub(super) fn new(
        lookup: &'a Lookup,
        chain: ChainId,
        wanted: &'a Wanted,
        spot: Option<Spot>,
    ) -> io::Result<Option<Self>> {
        let segments = segments::numbers(lookup.disk.as_ref(), &lookup.dir, chain)?;
        let (Some(first), Some(_)) = (segments.first().copied(), segments.last()) else { return Ok(None) };
        let mut cursor = Self {
            lookup,
            chain,
            wanted,
            segments,
            spot: Spot::Done,
            loaded: VecDeque::new(),
            loaded_segment: 0,
            is_idle: false,
            has_read: false,
            gaps: Vec::new(),
        };
        cursor.spot = match (spot, wanted.order) {
            (Some(spot), _) => spot,
            (None, Order::OldestFirst) => {
                let segment = cursor.segment_at(cursor.since())?.unwrap_or(first);
                Spot::At { segment, sequence: 0 }
            }
            (None, Order::NewestFirst) => match cursor.segment_at(cursor.until())? {
                Some(segment) => Spot::At { segment, sequence: u64::MAX },
                None => Spot::Done,
            },
        };
        let is_cut = first > 0 && cursor.opened_at(first)?.is_none_or(|opened| opened > cursor.since());
        if is_cut {
            cursor.gaps.push(Gap::Pruned { core: chain.core });
        }
        Ok(Some(cursor))
    }

    pub(super) const fn chain(&self) -> ChainId {
        self.chain
    }

    pub(super) fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// The next record's time.
    pub(super) fn next_at(&self) -> Option<Timestamp> {
        self.loaded.front().map(|placed| placed.record.at)
    }

    /// Takes the next record.
    pub(super) fn take(&mut self) -> Option<Placed> {
        self.loaded.pop_front()
    }

    /// Where to go on from here.
    pub(super) fn spot(&self) -> Spot {
        match self.loaded.front() {
            Some(next) => Spot::At { segment: self.loaded_segment, sequence: next.sequence },
            None => self.spot,
        }
    }

    /// Reads on until there is a record, or no more. `false` where the page's room to read is spent before that.
    pub(super) fn fill(&mut self, budget: &mut u64) -> io::Result<bool> {
        while self.loaded.is_empty() && !self.is_idle {
            let Spot::At { segment, sequence } = self.spot else { return Ok(true) };
            if *budget == 0 && self.has_read {
                return Ok(false);
            }
            let (Some(segment), sequence) = self.existing(segment, sequence) else {
                self.spot = Spot::Done;
                continue;
            };
            let Some(index) = self.lookup.index(self.chain, segment, budget)? else {
                // Pruned meanwhile.
                self.segments.retain(|number| *number != segment);
                continue;
            };
            let is_written = self.segments.last() == Some(&segment);
            if index.has_gap(is_written) {
                self.note(Gap::Damaged { core: self.chain.core, segment });
            }
            let block = match self.wanted.order {
                Order::OldestFirst => self.forward(&index, segment, sequence),
                Order::NewestFirst => self.backward(&index, segment, sequence),
            };
            if let Some(block) = block {
                self.load(&index, segment, block, sequence, budget)?;
            }
        }
        Ok(true)
    }

    /// The block that holds the next record to be looked at, and the spot behind it; none where this segment has none.
    fn forward(&mut self, index: &Index, segment: u64, sequence: u64) -> Option<usize> {
        if index.len() == 0 || sequence >= index.first_sequence(index.len()) {
            self.go_behind(index, segment);
            return None;
        }
        let block = index.block_of(sequence).max(index.block_since(self.since()));
        if index.begun(block).is_some_and(|begun| begun >= self.until()) {
            self.spot = Spot::Done;
            return None;
        }
        if block + 1 < index.len() {
            self.spot = Spot::At { segment, sequence: index.first_sequence(block + 1) };
        } else {
            self.go_behind(index, segment);
        }
        Some(block)
    }

    /// To the segment after this one, or the end of what is written.
    fn go_behind(&mut self, index: &Index, segment: u64) {
        let next = self.segments.iter().copied().find(|number| *number > segment);
        self.is_idle = next.is_none();
        self.spot = match next {
            Some(segment) => Spot::At { segment, sequence: 0 },
            None => Spot::At { segment, sequence: index.first_sequence(index.len()) },
        };
    }

    fn backward(&mut self, index: &Index, segment: u64, sequence: u64) -> Option<usize> {
        let blocks = index.blocks_until(self.until());
        if blocks == 0 || sequence < index.first_sequence(0) {
            self.spot = self.before(index, segment);
            return None;
        }
        let block = index.block_of(sequence).min(blocks - 1);
        let first = index.first_sequence(block);
        self.spot = if block > 0 {
            Spot::At { segment, sequence: first.saturating_sub(1) }
        } else {
            self.before(index, segment)
        };
        // What comes before it is older still.
        if index.begun(block).is_some_and(|begun| begun < self.since()) {
            self.spot = Spot::Done;
        }
        Some(block)
    }

    fn load(
        &mut self,
        index: &Index,
        segment: u64,
        block: usize,
        sequence: u64,
        budget: &mut u64,
    ) -> io::Result<()> {
        let path = segments::path(&self.lookup.dir, self.chain, segment);
        let (records, read) = match index.read(self.lookup.disk.as_ref(), &path, block) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            read => read?,
        };
        *budget = budget.saturating_sub(read);
        (self.has_read, self.loaded_segment) = (true, segment);
        let is_forward = self.wanted.order == Order::OldestFirst;
        for placed in records {
            let is_ahead = if is_forward { placed.sequence >= sequence } else { placed.sequence <= sequence };
            let at = placed.record.at;
            let is_in_time = self.wanted.since <= at && at < self.wanted.until;
            if !is_ahead || !is_in_time || !(self.wanted.lets_through)(&placed.record) {
                continue;
            }
            if is_forward {
                self.loaded.push_back(placed);
            } else {
                self.loaded.push_front(placed);
            }
        }
        Ok(())
    }

    /// The segment, or the next one in the order of the page where it has no file any more.
    fn existing(&mut self, segment: u64, sequence: u64) -> (Option<u64>, u64) {
        if self.segments.binary_search(&segment).is_ok() {
            return (Some(segment), sequence);
        }
        self.note(Gap::Pruned { core: self.chain.core });
        match self.wanted.order {
            Order::OldestFirst => (self.segments.iter().copied().find(|number| *number > segment), sequence),
            Order::NewestFirst => {
                (self.segments.iter().rev().copied().find(|number| *number < segment), sequence)
            }
        }
    }

    fn before(&self, index: &Index, segment: u64) -> Spot {
        let is_older = index.opened_at().is_some_and(|opened| opened < self.since());
        let earlier = self.segments.iter().rev().copied().find(|number| *number < segment);
        match earlier {
            Some(segment) if !is_older => Spot::At { segment, sequence: u64::MAX },
            Some(_) | None => Spot::Done,
        }
    }

    /// The last segment that began before a time, found by halves: each look reads one header.
    fn segment_at(&self, time: i64) -> io::Result<Option<u64>> {
        let (mut low, mut high) = (0, self.segments.len());
        while low < high {
            let middle = low.midpoint(high);
            let Some(segment) = self.segments.get(middle) else { break };
            // One without a header that reads is taken for an early one: it is looked at, and says what is amiss.
            if self.opened_at(*segment)?.is_none_or(|opened| opened < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Ok(low.checked_sub(1).and_then(|place| self.segments.get(place)).copied())
    }

    fn opened_at(&self, segment: u64) -> io::Result<Option<i64>> {
        let path = segments::path(&self.lookup.dir, self.chain, segment);
        match self.lookup.disk.read(&path, HEADER_BYTES as u64) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            header => Ok(Header::read(&header?).map(|(header, _)| header.opened_at)),
        }
    }

    fn note(&mut self, gap: Gap) {
        if !self.gaps.contains(&gap) {
            self.gaps.push(gap);
        }
    }

    fn since(&self) -> i64 {
        moved(self.wanted.since, -SLACK_SECONDS)
    }

    fn until(&self) -> i64 {
        moved(self.wanted.until, SLACK_SECONDS)
    }
}
