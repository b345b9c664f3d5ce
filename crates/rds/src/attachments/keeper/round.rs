//! When attachments are looked at: on commits, on changes of keys and rights, and by a timer.

use std::sync::Arc;

use rampart_store::{Page, StoreFailed};
use rampart_vocab::{AccountId, DbInstanceId};
use tokio::{
    sync::watch,
    task::JoinSet,
    time::{Instant, MissedTickBehavior, interval, sleep_until},
};

use super::{Attachment, Keeper, Why, rows};
use crate::{limits, records::Pointer, table_keys::AttachmentDesk};

impl Keeper {
    /// Lets in whoever has a token, and asks nobody for keys yet: what must be done before the endpoint says a word,
    /// since a server that runs takes a stranger's answer for the end of its keys.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub async fn admit_all(&self, desk: &dyn AttachmentDesk) -> Result<(), StoreFailed> {
        let mut page = Page::first(limits::PAGE_MAX);
        loop {
            let mut txn = self.0.store.begin();
            let found = txn.peek_scan::<Pointer>(&rows::of_host(self.0.host), page).await?;
            for (_, pointer) in &found {
                let row = rows::attachment(pointer.account, &pointer.instance);
                let attachment = txn.get::<Attachment>(&row).await?;
                if let Some(attachment) = attachment.filter(|it| it.kept_until.is_none()) {
                    self.admit(desk, &attachment);
                }
            }
            let Some((last, _)) = found.last().filter(|_| found.len() == limits::PAGE_MAX) else {
                return Ok(());
            };
            page = Page::first(limits::PAGE_MAX).after(last.clone());
        }
    }

    /// Works until it is dropped. `desk` lets servers in, and asks back for their keys.
    pub async fn run(&self, desk: Arc<dyn AttachmentDesk>) {
        let mut follow = self.0.store.watch(self.0.store.revision());
        let mut changes = self.0.keys.changes();
        let mut tick = interval(limits::LOOK_EVERY);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut quiet_until, mut why) = (Instant::now(), Why::Change);
        loop {
            tokio::select! {
                change = follow.next() => match change {
                    Ok(change) => {
                        let touched: Vec<_> = change.paths.iter().filter_map(rows::touched).collect();
                        self.look_at_each(&desk, touched, Why::Wish).await;
                    }
                    Err(_) => self.look_at_all(&desk, Why::Wish).await,
                },
                () = moved(&mut changes, quiet_until) => {
                    quiet_until = Instant::now() + limits::ROUNDS_SPACING;
                    self.look_at_all(&desk, Why::Change).await;
                }
                _ = tick.tick() => {
                    self.look_at_all(&desk, why).await;
                    why = Why::Timer;
                }
            }
        }
    }

    async fn look_at_all(&self, desk: &Arc<dyn AttachmentDesk>, why: Why) {
        let mut page = Page::first(limits::PAGE_MAX);
        loop {
            let range = rows::of_host(self.0.host);
            let found = self.0.store.begin().peek_scan::<Pointer>(&range, page).await;
            let Ok(found) = found.inspect_err(|error| tracing::warn!(%error, "listing attachments failed"))
            else {
                // The timer comes again.
                return;
            };
            let which = found.iter().map(|(_, row)| (row.account, row.instance.clone())).collect();
            self.look_at_each(desk, which, why).await;
            let Some((last, _)) = found.last().filter(|_| found.len() == limits::PAGE_MAX) else { return };
            page = Page::first(limits::PAGE_MAX).after(last.clone());
        }
    }

    async fn look_at_each(
        &self,
        desk: &Arc<dyn AttachmentDesk>,
        which: Vec<(AccountId, DbInstanceId)>,
        why: Why,
    ) {
        let mut looks = JoinSet::new();
        for (account, id) in which {
            if looks.len() >= limits::LOOKING_AT_ONCE {
                looks.join_next().await;
            }
            let (keeper, desk) = (self.clone(), Arc::clone(desk));
            looks.spawn(async move {
                if let Err(error) = keeper.look(&*desk, account, &id, why).await {
                    tracing::warn!(attachment = %id, %error, "looking at an attachment failed, trying again");
                }
            });
        }
        while looks.join_next().await.is_some() {}
    }
}

/// Returns when keys or rights changed, but not before a time. A service that is gone tells of nothing.
async fn moved(changes: &mut watch::Receiver<u64>, not_before: Instant) {
    sleep_until(not_before).await;
    if changes.changed().await.is_err() {
        std::future::pending::<()>().await;
    }
}
