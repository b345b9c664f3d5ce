//! Which passwords an account takes from its users, and for how long: `SetPasswordPolicy`.
//!
//! A stricter policy binds the next password; those that are set stay until they are changed or too old.

use rampart_authz::{Collection, Permitted, Resource};
use rampart_store::{StoreFailed, Txn, Unknown};
use rampart_vocab::{AccountId, Timestamp};

use crate::{
    actions::ram::{GetPasswordPolicy, SetPasswordPolicy},
    record::PasswordPolicyRecord,
    rows,
    session::later,
};

/// The shortest minimum length, and the default. Source: RAM, SetPasswordPolicy.
pub const PASSWORD_LENGTH_MIN: u32 = 8;
/// The longest minimum length. Source: RAM, SetPasswordPolicy.
pub const PASSWORD_LENGTH_MAX: u32 = 32;
/// The longest age, in days. Source: RAM, SetPasswordPolicy.
pub const PASSWORD_AGE_DAYS_MAX: u32 = 1_095;
/// Earlier passwords that can be asked to differ, and so are kept. Source: RAM, SetPasswordPolicy.
pub const PASSWORDS_REMEMBERED_MAX: u32 = 24;
/// Wrong passwords that can be let pass. Source: RAM, SetPasswordPolicy.
pub const SIGN_IN_ATTEMPTS_MAX: u32 = 32;

/// What an account asks of its users' passwords.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordPolicy {
    /// The fewest characters.
    pub minimum_length: u32,
    /// Whether a lower-case letter must be there.
    pub require_lowercase: bool,
    /// Whether an upper-case letter must be there.
    pub require_uppercase: bool,
    /// Whether a digit must be there.
    pub require_numbers: bool,
    /// Whether something else must be there.
    pub require_symbols: bool,
    /// Whether a password that is too old lets nobody in; else it must be changed at the next signing in.
    pub hard_expiry: bool,
    /// How old a password may be, in days; any age when 0.
    pub max_age_days: u32,
    /// How many of the last passwords, the present one among them, a new one must differ from.
    pub reuse_prevention: u32,
    /// Wrong passwords within an hour that lock a user for an hour; none does when 0.
    pub max_login_attempts: u32,
}

/// What is changed of a password policy; what is none stays.
#[derive(Clone, Copy, Debug, Default)]
pub struct PasswordPolicyChange {
    /// The fewest characters.
    pub minimum_length: Option<i64>,
    /// Whether a lower-case letter must be there.
    pub require_lowercase: Option<bool>,
    /// Whether an upper-case letter must be there.
    pub require_uppercase: Option<bool>,
    /// Whether a digit must be there.
    pub require_numbers: Option<bool>,
    /// Whether something else must be there.
    pub require_symbols: Option<bool>,
    /// Whether a password that is too old lets nobody in.
    pub hard_expiry: Option<bool>,
    /// How old a password may be, in days.
    pub max_age_days: Option<i64>,
    /// How many of the last passwords a new one must differ from.
    pub reuse_prevention: Option<i64>,
    /// Wrong passwords within an hour that lock.
    pub max_login_attempts: Option<i64>,
}

/// Why a password policy is not set.
#[derive(Debug, thiserror::Error)]
pub enum PasswordPolicyRefused {
    /// The minimum length is out of bounds.
    #[error("the minimum length must be 8 to 32 characters")]
    MinimumLength,
    /// The age is out of bounds.
    #[error("a password may be 0 to 1095 days old")]
    MaxAge,
    /// Too many earlier passwords.
    #[error("a new password can be asked to differ from the last 0 to 24")]
    ReusePrevention,
    /// Too many attempts.
    #[error("0 to 32 wrong passwords can be let pass")]
    MaxLoginAttempts,
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreFailed),
}

/// The account's policy, the default one when none was set.
///
/// # Errors
/// [`StoreFailed`].
pub async fn get_policy(
    txn: &mut Txn,
    of: &Permitted<GetPasswordPolicy, Collection>,
) -> Result<PasswordPolicy, StoreFailed> {
    in_force(txn, of.account()).await
}

