//! Who sees to attachments: makes their keys, opens them for their servers, says beforehand when that would be refused,
//! and empties the bin.
//!
//! What it learns is written in transactions of its own, onto the record as it then stands. When it looks stands in
//! `round`, and in `looks` how many looks go on at once.

mod looks;
mod round;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use rampart_store::{Store, StoreFailed, Unknown};
use rampart_vocab::{AccountId, Clock, DbInstanceId, ServerId, Timestamp};

use super::{Attachment, Hindrance, Refusal, forget, keys, rows};
use crate::{
    keys::{EncryptionKeyId, KeyRefused, KeyService, Moved, conversation::within},
    limits,
    records::Pointer,
    rows::edit::{EditFailed, Edited, edit_row},
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
#[derive(Default)]
struct Known {
    /// Whose it is and the key that it uses, which never changes; none before it was read.
    uses: Option<(AccountId, EncryptionKeyId)>,
    /// The token by which the endpoint lets its server in.
    admitted: Option<TokenHash>,
    /// When the right to its keys was last tried.
    tried: Option<Timestamp>,
    /// Why its keys were last refused and when, until they are found to open again.
    refused: Option<(Timestamp, KeyRefused)>,
    /// How often a look found them lost.
    losses: u64,
}

/// Why an attachment is looked at; the greater reason does all that the lesser one does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Its row was changed.
    Wish,
    /// It is time again.
    Timer,
    /// Keys or rights may have changed, or this process has just started.
    Change,
}

#[async_trait]
impl AttachedServers for Keeper {
    /// A refusal is kept in the record: whoever lists attachments reads it. It is repeated for a while rather than
    /// asked for again, since each try is audited; a right that was given back ends that at once.
    async fn open(&self, server: &DbInstanceId, token: TokenHash) -> Result<Vec<OpenKey>, KeyRefused> {
        let attachment = self.attached(server, token).await?;
        if let Some(refused) = self.refused_lately(server) {
            return Err(refused);
        }
        let losses = self.known(server, |known| known.losses);
        let opened = within(limits::ATTACHED_OPENED_WITHIN, self.make_and_open(&attachment, token)).await;
        if opened.is_ok() && self.known(server, |known| known.losses) != losses {
            // Told by that look already, and more truly.
            return Err(KeyRefused::Unreachable(
                "its keys were found lost while they were opened".to_owned(),
            ));
        }
        let now = self.0.clock.now();
        self.known(server, |known| {
            known.refused = opened.as_ref().err().map(|refused| (now, refused.clone()))
        });
        let noted = self.note(&attachment, |it| match &opened {
            Ok(_) => (it.opened, it.hindrance) = (Some(now), None),
            Err(refused) => {
                it.refusal = Some(Refusal { at: now, reason: reason(refused), unknown: Unknown::NONE });
                hinder(it, refused, now);
            }
        });
        noted.await.map_err(unreachable)?;
        // It may have been detached, or its token renewed, while its keys were opened.
        self.attached(server, token).await?;
        opened
    }
}

/// What the rows did not say is not known.
fn unreachable(failed: EditFailed) -> KeyRefused {
    KeyRefused::Unreachable(failed.to_string())
}

impl Keeper {
    /// A keeper that does nothing before it is run or asked.
    pub fn new(store: Store, keys: Arc<dyn KeyService>, clock: Arc<dyn Clock>, host: ServerId) -> Self {
        Self(Arc::new(Room { store, keys, clock, host, known: Mutex::default() }))
    }

    /// Opens an attachment's keys, and has them made first where that was not done yet.
    async fn make_and_open(&self, found: &Attachment, token: TokenHash) -> Result<Vec<OpenKey>, KeyRefused> {
        let mut attachment = found.clone();
        if attachment.keys.is_empty() {
            self.make(&attachment).await.map_err(unreachable)?;
            attachment = self.attached(&attachment.id, token).await?;
        }
        if attachment.keys.is_empty() {
            let hindrance = attachment.hindrance.map(|it| it.reason.to_string());
            let why = hindrance.unwrap_or_else(|| "its keys are not made yet".to_owned());
            return Err(KeyRefused::Unreachable(why));
        }
        keys::user(&attachment).with(&*self.0.keys).open_table_keys(&attachment.keys).await
    }

