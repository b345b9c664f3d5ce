//! A policy at hand: a custom one, or either kind as one account sees it.

use std::{ops::Deref, sync::Arc};

use rampart_authz::Resource;
use rampart_vocab::{AccountId, Arn, Tag, Timestamp};

use super::VersionId;
use crate::{attachment::PolicyRef, name::Description, record::PolicyRecord, system::SystemPolicy, tag};

/// A policy that an account made: `acs:ram:*:<account>:policy/<name>`.
#[derive(Clone, Debug)]
pub struct CustomPolicy {
    record: Arc<PolicyRecord>,
    arn: Arn,
}

/// A policy of either kind, as one account sees it.
#[derive(Clone)]
pub enum Policy {
    /// The account's own.
    Custom(CustomPolicy),
    /// The vendor's: `acs:ram:*:system:policy/<name>`.
    System {
        /// Whose view of it.
        account: AccountId,
        /// The policy.
        policy: &'static SystemPolicy,
        /// Its name to policies.
        arn: Arn,
    },
}

/// Which kind of policies is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyKind {
    /// Made by the account.
    Custom,
    /// Made by the vendor.
    System,
}

impl CustomPolicy {
    pub(crate) fn new(record: Arc<PolicyRecord>) -> Self {
        let arn =
            Arn::from_parts("ram", "*", &record.account.to_string(), &format!("policy/{}", record.name));
        Self { record, arn }
    }
}

impl Deref for CustomPolicy {
    type Target = PolicyRecord;

    fn deref(&self) -> &PolicyRecord {
        &self.record
    }
}

impl Resource for CustomPolicy {
    fn arn(&self) -> &Arn {
        &self.arn
    }

    fn account(&self) -> AccountId {
        self.record.account
    }

    fn condition(&self, key: &str) -> Option<&str> {
        tag::condition(&self.record.tags, key)
    }
}

/// What a system policy's key in a listing begins with; no custom policy's name holds a colon.
pub(super) const SYSTEM_KEY: &str = "system:";

impl Policy {
    pub(crate) fn system(account: AccountId, policy: &'static SystemPolicy) -> Self {
        let arn = Arn::from_parts("ram", "*", "system", &format!("policy/{}", policy.name));
        Self::System { account, policy, arn }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Custom(policy) => policy.name.as_str(),
            Self::System { policy, .. } => policy.name,
        }
    }

    /// Which kind it is.
    pub const fn kind(&self) -> PolicyKind {
        match self {
            Self::Custom(_) => PolicyKind::Custom,
            Self::System { .. } => PolicyKind::System,
        }
    }

    /// What it is for.
    pub fn description(&self) -> Option<&str> {
        match self {
            Self::Custom(policy) => policy.description.as_ref().map(Description::as_str),
            Self::System { policy, .. } => Some(policy.description),
        }
    }

    /// The version in force.
    pub fn default_version(&self) -> VersionId {
        VersionId(match self {
            Self::Custom(policy) => policy.default_version,
            Self::System { policy, .. } => policy.version,
        })
    }

    /// When it was made.
    pub fn created(&self) -> Timestamp {
        match self {
            Self::Custom(policy) => policy.created,
            Self::System { policy, .. } => policy.dated(),
        }
    }

    /// When it last changed.
    pub fn updated(&self) -> Timestamp {
        match self {
            Self::Custom(policy) => policy.updated,
            Self::System { policy, .. } => policy.dated(),
        }
    }

    /// Its labels; the vendor's policies bear none.
    pub fn tags(&self) -> &[Tag] {
        match self {
            Self::Custom(policy) => &policy.tags,
            Self::System { .. } => &[],
        }
    }

    /// How attachments name it.
    pub fn reference(&self) -> PolicyRef {
        match self {
            Self::Custom(policy) => PolicyRef::Custom(policy.id),
            Self::System { policy, .. } => PolicyRef::System(policy.name),
        }
    }

    pub(super) fn listing_key(&self) -> String {
        match self {
            Self::Custom(policy) => policy.name.to_string(),
            Self::System { policy, .. } => format!("{SYSTEM_KEY}{}", policy.name),
        }
    }
}

impl Resource for Policy {
    fn arn(&self) -> &Arn {
        match self {
            Self::Custom(policy) => policy.arn(),
            Self::System { arn, .. } => arn,
        }
    }

    fn account(&self) -> AccountId {
        match self {
            Self::Custom(policy) => policy.account(),
            Self::System { account, .. } => *account,
        }
    }

    fn condition(&self, key: &str) -> Option<&str> {
        match self {
            Self::Custom(policy) => policy.condition(key),
            Self::System { .. } => None,
        }
    }
}
