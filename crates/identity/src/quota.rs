//! How many users, groups, roles and policies an account may have.
//!
//! Counted against an estimate that never falls short on this server, and exactly once the estimate reaches the
//! limit, so that creating costs no scan and two creations do not meet. Limits on one user's keys and policies
//! are counted where they stand.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use rampart_store::{Store, StoreFailed, Txn};
use rampart_vocab::AccountId;

use crate::rows;

/// Users of an account. Source: RAM, limits.
pub const USERS_MAX: usize = 5_000;
/// Groups of an account. Source: RAM, limits.
pub const GROUPS_MAX: usize = 300;
/// Roles of an account. Source: RAM, limits.
pub const ROLES_MAX: usize = 1_000;
/// Custom policies of an account. Source: RAM, limits.
pub const POLICIES_MAX: usize = 1_500;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Counted {
    Users,
    Groups,
    Roles,
    Policies,
}

/// The counts of all accounts.
#[derive(Default)]
pub struct Quotas {
    estimates: Mutex<HashMap<(AccountId, Counted), usize>>,
}

impl Quotas {
    /// Whether one more may be made. It counts as made, also when the transaction comes to nothing.
    pub(crate) async fn admit(
        &self,
        store: &Store,
        account: AccountId,
        counted: Counted,
    ) -> Result<bool, StoreFailed> {
        self.admit_up_to(store, account, counted, counted.max()).await
    }

    async fn admit_up_to(
        &self,
        store: &Store,
        account: AccountId,
        counted: Counted,
        max: usize,
    ) -> Result<bool, StoreFailed> {
        if self.take_one(account, counted, max) {
            return Ok(true);
        }
        let exact = counted.count(&mut store.begin(), account).await?;
        self.lock().insert((account, counted), exact);
        Ok(self.take_one(account, counted, max))
    }

    fn take_one(&self, account: AccountId, counted: Counted, max: usize) -> bool {
        let mut estimates = self.lock();
        match estimates.get_mut(&(account, counted)) {
            Some(estimate) if *estimate < max => {
                *estimate += 1;
                true
            }
            _ => false,
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<(AccountId, Counted), usize>> {
        self.estimates.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Counted {
    const fn max(self) -> usize {
        match self {
            Self::Users => USERS_MAX,
            Self::Groups => GROUPS_MAX,
            Self::Roles => ROLES_MAX,
            Self::Policies => POLICIES_MAX,
        }
    }

    async fn count(self, txn: &mut Txn, account: AccountId) -> Result<usize, StoreFailed> {
        let names = match self {
            Self::Users => rows::user_names(account),
            Self::Groups => rows::group_names(account),
            Self::Roles => rows::role_names(account),
            Self::Policies => rows::policy_names(account),
        };
        txn.count(&names.prefix(), self.max()).await
    }
}

#[cfg(test)]
mod tests {
    use rampart_store::Unknown;
    use rampart_vocab::UserId;

    use super::*;
    use crate::{name::UserName, record::UserNameRecord};

    #[tokio::test]
    async fn the_limit_is_kept_and_what_is_deleted_makes_room() {
        let (store, account) = (Store::in_memory(1), AccountId::new(7).unwrap());
        let quotas = Quotas::default();
        let name = |number: u64| rows::user_name(account, &UserName::parse(&format!("u{number}")).unwrap());
        for number in 0..3 {
            assert!(quotas.admit_up_to(&store, account, Counted::Users, 3).await.unwrap());
            let mut txn = store.begin();
            txn.put(
                &name(number),
                UserNameRecord { id: UserId::from_number(number), unknown: Unknown::NONE },
            );
            txn.commit().await.unwrap();
        }
        assert!(!quotas.admit_up_to(&store, account, Counted::Users, 3).await.unwrap());
        assert!(quotas.admit_up_to(&store, account, Counted::Roles, 3).await.unwrap());
        let mut txn = store.begin();
        txn.delete(&name(1));
        txn.commit().await.unwrap();
        assert!(quotas.admit_up_to(&store, account, Counted::Users, 3).await.unwrap());
    }

    #[tokio::test]
    async fn creations_that_came_to_nothing_count_only_until_the_limit() {
        let (store, account) = (Store::in_memory(1), AccountId::new(7).unwrap());
        let quotas = Quotas::default();
        for _ in 0..10 {
            assert!(quotas.admit_up_to(&store, account, Counted::Users, 3).await.unwrap());
        }
    }
}
