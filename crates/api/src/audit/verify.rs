//! Walks chains from end to end and says what was torn and what was tampered with.
//!
//! A closed segment is vouched for by its end, which the next header holds; the current one by codes under the key
//! in the store; the whole by the head there, and by heads that somebody kept elsewhere. It writes nothing.

use std::{collections::BTreeSet, io, path::Path};

use rampart_store::{Page, Store, StoreFailed, prefix};

use super::{
    disk::{Disk, SystemDisk},
    encoding,
    finding::{ChainReport, Fault, Finding, KeptHead, Report},
    frame::{ChainId, Digest, Header, Note, sha256},
    head::Head,
    key::FrameSeal,
    older::Known,
    outbox, segments,
    walk::{Flaw, Walk},
};

/// What the store vouches for: a chain's key and head.
pub struct Anchor {
    chain: ChainId,
    head: Head,
    /// The numbers of its outbox's rows.
    waiting: BTreeSet<u64>,
}

impl Anchor {
    /// What the store keeps of a chain. Read before the files: the head never leads them.
    ///
    /// # Errors
    /// The store's.
    pub async fn load(store: &Store, chain: ChainId) -> Result<Option<Self>, StoreFailed> {
        let row = store.begin().get::<Head>(&Head::path(chain)).await?;
        match row {
            Some(row) => Ok(Some(Self::of(store, chain, row.cloned()).await?)),
            None => Ok(None),
        }
    }

    async fn of(store: &Store, chain: ChainId, head: Head) -> Result<Self, StoreFailed> {
        let rows = outbox::waiting(store, chain).await?;
        Ok(Self { chain, head, waiting: rows.into_iter().map(|(number, _)| number).collect() })
    }

    /// What the store keeps of every chain, those included whose files are all gone.
    ///
    /// # Errors
    /// The store's.
    pub async fn load_all(store: &Store) -> Result<Vec<Self>, StoreFailed> {
        let mut anchors = Vec::new();
        let mut page = Page::first(PAGE);
        loop {
            let rows = store.begin().scan::<Head>(&prefix!["audit"], page).await?;
            let last = rows.last().map(|(path, _)| path.clone());
            let full = rows.len() == PAGE;
            let heads = rows.into_iter().filter_map(|(path, row)| {
                let mut segments = path.segments().skip(1);
                let (server, core) = (segments.next()?.parse().ok()?, segments.next()?.parse().ok()?);
                Some((ChainId { server, core }, row.cloned()))
            });
            for (chain, head) in heads {
                anchors.push(Self::of(store, chain, head).await?);
            }
            match last {
                Some(last) if full => page = Page::first(PAGE).after(last),
                _ => return Ok(anchors),
            }
        }
    }
}

impl Anchor {
    const fn known(&self) -> Known<'_> {
        Known { head: &self.head, waiting: &self.waiting }
    }
}

/// Heads read at a time.
const PAGE: usize = 500;

/// Walks every chain in `dir`, and those that an anchor or a kept head names.
///
/// `anchors` are those of every chain in the store. Without them, as beside a running server, a chain is vouched for
/// by kept heads alone: codes are not checked, and the end of the last segment is taken as it stands.
///
/// # Errors
/// The file system's.
pub fn verify(dir: &Path, anchors: Option<&[Anchor]>, kept: &[KeptHead]) -> io::Result<Report> {
    verify_on(&SystemDisk, dir, anchors, kept)
}

/// As [`verify`], of files on another disk.
///
/// # Errors
/// As [`verify`].
pub fn verify_on(
    disk: &dyn Disk,
    dir: &Path,
    anchors: Option<&[Anchor]>,
    kept: &[KeptHead],
) -> io::Result<Report> {
    let is_anchored = anchors.is_some();
    let anchors = anchors.unwrap_or_default();
    let mut chains = segments::chains(disk, dir)?;
    chains.extend(anchors.iter().map(|anchor| anchor.chain).chain(kept.iter().map(|head| head.chain)));
    chains.sort_unstable();
    chains.dedup();
    let mut report = Report::default();
    for chain in chains {
        let known = anchors.iter().find(|anchor| anchor.chain == chain).map(Anchor::known);
        let kept = kept.iter().filter(|head| head.chain == chain).map(|head| (*head, Kept::NotMet)).collect();
        let verifying = Verifying::new(disk, dir, chain, is_anchored, known, kept);
        report.chains.push(verifying.run(&mut report.findings)?);
    }
    Ok(report)
}

