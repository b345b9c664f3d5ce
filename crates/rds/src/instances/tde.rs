//! TDE: the engine's own encryption of an instance's tables. It is switched on, rotated and told; never switched off.

use rampart_authz::{Permitted, Resource};
use rampart_store::{Txn, Unknown};
use rampart_vocab::Arn;

use super::{InstanceRefused, Moment, edit, encryption::warning, take_in};
use crate::{
    action::{DescribeDBInstanceTDE, ModifyDBInstanceTDE},
    instance::{Event, Lock, Status, TablesState, Warning},
    keys::{EncryptionKeyId, KeyUsedBy, TableKeyId},
    limits,
    records::{Instance, Pointer, TableEncryption},
    resource::DbInstance,
    rows, undocumented,
};

/// Under which key, and role, the tables are to be encrypted.
#[derive(Clone, Debug, PartialEq)]
pub struct TdeAsked {
    /// The key.
    pub key: EncryptionKeyId,
    /// The role under which it is used.
    pub role: Arn,
    /// Whether it is RDS' own key, which the account did not name.
    pub service_key: bool,
}

/// How an instance's tables are encrypted.
#[derive(Clone, Debug, PartialEq)]
pub struct TdeView {
    /// None where TDE is not on, or the engine has none.
    pub tables: Option<TablesView>,
}

/// How an instance's tables are encrypted, and how that stands.
#[derive(Clone, Debug, PartialEq)]
pub struct TablesView {
    /// The key.
    pub key: EncryptionKeyId,
    /// The role under which it is used.
    pub role: Arn,
    /// Whether it is RDS' own key.
    pub service_key: bool,
    /// The newest version of the tables' keys that the engine has; 0 while it has none.
    pub key_version: u32,
    /// How far the engine has come.
    pub state: TablesState,
    /// Set while the key is known to be lost: the next start is refused, and what does not run is locked.
    pub lock: Option<Lock>,
    /// What stands in the way of the next start, or of what was asked for.
    pub warning: Option<Warning>,
}

/// Records the wish for encrypted tables. A running engine is restarted once for it; one in the making starts with it.
///
/// # Errors
/// [`InstanceRefused::NotFound`], [`InstanceRefused::TdeEngine`], [`InstanceRefused::TdeOn`] under the same key and
/// [`InstanceRefused::TdeKeyFixed`] under another, [`InstanceRefused::Locked`], [`InstanceRefused::Status`] unless it
/// runs or is being made, [`InstanceRefused::ForeignRole`], [`InstanceRefused::TdeBarred`].
pub fn enable_tde(
    txn: &mut Txn,
    permit: &Permitted<ModifyDBInstanceTDE, DbInstance>,
    ask: TdeAsked,
    moment: &Moment,
) -> Result<(), InstanceRefused> {
    let instance = with_tde(permit.found()?)?;
    if let Some(on) = &instance.tables {
        return match on.key == ask.key {
            true if undocumented::is_on_again_granted() => Ok(()),
            true => Err(InstanceRefused::TdeOn),
            false => Err(InstanceRefused::TdeKeyFixed),
        };
    }
    if ask.role.account() != permit.account().to_string() {
        return Err(InstanceRefused::ForeignRole(ask.role.to_string()));
    }
    in_status(instance, undocumented::takes_tde)?;
    not_barred(instance)?;
    let TdeAsked { key, role, service_key } = ask;
    let pointer = rows::by_key(instance.account, &key, &instance.id);
    txn.put(&pointer, Pointer::new(instance.account, instance.id.clone()));
    edit(txn, instance, |record| {
        let unknown = Unknown::NONE;
        record.tables =
            Some(TableEncryption { key, role, service_key, keys: Vec::new(), token: None, unknown });
        take_in(record, &Event::TdeAsked, moment);
    });
    Ok(())
}

