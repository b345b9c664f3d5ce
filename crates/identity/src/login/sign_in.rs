//! Signing in with a password, and the session that begins. Sessions afterwards are `session`'s like all others.

use std::{net::IpAddr, sync::Arc};

use rampart_authz::{Caller, Holder};
use rampart_seal::SecretString;
use rampart_store::{CommitFailed, Store, StoreFailed, Txn};
use rampart_vocab::{AccessKeyId, AccountId, Clock, Entropy, SessionId, Timestamp, UserId};

use super::{
    LoginProfile, PasswordPolicy,
    attempts::{Guessed, LockedUntil},
    password::Crowded,
    policy, preference, profile,
};
use crate::{
    Identity,
    name::UserName,
    session::{self, later},
    token::Session,
    user,
};

/// What a session is called in which somebody signed in.
const SESSION_NAME: &str = "console";
/// All that somebody may do who must change his password first.
const CHANGE_PASSWORD_ONLY: &str = r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":["ram:ChangePassword","ram:GetPasswordPolicy"],"Resource":"*"}]}"#;
/// How often a signing in is begun again because what it read had moved.
const TRIES_MAX: usize = 3;

/// Who signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// A user.
    User(UserName),
    /// The account itself.
    Account,
}

/// One attempt to sign in.
pub struct Attempt<'a> {
    /// In which account.
    pub account: AccountId,
    /// As whom.
    pub who: &'a Who,
    /// With which password.
    pub password: &'a SecretString,
    /// From where.
    pub source_ip: Option<IpAddr>,
}

/// Why nobody signs in.
#[derive(Debug, thiserror::Error)]
pub enum SignInRefused {
    /// There is no such user, it has no login profile, or the password is another: nobody learns which.
    #[error("the name or the password is not right")]
    Wrong,
    /// Too many wrong passwords were given in that name, whether or not it is there.
    #[error("too many wrong passwords were given, try again after {until}")]
    Locked {
        /// When it is over.
        until: Timestamp,
    },
    /// Users of the account may not sign in from there.
    #[error(
        "users of the account may not sign in from this address, see LoginNetworkMasks of GetSecurityPreference"
    )]
    Network,
    /// The password is right and too old, and the account asks that somebody else set a new one.
    #[error("the password has expired, have it set anew by UpdateLoginProfile")]
    Expired,
    /// The password is right, and the login profile asks for a second factor, which nobody can bind here.
    #[error(
        "the login profile asks for an MFA device, which is not served: have UpdateLoginProfile set MFABindRequired to false"
    )]
    MfaBindRequired,
    /// Too many sign in at once.
    #[error("too many passwords are being checked, try again later")]
    Crowded,
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreFailed),
}

/// The proof that somebody brought the right password. Made by [`Identity::sign_in`] alone.
#[derive(Debug)]
pub struct SignedIn {
    account: AccountId,
    user: Option<(UserId, UserName)>,
    at: Timestamp,
    must_change_password: bool,
    session_seconds: i64,
}

/// The credentials of somebody who signed in.
pub struct ConsoleSession {
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
    /// Checks a password. Runs within tokio, since the work is done beside the event loop.
    ///
    /// # Errors
    /// [`SignInRefused`].
    pub async fn sign_in(
        &self,
        store: &Store,
        attempt: &Attempt<'_>,
        clock: &dyn Clock,
    ) -> Result<SignedIn, SignInRefused> {
        let mut moved = StoreFailed::Moved;
        for _ in 0..TRIES_MAX {
            match self.try_sign_in(store, attempt, clock.now()).await {
                Err(SignInRefused::Store(again @ StoreFailed::Moved)) => moved = again,
                other => return other,
            }
        }
        Err(moved.into())
    }

    async fn try_sign_in(
        &self,
        store: &Store,
        attempt: &Attempt<'_>,
        now: Timestamp,
    ) -> Result<SignedIn, SignInRefused> {
        let mut txn = store.begin();
        let found = Found::load(&mut txn, attempt).await?;
        let profile = self.proved(&found, attempt, now).await?;
        let Found { policy, user, session_hours, .. } = found;
        let too_old = user.is_some() && policy.is_too_old(profile.password_set, now);
        if too_old && policy.hard_expiry {
            return Err(SignInRefused::Expired);
        }
        if profile.mfa_bind_required {
            return Err(SignInRefused::MfaBindRequired);
        }
        // The check took its time. A password that changes from here on ends the session: it is as old as the check.
        txn.still_stands().await.map_err(as_read)?;
        remember(store, &profile, now).await;
        Ok(SignedIn {
            account: attempt.account,
            user,
            at: now,
            must_change_password: too_old || profile.reset_required,
            session_seconds: i64::from(session_hours) * 3_600,
        })
    }

