//! What spans all instances of an account: their tags and their events, each under a permit of its own.

use rampart_authz::{Permitted, Resource};
use rampart_store::{Page, StoreFailed, Txn};
use rampart_vocab::{AccountId, DbInstanceId, Tag};

use super::InstanceRefused;
use crate::{
    action::{DescribeEvents, DescribeTags, ListTagResources},
    instance::Happening,
    limits,
    records::Instance,
    resource::DbInstances,
    rows,
};

/// The tags of every instance that is not in the bin.
///
/// # Errors
/// When the store fails.
pub async fn list_tags(
    txn: &mut Txn,
    permit: &Permitted<ListTagResources, DbInstances>,
) -> Result<Vec<(DbInstanceId, Vec<Tag>)>, InstanceRefused> {
    Ok(tags(all(txn, permit.account()).await?))
}

/// The same for who describes tags.
///
/// # Errors
/// When the store fails.
pub async fn describe_tags(
    txn: &mut Txn,
    permit: &Permitted<DescribeTags, DbInstances>,
) -> Result<Vec<(DbInstanceId, Vec<Tag>)>, InstanceRefused> {
    Ok(tags(all(txn, permit.account()).await?))
}

/// What happened to every instance, those in the bin too; each instance's latest at its end.
///
/// # Errors
/// When the store fails.
pub async fn list_events(
    txn: &mut Txn,
    permit: &Permitted<DescribeEvents, DbInstances>,
) -> Result<Vec<(DbInstanceId, Vec<Happening>)>, InstanceRefused> {
    let all = all(txn, permit.account()).await?;
    Ok(all.into_iter().map(|instance| (instance.id, instance.happenings)).collect())
}

fn tags(instances: Vec<Instance>) -> Vec<(DbInstanceId, Vec<Tag>)> {
    let kept = instances.into_iter().filter(|instance| !instance.is_in_bin());
    kept.map(|instance| (instance.id, instance.tags)).collect()
}

/// Twice the quota covers what an earlier version let through.
async fn all(txn: &mut Txn, account: AccountId) -> Result<Vec<Instance>, StoreFailed> {
    let page = Page::first(2 * limits::INSTANCES_PER_ACCOUNT_MAX);
    let found = txn.peek_scan::<Instance>(&rows::instances(account), page).await?;
    Ok(found.iter().map(|(_, row)| Instance::clone(&row.record)).collect())
}