/// Where every chain stands, by its files alone: what to keep elsewhere.
///
/// # Errors
/// The file system's.
pub fn heads(dir: &Path) -> io::Result<Vec<KeptHead>> {
    let mut heads = Vec::new();
    for chain in segments::chains(&SystemDisk, dir)? {
        // The last file may have no whole header yet.
        for segment in segments::numbers(&SystemDisk, dir, chain)?.into_iter().rev().take(2) {
            let bytes = segments::read(&SystemDisk, &segments::path(dir, chain, segment))?;
            if let Ok(mut walk) = Walk::begin(&bytes, None) {
                while let Some(Ok(_)) = walk.next_frame() {}
                heads.push(walk.kept(chain));
                break;
            }
        }
    }
    Ok(heads)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    NotMet,
    Held,
    Differs(u64),
}

struct Verifying<'a> {
    disk: &'a dyn Disk,
    dir: &'a Path,
    chain: ChainId,
    is_anchored: bool,
    known: Option<Known<'a>>,
    head: Option<&'a Head>,
    kept: Vec<(KeptHead, Kept)>,
    findings: Vec<Finding>,
    /// The segment before, when it has a file.
    before: Option<Before>,
    pruned_through: Option<u64>,
    /// The sequence that the first record has in the first segment that has a file.
    begins_at: Option<u64>,
    records: u64,
    at: Option<KeptHead>,
}

/// What the next segment is held against.
struct Before {
    segment: u64,
    /// Its end, when it is closed and whole.
    end: Option<Digest>,
    /// The digest of the file as it is.
    as_found: Digest,
    next_sequence: u64,
}

impl<'a> Verifying<'a> {
    fn new(
        disk: &'a dyn Disk,
        dir: &'a Path,
        chain: ChainId,
        is_anchored: bool,
        known: Option<Known<'a>>,
        kept: Vec<(KeptHead, Kept)>,
    ) -> Self {
        Self {
            disk,
            dir,
            chain,
            is_anchored,
            known,
            head: known.map(|known| known.head),
            kept,
            findings: Vec::new(),
            before: None,
            pruned_through: None,
            begins_at: None,
            records: 0,
            at: None,
        }
    }

    fn run(mut self, findings: &mut Vec<Finding>) -> io::Result<ChainReport> {
        let numbers = segments::numbers(self.disk, self.dir, self.chain)?;
        let mut key = None;
        for segment in &numbers {
            let seal = self.head.filter(|head| *segment >= head.segment).map(|head| {
                let now = key.take().unwrap_or_else(|| head.segment_key());
                let seal = now.seal();
                key = Some(now.next());
                seal
            });
            let is_last = Some(segment) == numbers.last();
            self.segment(*segment, seal.as_ref(), is_last)?;
        }
        self.ends(&numbers);
        self.gaps(&numbers);
        if self.is_anchored && self.head.is_none() && !numbers.is_empty() {
            self.fault(numbers.first().copied().unwrap_or(0), Fault::Unanchored);
        }
        self.kept_heads();
        self.findings.sort_by_key(|finding| finding.segment);
        findings.append(&mut self.findings);
        Ok(ChainReport {
            chain: self.chain,
            segments: u64::try_from(numbers.len()).unwrap_or(u64::MAX),
            pruned: self.pruned_through.map_or(0, |through| through + 1),
            pruned_records: self
                .pruned_through
                .and(self.begins_at)
                .map_or(0, |first| first.saturating_sub(1)),
            records: self.records,
            head: self.at,
            anchored: self.head.is_some(),
        })
    }

