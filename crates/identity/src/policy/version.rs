//! The versions of a policy: one is in force, the others wait or are kept to go back to.

use std::{fmt, str::FromStr, sync::Arc};

use rampart_authz::{Permitted, Resource};
use rampart_policy::DocumentKind;
use rampart_store::{Page, Row, StoreFailed, Txn, Unknown};
use rampart_vocab::{IdRefused, Timestamp};

use super::{CustomPolicy, Policy, PolicyRefused, check_document};
use crate::{
    actions::ram::{
        CreatePolicyVersion, DeletePolicyVersion, GetPolicy, GetPolicyVersion, ListPolicyVersions,
        SetDefaultPolicyVersion,
    },
    epoch,
    record::{PolicyRecord, PolicyVersionRecord},
    rows,
};

/// Versions of one policy at most. Source: RAM, limits.
pub const VERSIONS_MAX: usize = 5;

/// A version's number, shown as `v3`. Numbers are never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VersionId(pub u32);

/// One version.
#[derive(Clone, Debug)]
pub struct Version {
    /// Its number.
    pub id: VersionId,
    /// The document as it was given.
    pub document: Box<str>,
    /// When it was made.
    pub created: Timestamp,
    /// Whether it is in force.
    pub is_default: bool,
}

/// What happens when a policy has as many versions as it may.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rotation {
    /// The new one is refused.
    #[default]
    None,
    /// The oldest that is not in force goes.
    DeleteOldestNonDefault,
}

/// Adds a version; with `set_default` it is in force at once.
///
/// # Errors
/// [`PolicyRefused::DocumentLength`], [`PolicyRefused::Malformed`], [`PolicyRefused::VersionLimitExceeded`].
pub async fn create(
    txn: &mut Txn,
    policy: &Permitted<CreatePolicyVersion, CustomPolicy>,
    document: Box<str>,
    set_default: bool,
    rotation: Rotation,
    now: Timestamp,
) -> Result<Version, PolicyRefused> {
    check_document(&document)?;
    let versions = of_custom(txn, policy).await?;
    if versions.len() >= VERSIONS_MAX {
        let oldest =
            versions.iter().map(|version| version.number).filter(|n| *n != policy.default_version).min();
        match (rotation, oldest) {
            (Rotation::DeleteOldestNonDefault, Some(oldest)) => {
                txn.delete(&rows::policy_version(policy.account(), policy.id, oldest));
            }
            _ => return Err(PolicyRefused::VersionLimitExceeded),
        }
    }
    let mut record = PolicyRecord::clone(policy);
    record.last_version += 1;
    record.updated = now;
    let number = record.last_version;
    if set_default {
        record.default_version = number;
        epoch::advance(txn, record.account);
    }
    let path = rows::policy_version(record.account, record.id, number);
    txn.put(
        &path,
        PolicyVersionRecord {
            number,
            policy: record.name.clone(),
            document: document.clone(),
            created: now,
            unknown: Unknown::NONE,
        },
    );
    txn.put(&rows::policy(record.account, record.id), record);
    Ok(Version { id: VersionId(number), document, created: now, is_default: set_default })
}

/// One version of a policy of either kind.
///
/// # Errors
/// [`PolicyRefused::VersionNotFound`].
pub async fn get(
    txn: &mut Txn,
    policy: &Permitted<GetPolicyVersion, Policy>,
    id: VersionId,
) -> Result<Version, PolicyRefused> {
    one(txn, policy, id).await?.ok_or(PolicyRefused::VersionNotFound)
}

/// The version in force.
///
/// # Errors
/// [`PolicyRefused::VersionNotFound`] never, since a version in force cannot be deleted.
pub async fn get_default(
    txn: &mut Txn,
    policy: &Permitted<GetPolicy, Policy>,
) -> Result<Version, PolicyRefused> {
    one(txn, policy, policy.default_version()).await?.ok_or(PolicyRefused::VersionNotFound)
}

/// All versions, the newest first.
///
/// # Errors
/// [`StoreFailed`].
pub async fn list(
    txn: &mut Txn,
    policy: &Permitted<ListPolicyVersions, Policy>,
) -> Result<Vec<Version>, StoreFailed> {
    let policy: &Policy = policy;
    let Policy::Custom(custom) = policy else {
        return Ok(one(txn, policy, policy.default_version()).await?.into_iter().collect());
    };
    let mut versions = of_custom(txn, custom).await?;
    versions.sort_by_key(|version| std::cmp::Reverse(version.number));
    Ok(versions.iter().map(|version| Version::of(version, custom.default_version)).collect())
}

