//! `ModifyDBInstanceTDE`: the wish that the engine encrypts its tables, or encrypts them under a new version of their key.
//!
//! The key is lent as one for a disk is; a rotation uses what was lent before. Nothing switches it off again.

use rampart_rds::{
    action::ModifyDBInstanceTDE,
    instances::{self, InstanceRefused, TdeAsked},
};
use rampart_wire::rds::modify_db_instance_tde::{ModifyDBInstanceTDERequest, ModifyDBInstanceTDEResponse};

use super::{lend, named};
use crate::{Answer, Call, errors};

/// What is asked for.
enum Wish {
    On,
    Rotation,
    Off,
}

pub(crate) async fn modify_db_instance_tde(
    call: &mut Call<'_>,
    ask: ModifyDBInstanceTDERequest,
) -> Answer<ModifyDBInstanceTDEResponse> {
    refuse_sql_servers(&ask)?;
    let wish = wish(&ask)?;
    let (role, key) = (ask.role_arn.as_deref(), ask.encryption_key.as_deref());
    let wanted = lend::for_tables(role, key)?;
    let instance = call.permit(ModifyDBInstanceTDE, named::instance(&ask.db_instance_id)).await?;
    instances::must_have_tde(&instance)?;

    let moment = named::moment(call);
    match wish {
        Wish::Off => instances::disable_tde(&instance)?,
        Wish::Rotation => {
            if let Some(on) = &instance.found()?.tables {
                if key.is_some() && !wanted.is_key_of(on, call.home()) {
                    return Err(InstanceRefused::TdeKeyFixed.into());
                }
                if role.is_some() && !wanted.is_role_of(on, call.home()) {
                    return Err(InstanceRefused::TdeRoleFixed.into());
                }
            }
            instances::rotate_tde(call.txn(), &instance, &moment)?;
        }
        Wish::On => {
            let lend::Lent { key, role, service_key } = wanted.lent(call).await?;
            instances::enable_tde(call.txn(), &instance, TdeAsked { key, role, service_key }, &moment)?;
        }
    }

    Ok(ModifyDBInstanceTDEResponse {})
}

fn wish(ask: &ModifyDBInstanceTDERequest) -> Answer<Wish> {
    match (ask.tde_status.as_str(), ask.is_rotate == Some(true)) {
        ("Enabled", false) => Ok(Wish::On),
        ("Enabled", true) => Ok(Wish::Rotation),
        ("Disabled", false) => Ok(Wish::Off),
        ("Disabled", true) => Err(errors::rds::malformed("IsRotate", "what is off has no key to rotate")),
        _ => Err(errors::rds::malformed("TDEStatus", "write `Enabled` or `Disabled`")),
    }
}

/// Certificates and databases one by one are SQL Server's alone; who names them means another server.
fn refuse_sql_servers(ask: &ModifyDBInstanceTDERequest) -> Answer<()> {
    let given = [
        ("DBName", ask.db_name.is_some()),
        ("Certificate", ask.certificate.is_some()),
        ("PrivateKey", ask.private_key.is_some()),
        ("PassWord", ask.pass_word.is_some()),
    ];
    match given.iter().find(|(_, given)| *given) {
        Some((name, _)) => Err(errors::rds::unsupported(name, "it is SQL Server's, leave it out")),
        None => Ok(()),
    }
}