    /// The attachment behind a mount, if its server is to be let in by this token now.
    async fn attached(&self, mount: &DbInstanceId, token: TokenHash) -> Result<Attachment, KeyRefused> {
        let failed = |failed: StoreFailed| KeyRefused::Unreachable(failed.to_string());
        let mut txn = self.0.store.begin();
        let pointer = txn.get::<Pointer>(&rows::by_host(self.0.host, mount)).await.map_err(failed)?;
        let row = match pointer {
            Some(pointer) => {
                txn.get::<Attachment>(&rows::attachment(pointer.account, mount)).await.map_err(failed)?
            }
            None => None,
        };
        match row.filter(|row| row.kept_until.is_none()) {
            Some(row) if row.token == token.0 => Ok(row.cloned()),
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
    ) -> Result<(), EditFailed> {
        self.let_in_or_out(desk, account, id).await?;
        self.see_to(desk, account, id, why).await
    }

    /// Lets a server in by the token that its row holds, or in no more. The key service is not asked, so that nobody
    /// waits for it; to be done by one at a time, since who read the row before another may come to the desk after him.
    async fn let_in_or_out(
        &self,
        desk: &dyn AttachmentDesk,
        account: AccountId,
        id: &DbInstanceId,
    ) -> Result<(), StoreFailed> {
        match self.ours(account, id).await?.filter(|it| it.kept_until.is_none()) {
            Some(attachment) => self.admit(desk, &attachment),
            None => self.dismiss(desk, id),
        }
        Ok(())
    }

    /// Everything else that follows from a look: keys made, a right tried, the bin emptied.
    async fn see_to(
        &self,
        desk: &dyn AttachmentDesk,
        account: AccountId,
        id: &DbInstanceId,
        why: Why,
    ) -> Result<(), EditFailed> {
        let Some(attachment) = self.ours(account, id).await? else { return Ok(()) };
        let now = self.0.clock.now();
        if let Some(until) = attachment.kept_until {
            return if now >= until { self.empty_bin(&attachment, now).await } else { Ok(()) };
        }
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
        let answer = keys::user(&attachment).with(&*self.0.keys).try_table_keys(&attachment.keys).await;
        match &answer {
            Ok(()) => self.known(id, |known| known.refused = None),
            // Not knowing is not losing.
            Err(KeyRefused::Unreachable(_)) => {}
            Err(_) => {
                self.known(id, |known| known.losses = known.losses.wrapping_add(1));
                desk.forget_keys(id);
            }
        }
        self.note(&attachment, |it| match &answer {
            Ok(()) => it.hindrance = None,
            Err(refused) => hinder(it, refused, now),
        })
        .await
    }

    /// The row, unless it is another host's.
    async fn ours(&self, account: AccountId, id: &DbInstanceId) -> Result<Option<Attachment>, StoreFailed> {
        let row = self.0.store.begin().get::<Attachment>(&rows::attachment(account, id)).await?;
        Ok(row.filter(|row| row.host == self.0.host).map(|row| row.cloned()))
    }

    /// Has the keys made and keeps them, unless others were kept meanwhile; or keeps why they were not.
    async fn make(&self, attachment: &Attachment) -> Result<(), EditFailed> {
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

    fn refused_lately(&self, id: &DbInstanceId) -> Option<KeyRefused> {
        let now = self.0.clock.now();
        self.known(id, |known| {
            let (at, refused) = known.refused.as_ref()?;
            let age = now.duration_since(*at).unsigned_abs();
            (age < limits::ATTACHED_REFUSED_FOR).then(|| refused.clone())
        })
    }

    fn admit(&self, desk: &dyn AttachmentDesk, attachment: &Attachment) {
        let token = TokenHash(attachment.token);
        let before = self.known(&attachment.id, |known| {
            known.uses.get_or_insert_with(|| (attachment.account, attachment.key.clone()));
            known.admitted.replace(token)
        });
        if before != Some(token) {
            desk.admit(&attachment.id, token);
        }
    }

    /// Whom it may concern that keys or rights moved; none where that may be anybody.
    fn concerned(&self, moved: &Moved) -> Option<Vec<(AccountId, DbInstanceId)>> {
        if *moved == Moved::Anything {
            return None;
        }
        let known = self.0.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut concerned = Vec::new();
        for (id, known) in known.iter() {
            let (account, key) = known.uses.as_ref()?;
            if moved.concerns(*account, key) {
                concerned.push((*account, id.clone()));
            }
        }
        Some(concerned)
    }

    fn dismiss(&self, desk: &dyn AttachmentDesk, id: &DbInstanceId) {
        let known = self.0.known.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
        if known.is_some_and(|known| known.admitted.is_some()) {
            desk.dismiss(id);
        }
    }

    /// Dismisses everybody who is not among these.
    fn dismiss_others(&self, desk: &dyn AttachmentDesk, stay: &[(AccountId, DbInstanceId)]) {
        let known = self.0.known.lock().unwrap_or_else(PoisonError::into_inner);
        let stays = |id: &DbInstanceId| stay.iter().any(|(_, staying)| staying == id);
        let gone: Vec<_> = known.keys().filter(|id| !stays(id)).cloned().collect();
        drop(known);
        gone.iter().for_each(|id| self.dismiss(desk, id));
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
    ) -> Result<(), EditFailed> {
        let path = rows::attachment(attachment.account, &attachment.id);
        edit_row(&self.0.store, &path, |txn, row: &Attachment| {
            let mut record = row.clone();
            change(&mut record);
            // What was detached meanwhile has nothing to be told.
            if row.kept_until.is_some() || record == *row {
                return Edited::No;
            }
            txn.put(&path, record);
            Edited::Yes
        })
        .await
    }

    /// Removes what nobody took out of the bin.
    async fn empty_bin(&self, attachment: &Attachment, now: Timestamp) -> Result<(), EditFailed> {
        let path = rows::attachment(attachment.account, &attachment.id);
        edit_row(&self.0.store, &path, |txn, row: &Attachment| {
            if row.kept_until.is_none_or(|until| now < until) {
                return Edited::No;
            }
            forget(txn, row);
            Edited::Yes
        })
        .await
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
