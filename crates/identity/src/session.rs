//! Sessions after they are opened: whether they still stand, and how they are ended before their time.
//!
//! A session is looked at once for each authorisation epoch: whatever ends one moves the epoch.

use std::{
    any::Any,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicI64, Ordering},
    },
};

use aws_lc_rs::digest;
use rampart_authz::{Caller, Holder, Permitted, Principal, Resource, SessionFacts};
use rampart_policy::{DocumentKind, Policy, PolicySet, Refused};
use rampart_seal::SecretString;
use rampart_store::{Page, Path, StoreFailed, Txn, Unknown};
use rampart_vocab::{AccessKeyId, AccountId, Arn, Revision, SessionId, Timestamp};

use crate::{
    Identity,
    actions::ram::EndSessions,
    cache::Cache,
    epoch,
    login::SESSION_HOURS_MAX,
    record::{AccountRecord, EndedSessionRecord, RoleRecord, UserRecord},
    role::Role,
    rows,
    token::Session,
    user::User,
};

/// The longest that any session lasts, in seconds: a console's.
pub(crate) const SESSION_SECONDS_MOST: i64 = SESSION_HOURS_MAX as i64 * 3_600;
/// Opened sessions kept in memory.
const SESSIONS_CACHED_MAX: usize = 64 << 10;

/// An opened session, ready for its next request.
pub(crate) struct OpenSession {
    pub(crate) session: Session,
    pub(crate) secret: SecretString,
    facts: SessionFacts,
    /// What the API makes of the secret to check signatures: once a session.
    signing: OnceLock<Arc<dyn Any + Send + Sync>>,
}

pub(crate) type TokenDigest = [u8; 32];

pub(crate) struct SessionCache {
    pub(crate) opened: Cache<TokenDigest, Arc<OpenSession>>,
    /// The epoch at which a session was last found standing.
    standing: Cache<SessionId, Revision>,
    /// The latest time at which one began here, in milliseconds since 1970.
    begun: AtomicI64,
}

impl SessionCache {
    pub(crate) fn new() -> Self {
        Self {
            opened: Cache::new(SESSIONS_CACHED_MAX),
            standing: Cache::new(SESSIONS_CACHED_MAX),
            begun: AtomicI64::new(i64::MIN),
        }
    }
}

impl Identity {
    /// What ends all sessions that began before `now`: a time behind every one that this server began, where the clock was
    /// set back since. Until it has caught up new ones are refused too.
    pub fn end_of_sessions(&self, now: Timestamp) -> Timestamp {
        let behind = self.sessions.begun.load(Ordering::Acquire).saturating_add(1);
        Timestamp::from_millisecond(behind).map_or(now, |behind| behind.max(now))
    }

    /// Remembers when the latest session began.
    pub(crate) fn begun(&self, session: &Session) {
        self.sessions.begun.fetch_max(session.issued.as_millisecond(), Ordering::AcqRel);
    }

    /// Whether a caller's session still stands at the transaction's revision: not ended, and everybody through whom
    /// it came still there.
    pub(crate) async fn stands(&self, txn: &mut Txn, caller: &Caller) -> Result<bool, StoreFailed> {
        let Some(session) = &caller.session else { return Ok(true) };
        let epoch = txn.version_of(&rows::epoch(caller.account)).await?;
        // Another account's epoch is not ours to read: such a session is looked at each time.
        let own =
            session.chain.iter().all(|holder| holder.account().is_none_or(|other| other == caller.account));
        if own && self.sessions.standing.get(&session.id) == Some(epoch) {
            return Ok(true);
        }
        if let Some(key) = &caller.access_key {
            let ended = rows::ended_session(caller.account, key);
            if txn.peek::<EndedSessionRecord>(&ended).await?.is_some() {
                return Ok(false);
            }
        }
        for holder in session.chain.iter().chain([&caller.holder()]) {
            if !holds_since(txn, holder, session.issued).await? {
                return Ok(false);
            }
        }
        if own {
            self.sessions.standing.insert(session.id, epoch);
        }
        Ok(true)
    }
}

