//! Servers that run elsewhere and have their keys from here: what the endpoint asks about them, and what it is told.

use async_trait::async_trait;
use rampart_vocab::DbInstanceId;

use super::{OpenKey, TokenHash};
use crate::keys::KeyRefused;

/// Who opens the keys of attached servers. The endpoint asks at each of their starts.
#[async_trait]
pub trait AttachedServers: Send + Sync {
    /// Every version of the server's keys, opened under its role by ordinary, audited calls, within
    /// [`ATTACHED_OPENED_WITHIN`](crate::limits::ATTACHED_OPENED_WITHIN). `token` is the one that was shown: the endpoint
    /// may not know yet that it was renewed.
    ///
    /// # Errors
    /// As the key service answers; the text is told to the server that asked, for its log.
    async fn open(&self, server: &DbInstanceId, token: TokenHash) -> Result<Vec<OpenKey>, KeyRefused>;
}

/// The endpoint's side for attached servers.
pub trait AttachmentDesk: Send + Sync {
    /// Lets a server in by this token. One that was let in before begins anew: its keys are wiped, and opened again
    /// when it asks.
    fn admit(&self, server: &DbInstanceId, token: TokenHash);
    /// Wipes its keys and lets it in all the same: they are opened again when it asks, if they may be.
    fn forget_keys(&self, server: &DbInstanceId);
    /// Lets it in no more, and wipes its keys.
    fn dismiss(&self, server: &DbInstanceId);
}
