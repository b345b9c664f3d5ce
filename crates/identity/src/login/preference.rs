//! What an account lets its users do for themselves, and how long they stay signed in: `SetSecurityPreference`.
//!
//! What a preference allows enters a user's rights as a policy of its own (`rights`), so that a policy denies it as
//! anything else. The preferences on MFA devices and public keys are kept and shown; nothing that they allow is served.

use std::sync::Arc;

use rampart_authz::{Collection, Permitted, Resource};
use rampart_store::{StoreFailed, Txn, Unknown};
use rampart_vocab::AccountId;

use super::LoginNetworks;
use crate::{
    actions::ram::{GetSecurityPreference, SetSecurityPreference},
    epoch,
    record::SecurityPreferenceRecord,
    rows,
};

/// The shortest session of somebody who signed in, in hours. Source: RAM (IMS), SetSecurityPreference.
pub const SESSION_HOURS_MIN: u32 = 1;
/// The longest. Source: RAM (IMS), SetSecurityPreference.
pub const SESSION_HOURS_MAX: u32 = 24;

/// An account's preferences, as they are stored.
pub type SecurityPreference = SecurityPreferenceRecord;

/// What is changed of the preferences; what is none stays.
#[derive(Clone, Debug, Default)]
pub struct PreferenceChange {
    /// Whether users may change their own password.
    pub change_password: Option<bool>,
    /// Whether users may manage their own access keys.
    pub manage_access_keys: Option<bool>,
    /// Whether users may manage their own MFA device.
    pub manage_mfa_devices: Option<bool>,
    /// Whether users may manage their own public keys.
    pub manage_public_keys: Option<bool>,
    /// Whether a browser may be remembered after a second factor.
    pub save_mfa_ticket: Option<bool>,
    /// From where users may sign in.
    pub networks: Option<LoginNetworks>,
    /// How long they stay signed in, in hours.
    pub session_hours: Option<i64>,
}

/// Why the preferences are not set.
#[derive(Debug, thiserror::Error)]
pub enum PreferenceRefused {
    /// The session's length is out of bounds.
    #[error("users can stay signed in for 1 to 24 hours")]
    SessionHours,
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreFailed),
}

/// The account's preferences, the default ones when none were set.
///
/// # Errors
/// [`StoreFailed`].
pub async fn get_preference(
    txn: &mut Txn,
    of: &Permitted<GetSecurityPreference, Collection>,
) -> Result<Arc<SecurityPreference>, StoreFailed> {
    in_force(txn, of.account()).await
}

/// Changes the account's preferences, and gives them.
///
/// # Errors
/// [`PreferenceRefused::SessionHours`].
pub async fn set_preference(
    txn: &mut Txn,
    of: &Permitted<SetSecurityPreference, Collection>,
    change: PreferenceChange,
) -> Result<SecurityPreference, PreferenceRefused> {
    let account = of.account();
    let mut record = SecurityPreference::clone(&*in_force(txn, account).await?);
    if let Some(hours) = change.session_hours {
        let hours =
            u32::try_from(hours).ok().filter(|hours| (SESSION_HOURS_MIN..=SESSION_HOURS_MAX).contains(hours));
        record.session_hours = hours.ok_or(PreferenceRefused::SessionHours)?;
    }
    record.change_password = change.change_password.unwrap_or(record.change_password);
    record.manage_access_keys = change.manage_access_keys.unwrap_or(record.manage_access_keys);
    record.manage_mfa_devices = change.manage_mfa_devices.unwrap_or(record.manage_mfa_devices);
    record.manage_public_keys = change.manage_public_keys.unwrap_or(record.manage_public_keys);
    record.save_mfa_ticket = change.save_mfa_ticket.unwrap_or(record.save_mfa_ticket);
    record.networks = change.networks.unwrap_or(record.networks);
    txn.put(&rows::security_preference(account), record.clone());
    epoch::advance(txn, account);
    Ok(record)
}

pub(crate) async fn in_force(
    txn: &mut Txn,
    account: AccountId,
) -> Result<Arc<SecurityPreference>, StoreFailed> {
    let row = txn.get::<SecurityPreferenceRecord>(&rows::security_preference(account)).await?;
    Ok(row.map_or_else(Arc::default, |row| row.record))
}

/// As [`in_force`], but the commit does not depend on it: the epoch moves with every change.
pub(crate) async fn peek(txn: &mut Txn, account: AccountId) -> Result<Arc<SecurityPreference>, StoreFailed> {
    let row = txn.peek::<SecurityPreferenceRecord>(&rows::security_preference(account)).await?;
    Ok(row.map_or_else(Arc::default, |row| row.record))
}

/// Source: RAM, SetSecurityPreference: each parameter's default.
impl Default for SecurityPreferenceRecord {
    fn default() -> Self {
        Self {
            change_password: true,
            manage_access_keys: false,
            manage_mfa_devices: true,
            manage_public_keys: false,
            save_mfa_ticket: false,
            session_hours: 6,
            networks: LoginNetworks::default(),
            unknown: Unknown::NONE,
        }
    }
}