/// Brings a version into force.
///
/// # Errors
/// [`PolicyRefused::VersionNotFound`].
pub async fn set_default(
    txn: &mut Txn,
    policy: &Permitted<SetDefaultPolicyVersion, CustomPolicy>,
    id: VersionId,
    now: Timestamp,
) -> Result<(), PolicyRefused> {
    custom_row(txn, policy, id).await?.ok_or(PolicyRefused::VersionNotFound)?;
    let record = PolicyRecord { default_version: id.0, updated: now, ..PolicyRecord::clone(policy) };
    txn.put(&rows::policy(record.account, record.id), record);
    epoch::advance(txn, policy.account());
    Ok(())
}

/// Deletes a version out of force.
///
/// # Errors
/// [`PolicyRefused::VersionNotFound`], [`PolicyRefused::VersionIsDefault`].
pub async fn delete(
    txn: &mut Txn,
    policy: &Permitted<DeletePolicyVersion, CustomPolicy>,
    id: VersionId,
) -> Result<(), PolicyRefused> {
    custom_row(txn, policy, id).await?.ok_or(PolicyRefused::VersionNotFound)?;
    if id.0 == policy.default_version {
        return Err(PolicyRefused::VersionIsDefault);
    }
    txn.delete(&rows::policy_version(policy.account(), policy.id, id.0));
    Ok(())
}

/// The versions of a custom policy, in no order.
pub(super) async fn of_custom(
    txn: &mut Txn,
    policy: &CustomPolicy,
) -> Result<Vec<Arc<PolicyVersionRecord>>, StoreFailed> {
    let rows = rows::policy_versions(policy.account(), policy.id).prefix();
    let found = txn.scan::<PolicyVersionRecord>(&rows, Page::first(VERSIONS_MAX + 1)).await?;
    Ok(found.into_iter().map(|(_, row)| row.record).collect())
}

/// The row of one version of a custom policy.
pub(crate) async fn custom_row(
    txn: &mut Txn,
    policy: &CustomPolicy,
    id: VersionId,
) -> Result<Option<Row<PolicyVersionRecord>>, StoreFailed> {
    txn.get(&rows::policy_version(policy.account(), policy.id, id.0)).await
}

/// A version ready to decide, compiled once for as long as its row is cached.
pub(crate) fn compiled(row: &Row<PolicyVersionRecord>) -> Arc<Option<Arc<rampart_policy::Policy>>> {
    row.derived(|version| {
        let id = format!("custom:{}:v{}", version.policy, version.number);
        rampart_policy::Policy::parse(&id, &version.document, DocumentKind::Identity).ok().map(Arc::new)
    })
}

async fn one(txn: &mut Txn, policy: &Policy, id: VersionId) -> Result<Option<Version>, StoreFailed> {
    match policy {
        Policy::Custom(policy) => {
            let row = custom_row(txn, policy, id).await?;
            Ok(row.map(|row| Version::of(&row.record, policy.default_version)))
        }
        Policy::System { policy, .. } => Ok((id.0 == policy.version).then(|| Version {
            id,
            document: policy.document.into(),
            created: policy.dated(),
            is_default: true,
        })),
    }
}

impl Version {
    fn of(record: &PolicyVersionRecord, default: u32) -> Self {
        Self {
            id: VersionId(record.number),
            document: record.document.clone(),
            created: record.created,
            is_default: record.number == default,
        }
    }
}

impl fmt::Display for VersionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v{}", self.0)
    }
}

impl FromStr for VersionId {
    type Err = IdRefused;

    fn from_str(text: &str) -> Result<Self, IdRefused> {
        let digits = text.strip_prefix('v').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        let number = digits.and_then(|digits| digits.parse().ok()).filter(|number| *number > 0);
        // One spelling: `v01` is no version.
        number
            .map(Self)
            .filter(|id| id.to_string() == text)
            .ok_or(IdRefused { wanted: "a version id such as `v1`" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_id_is_v_and_a_number() {
        assert_eq!("v12".parse(), Ok(VersionId(12)));
        for text in ["", "v", "12", "V1", "v0", "v01", "v-1", "v+1", "v1 ", "v99999999999"] {
            assert!(text.parse::<VersionId>().is_err(), "{text}");
        }
    }
}