/// Changes the account's policy, and gives it.
///
/// # Errors
/// [`PasswordPolicyRefused`].
pub async fn set_policy(
    txn: &mut Txn,
    of: &Permitted<SetPasswordPolicy, Collection>,
    change: PasswordPolicyChange,
) -> Result<PasswordPolicy, PasswordPolicyRefused> {
    use PasswordPolicyRefused as Refused;
    let account = of.account();
    let now = in_force(txn, account).await?;
    let within = |asked: Option<i64>, now: u32, least: u32, most: u32| match asked {
        None => Some(now),
        Some(asked) => u32::try_from(asked).ok().filter(|asked| (least..=most).contains(asked)),
    };
    let length = within(change.minimum_length, now.minimum_length, PASSWORD_LENGTH_MIN, PASSWORD_LENGTH_MAX);
    let age = within(change.max_age_days, now.max_age_days, 0, PASSWORD_AGE_DAYS_MAX);
    let reuse = within(change.reuse_prevention, now.reuse_prevention, 0, PASSWORDS_REMEMBERED_MAX);
    let attempts = within(change.max_login_attempts, now.max_login_attempts, 0, SIGN_IN_ATTEMPTS_MAX);
    let policy = PasswordPolicy {
        minimum_length: length.ok_or(Refused::MinimumLength)?,
        require_lowercase: change.require_lowercase.unwrap_or(now.require_lowercase),
        require_uppercase: change.require_uppercase.unwrap_or(now.require_uppercase),
        require_numbers: change.require_numbers.unwrap_or(now.require_numbers),
        require_symbols: change.require_symbols.unwrap_or(now.require_symbols),
        hard_expiry: change.hard_expiry.unwrap_or(now.hard_expiry),
        max_age_days: age.ok_or(Refused::MaxAge)?,
        reuse_prevention: reuse.ok_or(Refused::ReusePrevention)?,
        max_login_attempts: attempts.ok_or(Refused::MaxLoginAttempts)?,
    };
    txn.put(&rows::password_policy(account), PasswordPolicyRecord::from(policy));
    Ok(policy)
}

pub(super) async fn in_force(txn: &mut Txn, account: AccountId) -> Result<PasswordPolicy, StoreFailed> {
    let row = txn.get::<PasswordPolicyRecord>(&rows::password_policy(account)).await?;
    Ok(row.map_or_else(PasswordPolicy::default, |row| PasswordPolicy::from(&*row.record)))
}

impl PasswordPolicy {
    /// Whether a password set then is too old now.
    pub(super) fn is_too_old(&self, set: Timestamp, now: Timestamp) -> bool {
        self.max_age_days > 0 && later(set, i64::from(self.max_age_days) * 86_400) <= now
    }
}

/// Source: RAM (IMS), SetPasswordPolicy: each parameter's default.
impl Default for PasswordPolicy {
    fn default() -> Self {
        Self {
            minimum_length: PASSWORD_LENGTH_MIN,
            require_lowercase: false,
            require_uppercase: false,
            require_numbers: false,
            require_symbols: false,
            hard_expiry: false,
            max_age_days: 0,
            reuse_prevention: 0,
            max_login_attempts: 0,
        }
    }
}

impl From<PasswordPolicy> for PasswordPolicyRecord {
    fn from(policy: PasswordPolicy) -> Self {
        Self {
            minimum_length: policy.minimum_length,
            require_lowercase: policy.require_lowercase,
            require_uppercase: policy.require_uppercase,
            require_numbers: policy.require_numbers,
            require_symbols: policy.require_symbols,
            hard_expiry: policy.hard_expiry,
            max_age_days: policy.max_age_days,
            reuse_prevention: policy.reuse_prevention,
            max_login_attempts: policy.max_login_attempts,
            unknown: Unknown::NONE,
        }
    }
}

impl From<&PasswordPolicyRecord> for PasswordPolicy {
    fn from(record: &PasswordPolicyRecord) -> Self {
        Self {
            minimum_length: record.minimum_length,
            require_lowercase: record.require_lowercase,
            require_uppercase: record.require_uppercase,
            require_numbers: record.require_numbers,
            require_symbols: record.require_symbols,
            hard_expiry: record.hard_expiry,
            max_age_days: record.max_age_days,
            reuse_prevention: record.reuse_prevention,
            max_login_attempts: record.max_login_attempts,
        }
    }
}
