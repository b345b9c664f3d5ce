//! Description and tags.

use rampart_authz::Permitted;
use rampart_store::Txn;
use rampart_vocab::Tag;

use super::{InstanceRefused, checked_description, edit};
use crate::{
    action::{ListTagResources, ModifyDBInstanceDescription, TagResources, UntagResources},
    limits,
    resource::DbInstance,
};

/// Gives an instance another description.
///
/// # Errors
/// [`InstanceRefused::NotFound`], [`InstanceRefused::Description`].
pub fn set_description(
    txn: &mut Txn,
    permit: &Permitted<ModifyDBInstanceDescription, DbInstance>,
    description: &str,
) -> Result<(), InstanceRefused> {
    let instance = permit.found()?;
    let description = checked_description(description)?;
    edit(txn, instance, |record| record.description = description.into());
    Ok(())
}

/// The instance's tags.
///
/// # Errors
/// [`InstanceRefused::NotFound`].
pub fn tags_of(permit: &Permitted<ListTagResources, DbInstance>) -> Result<&[Tag], InstanceRefused> {
    Ok(&permit.found()?.tags)
}

/// Sets tags; one of the same key gets the new value.
///
/// # Errors
/// [`InstanceRefused::NotFound`], [`InstanceRefused::Tags`].
pub fn tag_instance(
    txn: &mut Txn,
    permit: &Permitted<TagResources, DbInstance>,
    tags: &[Tag],
) -> Result<(), InstanceRefused> {
    let instance = permit.found()?;
    checked_tags(tags)?;
    let mut all = instance.tags.clone();
    all.retain(|tag| tags.iter().all(|new| new.key != tag.key));
    all.extend_from_slice(tags);
    checked_tags(&all)?;
    edit(txn, instance, |record| record.tags = all);
    Ok(())
}

/// Removes the tags of these keys; one that is not there is no error.
///
/// # Errors
/// [`InstanceRefused::NotFound`].
pub fn untag_instance(
    txn: &mut Txn,
    permit: &Permitted<UntagResources, DbInstance>,
    keys: &[Box<str>],
) -> Result<(), InstanceRefused> {
    edit(txn, permit.found()?, |record| record.tags.retain(|tag| !keys.contains(&tag.key)));
    Ok(())
}

pub(super) fn checked_tags(tags: &[Tag]) -> Result<(), InstanceRefused> {
    let fits = |tag: &Tag| {
        !Tag::is_reserved(&tag.key)
            && (1..=64).contains(&tag.key.chars().count())
            && tag.value.chars().count() <= 128
    };
    let mut keys: Vec<&str> = tags.iter().map(|tag| &*tag.key).collect();
    keys.sort_unstable();
    keys.dedup();
    let fit = tags.len() <= limits::TAGS_MAX && keys.len() == tags.len() && tags.iter().all(fits);
    if fit { Ok(()) } else { Err(InstanceRefused::Tags) }
}
