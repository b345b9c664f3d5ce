//! Trying until it is decided: a change and its record commit together, and one of unknown outcome is made sure of.
//!
//! What a try does is whoever asks for it to say.

use std::time::Duration;

use rampart_store::{CommitFailed, Txn};
use rampart_vocab::chance;

use super::Front;
use crate::{
    Answer, Refusal,
    audit::{AuditRecord, Enlisted},
    call::Decided,
};

/// How often an operation is run again because what it read had moved. Each further try means that another
/// commit went through, so the store as a whole moves on.
const TRIES_MAX: u32 = 256;
/// Tries made at once. Later ones wait a little, each by chance: where rights move all the time, whoever takes longer
/// to prepare would otherwise come too late again and again.
const TRIES_AT_ONCE: u32 = 4;
/// The longest wait between two tries, in milliseconds.
const WAIT_MS_MAX: u32 = 32;

/// What earlier tries of one call left behind.
#[derive(Default)]
pub(super) struct Earlier {
    /// The record of a try whose commit may or may not stand; the next try replaces it, and of the two only one can
    /// commit.
    pub(super) lost: Option<Enlisted>,
    /// The decisions that a try recorded as done before it saw that its answer must not leave. What is written stays
    /// written: a next try that is done by the same decisions has its record in it; one that ends otherwise has another.
    pub(super) recorded: Option<Vec<Decided>>,
}

/// Which try a change that stands was made by.
pub(super) enum Landed {
    /// This one.
    ThisTry,
    /// This one, or one before it.
    OneOfTwo,
}

impl Front {
    /// Does it once, and again as long as what it read has moved.
    pub(super) async fn tried<T>(&self, mut once: impl AsyncFnMut(&mut Earlier) -> Answer<T>) -> Answer<T> {
        let mut earlier = Earlier::default();
        for tried in 0..TRIES_MAX {
            if let Some(later) = tried.checked_sub(TRIES_AT_ONCE) {
                self.wait_a_little(later).await;
            }
            match once(&mut earlier).await {
                Err(refusal) if refusal.retry => {}
                answer => return answer,
            }
        }
        Err(Refusal::unavailable("the rows that the operation read kept moving"))
    }

    async fn wait_a_little(&self, later: u32) {
        let most = later.min(WAIT_MS_MAX).saturating_add(1);
        let chance = u32::from_le_bytes(chance::array(self.entropy.as_ref()));
        tokio::time::sleep(Duration::from_millis(u64::from(chance % most))).await;
    }

    /// Commits a change together with its record.
    pub(super) async fn change(
        &self,
        mut txn: Txn,
        done: AuditRecord<'_>,
        lost: &mut Option<Enlisted>,
    ) -> Answer<Landed> {
        let (enlisted, had_earlier) = match lost.take() {
            None => (self.trail.enlist(&mut txn, done), false),
            Some(earlier) => {
                self.trail.enlist_again(&mut txn, &earlier);
                (earlier, true)
            }
        };
        let landed = match txn.commit().await {
            Ok(_) => Landed::ThisTry,
            Err(CommitFailed::Unknown) if !had_earlier && self.stands(&enlisted).await? => Landed::ThisTry,
            // Of the two tries one may have landed, and nobody can tell which: its answer is lost.
            Err(CommitFailed::Unknown | CommitFailed::Conflict)
                if had_earlier && self.stands(&enlisted).await? =>
            {
                Landed::OneOfTwo
            }
            Err(failed @ CommitFailed::Unknown) => {
                *lost = Some(enlisted);
                return Err(Refusal { retry: true, ..failed.into() });
            }
            Err(failed @ CommitFailed::Conflict) if had_earlier => {
                *lost = Some(enlisted);
                return Err(failed.into());
            }
            Err(failed) => return Err(failed.into()),
        };
        self.trail.committed(enlisted).await;
        Ok(landed)
    }

    /// Records a refusal where the commit of an earlier try may still come: in that one's place, so that nothing is told
    /// as refused and done.
    ///
    /// # Errors
    /// The earlier try has made the change, or nobody can tell whether it has.
    pub(super) async fn refuse_instead(&self, lost: Enlisted, refused: AuditRecord<'_>) -> Answer<()> {
        if self.stands(&lost).await? {
            self.trail.committed(lost).await;
            return Err(Refusal::answer_lost());
        }
        let mut txn = self.services.store.begin();
        txn.use_reserve();
        let enlisted = self.trail.enlist_instead(&mut txn, lost, refused);
        match txn.commit().await {
            Ok(_) => {}
            Err(CommitFailed::Unknown) if self.stands(&enlisted).await? => {}
            // It has come meanwhile; its record is moved by the trail's own sweep.
            Err(CommitFailed::Conflict) => return Err(Refusal::answer_lost()),
            Err(failed) => return Err(failed.into()),
        }
        self.trail.committed(enlisted).await;
        Ok(())
    }

    /// Whether a commit of unknown outcome took place.
    async fn stands(&self, enlisted: &Enlisted) -> Answer<bool> {
        Ok(self.trail.decided(&mut self.services.store.begin(), enlisted).await?)
    }
}

#[cfg(test)]
mod tests;
