//! Who holds rights, by what never changes: a role made again under the same name is another holder.

use rampart_vocab::{AccountId, RoleId, UserId};

use crate::{Caller, Principal};

/// Somebody who can act.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Holder {
    /// An account itself.
    Account(AccountId),
    /// A RAM user.
    User(AccountId, UserId),
    /// A RAM role.
    Role(AccountId, RoleId),
    /// A cloud service on its own behalf, by its domain name.
    Service(Box<str>),
}

impl Holder {
    /// The account it belongs to; a service belongs to none.
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::Account(account) | Self::User(account, _) | Self::Role(account, _) => Some(*account),
            Self::Service(_) => None,
        }
    }
}

impl Caller {
    /// The caller, by what never changes.
    pub fn holder(&self) -> Holder {
        match self.principal {
            Principal::Account => Holder::Account(self.account),
            Principal::User { id, .. } => Holder::User(self.account, id),
            Principal::Role { id, .. } => Holder::Role(self.account, id),
            Principal::Service(domain) => Holder::Service(domain.into()),
        }
    }
}
