//! Login profiles: the passwords of users, and the account's own; made, changed, deleted.
//!
//! Who signs in with one is `sign_in`'s. A password that changes, or goes, ends the sessions that came before.

use std::sync::Arc;

use rampart_authz::{Permitted, Resource};
use rampart_seal::SecretString;
use rampart_store::{StoreFailed, Txn, Unknown};
use rampart_vocab::{AccountId, Entropy, Timestamp, UserId};

use super::{
    PASSWORDS_REMEMBERED_MAX, PasswordPolicy, Passwords, SIGN_IN_ATTEMPTS_MAX, Weakness,
    attempts::Guessed,
    password::{Crowded, check_strength},
    policy,
};
use crate::{
    Identity,
    actions::ram::{
        ChangePassword, CreateLoginProfile, DeleteLoginProfile, GetLoginProfile, GetUser, UpdateLoginProfile,
    },
    operator::Operator,
    record::{AccountRecord, LoginProfileRecord},
    rows, session,
    user::User,
};

/// A login profile, as it is stored.
pub type LoginProfile = LoginProfileRecord;

/// What a new login profile is given.
pub struct NewProfile {
    /// The password.
    pub password: SecretString,
    /// Whether it must be changed at the first signing in.
    pub reset_required: bool,
    /// Whether a second factor must be bound at the first signing in.
    pub mfa_bind_required: bool,
}

/// What is changed of a login profile; what is none stays.
#[derive(Default)]
pub struct ProfileChange {
    /// The password.
    pub password: Option<SecretString>,
    /// Whether it must be changed at the next signing in.
    pub reset_required: Option<bool>,
    /// Whether a second factor must be bound at the next signing in.
    pub mfa_bind_required: Option<bool>,
}

/// Why a login profile is not made, changed or deleted.
#[derive(Debug, thiserror::Error)]
pub enum LoginRefused {
    /// There is one.
    #[error("the user has a login profile already, change it by UpdateLoginProfile")]
    AlreadyExists,
    /// There is none.
    #[error("the user has no login profile, make one by CreateLoginProfile")]
    NotFound,
    /// The password policy does not take the password.
    #[error("the password is too weak: {0}")]
    TooWeak(#[from] Weakness),
    /// It is one of the last passwords.
    #[error("the password was used before, choose another")]
    Reused,
    /// The present password is another.
    #[error("the old password is not right")]
    OldPasswordWrong,
    /// The present password was wrong too often.
    #[error("the old password was wrong too often, try again in an hour")]
    TooManyTries,
    /// The password is too old to be changed by its owner.
    #[error("the password has expired, have it set anew by UpdateLoginProfile")]
    Expired,
    /// Too many passwords are being checked.
    #[error("too many passwords are being checked, try again later")]
    Crowded,
    /// There is no such account.
    #[error("the store has no such account")]
    NoAccount,
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreFailed),
}