/// Records the wish for another version of the tables' key. The engine takes it, and encrypts anew, as it runs.
///
/// # Errors
/// [`InstanceRefused::NotFound`], [`InstanceRefused::TdeEngine`], [`InstanceRefused::TdeOff`],
/// [`InstanceRefused::Locked`], [`InstanceRefused::Status`] unless it runs, [`InstanceRefused::TdeUnderway`] while the
/// engine has not yet taken the version before, [`InstanceRefused::TdeVersions`].
pub fn rotate_tde(
    txn: &mut Txn,
    permit: &Permitted<ModifyDBInstanceTDE, DbInstance>,
    moment: &Moment,
) -> Result<(), InstanceRefused> {
    let instance = with_tde(permit.found()?)?;
    let tables = instance.life.tables.as_ref().ok_or(InstanceRefused::TdeOff)?;
    in_status(instance, |status| status == Status::Running)?;
    if tables.is_pending() {
        return Err(InstanceRefused::TdeUnderway);
    }
    let kept = instance.tables.as_ref().map(|tables| tables.keys.len()).unwrap_or_default();
    if kept >= limits::TABLE_KEY_VERSIONS_MAX * TableKeyId::ALL.len() {
        return Err(InstanceRefused::TdeVersions);
    }
    edit(txn, instance, |record| take_in(record, &Event::RotationAsked, moment));
    Ok(())
}

/// Asks for TDE to be off: it is, or that is refused.
///
/// # Errors
/// [`InstanceRefused::NotFound`], [`InstanceRefused::TdeEngine`], [`InstanceRefused::TdeStaysOn`].
pub fn disable_tde(permit: &Permitted<ModifyDBInstanceTDE, DbInstance>) -> Result<(), InstanceRefused> {
    let instance = with_tde(permit.found()?)?;
    if undocumented::is_off_granted(instance.tables.is_some()) {
        Ok(())
    } else {
        Err(InstanceRefused::TdeStaysOn)
    }
}

/// How the instance's tables are encrypted.
///
/// # Errors
/// [`InstanceRefused::NotFound`].
pub fn tde(permit: &Permitted<DescribeDBInstanceTDE, DbInstance>) -> Result<TdeView, InstanceRefused> {
    let instance = permit.found()?;
    let (Some(encryption), Some(tables)) = (&instance.tables, &instance.life.tables) else {
        return Ok(TdeView { tables: None });
    };
    let tables = TablesView {
        key: encryption.key.clone(),
        role: encryption.role.clone(),
        service_key: encryption.service_key,
        key_version: tables.taken,
        state: tables.state(),
        lock: instance.life.lost(KeyUsedBy::Tde).cloned(),
        warning: warning(&instance.life, KeyUsedBy::Tde),
    };
    Ok(TdeView { tables: Some(tables) })
}

/// Looks whether the instance's engine has TDE at all, before anything is lent for it.
///
/// # Errors
/// [`InstanceRefused::NotFound`], [`InstanceRefused::TdeEngine`], [`InstanceRefused::TdeBarred`].
pub fn must_have_tde(permit: &Permitted<ModifyDBInstanceTDE, DbInstance>) -> Result<(), InstanceRefused> {
    not_barred(with_tde(permit.found()?)?)
}

/// Nothing is begun that is known to end in a start that is refused.
fn not_barred(instance: &Instance) -> Result<(), InstanceRefused> {
    let barred = instance.tables.is_none() && instance.life.barred.is_some();
    if barred { Err(InstanceRefused::TdeBarred) } else { Ok(()) }
}

fn with_tde(instance: &Instance) -> Result<&Instance, InstanceRefused> {
    if undocumented::has_tde(instance.engine) { Ok(instance) } else { Err(InstanceRefused::TdeEngine) }
}

fn in_status(instance: &Instance, fits: impl Fn(Status) -> bool) -> Result<(), InstanceRefused> {
    if let Some(reason) = instance.life.lock_reason() {
        return Err(InstanceRefused::Locked(reason));
    }
    let status = instance.status();
    if fits(status) { Ok(()) } else { Err(InstanceRefused::Status(status)) }
}