/// Whether a holder is there and has not ended the sessions that were there at `issued`.
async fn holds_since(txn: &mut Txn, holder: &Holder, issued: Timestamp) -> Result<bool, StoreFailed> {
    let not_before = match holder {
        Holder::Account(account) => {
            let row = txn.peek::<AccountRecord>(&rows::account(*account)).await?;
            row.map(|account| account.sessions_not_before)
        }
        Holder::User(account, id) => {
            let row = txn.peek::<UserRecord>(&rows::user(*account, *id)).await?;
            row.map(|user| user.sessions_not_before)
        }
        Holder::Role(account, id) => {
            let row = txn.peek::<RoleRecord>(&rows::role(*account, *id)).await?;
            row.map(|role| role.sessions_not_before)
        }
        Holder::Service(_) => Some(None),
    };
    Ok(not_before.is_some_and(|from| from.is_none_or(|from| issued >= from)))
}

/// Every session that came through an account itself: `acs:ram:*:<account>:session/*`.
#[derive(Clone, Debug)]
pub struct SessionsOfAccount {
    account: AccountId,
    arn: Arn,
}

/// One session, by the access key id that its requests show: `acs:ram:*:<account>:session/<id>`.
#[derive(Clone, Debug)]
pub struct SessionKey {
    account: AccountId,
    key: AccessKeyId,
    arn: Arn,
}

/// Ends every session of a role that began before `now`. A role's change ends nothing, and its deletion needs no help.
pub fn end_all_of_role(txn: &mut Txn, role: &Permitted<EndSessions, Role>, now: Timestamp) {
    end_roles(txn, role, now);
}

/// Ends every session that began before `now` through a user: his own, and those of the roles that he wears.
///
/// A user's change ends nothing, and his deletion needs no help.
pub fn end_all_of_user(txn: &mut Txn, user: &Permitted<EndSessions, User>, now: Timestamp) {
    end_users(txn, user, now);
}

/// Ends every session that began before `now` through the account itself, and those of roles that were worn from it.
/// An account that is not there has none.
///
/// # Errors
/// [`StoreFailed`].
pub async fn end_all_of_account(
    txn: &mut Txn,
    sessions: &Permitted<EndSessions, SessionsOfAccount>,
    now: Timestamp,
) -> Result<(), StoreFailed> {
    let account = sessions.account;
    if let Some(found) = txn.get::<AccountRecord>(&rows::account(account)).await? {
        end_accounts(txn, &found, now);
    }
    Ok(())
}

/// Ends one session; those that were begun from it go on.
///
/// # Errors
/// [`StoreFailed`].
pub async fn end_by_key(
    txn: &mut Txn,
    session: &Permitted<EndSessions, SessionKey>,
    now: Timestamp,
) -> Result<(), StoreFailed> {
    end_key(txn, session.account, &session.key, now).await
}

pub(crate) fn end_roles(txn: &mut Txn, role: &RoleRecord, now: Timestamp) {
    let record = RoleRecord { sessions_not_before: Some(now), ..role.clone() };
    txn.put(&rows::role(role.account, role.id), record);
    epoch::advance(txn, role.account);
}

pub(crate) fn end_users(txn: &mut Txn, user: &UserRecord, now: Timestamp) {
    let record = UserRecord { sessions_not_before: Some(now), ..user.clone() };
    txn.put(&rows::user(user.account, user.id), record);
    epoch::advance(txn, user.account);
}

pub(crate) fn end_accounts(txn: &mut Txn, account: &AccountRecord, now: Timestamp) {
    let record = AccountRecord { sessions_not_before: Some(now), ..account.clone() };
    txn.put(&rows::account(account.id), record);
    epoch::advance(txn, account.id);
}

/// The session's own end is not known here; none lasts longer than this.
pub(crate) async fn end_key(
    txn: &mut Txn,
    account: AccountId,
    key: &AccessKeyId,
    now: Timestamp,
) -> Result<(), StoreFailed> {
    let row = rows::ended_session(account, key);
    sweep(txn, account, &row, now).await?;
    let expires = later(now, SESSION_SECONDS_MOST);
    txn.put(&row, EndedSessionRecord { expires, unknown: Unknown::NONE });
    epoch::advance(txn, account);
    Ok(())
}

/// Rows that an ended session has looked at: well within one transaction.
const SWEPT_AT_ONCE: usize = 50;

/// Forgets ended sessions that would be over by now. No worker does: whoever adds a row has those looked at that stand
/// behind it, then the first ones. Keys begin by chance, so that each row has its turn.
async fn sweep(txn: &mut Txn, account: AccountId, from: &Path, now: Timestamp) -> Result<(), StoreFailed> {
    let range = rows::ended_sessions(account);
    let behind = Page::first(SWEPT_AT_ONCE).after(from.clone());
    let mut found = txn.peek_scan::<EndedSessionRecord>(&range, behind).await?;
    if let Some(left @ 1..) = SWEPT_AT_ONCE.checked_sub(found.len()) {
        found.extend(txn.peek_scan::<EndedSessionRecord>(&range, Page::first(left)).await?);
    }
    let mut over: Vec<_> =
        found.iter().filter(|(_, ended)| ended.expires < now).map(|(path, _)| path).collect();
    over.sort_unstable();
    over.dedup();
    over.into_iter().for_each(|path| txn.delete(path));
    Ok(())
}

