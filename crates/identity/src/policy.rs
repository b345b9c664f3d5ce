//! Policies as things of an account: made, found, described, deleted. Their versions stand in `version`, those of
//! the vendor in `system`; what a document means is `rampart_policy`'s.

use std::sync::Arc;

use rampart_authz::{Collection, Permitted, Resource};
use rampart_policy::{DocumentKind, Refused};
use rampart_store::{StoreFailed, Txn, Unknown};
use rampart_vocab::{AccountId, Clock, Entropy, PolicyId, Timestamp};

use crate::{
    actions::ram::{CreatePolicy, DeletePolicy, GetPolicy, ListPolicies, UpdatePolicyDescription},
    attachment::{self, Bearer, PolicyRef},
    listing::{Listed, Listing},
    name::{Description, PolicyName},
    quota::{Counted, Quotas},
    record::{PolicyNameRecord, PolicyRecord, PolicyVersionRecord},
    rows,
    system::SystemPolicy,
    tag::Tags,
};

mod held;
mod title;
pub mod version;

use held::SYSTEM_KEY;
pub use held::{CustomPolicy, Policy, PolicyKind};
pub use title::{Title, TitleKind};
pub use version::{Version, VersionId};

/// Why a policy is not made, changed or deleted.
#[derive(Debug, thiserror::Error)]
pub enum PolicyRefused {
    /// The name is taken by another custom policy.
    #[error("a custom policy of that name is there already, choose another name")]
    AlreadyExists,
    /// The account has as many as it may.
    #[error("the account has as many custom policies as it may, delete some first")]
    LimitExceeded,
    /// The document is empty or too long.
    #[error("the policy document must have 1 to {max} characters")]
    DocumentLength {
        /// The most characters.
        max: usize,
    },
    /// The document is not a policy.
    #[error("the policy document is refused: {0}")]
    Malformed(#[source] Refused),
    /// Somebody holds it.
    #[error("the policy is still attached, detach it first")]
    Attached(Bearer),
    /// It has versions besides the one in force.
    #[error("the policy still has other versions, delete them first or ask for a cascading deletion")]
    HasVersions,
    /// There is no version of this number.
    #[error("the policy has no such version, list its versions to see those that it has")]
    VersionNotFound,
    /// The version in force.
    #[error("the version is the default one, set another as the default first")]
    VersionIsDefault,
    /// The policy has as many versions as it may.
    #[error("the policy has as many versions as it may, delete one first or ask for rotation")]
    VersionLimitExceeded,
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreFailed),
}

/// What a new policy is given.
pub struct NewPolicy {
    /// The name.
    pub name: PolicyName,
    /// What it is for.
    pub description: Option<Description>,
    /// The document, as JSON.
    pub document: Box<str>,
    /// Labels.
    pub tags: Tags,
}

/// A policy with what is said of it in listings.
pub struct Described {
    /// The policy.
    pub policy: Policy,
    /// How many users, groups and roles of the account hold it.
    pub attachments: usize,
}

/// The account's custom policy of this name, compared exactly.
///
/// # Errors
/// [`StoreFailed`].
pub async fn find_custom(
    txn: &mut Txn,
    account: AccountId,
    name: &PolicyName,
) -> Result<Option<CustomPolicy>, StoreFailed> {
    match txn.get::<PolicyNameRecord>(&rows::policy_name(account, name)).await? {
        Some(index) => find_custom_by_id(txn, account, index.record.id).await,
        None => Ok(None),
    }
}

/// The policy of this kind and name.
///
/// # Errors
/// [`StoreFailed`].
pub async fn find(
    txn: &mut Txn,
    account: AccountId,
    kind: PolicyKind,
    name: &PolicyName,
) -> Result<Option<Policy>, StoreFailed> {
    match kind {
        PolicyKind::Custom => Ok(find_custom(txn, account, name).await?.map(Policy::Custom)),
        PolicyKind::System => {
            Ok(SystemPolicy::named(name.as_str()).map(|policy| Policy::system(account, policy)))
        }
    }
}

pub(crate) async fn find_by_reference(
    txn: &mut Txn,
    account: AccountId,
    reference: &PolicyRef,
) -> Result<Option<Policy>, StoreFailed> {
    match reference {
        PolicyRef::Custom(id) => Ok(find_custom_by_id(txn, account, *id).await?.map(Policy::Custom)),
        PolicyRef::System(name) => {
            Ok(SystemPolicy::named(name).map(|policy| Policy::system(account, policy)))
        }
    }
}

async fn find_custom_by_id(
    txn: &mut Txn,
    account: AccountId,
    id: PolicyId,
) -> Result<Option<CustomPolicy>, StoreFailed> {
    let row = txn.get::<PolicyRecord>(&rows::policy(account, id)).await?;
    Ok(row.map(|row| CustomPolicy::new(row.record)))
}

