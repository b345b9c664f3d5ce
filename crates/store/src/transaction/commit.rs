//! Putting a commit together: limits, what is compared, what is sealed.

use std::collections::BTreeMap;

use rampart_vocab::{Revision, limits};

use super::{Pending, Txn};
use crate::{
    CommitFailed, Path, StoreFailed,
    backend::{
        Batch, Decoded, Outcome, Write,
        waiting::{COMMIT_WAIT_MAX, answered_within},
    },
    barrier,
};

impl Txn {
    /// Writes everything or nothing, if what was read, scanned and required still stands.
    ///
    /// Without writes nothing is written: the requirements are looked up, and the revision is the one that was read.
    ///
    /// # Errors
    /// [`CommitFailed`].
    pub async fn commit(mut self) -> Result<Revision, CommitFailed> {
        if self.writes.is_empty() {
            self.still_stands().await?;
            return Ok(self.revision());
        }
        let batch = self.batch()?;
        // A snapshot held on makes the backend keep what this very commit replaces.
        self.snapshot = None;
        let outcome = answered_within(COMMIT_WAIT_MAX, self.store.inner().backend.commit(batch)).await;
        // It may still come to stand.
        match outcome.unwrap_or(Outcome::Unknown) {
            Outcome::Committed(revision) => Ok(revision),
            Outcome::Conflict => Err(CommitFailed::Conflict),
            Outcome::Unknown => Err(CommitFailed::Unknown),
            Outcome::Unavailable(why) => Err(why.into()),
        }
    }

    /// Whether every row that was looked up or required stands as it did, right now: asked before secret bytes leave.
    /// Rows that a scan passed are not looked at again.
    ///
    /// # Errors
    /// [`CommitFailed::Conflict`] when one does not, [`CommitFailed::Unavailable`].
    pub async fn still_stands(&self) -> Result<(), CommitFailed> {
        // Since nothing was committed after the revision that was read, all of that is the latest there is.
        let is_latest = self.at == Some(self.store.revision());
        let looked_up = self.seen.iter().filter(|seen| !is_latest && seen.is_looked_up());
        let looked_up = looked_up.map(|seen| (&seen.path, seen.version));
        let required = self.required.iter().map(|(path, version)| (path, *version));
        for (path, version) in looked_up.chain(required) {
            match self.store.version_of(path).await {
                Ok(now) if now == version => {}
                Ok(_) => return Err(CommitFailed::Conflict),
                Err(StoreFailed::Unavailable(why)) => return Err(why.into()),
                Err(_) => return Err(CommitFailed::Conflict),
            }
        }
        Ok(())
    }

    fn batch(&mut self) -> Result<Batch, CommitFailed> {
        let compares = self.compares()?;
        let at = self.revision();
        let quiet: Vec<_> =
            self.scanned.drain(..).filter(|range| !range.is_empty()).map(|range| (range, at)).collect();
        within("comparisons", compares.len() + quiet.len(), limits::TRANSACTION_COMPARES_MAX)?;
        within("writes", self.writes.len(), limits::TRANSACTION_WRITES_MAX)?;
        let mut bytes = 0;
        for (path, pending) in &self.writes {
            let length = pending.plaintext_bytes();
            if path.as_str().is_empty() {
                return Err(CommitFailed::TooLarge { what: "a name without letters".into(), limit: 0 });
            }
            within("bytes in a row's name", path.as_str().len(), limits::ROW_NAME_BYTES_MAX)?;
            within("bytes in a record", length, limits::RECORD_BYTES_MAX)?;
            bytes += path.as_str().len() + length + barrier::OVERHEAD_BYTES;
        }
        within("bytes", bytes, limits::TRANSACTION_BYTES_MAX)?;
        let barrier = &self.store.inner().barrier;
        let nonces = barrier.nonces(self.writes.len());
        let writes = std::mem::take(&mut self.writes)
            .into_iter()
            .zip(nonces)
            .map(|((path, pending), nonce)| match pending {
                Pending::Put { plaintext, record } => Write {
                    value: Some(barrier.seal(&path, &plaintext, nonce)),
                    record: Some(Decoded { record, bytes: plaintext.len() }),
                    path,
                },
                Pending::Delete => Write { path, value: None, record: None },
            })
            .collect();
        Ok(Batch { compares, quiet, writes, on_reserve: self.on_reserve })
    }

    /// Every row that the commit depends on, once. Two versions wanted of one row cannot both stand.
    fn compares(&mut self) -> Result<Vec<(Path, Revision)>, CommitFailed> {
        let read = self.seen.drain(..).filter(|seen| seen.compared).map(|seen| (seen.path, seen.version));
        let mut compares = BTreeMap::new();
        for (path, version) in read.chain(self.required.drain(..)) {
            if *compares.entry(path).or_insert(version) != version {
                return Err(CommitFailed::Conflict);
            }
        }
        Ok(compares.into_iter().collect())
    }
}

impl Pending {
    fn plaintext_bytes(&self) -> usize {
        match self {
            Self::Put { plaintext, .. } => plaintext.len(),
            Self::Delete => 0,
        }
    }
}

fn within(what: &str, number: usize, limit: usize) -> Result<(), CommitFailed> {
    if number <= limit {
        return Ok(());
    }
    Err(CommitFailed::TooLarge { what: format!("{number} {what}").into(), limit })
}
