//! The way out: deletion protection, the bin, and destruction.

use rampart_authz::Permitted;
use rampart_store::Txn;

use super::{InstanceRefused, Moment, edit, wish};
use crate::{
    action::{DeleteDBInstance, DestroyDBInstance, ModifyDBInstanceDeletionProtection, RecoveryDBInstance},
    instance::{Event, Wish},
    resource::DbInstance,
};

/// Puts an instance into the bin, where its disk and wrapped key stay for a while; one that never held data goes
/// at once.
///
/// # Errors
/// [`InstanceRefused::NotFound`], [`InstanceRefused::Protected`].
pub fn delete_instance(
    txn: &mut Txn,
    permit: &Permitted<DeleteDBInstance, DbInstance>,
    moment: &Moment,
) -> Result<(), InstanceRefused> {
    let instance = permit.found()?;
    if instance.deletion_protection {
        return Err(InstanceRefused::Protected);
    }
    wish(txn, instance, &Event::Wished(Wish::Deleted), moment);
    Ok(())
}

/// Erases an instance that is in the bin. It cannot be taken back.
///
/// # Errors
/// [`InstanceRefused::NotFound`], [`InstanceRefused::NotInBin`].
pub fn destroy_instance(
    txn: &mut Txn,
    permit: &Permitted<DestroyDBInstance, DbInstance>,
    moment: &Moment,
) -> Result<(), InstanceRefused> {
    let instance = permit.anywhere()?;
    match instance.life.wish {
        Wish::Deleted => wish(txn, instance, &Event::Wished(Wish::Destroyed), moment),
        Wish::Destroyed => {}
        Wish::Running | Wish::Stopped => return Err(InstanceRefused::NotInBin),
    }
    Ok(())
}

/// Takes an instance out of the bin; it is started again.
///
/// # Errors
/// [`InstanceRefused::NotFound`], [`InstanceRefused::NotInBin`], [`InstanceRefused::BinIsEmpty`].
pub fn recover_instance(
    txn: &mut Txn,
    permit: &Permitted<RecoveryDBInstance, DbInstance>,
    moment: &Moment,
) -> Result<(), InstanceRefused> {
    let instance = permit.anywhere()?;
    match (instance.life.wish, instance.life.kept_until) {
        (Wish::Deleted, Some(until)) if moment.now < until => {
            wish(txn, instance, &Event::Wished(Wish::Running), moment);
            Ok(())
        }
        (Wish::Deleted | Wish::Destroyed, _) => Err(InstanceRefused::BinIsEmpty),
        (Wish::Running | Wish::Stopped, _) => Err(InstanceRefused::NotInBin),
    }
}

/// Switches the protection from deletion.
///
/// # Errors
/// [`InstanceRefused::NotFound`].
pub fn set_deletion_protection(
    txn: &mut Txn,
    permit: &Permitted<ModifyDBInstanceDeletionProtection, DbInstance>,
    protected: bool,
) -> Result<(), InstanceRefused> {
    edit(txn, permit.found()?, |record| record.deletion_protection = protected);
    Ok(())
}