/// Lets a user sign in with a password.
///
/// # Errors
/// [`LoginRefused::AlreadyExists`], [`LoginRefused::TooWeak`].
pub async fn create(
    txn: &mut Txn,
    user: &Permitted<CreateLoginProfile, User>,
    new: NewProfile,
    passwords: &Passwords,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<LoginProfile, LoginRefused> {
    let account = user.account();
    if find(txn, account, Some(user.id)).await?.is_some() {
        return Err(LoginRefused::AlreadyExists);
    }
    check_strength(&new.password, &policy::in_force(txn, account).await?)?;
    let record = LoginProfileRecord {
        account,
        user: Some(user.id),
        password: passwords.hash(&new.password, None, entropy).await?,
        earlier: Vec::new(),
        password_set: now,
        reset_required: new.reset_required,
        mfa_bind_required: new.mfa_bind_required,
        created: now,
        last_sign_in: None,
        unknown: Unknown::NONE,
    };
    put(txn, record.clone());
    Ok(record)
}

/// A user's login profile.
///
/// # Errors
/// [`LoginRefused::NotFound`].
pub async fn get(
    txn: &mut Txn,
    user: &Permitted<GetLoginProfile, User>,
) -> Result<Arc<LoginProfile>, LoginRefused> {
    find(txn, user.account(), Some(user.id)).await?.ok_or(LoginRefused::NotFound)
}

/// When a user last signed in, if ever.
///
/// # Errors
/// [`StoreFailed`].
pub async fn last_sign_in(
    txn: &mut Txn,
    user: &Permitted<GetUser, User>,
) -> Result<Option<Timestamp>, StoreFailed> {
    Ok(find(txn, user.account(), Some(user.id)).await?.and_then(|profile| profile.last_sign_in))
}

/// Changes a login profile. A new password ends the user's sessions, and whatever lock guessing at the old one brought.
///
/// # Errors
/// [`LoginRefused::NotFound`], [`LoginRefused::TooWeak`].
pub async fn update(
    txn: &mut Txn,
    user: &Permitted<UpdateLoginProfile, User>,
    change: ProfileChange,
    passwords: &Passwords,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<LoginProfile, LoginRefused> {
    let account = user.account();
    let found = find(txn, account, Some(user.id)).await?.ok_or(LoginRefused::NotFound)?;
    let mut record = LoginProfileRecord::clone(&found);
    if let Some(password) = change.password {
        check_strength(&password, &policy::in_force(txn, account).await?)?;
        set_password(&mut record, &password, passwords, now, entropy).await?;
        session::end_users(txn, user, now);
    }
    record.reset_required = change.reset_required.unwrap_or(record.reset_required);
    record.mfa_bind_required = change.mfa_bind_required.unwrap_or(record.mfa_bind_required);
    put(txn, record.clone());
    Ok(record)
}

/// Lets a user sign in no more, and ends his sessions.
///
/// # Errors
/// [`LoginRefused::NotFound`].
pub async fn delete(
    txn: &mut Txn,
    user: &Permitted<DeleteLoginProfile, User>,
    now: Timestamp,
) -> Result<(), LoginRefused> {
    let account = user.account();
    find(txn, account, Some(user.id)).await?.ok_or(LoginRefused::NotFound)?;
    txn.delete(&rows::login_profile(account, Some(user.id)));
    session::end_users(txn, user, now);
    Ok(())
}

/// Changes a user's own password, who brings the present one; his sessions end, that of this call among them.
///
/// Wrong ones count like those given at signing in: an access key is no way to guess more often. Where the policy sets no limit
/// there are as many as it may set, [`SIGN_IN_ATTEMPTS_MAX`].
///
/// # Errors
/// [`LoginRefused::NotFound`], [`LoginRefused::TooManyTries`], [`LoginRefused::OldPasswordWrong`],
/// [`LoginRefused::Expired`], [`LoginRefused::TooWeak`], [`LoginRefused::Reused`].
pub async fn change_own(
    txn: &mut Txn,
    user: &Permitted<ChangePassword, User>,
    old: &SecretString,
    new: &SecretString,
    identity: &Identity,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), LoginRefused> {
    let account = user.account();
    let found = find(txn, account, Some(user.id)).await?.ok_or(LoginRefused::NotFound)?;
    let policy = policy::in_force(txn, account).await?;
    is_own(user, &found, old, identity, &policy, now).await?;
    if policy.hard_expiry && policy.is_too_old(found.password_set, now) {
        return Err(LoginRefused::Expired);
    }
    check_strength(new, &policy)?;
    let last = [&found.password].into_iter().chain(&found.earlier);
    // A password that must be changed is not changed by itself, also where earlier ones may be used again.
    let barred = policy.reuse_prevention.max(u32::from(found.reset_required));
    let last = last.take(usize::try_from(barred).unwrap_or(usize::MAX));
    if identity.passwords().is_among(new, last).await? {
        return Err(LoginRefused::Reused);
    }
    let mut record = LoginProfileRecord::clone(&found);
    set_password(&mut record, new, identity.passwords(), now, entropy).await?;
    record.reset_required = false;
    put(txn, record);
    session::end_users(txn, user, now);
    Ok(())
}

async fn is_own(
    user: &User,
    profile: &LoginProfile,
    password: &SecretString,
    identity: &Identity,
    policy: &PasswordPolicy,
    now: Timestamp,
) -> Result<(), LoginRefused> {
    let guessed = Guessed { account: user.account(), user: user.name.folded().into() };
    // Whoever holds a session is no stranger whom a console holds up: there is a limit also where the policy sets none.
    let max = match policy.max_login_attempts {
        0 => SIGN_IN_ATTEMPTS_MAX,
        max => max,
    };
    let attempts = identity.attempts();
    let let_in = attempts.admit(&guessed, Some(profile.password_set), max, now);
    let_in.map_err(|_| LoginRefused::TooManyTries)?;
    match identity.passwords().is(password, Some(&profile.password)).await {
        Ok(true) => {
            attempts.succeeded(&guessed);
            Ok(())
        }
        Ok(false) => {
            attempts.failed(&guessed, max, now);
            Err(LoginRefused::OldPasswordWrong)
        }
        Err(crowded) => {
            attempts.undone(&guessed);
            Err(crowded.into())
        }
    }
}

/// Sets the account's own password, for signing in as the account itself, and ends the sessions that came through it.
///
/// # Errors
/// [`LoginRefused::NoAccount`], [`LoginRefused::TooWeak`] by the default password policy.
pub async fn set_for_account(
    txn: &mut Txn,
    _: &Operator,
    account: AccountId,
    password: &SecretString,
    passwords: &Passwords,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), LoginRefused> {
    let row = txn.get::<AccountRecord>(&rows::account(account)).await?.ok_or(LoginRefused::NoAccount)?;
    check_strength(password, &PasswordPolicy::default())?;
    let record = match find(txn, account, None).await? {
        Some(found) => {
            let mut record = LoginProfileRecord::clone(&found);
            set_password(&mut record, password, passwords, now, entropy).await?;
            record
        }
        None => LoginProfileRecord {
            account,
            user: None,
            password: passwords.hash(password, None, entropy).await?,
            earlier: Vec::new(),
            password_set: now,
            reset_required: false,
            mfa_bind_required: false,
            created: now,
            last_sign_in: None,
            unknown: Unknown::NONE,
        },
    };
    put(txn, record);
    session::end_accounts(txn, &row, now);
    Ok(())
}

/// Whether a user has a login profile.
pub(crate) async fn is_there(txn: &mut Txn, account: AccountId, user: UserId) -> Result<bool, StoreFailed> {
    Ok(find(txn, account, Some(user)).await?.is_some())
}

pub(super) async fn find(
    txn: &mut Txn,
    account: AccountId,
    user: Option<UserId>,
) -> Result<Option<Arc<LoginProfile>>, StoreFailed> {
    let row = txn.get::<LoginProfileRecord>(&rows::login_profile(account, user)).await?;
    Ok(row.map(|row| row.record))
}

pub(super) fn put(txn: &mut Txn, record: LoginProfileRecord) {
    txn.put(&rows::login_profile(record.account, record.user), record);
}

/// Sets a new password and remembers the one before.
async fn set_password(
    record: &mut LoginProfileRecord,
    password: &SecretString,
    passwords: &Passwords,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), LoginRefused> {
    let hash = passwords.hash(password, Some(&record.password), entropy).await?;
    record.earlier.insert(0, std::mem::replace(&mut record.password, hash));
    record.earlier.truncate(usize::try_from(PASSWORDS_REMEMBERED_MAX).unwrap_or_default().saturating_sub(1));
    record.password_set = now;
    Ok(())
}

impl From<Crowded> for LoginRefused {
    fn from(_: Crowded) -> Self {
        Self::Crowded
    }
}
