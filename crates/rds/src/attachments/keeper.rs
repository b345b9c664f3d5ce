//! Who sees to attachments: makes their keys, opens them for their servers, says beforehand when that would be refused,
//! and empties the bin.
//!
//! What it learns is written in transactions of its own, onto the record as it then stands. When it looks stands in
//! `round`.

mod round;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use rampart_store::{CommitFailed, Store, StoreFailed, Unknown};
use rampart_vocab::{AccountId, Clock, DbInstanceId, ServerId, Timestamp};

use super::{Attachment, Hindrance, Refusal, forget, keys, rows};
use crate::{
    keys::{KeyRefused, KeyService},
    limits,
    records::Pointer,
    table_keys::{AttachedServers, AttachmentDesk, OpenKey, TokenHash},
};

/// The keeper of one host's attachments. A clone is the same.
#[derive(Clone)]
pub struct Keeper(Arc<Room>);

struct Room {
    store: Store,
    keys: Arc<dyn KeyService>,
    clock: Arc<dyn Clock>,
    host: ServerId,
    known: Mutex<BTreeMap<DbInstanceId, Known>>,
}

/// What this process knows of an attachment beside its record.
#[derive(Clone, Copy, Default)]
struct Known {
    /// The token by which the endpoint lets its server in.
    admitted: Option<TokenHash>,
    /// When the right to its keys was last tried.
    tried: Option<Timestamp>,
}

/// Why an attachment is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It is time again.
    Timer,
    /// Its row was changed.
    Wish,
    /// Keys or rights may have changed, or this process has just started.
    Change,
}

