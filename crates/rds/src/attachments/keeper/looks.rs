//! The looks that are wanted and under way: one at a time for an attachment, some at a time for all.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use rampart_vocab::{AccountId, DbInstanceId};
use tokio::task::{Id, JoinSet};

use super::{Keeper, Why};
use crate::{limits, table_keys::AttachmentDesk};

/// Which attachment.
pub(super) type Which = (AccountId, DbInstanceId);

/// Ends with its looks broken off.
#[derive(Default)]
pub(super) struct Looks {
    wanted: BTreeMap<Which, Why>,
    tasks: JoinSet<()>,
    under_way: HashMap<Id, Which>,
}

impl Looks {
    /// Wants a look, which waits for the one at the same attachment that is under way.
    pub(super) fn want(&mut self, which: Which, why: Why) {
        let wanted = self.wanted.entry(which).or_insert(why);
        *wanted = why.max(*wanted);
    }

    /// Begins what can begin.
    pub(super) fn begin(&mut self, keeper: &Keeper, desk: &Arc<dyn AttachmentDesk>) {
        while self.tasks.len() < limits::LOOKING_AT_ONCE {
            let free = self.wanted.keys().find(|which| !self.under_way.values().any(|busy| busy == *which));
            let Some((which, why)) = free.cloned().and_then(|which| self.wanted.remove_entry(&which)) else {
                return;
            };
            let (keeper, desk, (account, id)) = (keeper.clone(), Arc::clone(desk), which.clone());
            let task = self.tasks.spawn(async move {
                if let Err(error) = keeper.see_to(&*desk, account, &id, why).await {
                    tracing::warn!(attachment = %id, %error, "looking at an attachment failed, trying again");
                }
            });
            self.under_way.insert(task.id(), which);
        }
    }

    /// Returns when a look has ended; never while there is none.
    pub(super) async fn ended(&mut self) {
        let id = match self.tasks.join_next_with_id().await {
            Some(Ok((id, ()))) => id,
            Some(Err(failed)) => failed.id(),
            None => return std::future::pending().await,
        };
        self.under_way.remove(&id);
    }
}