    /// The profile whose password was brought.
    async fn proved(
        &self,
        found: &Found,
        attempt: &Attempt<'_>,
        now: Timestamp,
    ) -> Result<Arc<LoginProfile>, SignInRefused> {
        let guessed = found.guessed.as_ref();
        let (attempts, max) = (self.attempts(), found.policy.max_login_attempts);
        if let Some(guessed) = guessed {
            let set = found.profile.as_ref().map(|profile| profile.password_set);
            attempts.admit(guessed, set, max, now)?;
        }
        let hash = found.profile.as_ref().map(|profile| &profile.password);
        let right = self.passwords().is(attempt.password, hash).await;
        match (right, &found.profile) {
            (Ok(true), Some(profile)) => {
                guessed.inspect(|guessed| attempts.succeeded(guessed));
                Ok(profile.clone())
            }
            (Ok(_), _) => {
                guessed.inspect(|guessed| attempts.failed(guessed, max, now));
                Err(SignInRefused::Wrong)
            }
            (Err(crowded), _) => {
                guessed.inspect(|guessed| attempts.undone(guessed));
                Err(crowded.into())
            }
        }
    }

    /// Begins the session of somebody who signed in. It lasts from the moment at which his password was checked.
    pub fn begin_console_session(
        &self,
        signed_in: &SignedIn,
        clock: &dyn Clock,
        entropy: &dyn Entropy,
    ) -> ConsoleSession {
        let account = signed_in.account;
        let session = Session {
            key_id: AccessKeyId::new_session(entropy),
            id: SessionId::new(clock, entropy),
            account,
            holder: match &signed_in.user {
                Some((id, _)) => Holder::User(account, *id),
                None => Holder::Account(account),
            },
            name: SESSION_NAME.into(),
            chain: Vec::new(),
            issued: signed_in.at,
            expires: later(signed_in.at, signed_in.session_seconds),
            mfa: false,
            policy: signed_in.must_change_password.then(|| CHANGE_PASSWORD_ONLY.into()),
        };
        self.begun(&session);
        let issued = self.token_keys().issue(&session, entropy);
        ConsoleSession {
            access_key_id: session.key_id,
            secret: issued.secret,
            token: issued.token,
            expires: session.expires,
        }
    }
}

/// Ends a caller's own session: nobody else's can be named.
///
/// # Errors
/// [`StoreFailed`].
pub async fn sign_out(txn: &mut Txn, caller: &Caller, now: Timestamp) -> Result<(), StoreFailed> {
    match (&caller.session, &caller.access_key) {
        (Some(_), Some(key)) => session::end_key(txn, caller.account, key, now).await,
        _ => Ok(()),
    }
}

fn as_read(failed: CommitFailed) -> StoreFailed {
    match failed {
        CommitFailed::Unavailable(why) => StoreFailed::Unavailable(why),
        _ => StoreFailed::Moved,
    }
}

/// What an attempt is checked against.
struct Found {
    user: Option<(UserId, UserName)>,
    profile: Option<Arc<LoginProfile>>,
    policy: PasswordPolicy,
    session_hours: u32,
    /// By whom wrong passwords are counted. The account's own are not: whoever guesses would lock it out. Nor are anybody's
    /// where the policy sets no limit: what is counted then is `profile`'s alone, and no stranger adds to it.
    guessed: Option<Guessed>,
}

impl Found {
    async fn load(txn: &mut Txn, attempt: &Attempt<'_>) -> Result<Self, SignInRefused> {
        let account = attempt.account;
        let preference = preference::in_force(txn, account).await?;
        let session_hours = preference.session_hours;
        let Who::User(name) = attempt.who else {
            let profile = profile::find(txn, account, None).await?;
            let policy = PasswordPolicy::default();
            return Ok(Self { user: None, profile, policy, session_hours, guessed: None });
        };
        if !preference.networks.admit(attempt.source_ip) {
            return Err(SignInRefused::Network);
        }
        let policy = policy::in_force(txn, account).await?;
        let user = user::find(txn, account, name).await?.map(|user| (user.id, user.name.clone()));
        let profile = match &user {
            Some((id, _)) => profile::find(txn, account, Some(*id)).await?,
            None => None,
        };
        let counted = policy.max_login_attempts > 0;
        let guessed = counted.then(|| Guessed { account, user: name.folded().into() });
        Ok(Self { user, profile, policy, session_hours, guessed })
    }
}

/// Notes when somebody last signed in. He signs in all the same where it cannot be noted: the disk may be full, and he
/// may come to take a right away.
async fn remember(store: &Store, profile: &LoginProfile, now: Timestamp) {
    let mut txn = store.begin();
    if let Ok(Some(found)) = profile::find(&mut txn, profile.account, profile.user).await {
        profile::put(&mut txn, LoginProfile { last_sign_in: Some(now), ..LoginProfile::clone(&found) });
        drop(txn.commit().await);
    }
}

impl SignedIn {
    /// In which account.
    pub const fn account(&self) -> AccountId {
        self.account
    }

    /// As which user; none as the account itself.
    pub fn user(&self) -> Option<&UserName> {
        self.user.as_ref().map(|(_, name)| name)
    }

    /// Whether the session may do nothing but change the password.
    pub const fn must_change_password(&self) -> bool {
        self.must_change_password
    }
}

impl From<LockedUntil> for SignInRefused {
    fn from(LockedUntil(until): LockedUntil) -> Self {
        Self::Locked { until }
    }
}

impl From<Crowded> for SignInRefused {
    fn from(_: Crowded) -> Self {
        Self::Crowded
    }
}
