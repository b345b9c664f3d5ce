//! The console's session of the account itself, once its console password has held.
//!
//! Whether it held is looked at before; what the account may do is `rights`' as ever.

use rampart_authz::Holder;
use rampart_seal::SecretString;
use rampart_vocab::{AccessKeyId, AccountId, Clock, Entropy, SessionId, Timestamp};

use crate::{Identity, session::later, token::Session};

/// The name of console sessions.
const SESSION_NAME: &str = "console";

/// The proof that somebody has just shown the account's console password. Made by `server` alone, at the console's door.
pub struct PasswordHeld(());

impl PasswordHeld {
    /// For whoever has just checked it.
    pub const fn just_now() -> Self {
        Self(())
    }
}

/// The credentials of a session that just began; they stay with the server.
pub struct AccountSession {
    /// The public half.
    pub access_key_id: AccessKeyId,
    /// What requests are signed with.
    pub secret: SecretString,
    /// What is sent along.
    pub token: SecretString,
    /// When they end.
    pub expires: Timestamp,
}

impl Identity {
    /// Begins a session of the account itself, `seconds` long; whatever ends the account's sessions ends it. Nothing is
    /// written.
    pub fn begin_account_session(
        &self,
        _: &PasswordHeld,
        account: AccountId,
        seconds: i64,
        clock: &dyn Clock,
        entropy: &dyn Entropy,
    ) -> AccountSession {
        let issued = clock.now();
        let session = Session {
            key_id: AccessKeyId::new_session(entropy),
            id: SessionId::new(clock, entropy),
            account,
            holder: Holder::Account(account),
            name: SESSION_NAME.into(),
            chain: Vec::new(),
            issued,
            expires: later(issued, seconds),
            mfa: false,
            policy: None,
        };
        let sealed = self.token_keys().issue(&session, entropy);
        AccountSession {
            access_key_id: session.key_id,
            secret: sealed.secret,
            token: sealed.token,
            expires: session.expires,
        }
    }
}