impl SessionsOfAccount {
    /// Those of this account.
    pub fn new(account: AccountId) -> Self {
        Self { account, arn: Arn::from_parts("ram", "*", &account.to_string(), "session/*") }
    }
}

impl SessionKey {
    /// The session of this key; none for a key that is no session's.
    pub fn new(account: AccountId, key: AccessKeyId) -> Option<Self> {
        let arn = Arn::from_parts("ram", "*", &account.to_string(), &format!("session/{key}"));
        key.is_session().then_some(Self { account, key, arn })
    }
}

impl Resource for SessionsOfAccount {
    fn arn(&self) -> &Arn {
        &self.arn
    }

    fn account(&self) -> AccountId {
        self.account
    }
}

impl Resource for SessionKey {
    fn arn(&self) -> &Arn {
        &self.arn
    }

    fn account(&self) -> AccountId {
        self.account
    }
}

impl OpenSession {
    /// A session whose own policy was checked when it began; `None` when that no longer reads.
    pub(crate) fn new(session: Session, secret: SecretString) -> Option<Self> {
        let policy = session.policy.as_deref().map(session_set).transpose().ok()?;
        let facts = facts_of(&session, policy);
        Some(Self { session, secret, facts, signing: OnceLock::new() })
    }

    /// What `make` makes of the secret, kept with the session: one type, another is made anew at each call.
    pub(crate) fn signing<K: Send + Sync + 'static>(&self, make: impl FnOnce(&SecretString) -> K) -> Arc<K> {
        if let Some(kept) = self.signing.get().and_then(|kept| kept.clone().downcast().ok()) {
            return kept;
        }
        let made = Arc::new(make(&self.secret));
        // When two make it at once, one is kept and each uses his own.
        drop(self.signing.set(made.clone()));
        made
    }

    /// The session as a caller, if its holder is there.
    pub(crate) async fn caller(&self, txn: &mut Txn) -> Result<Option<Caller>, StoreFailed> {
        let Session { account, holder, name, .. } = &self.session;
        let principal = match holder {
            Holder::Account(_) => Some(Principal::Account),
            Holder::User(account, id) => {
                let user = txn.peek::<UserRecord>(&rows::user(*account, *id)).await?;
                user.map(|user| Principal::User { id: *id, name: user.name.as_str().into() })
            }
            Holder::Role(account, id) => {
                let role = txn.peek::<RoleRecord>(&rows::role(*account, *id)).await?;
                let session = name.clone();
                role.map(|role| Principal::Role { id: *id, name: role.name.as_str().into(), session })
            }
            Holder::Service(_) => None,
        };
        Ok(principal.map(|principal| Caller {
            account: *account,
            principal,
            access_key: Some(self.session.key_id.clone()),
            session: Some(self.facts.clone()),
        }))
    }
}

/// A session policy as the set of its own that it is.
pub(crate) fn session_set(text: &str) -> Result<Arc<PolicySet>, Refused> {
    let policy = Policy::parse("session policy", text, DocumentKind::Session)?;
    Ok(Arc::new([Arc::new(policy)].into_iter().collect()))
}

/// What a session adds to its caller.
pub(crate) fn facts_of(session: &Session, policy: Option<Arc<PolicySet>>) -> SessionFacts {
    let Session { id, issued, expires, mfa, .. } = *session;
    SessionFacts { id, issued, expires, mfa, chain: session.chain.clone().into(), policy }
}

/// A time so many seconds later, or earlier; never beyond what a time can be.
pub(crate) fn later(from: Timestamp, seconds: i64) -> Timestamp {
    let millis = from.as_millisecond().saturating_add(seconds.saturating_mul(1_000));
    let furthest = if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_millisecond(millis).unwrap_or(furthest)
}

/// By what an opened session is kept (SHA-256): the token itself does not stay in memory.
pub(crate) fn digest_of(token: &str) -> TokenDigest {
    let mut out = [0; 32];
    let digest = digest::digest(&digest::SHA256, token.as_bytes());
    out.iter_mut().zip(digest.as_ref()).for_each(|(to, from)| *to = *from);
    out
}
