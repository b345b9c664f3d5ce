//! What a key service tells of what moved, so that only those are woken whom it may concern.
//!
//! A hint and no more: what is true is asked for. Whatever was missed may have been anything.

use rampart_vocab::AccountId;
use tokio::sync::broadcast::{
    self,
    error::{RecvError, TryRecvError},
};

use super::EncryptionKeyId;
use crate::limits::KEY_MOVES_BEHIND_MAX;

/// Something moved that could change an answer of the key service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moved {
    /// Nobody knows what.
    Anything,
    /// Rights in an account: of any of its roles, to any of its keys.
    Rights(AccountId),
    /// One key of an account.
    Key(AccountId, EncryptionKeyId),
}

impl Moved {
    /// In whose account; none where that may be any.
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::Anything => None,
            Self::Rights(account) | Self::Key(account, _) => Some(*account),
        }
    }

    /// Whether it may concern who uses this key of this account.
    pub fn concerns(&self, account: AccountId, key: &EncryptionKeyId) -> bool {
        let is_named = match self {
            Self::Anything | Self::Rights(_) => true,
            Self::Key(_, moved) => moved == key,
        };
        is_named && self.account().is_none_or(|whose| whose == account)
    }
}

/// Where it is told. A clone is the same.
#[derive(Clone, Debug)]
pub struct Movements(broadcast::Sender<Moved>);

impl Movements {
    /// Nobody follows yet.
    pub fn new() -> Self {
        Self(broadcast::Sender::new(KEY_MOVES_BEHIND_MAX))
    }

    /// Tells everyone who follows.
    pub fn tell(&self, moved: Moved) {
        // That nobody follows is no failure.
        let _ = self.0.send(moved);
    }

    /// What moves from now on.
    pub fn follow(&self) -> Moves {
        Moves(self.0.subscribe())
    }
}

impl Default for Movements {
    fn default() -> Self {
        Self::new()
    }
}

/// What moves, one after another. Made by [`Movements::follow`].
#[derive(Debug)]
pub struct Moves(broadcast::Receiver<Moved>);

impl Moves {
    /// The next; waits until there is one. A service that is gone tells of nothing. Dropping the future loses nothing.
    pub async fn next(&mut self) -> Moved {
        match self.0.recv().await {
            Ok(moved) => moved,
            Err(RecvError::Lagged(_)) => Moved::Anything,
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }

    /// One more that was told already.
    pub fn another(&mut self) -> Option<Moved> {
        match self.0.try_recv() {
            Ok(moved) => Some(moved),
            Err(TryRecvError::Lagged(_)) => Some(Moved::Anything),
            Err(TryRecvError::Empty | TryRecvError::Closed) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(number: u64) -> AccountId {
        AccountId::new(number).unwrap()
    }

    fn key(text: &str) -> EncryptionKeyId {
        text.parse().unwrap()
    }

    #[test]
    fn a_move_concerns_whom_it_names() {
        for (moved, concerned) in [
            (Moved::Anything, true),
            (Moved::Rights(account(1)), true),
            (Moved::Rights(account(2)), false),
            (Moved::Key(account(1), key("key-ours")), true),
            (Moved::Key(account(1), key("key-another")), false),
            (Moved::Key(account(2), key("key-ours")), false),
        ] {
            assert_eq!(moved.concerns(account(1), &key("key-ours")), concerned, "{moved:?}");
        }
    }

    #[tokio::test]
    async fn who_falls_behind_is_told_that_it_may_have_been_anything() {
        let movements = Movements::new();
        let (mut waits, mut asks) = (movements.follow(), movements.follow());
        for _ in 0..=KEY_MOVES_BEHIND_MAX {
            movements.tell(Moved::Rights(account(1)));
        }
        assert_eq!((waits.next().await, waits.next().await), (Moved::Anything, Moved::Rights(account(1))));
        assert_eq!(asks.another(), Some(Moved::Anything));
        assert_eq!(std::iter::from_fn(|| asks.another()).count(), KEY_MOVES_BEHIND_MAX);
    }
}