/// Makes a policy, its document being version 1 and in force.
///
/// # Errors
/// [`PolicyRefused::DocumentLength`], [`PolicyRefused::Malformed`], [`PolicyRefused::AlreadyExists`],
/// [`PolicyRefused::LimitExceeded`].
pub async fn create(
    txn: &mut Txn,
    among: &Permitted<CreatePolicy, Collection>,
    new: NewPolicy,
    quotas: &Quotas,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
) -> Result<CustomPolicy, PolicyRefused> {
    let account = among.account();
    check_document(&new.document)?;
    let index = rows::policy_name(account, &new.name);
    if txn.get::<PolicyNameRecord>(&index).await?.is_some() {
        return Err(PolicyRefused::AlreadyExists);
    }
    if !quotas.admit(txn.store(), account, Counted::Policies).await? {
        return Err(PolicyRefused::LimitExceeded);
    }
    let (id, now) = (PolicyId::new(clock, entropy), clock.now());
    let record = PolicyRecord {
        account,
        id,
        name: new.name.clone(),
        description: new.description,
        default_version: 1,
        last_version: 1,
        created: now,
        updated: now,
        tags: new.tags.into_vec(),
        unknown: Unknown::NONE,
    };
    let version = PolicyVersionRecord {
        number: 1,
        policy: new.name,
        document: new.document,
        created: now,
        unknown: Unknown::NONE,
    };
    txn.put(&index, PolicyNameRecord { id, unknown: Unknown::NONE });
    txn.put(&rows::policy(account, id), record.clone());
    txn.put(&rows::policy_version(account, id, 1), version);
    Ok(CustomPolicy::new(Arc::new(record)))
}

/// A policy and how many hold it.
///
/// # Errors
/// [`StoreFailed`].
pub async fn get(txn: &mut Txn, policy: &Permitted<GetPolicy, Policy>) -> Result<Described, StoreFailed> {
    described(txn, Policy::clone(policy)).await
}

/// The policies of a kind, or of both, custom ones first, each by name.
///
/// # Errors
/// [`StoreFailed`].
pub async fn list(
    txn: &mut Txn,
    among: &Permitted<ListPolicies, Collection>,
    kind: Option<PolicyKind>,
    listing: &Listing,
) -> Result<Listed<Described>, StoreFailed> {
    let account = among.account();
    let after = listing.after().unwrap_or_default();
    let after_system = after.strip_prefix(SYSTEM_KEY);
    let mut found = Vec::new();
    if kind != Some(PolicyKind::System) && after_system.is_none() {
        found.extend(custom_page(txn, account, listing).await?.into_iter().map(Policy::Custom));
    }
    if kind != Some(PolicyKind::Custom) {
        let rest =
            SystemPolicy::all().iter().filter(|policy| after_system.is_none_or(|last| policy.name > last));
        found.extend(rest.map(|policy| Policy::system(account, policy)));
    }
    let (found, next) = listing.cut_by(found, Policy::listing_key);
    let mut items = Vec::with_capacity(found.len());
    for policy in found {
        items.push(described(txn, policy).await?);
    }
    Ok(Listed { items, next })
}

/// The custom policies of a page by name, and one more when more follow.
pub(crate) async fn custom_page(
    txn: &mut Txn,
    account: AccountId,
    listing: &Listing,
) -> Result<Vec<CustomPolicy>, StoreFailed> {
    let names = rows::policy_names(account);
    let mut found = Vec::new();
    for (_, index) in txn.scan::<PolicyNameRecord>(&names.prefix(), listing.page(&names)).await? {
        found.extend(find_custom_by_id(txn, account, index.record.id).await?);
    }
    Ok(found)
}

async fn described(txn: &mut Txn, policy: Policy) -> Result<Described, StoreFailed> {
    let attachments = attachment::count_bearers(txn, policy.account(), &policy.reference()).await?;
    Ok(Described { policy, attachments })
}

/// Says anew what a policy is for.
pub fn describe(
    txn: &mut Txn,
    policy: &Permitted<UpdatePolicyDescription, CustomPolicy>,
    description: Option<Description>,
    now: Timestamp,
) -> CustomPolicy {
    let record = PolicyRecord { description, updated: now, ..PolicyRecord::clone(policy) };
    txn.put(&rows::policy(record.account, record.id), record.clone());
    CustomPolicy::new(Arc::new(record))
}

/// Deletes a policy that nobody holds; with `cascading` also its versions out of force.
///
/// # Errors
/// [`PolicyRefused::Attached`], [`PolicyRefused::HasVersions`].
pub async fn delete(
    txn: &mut Txn,
    policy: &Permitted<DeletePolicy, CustomPolicy>,
    cascading: bool,
) -> Result<(), PolicyRefused> {
    let (account, id) = (policy.account(), policy.id);
    if let Some(bearer) = attachment::any_bearer(txn, account, &PolicyRef::Custom(id)).await? {
        return Err(PolicyRefused::Attached(bearer));
    }
    let versions = version::of_custom(txn, policy).await?;
    if versions.len() > 1 && !cascading {
        return Err(PolicyRefused::HasVersions);
    }
    for version in versions {
        txn.delete(&rows::policy_version(account, id, version.number));
    }
    txn.delete(&rows::policy_name(account, &policy.name));
    txn.delete(&rows::policy(account, id));
    Ok(())
}

pub(crate) fn check_document(text: &str) -> Result<(), PolicyRefused> {
    let (kind, max) = (DocumentKind::Identity, DocumentKind::Identity.max_length());
    if text.is_empty() || kind.length_of(text) > max {
        return Err(PolicyRefused::DocumentLength { max });
    }
    rampart_policy::Document::parse(text, kind).map(drop).map_err(PolicyRefused::Malformed)
}