    fn segment(&mut self, segment: u64, seal: Option<&FrameSeal>, is_last: bool) -> io::Result<()> {
        let bytes = segments::read(self.disk, &segments::path(self.dir, self.chain, segment))?;
        let before = self.before.take();
        let mut after = Before { segment, end: None, as_found: sha256(&[&bytes]), next_sequence: 0 };
        let head = self.head.filter(|head| head.segment == segment && head.offset > 0);
        match Walk::begin(&bytes, seal) {
            Err(Flaw::Torn { .. }) if head.is_some() => self.fault(segment, Fault::ShortOfHead),
            // An empty file was made for a header that has not come yet.
            Err(Flaw::Torn { .. }) if is_last && bytes.is_empty() => {}
            Err(Flaw::Torn { .. }) if is_last => self.fault(segment, Fault::torn(bytes.len())),
            Err(Flaw::Torn { .. }) => self.fault(segment, Fault::NotClosed),
            Err(Flaw::Altered { records, .. }) => self.fault(segment, Fault::Rewritten { records }),
            Ok(mut walk) => {
                if walk.header().chain == self.chain && walk.header().segment == segment {
                    self.begins_at.get_or_insert(walk.header().first_sequence);
                    self.bound(before, walk.header());
                } else {
                    self.fault(segment, Fault::Swapped);
                }
                self.frames(segment, &mut walk, head, bytes.len(), is_last);
                after.end = walk.is_closed().then(|| walk.link().end());
                after.next_sequence = walk.next_sequence();
                self.at = Some(walk.kept(self.chain));
            }
        }
        self.before = Some(after);
        Ok(())
    }

    /// Holds a header against the segment before it.
    fn bound(&mut self, before: Option<Before>, header: &Header) {
        if let Some(head) = self.head.filter(|head| head.segment == header.segment)
            && head.previous_end != header.previous_end
        {
            self.fault(header.segment, Fault::Rewritten { records: None });
        }
        let adjacent = before.filter(|before| before.segment + 1 == header.segment);
        match adjacent {
            _ if header.after_damage => {
                self.fault(header.segment.saturating_sub(1), Fault::LeftDamaged);
                if adjacent.is_some_and(|before| before.as_found != header.previous_end) {
                    self.fault(header.segment.saturating_sub(1), Fault::EndDiffers);
                }
            }
            Some(Before { segment, end: Some(end), next_sequence, .. })
                if end != header.previous_end || next_sequence != header.first_sequence =>
            {
                self.fault(segment, Fault::EndDiffers);
            }
            Some(Before { segment, end: None, .. }) => {
                let told = self.findings.iter().any(|finding| finding.segment == segment);
                if !told {
                    self.fault(segment, Fault::NotClosed);
                }
            }
            // The first of all is bound to nothing; a gap is told elsewhere.
            Some(Before { end: Some(_), .. }) | None => {}
        }
    }

    fn frames(
        &mut self,
        segment: u64,
        walk: &mut Walk<'_>,
        head: Option<&Head>,
        length: usize,
        is_last: bool,
    ) {
        let mut head_held = head.is_none();
        loop {
            if let Some(head) = head
                && usize::try_from(head.offset).is_ok_and(|offset| offset == walk.at())
            {
                head_held = walk.link() == head.link();
            }
            self.meet(segment, walk.kept(self.chain));
            let at = walk.at();
            match walk.next_frame() {
                None => break,
                Some(Ok(frame)) => {
                    if let Some(record) = self.known.and_then(|known| known.forgot(segment, at, &frame)) {
                        self.fault(segment, Fault::StoreOlder { record });
                    }
                    match frame.note() {
                        Some(Note::Pruned(through)) if through < segment => {
                            self.pruned_through = self.pruned_through.max(Some(through));
                        }
                        // No server takes away the segment that it writes.
                        Some(Note::Pruned(_)) => self.fault(segment, Fault::Rewritten { records: None }),
                        Some(Note::StoreOlder(record)) => self.fault(segment, Fault::StoreOlder { record }),
                        Some(Note::Cut(_) | Note::Resumed) | None => {}
                    }
                    for (sequence, record) in (frame.head.first_sequence..).zip(frame.records()) {
                        self.records += 1;
                        if encoding::decode(record).is_err() {
                            self.fault(segment, Fault::Unreadable { record: sequence });
                        }
                    }
                }
                Some(Err(Flaw::Torn { at })) => {
                    let fault = if is_last { Fault::torn(length - at) } else { Fault::NotClosed };
                    // Short of the head it is told below.
                    if head_held {
                        self.fault(segment, fault);
                    }
                    break;
                }
                Some(Err(Flaw::Altered { records, .. })) => {
                    self.fault(segment, Fault::Rewritten { records });
                    return;
                }
            }
        }
        if let (false, Some(head)) = (head_held, head) {
            let is_short = u64::try_from(walk.at()).is_ok_and(|at| at < head.offset);
            self.fault(
                segment,
                if is_short { Fault::ShortOfHead } else { Fault::Rewritten { records: None } },
            );
        }
    }

