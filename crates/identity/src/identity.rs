//! Everything that identity keeps in memory, shared by all cores: token keys, opened sessions, resolved rights.
//!
//! All of it can be made again from the store at any time; what it is used for stands with its user.

use std::sync::{Arc, PoisonError, RwLock};

use rampart_seal::SecretArray;
use rampart_store::{CommitFailed, Page, Store, StoreFailed, Txn, Unknown};
use rampart_vocab::{Clock, Entropy};

use crate::{
    login::{Attempts, Passwords},
    quota::Quotas,
    record::{ReplayKeyRecord, TokenKeyRecord},
    replay::MarkKey,
    rights::RightsCache,
    rows,
    session::SessionCache,
    token::TokenKeys,
    used::LastUsed,
};

/// Terms of token keys that are read; with a new one each month a lifetime of them.
const TERMS_MAX: usize = 1_000;

/// Callers, their sessions and what they hold.
pub struct Identity {
    pub(crate) sessions: SessionCache,
    pub(crate) rights: RightsCache,
    tokens: RwLock<Arc<TokenKeys>>,
    pub(crate) used: LastUsed,
    quotas: Quotas,
    passwords: Passwords,
    attempts: Attempts,
}

/// Why identity does not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenFailed {
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] StoreFailed),
    /// The store could not be written.
    #[error(transparent)]
    Write(#[from] CommitFailed),
}

impl Identity {
    /// Opens identity on a store, making its token key at the first time.
    ///
    /// # Errors
    /// [`OpenFailed`].
    pub async fn open(store: &Store, clock: &dyn Clock, entropy: &dyn Entropy) -> Result<Self, OpenFailed> {
        let keys = match read_token_keys(&mut store.begin()).await? {
            Some(keys) => keys,
            None => begin_term(store, clock, entropy).await?,
        };
        Ok(Self {
            sessions: SessionCache::new(),
            rights: RightsCache::new(),
            tokens: RwLock::new(Arc::new(keys)),
            used: LastUsed::new(),
            quotas: Quotas::default(),
            passwords: Passwords::new(entropy),
            attempts: Attempts::default(),
        })
    }

    /// How many users, groups, roles and policies accounts have.
    pub const fn quotas(&self) -> &Quotas {
        &self.quotas
    }

    /// Where passwords are computed on.
    pub const fn passwords(&self) -> &Passwords {
        &self.passwords
    }

    pub(crate) const fn attempts(&self) -> &Attempts {
        &self.attempts
    }

    /// Begins a new term of token keys. Tokens of older terms go on until they expire.
    ///
    /// # Errors
    /// [`OpenFailed`].
    pub async fn rotate_token_key(
        &self,
        store: &Store,
        clock: &dyn Clock,
        entropy: &dyn Entropy,
    ) -> Result<(), OpenFailed> {
        let keys = begin_term(store, clock, entropy).await?;
        self.adopt(keys);
        Ok(())
    }

    /// What a console knows browsers again by: the same after a restart, as long as the earliest term of token keys stands.
    pub fn console_marks_key(&self) -> SecretArray<32> {
        self.token_keys().earliest().console_marks()
    }

    pub(crate) fn token_keys(&self) -> Arc<TokenKeys> {
        self.tokens.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The token keys, read again when another server has begun the term that a token names.
    pub(crate) async fn token_keys_for(
        &self,
        term: u32,
        store: &Store,
    ) -> Result<Arc<TokenKeys>, StoreFailed> {
        let keys = self.token_keys();
        if keys.holds(term) {
            return Ok(keys);
        }
        let mut txn = store.begin();
        if txn.get::<TokenKeyRecord>(&rows::token_key(term)).await?.is_some()
            && let Some(fresh) = read_token_keys(&mut txn).await?
        {
            self.adopt(fresh);
        }
        Ok(self.token_keys())
    }

    fn adopt(&self, keys: TokenKeys) {
        *self.tokens.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
    }
}

/// The replay guard's secret, made at the first time and the same over restarts.
///
/// # Errors
/// [`OpenFailed`].
pub async fn replay_key(store: &Store, entropy: &dyn Entropy) -> Result<MarkKey, OpenFailed> {
    loop {
        let mut txn = store.begin();
        if let Some(row) = txn.get::<ReplayKeyRecord>(&rows::replay_key()).await? {
            return Ok(MarkKey::new(*row.key.expose_secret()));
        }
        let key = SecretArray::random(entropy);
        txn.put(&rows::replay_key(), ReplayKeyRecord { key, unknown: Unknown::NONE });
        match txn.commit().await {
            // Another server was first, or perhaps this one: what stands there holds.
            Ok(_) | Err(CommitFailed::Conflict | CommitFailed::Unknown) => {}
            Err(failed) => return Err(failed.into()),
        }
    }
}

async fn begin_term(
    store: &Store,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
) -> Result<TokenKeys, OpenFailed> {
    let mut txn = store.begin();
    let last = txn.scan::<TokenKeyRecord>(&rows::token_keys(), Page::last(1)).await?;
    let term = last.first().map_or(1, |(_, row)| row.term + 1);
    let record = TokenKeyRecord {
        term,
        root: SecretArray::random(entropy),
        created: clock.now(),
        unknown: Unknown::NONE,
    };
    txn.put(&rows::token_key(term), record);
    match txn.commit().await {
        Ok(_) | Err(CommitFailed::Conflict | CommitFailed::Unknown) => {}
        Err(failed) => return Err(failed.into()),
    }
    // Whoever began the term, its key now stands there.
    read_token_keys(&mut store.begin()).await?.ok_or(OpenFailed::Write(CommitFailed::Unknown))
}

async fn read_token_keys(txn: &mut Txn) -> Result<Option<TokenKeys>, StoreFailed> {
    let found = txn.scan::<TokenKeyRecord>(&rows::token_keys(), Page::first(TERMS_MAX)).await?;
    Ok(TokenKeys::new(found.iter().map(|(_, row)| (row.term, &row.root))))
}
