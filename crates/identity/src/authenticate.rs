//! From an access key id, with a token where it is a session's, to a caller: once the signature holds.
//!
//! Whether the signature holds is `wire`'s arithmetic; what the caller may do is `rights`'.

use std::sync::Arc;

use rampart_authz::{Caller, Principal};
use rampart_seal::SecretString;
use rampart_store::{Row, StoreFailed, Txn};
use rampart_vocab::{AccessKeyId, Timestamp};

use crate::{
    Identity,
    record::{AccessKeyRecord, UserRecord},
    rows,
    session::{OpenSession, digest_of},
    token::{self, TokenRefused},
};

/// Why a request has no caller.
#[derive(Debug, thiserror::Error)]
pub enum NotAuthentic {
    /// There is no such access key.
    #[error("there is no such access key, check the access key id")]
    NotFound,
    /// The access key may not be used.
    #[error("the access key is inactive, activate it or use another")]
    Inactive,
    /// A session's key came without its token.
    #[error("the access key is a session's, send its security token as well")]
    TokenMissing,
    /// The token is none of ours.
    #[error("the security token is not valid, use it exactly as it was issued")]
    TokenMalformed,
    /// The session is over.
    #[error("the security token has expired, assume the role again")]
    TokenExpired,
    /// The token and the access key id do not belong together.
    #[error("the security token does not belong to the access key id")]
    TokenMismatch,
    /// The session was ended, or somebody through whom it came is gone.
    #[error("the session was ended or its role is gone, assume the role again")]
    SessionEnded,
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreFailed),
}

/// A caller whose signature is still to be checked.
pub struct Claimed {
    credential: Credential,
    caller: Caller,
}

/// Where the secret is.
enum Credential {
    Key(Row<AccessKeyRecord>),
    Session(Arc<OpenSession>),
}

impl Claimed {
    /// Gives the caller away when `check` finds the signature to hold. `prepare` makes the secret ready to check
    /// with; what it makes is kept as long as the key's record or the opened session is.
    ///
    /// # Errors
    /// What `check` finds.
    pub fn verified<K: Send + Sync + 'static, E>(
        self,
        prepare: impl FnOnce(&SecretString) -> K,
        check: impl FnOnce(&K) -> Result<(), E>,
    ) -> Result<Caller, E> {
        let prepared = match &self.credential {
            Credential::Key(key) => key.derived(|key| prepare(&key.secret)),
            Credential::Session(open) => open.signing(prepare),
        };
        check(&prepared).map(|()| self.caller)
    }
}

/// The lasting access key of this id.
///
/// # Errors
/// [`StoreFailed`].
pub async fn find_access_key(
    txn: &mut Txn,
    id: &AccessKeyId,
) -> Result<Option<Row<AccessKeyRecord>>, StoreFailed> {
    txn.peek(&rows::access_key(id)).await
}

impl Identity {
    /// Who a request claims to be.
    ///
    /// # Errors
    /// [`NotAuthentic`].
    pub async fn claimed(
        &self,
        txn: &mut Txn,
        id: &AccessKeyId,
        token: Option<&str>,
        now: Timestamp,
    ) -> Result<Claimed, NotAuthentic> {
        match (id.is_session(), token) {
            (true, Some(token)) => self.claimed_by_session(txn, id, token, now).await,
            (true, None) => Err(NotAuthentic::TokenMissing),
            (false, Some(_)) => Err(NotAuthentic::TokenMismatch),
            (false, None) => claimed_by_key(txn, id).await,
        }
    }

    async fn claimed_by_session(
        &self,
        txn: &mut Txn,
        id: &AccessKeyId,
        token: &str,
        now: Timestamp,
    ) -> Result<Claimed, NotAuthentic> {
        let open = self.open_session(txn, id, token, now).await?;
        if open.session.key_id != *id {
            return Err(NotAuthentic::TokenMismatch);
        }
        if open.session.expires <= now {
            return Err(NotAuthentic::TokenExpired);
        }
        let caller = open.caller(txn).await?.ok_or(NotAuthentic::SessionEnded)?;
        if !self.stands(txn, &caller).await? {
            return Err(NotAuthentic::SessionEnded);
        }
        Ok(Claimed { credential: Credential::Session(open), caller })
    }

    async fn open_session(
        &self,
        txn: &Txn,
        id: &AccessKeyId,
        token: &str,
        now: Timestamp,
    ) -> Result<Arc<OpenSession>, NotAuthentic> {
        if token.len() > token::TOKEN_CHARS_MAX {
            return Err(NotAuthentic::TokenMalformed);
        }
        let digest = digest_of(token);
        if let Some(open) = self.sessions.opened.get(&digest) {
            return Ok(open);
        }
        let term = token::term_of(token).ok_or(NotAuthentic::TokenMalformed)?;
        let (session, secret) = self.token_keys_for(term, txn.store()).await?.open(token, id, now)?;
        let open = Arc::new(OpenSession::new(session, secret).ok_or(NotAuthentic::TokenMalformed)?);
        self.sessions.opened.insert(digest, open.clone());
        Ok(open)
    }
}

async fn claimed_by_key(txn: &mut Txn, id: &AccessKeyId) -> Result<Claimed, NotAuthentic> {
    let key = find_access_key(txn, id).await?.ok_or(NotAuthentic::NotFound)?;
    if !key.active {
        return Err(NotAuthentic::Inactive);
    }
    let principal = match key.owner {
        None => Principal::Account,
        Some(id) => {
            let user = txn.peek::<UserRecord>(&rows::user(key.account, id)).await?;
            let name = user.ok_or(NotAuthentic::NotFound)?.name.as_str().into();
            Principal::User { id, name }
        }
    };
    let caller = Caller { account: key.account, principal, access_key: Some(key.id.clone()), session: None };
    Ok(Claimed { credential: Credential::Key(key), caller })
}

impl From<TokenRefused> for NotAuthentic {
    fn from(refused: TokenRefused) -> Self {
        match refused {
            TokenRefused::Malformed => Self::TokenMalformed,
            TokenRefused::Expired => Self::TokenExpired,
            TokenRefused::Mismatch => Self::TokenMismatch,
        }
    }
}