    /// The store's head beyond the last file: the file is gone, or was still to be made.
    fn ends(&mut self, numbers: &[u64]) {
        let Some(head) = self.head.filter(|head| numbers.last().is_none_or(|last| *last < head.segment))
        else {
            return;
        };
        if head.offset > 0 {
            self.fault(head.segment, Fault::Missing);
            return;
        }
        let adjacent = self.before.as_ref().filter(|before| before.segment + 1 == head.segment);
        match adjacent {
            Some(before) if head.after_damage => {
                let as_found = before.as_found == head.previous_end;
                let segment = before.segment;
                self.fault(segment, Fault::LeftDamaged);
                if !as_found {
                    self.fault(segment, Fault::EndDiffers);
                }
            }
            Some(before) if before.end != Some(head.previous_end) => {
                let segment = before.segment;
                self.fault(segment, Fault::EndDiffers);
            }
            None if head.segment > 0 => self.fault(head.segment - 1, Fault::Missing),
            Some(_) | None => {}
        }
    }

    /// Segments without a file, below the last one that has one, that no note accounts for.
    fn gaps(&mut self, numbers: &[u64]) {
        let mut expected = self.pruned_through.map_or(0, |through| through + 1);
        for number in numbers {
            if *number > expected {
                // One finding for each gap: a hostile name could make it any length.
                self.fault(expected, Fault::Missing);
            }
            expected = expected.max(number + 1);
        }
    }

    fn meet(&mut self, segment: u64, here: KeptHead) {
        for (kept, state) in &mut self.kept {
            if kept.sequence == here.sequence && *state != Kept::Held {
                *state = if kept.mac == here.mac { Kept::Held } else { Kept::Differs(segment) };
            }
        }
    }

    fn kept_heads(&mut self) {
        let last = self.at;
        for (kept, state) in std::mem::take(&mut self.kept) {
            let records = Some(kept.sequence..=kept.sequence);
            match state {
                Kept::Held => {}
                // It stood in what was pruned.
                Kept::Differs(_) | Kept::NotMet
                    if self.pruned_through.is_some() && self.is_before_files(kept.sequence) => {}
                Kept::Differs(segment) => self.fault(segment, Fault::Rewritten { records }),
                Kept::NotMet if last.is_none_or(|last| last.sequence < kept.sequence) => {
                    let segment = self.before.as_ref().map_or(0, |before| before.segment);
                    self.fault(segment, Fault::ShortOfHead);
                }
                // It stood in what is told of already.
                Kept::NotMet if !self.findings.is_empty() => {}
                Kept::NotMet => self.fault(0, Fault::Rewritten { records }),
            }
        }
    }

    fn is_before_files(&self, sequence: u64) -> bool {
        self.begins_at.is_some_and(|first| sequence < first)
    }

    fn fault(&mut self, segment: u64, fault: Fault) {
        let finding = Finding { chain: self.chain, segment, fault };
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }
}

impl Walk<'_> {
    fn kept(&self, chain: ChainId) -> KeptHead {
        KeptHead { chain, sequence: self.next_sequence().saturating_sub(1), mac: self.link().mac }
    }
}