/// Why a look came to no end. It is tried again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LookFailed {
    /// The rows could not be read.
    #[error(transparent)]
    Store(#[from] StoreFailed),
    /// The rows could not be written.
    #[error(transparent)]
    Commit(#[from] CommitFailed),
    /// Others kept changing the row.
    #[error("the attachment's row changed at every try to write it")]
    Contended,
}

#[async_trait]
impl AttachedServers for Keeper {
    /// A refusal is kept in the record: whoever lists attachments reads it.
    async fn open(&self, server: &DbInstanceId) -> Result<Vec<OpenKey>, KeyRefused> {
        let unreachable = |failed: LookFailed| KeyRefused::Unreachable(failed.to_string());
        let mut attachment = self.attached(server).await?;
        if attachment.keys.is_empty() {
            self.make(&attachment).await.map_err(unreachable)?;
            attachment = self.attached(server).await?;
        }
        let opened = if attachment.keys.is_empty() {
            let hindrance = attachment.hindrance.as_ref().map(|it| it.reason.to_string());
            Err(KeyRefused::Unreachable(hindrance.unwrap_or_else(|| "its keys are not made yet".to_owned())))
        } else {
            keys::open(&*self.0.keys, &attachment).await
        };
        let now = self.0.clock.now();
        let noted = self.note(&attachment, |it| match &opened {
            Ok(_) => (it.opened, it.hindrance) = (Some(now), None),
            Err(refused) => {
                it.refusal = Some(Refusal { at: now, reason: reason(refused), unknown: Unknown::NONE });
                hinder(it, refused, now);
            }
        });
        noted.await.map_err(unreachable)?;
        // It may have been detached, or its token renewed, while its keys were opened.
        self.attached(server).await?;
        opened
    }
}

impl Keeper {
    /// A keeper that does nothing before it is run or asked.
    pub fn new(store: Store, keys: Arc<dyn KeyService>, clock: Arc<dyn Clock>, host: ServerId) -> Self {
        Self(Arc::new(Room { store, keys, clock, host, known: Mutex::default() }))
    }

    /// The attachment behind a mount, if its server may still be let in by the token that let it in.
    async fn attached(&self, mount: &DbInstanceId) -> Result<Attachment, KeyRefused> {
        let failed = |failed: StoreFailed| KeyRefused::Unreachable(failed.to_string());
        let mut txn = self.0.store.begin();
        let pointer = txn.get::<Pointer>(&rows::by_host(self.0.host, mount)).await.map_err(failed)?;
        let row = match pointer {
            Some(pointer) => {
                txn.get::<Attachment>(&rows::attachment(pointer.account, mount)).await.map_err(failed)?
            }
            None => None,
        };
        let admitted = self.known(mount, |known| known.admitted);
        match row.filter(|row| row.kept_until.is_none()) {
            Some(row) if admitted.is_none_or(|token| token.0 == row.token) => Ok(row.cloned()),
            Some(_) => Err(KeyRefused::NotPermitted("the token was renewed, use the new one".to_owned())),
            None => Err(KeyRefused::NotPermitted("the server is detached".to_owned())),
        }
    }

    /// One look at one attachment, with everything that follows from it.
    ///
    /// # Errors
    /// When rows cannot be read or written. What the key service refuses is kept in the record.
    pub async fn look(
        &self,
        desk: &dyn AttachmentDesk,
        account: AccountId,
        id: &DbInstanceId,
        why: Why,
    ) -> Result<(), LookFailed> {
        let row = self.0.store.begin().get::<Attachment>(&rows::attachment(account, id)).await?;
        let Some(attachment) = row.filter(|row| row.host == self.0.host).map(|row| row.cloned()) else {
            self.dismiss(desk, id);
            return Ok(());
        };
        let now = self.0.clock.now();
        if let Some(until) = attachment.kept_until {
            self.dismiss(desk, id);
            return if now >= until { self.empty_bin(&attachment, now).await } else { Ok(()) };
        }
        self.admit(desk, &attachment);
        if attachment.keys.is_empty() {
            // A change that follows a refusal is our own note of it.
            if why == Why::Wish && attachment.hindrance.is_some() {
                return Ok(());
            }
            return self.make(&attachment).await;
        }
        if !self.tries_right(&attachment, why, now) {
            return Ok(());
        }
        let answer = keys::try_right(&*self.0.keys, &attachment).await;
        self.note(&attachment, |it| match &answer {
            Ok(()) => it.hindrance = None,
            Err(refused) => hinder(it, refused, now),
        })
        .await
    }

    /// Has the keys made and keeps them, unless others were kept meanwhile; or keeps why they were not.
    async fn make(&self, attachment: &Attachment) -> Result<(), LookFailed> {
        let made = keys::make(&*self.0.keys, attachment).await;
        let now = self.0.clock.now();
        self.note(attachment, |it| match &made {
            Ok(keys) => {
                if it.keys.is_empty() {
                    it.keys.clone_from(keys);
                }
                it.hindrance = None;
            }
            Err(refused) => hinder(it, refused, now),
        })
        .await
    }

    /// Whether the right is tried now: it shows only in its use.
    fn tries_right(&self, attachment: &Attachment, why: Why, now: Timestamp) -> bool {
        self.known(&attachment.id, |known| {
            let age = known.tried.map(|at| now.duration_since(at).unsigned_abs());
            let due = age.is_none_or(|age| age >= limits::RIGHT_TRIED_EVERY);
            let again = why == Why::Timer && attachment.hindrance.is_some();
            let tries = why == Why::Change || again || due;
            if tries {
                known.tried = Some(now);
            }
            tries
        })
    }

    fn admit(&self, desk: &dyn AttachmentDesk, attachment: &Attachment) {
        let token = TokenHash(attachment.token);
        if self.known(&attachment.id, |known| known.admitted.replace(token)) != Some(token) {
            desk.admit(&attachment.id, token);
        }
    }

    fn dismiss(&self, desk: &dyn AttachmentDesk, id: &DbInstanceId) {
        let mut known = self.0.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.remove(id).is_some() {
            desk.dismiss(id);
        }
    }

    fn known<T>(&self, id: &DbInstanceId, look: impl FnOnce(&mut Known) -> T) -> T {
        let mut known = self.0.known.lock().unwrap_or_else(PoisonError::into_inner);
        look(known.entry(id.clone()).or_default())
    }

    /// Writes something down, onto the record as it stands now.
    async fn note(
        &self,
        attachment: &Attachment,
        change: impl Fn(&mut Attachment),
    ) -> Result<(), LookFailed> {
        let path = rows::attachment(attachment.account, &attachment.id);
        for _ in 0..limits::COMMIT_TRIES {
            let mut txn = self.0.store.begin();
            let row = match txn.get::<Attachment>(&path).await {
                Err(StoreFailed::Moved) => continue,
                read => read?,
            };
            // What was detached or destroyed meanwhile has nothing to be told.
            let Some(row) = row.filter(|row| row.kept_until.is_none()) else { return Ok(()) };
            let mut record = row.cloned();
            change(&mut record);
            if record == *row.record {
                return Ok(());
            }
            txn.put(&path, record);
            match txn.commit().await {
                Ok(_) => return Ok(()),
                Err(CommitFailed::Conflict | CommitFailed::Unknown) => {}
                Err(failed) => return Err(failed.into()),
            }
        }
        Err(LookFailed::Contended)
    }

    /// Removes what nobody took out of the bin.
    async fn empty_bin(&self, attachment: &Attachment, now: Timestamp) -> Result<(), LookFailed> {
        let path = rows::attachment(attachment.account, &attachment.id);
        for _ in 0..limits::COMMIT_TRIES {
            let mut txn = self.0.store.begin();
            let row = match txn.get::<Attachment>(&path).await {
                Err(StoreFailed::Moved) => continue,
                read => read?,
            };
            let Some(row) = row.filter(|row| row.kept_until.is_some_and(|until| now >= until)) else {
                return Ok(());
            };
            forget(&mut txn, &row);
            match txn.commit().await {
                Ok(_) => return Ok(()),
                Err(CommitFailed::Conflict | CommitFailed::Unknown) => {}
                Err(failed) => return Err(failed.into()),
            }
        }
        Err(LookFailed::Contended)
    }
}

/// What stands in the way now; since when is kept as long as it is the same.
fn hinder(attachment: &mut Attachment, refused: &KeyRefused, now: Timestamp) {
    let (reason, definite) = (reason(refused), !matches!(refused, KeyRefused::Unreachable(_)));
    match &attachment.hindrance {
        Some(there) if there.reason == reason && there.definite == definite => {}
        _ => {
            attachment.hindrance = Some(Hindrance { reason, definite, since: now, unknown: Unknown::NONE });
        }
    }
}

fn reason(refused: &KeyRefused) -> Box<str> {
    limits::cut(&refused.to_string(), limits::REASON_BYTES_MAX).into()
}
