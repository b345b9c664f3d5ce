//! What there is: one instance, all of an account, and what happened.

use rampart_authz::{Permitted, Resource};
use rampart_store::{Page, Txn};
use rampart_vocab::DbInstanceId;

use super::InstanceRefused;
use crate::{
    action::{DescribeDBInstanceAttribute, DescribeDBInstances, DescribeEvents},
    instance::Happening,
    limits,
    records::Instance,
    resource::{DbInstance, DbInstances},
    rows,
};

/// A page of instances.
#[derive(Clone, Debug, PartialEq)]
pub struct InstancePage {
    /// The instances, the oldest first.
    pub instances: Vec<Instance>,
    /// Ask again from behind this one; none when there is no more.
    pub more_after: Option<DbInstanceId>,
}

/// One instance.
///
/// # Errors
/// [`InstanceRefused::NotFound`].
pub fn describe_instance(
    permit: &Permitted<DescribeDBInstanceAttribute, DbInstance>,
) -> Result<&Instance, InstanceRefused> {
    permit.found()
}

/// The account's instances, from behind `after` on, at most [`limits::PAGE_MAX`]; those in the bin only when asked for.
///
/// # Errors
/// When the store fails.
pub async fn list_instances(
    txn: &mut Txn,
    permit: &Permitted<DescribeDBInstances, DbInstances>,
    after: Option<&DbInstanceId>,
    limit: usize,
    from_bin: bool,
) -> Result<InstancePage, InstanceRefused> {
    let account = permit.account();
    let limit = limit.clamp(1, limits::PAGE_MAX);
    let mut page = Page::first(limit);
    page.after = after.map(|id| rows::instance(account, id));
    let found = txn.peek_scan::<Instance>(&rows::instances(account), page).await?;
    let full = found.len() == limit;
    let more_after = found.last().filter(|_| full).map(|(_, row)| row.record.id.clone());
    let instances = found.iter().map(|(_, row)| Instance::clone(&row.record));
    Ok(InstancePage { instances: instances.filter(|it| it.is_in_bin() == from_bin).collect(), more_after })
}

/// What happened to an instance last, the latest at the end.
///
/// # Errors
/// [`InstanceRefused::NotFound`].
pub fn describe_events(
    permit: &Permitted<DescribeEvents, DbInstance>,
) -> Result<&[Happening], InstanceRefused> {
    Ok(&permit.anywhere()?.happenings)
}
