//! When attachments are looked at: on commits, on changes of keys and rights, and by a timer.

use std::{collections::BTreeSet, sync::Arc};

use rampart_store::StoreFailed;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until};

use super::{
    Keeper, Why,
    looks::{Looks, Which},
    rows,
};
use crate::{keys::Moved, limits, rows::edit::pointed_to, table_keys::AttachmentDesk};

impl Keeper {
    /// Lets in whoever has a token, and asks nobody for keys yet: what must be done before the endpoint says a word,
    /// since a server that runs takes a stranger's answer for the end of its keys.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub async fn admit_all(&self, desk: &dyn AttachmentDesk) -> Result<(), StoreFailed> {
        self.let_all_in_or_out(desk).await.map(drop)
    }

    /// Works until it is dropped. `desk` lets servers in, and asks back for their keys.
    ///
    /// A row that changed decides at once who is let in; what is asked of the key service goes on beside that.
    pub async fn run(&self, desk: Arc<dyn AttachmentDesk>) {
        let mut follow = self.0.store.watch(self.0.store.revision());
        let mut changes = self.0.keys.changes();
        let mut tick = interval(limits::LOOK_EVERY);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut quiet_until, mut why) = (Instant::now(), Why::Change);
        let (mut looks, mut concerned) = (Looks::default(), Concerned::default());
        loop {
            tokio::select! {
                change = follow.next() => match change {
                    Ok(change) => {
                        for (account, id) in change.paths.iter().filter_map(rows::touched) {
                            if let Err(error) = self.let_in_or_out(&*desk, account, &id).await {
                                tracing::warn!(attachment = %id, %error, "reading an attachment failed, trying again");
                            }
                            looks.want((account, id), Why::Wish);
                        }
                    }
                    Err(_) => self.want_all(&desk, &mut looks, Why::Wish).await,
                },
                moved = changes.next() => {
                    concerned.add(self, &moved);
                    std::iter::from_fn(|| changes.another()).for_each(|moved| concerned.add(self, &moved));
                }
                () = sleep_until(quiet_until), if !concerned.is_nobody() => {
                    quiet_until = Instant::now() + limits::ROUNDS_SPACING;
                    match std::mem::take(&mut concerned) {
                        Concerned::These(these) => {
                            these.into_iter().for_each(|which| looks.want(which, Why::Change));
                        }
                        Concerned::All => self.want_all(&desk, &mut looks, Why::Change).await,
                    }
                }
                _ = tick.tick() => {
                    self.want_all(&desk, &mut looks, why).await;
                    why = Why::Timer;
                }
                () = looks.ended() => {}
            }
            looks.begin(self, &desk);
        }
    }

    async fn want_all(&self, desk: &Arc<dyn AttachmentDesk>, looks: &mut Looks, why: Why) {
        match self.let_all_in_or_out(&**desk).await {
            Ok(all) => all.into_iter().for_each(|which| looks.want(which, why)),
            // The timer comes again.
            Err(error) => tracing::warn!(%error, "listing attachments failed"),
        }
    }

    async fn let_all_in_or_out(&self, desk: &dyn AttachmentDesk) -> Result<Vec<Which>, StoreFailed> {
        let all = pointed_to(&self.0.store, &rows::of_host(self.0.host)).await?;
        for (account, id) in &all {
            self.let_in_or_out(desk, *account, id).await?;
        }
        self.dismiss_others(desk, &all);
        Ok(all)
    }
}

/// Whom it may concern that keys or rights moved.
enum Concerned {
    These(BTreeSet<Which>),
    All,
}

impl Default for Concerned {
    fn default() -> Self {
        Self::These(BTreeSet::new())
    }
}

impl Concerned {
    fn is_nobody(&self) -> bool {
        matches!(self, Self::These(these) if these.is_empty())
    }

    fn add(&mut self, keeper: &Keeper, moved: &Moved) {
        match (&mut *self, keeper.concerned(moved)) {
            (Self::These(these), Some(more)) => these.extend(more),
            _ => *self = Self::All,
        }
    }
}
