//! Taking old segments away: which may go, and the note that says so before the first does.
//!
//! A segment that is gone is still vouched for: its end stands in the next header, and the note in the chain itself.

use std::io;

use rampart_vocab::Timestamp;

use super::{
    frame::Note,
    segments,
    trail::{SettleFailed, Trail},
    walk::Walk,
};

/// What is to stay of a chain. The segment that is written always does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stay {
    /// Every segment that may hold a record of this time or later.
    Since(Timestamp),
    /// The newest closed segments, so many.
    Newest(u64),
}

/// What was taken away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Files.
    pub segments: u64,
    /// The sequence of the last record in them.
    pub through_record: u64,
    /// Bytes given free.
    pub bytes: u64,
}

impl Trail {
    /// Takes away the files of old closed segments. First the note enters the chain and lasts.
    ///
    /// # Errors
    /// What could not be written or removed; calling again goes on with it.
    pub async fn prune(&self, stay: Stay) -> Result<Pruned, SettleFailed> {
        let current = self.chain().head().0.segment;
        let numbers = segments::numbers(self.disk(), self.dir(), self.id())?;
        let closed: Vec<u64> = numbers.iter().copied().filter(|number| *number < current).collect();
        let going = match stay {
            Stay::Newest(kept) => closed.len().saturating_sub(usize::try_from(kept).unwrap_or(usize::MAX)),
            Stay::Since(time) => {
                let mut going = 0;
                // What follows began after the last record of the one before.
                for next in numbers.iter().skip(1).take(closed.len()) {
                    match opened_at(self, *next)? {
                        Some((opened, _)) if opened <= time.as_microsecond() => going += 1,
                        _ => break,
                    }
                }
                going
            }
        };
        match closed.get(..going).and_then(<[u64]>::last) {
            Some(through) => self.prune_through(*through).await,
            None => Ok(Pruned::default()),
        }
    }

    /// Gives the space free that is kept back for a full disk, so that what leads to a pruning can be recorded.
    pub fn make_room(&self) {
        self.chain().release_reserve();
    }

    /// Takes away every segment up to `through` but the one that is written.
    pub(super) async fn prune_through(&self, through: u64) -> Result<Pruned, SettleFailed> {
        let current = self.chain().head().0.segment;
        let mut gone = segments::numbers(self.disk(), self.dir(), self.id())?;
        gone.retain(|number| *number <= through && *number < current);
        let Some(last) = gone.last().copied() else { return Ok(Pruned::default()) };
        let mut pruned = Pruned::default();
        if let Some((_, first_after)) = opened_at(self, last + 1)? {
            pruned.through_record = first_after.saturating_sub(1);
        }
        // On a full disk there is no other room for the note.
        self.make_room();
        self.chain().note(Note::Pruned(last)).map_err(io::Error::other)?;
        self.settle().await?;
        for number in gone {
            let path = segments::path(self.dir(), self.id(), number);
            pruned.bytes = pruned.bytes.saturating_add(self.disk().remove(&path)?);
            pruned.segments += 1;
        }
        self.chain().hold_reserve();
        Ok(pruned)
    }
}

/// When a segment began, in microseconds since 1970, and the sequence that its first record has.
fn opened_at(trail: &Trail, segment: u64) -> io::Result<Option<(i64, u64)>> {
    let bytes = match segments::read(trail.disk(), &segments::path(trail.dir(), trail.id(), segment)) {
        // The segment that is written may have no file yet.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        bytes => bytes?,
    };
    let walk = Walk::begin(&bytes, None).ok();
    Ok(walk.map(|walk| (walk.header().opened_at, walk.header().first_sequence)))
}
