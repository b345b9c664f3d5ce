//! Start, stop, restart.

use rampart_authz::Permitted;
use rampart_store::Txn;

use super::{InstanceRefused, Moment, wish};
use crate::{
    action::{RestartDBInstance, StartDBInstance, StopDBInstance},
    instance::{Event, Status, Wish},
    records::Instance,
    resource::DbInstance,
    undocumented::is_restart_without_return_granted,
};

/// Asks for a restart: the engine stops, the disk closes, and opens again only if the role may use the key.
///
/// # Errors
/// [`InstanceRefused::NotFound`], [`InstanceRefused::Locked`], [`InstanceRefused::NoWayBack`],
/// [`InstanceRefused::Status`] unless it runs or is to run and did not open.
pub fn restart_instance(
    txn: &mut Txn,
    permit: &Permitted<RestartDBInstance, DbInstance>,
    moment: &Moment,
) -> Result<(), InstanceRefused> {
    let instance = unlocked(permit.found()?)?;
    if let Some(why) = instance.life.refused_restart()
        && !is_restart_without_return_granted()
    {
        return Err(InstanceRefused::NoWayBack(why));
    }
    match instance.status() {
        Status::Running | Status::Rebooting | Status::TdeModifying => {}
        // Wished to run and refused: a restart is the wish to try again.
        Status::Stopped if instance.life.wish == Wish::Running => {}
        other => return Err(InstanceRefused::Status(other)),
    }
    wish(txn, instance, &Event::RestartAsked, moment);
    Ok(())
}

/// Stops an instance and closes its disk.
///
/// # Errors
/// [`InstanceRefused::NotFound`], [`InstanceRefused::Status`] while it is being made or deleted.
pub fn stop_instance(
    txn: &mut Txn,
    permit: &Permitted<StopDBInstance, DbInstance>,
    moment: &Moment,
) -> Result<(), InstanceRefused> {
    let instance = permit.found()?;
    match instance.status() {
        Status::Creating | Status::Deleting | Status::Deleted => {
            return Err(InstanceRefused::Status(instance.status()));
        }
        _ => wish(txn, instance, &Event::Wished(Wish::Stopped), moment),
    }
    Ok(())
}

/// Opens the disk of a stopped instance, if the role may use the key, and starts it.
///
/// # Errors
/// [`InstanceRefused::NotFound`], [`InstanceRefused::Locked`], [`InstanceRefused::Status`] unless it is stopped.
pub fn start_instance(
    txn: &mut Txn,
    permit: &Permitted<StartDBInstance, DbInstance>,
    moment: &Moment,
) -> Result<(), InstanceRefused> {
    let instance = unlocked(permit.found()?)?;
    match (instance.life.wish, instance.status()) {
        (Wish::Stopped, _) => wish(txn, instance, &Event::Wished(Wish::Running), moment),
        // Wished to run and refused: asking again is the wish to try again.
        (Wish::Running, Status::Stopped) => wish(txn, instance, &Event::RestartAsked, moment),
        (_, other) => return Err(InstanceRefused::Status(other)),
    }
    Ok(())
}

fn unlocked(instance: &Instance) -> Result<&Instance, InstanceRefused> {
    match instance.life.lock_reason() {
        Some(reason) => Err(InstanceRefused::Locked(reason)),
        None => Ok(instance),
    }
}
