//! `CreateDBInstance`: the wish for an instance. With a role and a key its disk is encrypted, and both are lent.

use rampart_rds::{
    action::CreateDBInstance,
    instances::{self, NewInstance},
    intent::EngineKind,
    resource::DbInstances,
};
use rampart_wire::rds::create_db_instance::{CreateDBInstanceRequest, CreateDBInstanceResponse};

use super::{lend, named, shown};
use crate::{Answer, Call, errors};

pub(crate) async fn create_db_instance(
    call: &mut Call<'_>,
    ask: CreateDBInstanceRequest,
) -> Answer<CreateDBInstanceResponse> {
    if ask.region_id.as_deref().is_some_and(|region| region != call.region().as_str()) {
        return Err(errors::rds::region(format_args!("this server is `{}`", call.region().as_str())));
    }
    refuse_unserved(&ask)?;
    let wanted = lend::for_disk(ask.role_arn.as_deref(), ask.encryption_key.as_deref())?;
    let (dry, tagged) = (ask.dry_run == Some(true), !ask.tag.is_empty());
    let mut new = new_instance(ask)?;
    let among = DbInstances::with_new(call.region(), call.account(), wanted.is_some());
    let among = call.permit_on(CreateDBInstance, among)?;
    if let Some(wanted) = wanted {
        let lent = wanted.lent(call).await?;
        new.encryption = Some((lent.key, lent.role));
    }

    let (moment, site) = (named::moment(call), call.services().site.clone());
    let making = (call.clock(), call.entropy());
    let made = instances::create_instance(call.txn(), &among, new, &site, &moment, making).await?;
    if dry {
        call.txn().forgo_writes();
        return Ok(CreateDBInstanceResponse {
            dry_run: Some(true),
            dry_run_result: Some(true),
            ..CreateDBInstanceResponse::default()
        });
    }

    Ok(CreateDBInstanceResponse {
        connection_string: Some(made.connection.to_string()),
        db_instance_id: Some(made.id.to_string()),
        port: Some(made.port.to_string()),
        tag_result: tagged.then_some(true),
        ..CreateDBInstanceResponse::default()
    })
}

/// What would make another database than this server makes is refused, never passed over. What speaks of payment and
/// of the vendor's hardware changes nothing here and is.
fn refuse_unserved(ask: &CreateDBInstanceRequest) -> Answer<()> {
    let unserved = [
        ("BabelfishConfig", ask.babelfish_config.is_some()),
        ("ConnectionString", ask.connection_string.is_some()),
        ("DBParamGroupId", ask.db_param_group_id.is_some()),
        ("DBTimeZone", ask.db_time_zone.is_some()),
        ("ExternalReplication", ask.external_replication == Some(true)),
        ("PrivateIpAddress", ask.private_ip_address.is_some()),
        ("ServerlessConfig", ask.serverless_config.is_some()),
        ("UserBackupId", ask.user_backup_id.is_some()),
        ("WhitelistTemplateList", ask.whitelist_template_list.is_some()),
    ];
    if let Some((name, _)) = unserved.iter().find(|(_, given)| *given) {
        return Err(errors::rds::unsupported(name, "leave it out"));
    }
    match (ask.amount, ask.pay_type.as_str(), ask.db_instance_net_type.as_str()) {
        (Some(amount), ..) if amount != 1 => {
            Err(errors::rds::unsupported("Amount", "create instances one by one"))
        }
        (_, "Postpaid" | "Prepaid", "Intranet" | "Internet") => Ok(()),
        (_, "Postpaid" | "Prepaid", _) => {
            Err(errors::rds::net_type("DBInstanceNetType is `Intranet` or `Internet`"))
        }
        (_, "Serverless", _) => {
            Err(errors::rds::unsupported("PayType", "instances are not serverless here, write `Postpaid`"))
        }
        _ => Err(errors::rds::malformed("PayType", "write `Postpaid` or `Prepaid`")),
    }
}

fn new_instance(ask: CreateDBInstanceRequest) -> Answer<NewInstance> {
    let encrypted = ask.encryption_key.is_some() || ask.role_arn.is_some();
    if encrypted && ask.db_instance_storage_type.as_deref() == Some("local_ssd") {
        return Err(errors::rds::malformed(
            "DBInstanceStorageType",
            "a local disk is not encrypted, choose a cloud disk such as `cloud_essd`",
        ));
    }
    let engine = engine(&ask.engine)?;
    let engine_version = major(&ask.engine_version).into();
    let storage_gb = u32::try_from(ask.db_instance_storage)
        .map_err(|_| errors::rds::malformed("DBInstanceStorage", "write a number of GB"))?;
    let port = ask.port.map(|port| port.parse()).transpose();
    let port = port.map_err(|_| errors::rds::malformed("Port", "write a number"))?;
    let networks = instances::parse_networks(&ask.security_ip_list)?;
    let kept = [
        (shown::CATEGORY, ask.category),
        (shown::CONNECTION_MODE, ask.connection_mode),
        (shown::ENGINE_VERSION, Some(ask.engine_version)),
        (shown::NETWORK_TYPE, ask.instance_network_type),
        (shown::NET_TYPE, Some(ask.db_instance_net_type)),
        (shown::PAY_TYPE, Some(ask.pay_type)),
        (shown::RESOURCE_GROUP, ask.resource_group_id),
        (shown::STORAGE_TYPE, ask.db_instance_storage_type),
        (shown::VPC, ask.vpc_id),
        (shown::VSWITCH, ask.vswitch_id),
        (shown::ZONE, ask.zone_id),
        (shown::ZONE_SLAVE_1, ask.zone_id_slave1),
        (shown::ZONE_SLAVE_2, ask.zone_id_slave2),
    ];
    let mut as_asked: Vec<(Box<str>, Box<str>)> = Vec::new();
    for (name, value) in kept {
        let Some(value) = value else { continue };
        if value.len() > KEPT_BYTES_MAX {
            return Err(errors::rds::malformed(name, "too long"));
        }
        as_asked.push((name.into(), value.into()));
    }
    Ok(NewInstance {
        description: ask.db_instance_description.unwrap_or_default().into(),
        engine,
        engine_version,
        presented: None,
        class: ask.db_instance_class.into(),
        storage_gb,
        port,
        encryption: None,
        networks,
        deletion_protection: ask.deletion_protection == Some(true),
        tags: named::tags(ask.tag),
        client_token: ask.client_token.map(Into::into),
        as_asked,
    })
}

/// Bytes of a parameter that is only shown again.
const KEPT_BYTES_MAX: usize = 256;

fn engine(name: &str) -> Answer<EngineKind> {
    match name {
        "PostgreSQL" => Ok(EngineKind::PostgreSql),
        "MySQL" => Err(errors::rds::engine(
            "MySQL itself is not run; MariaDB in its place is what `--mysql-engine mariadb` is for, which is not there \
             yet; PostgreSQL is",
        )),
        "MariaDB" => Err(errors::rds::engine("MariaDB is not there yet; PostgreSQL is")),
        "SQLServer" => Err(errors::rds::engine("SQL Server is not run; PostgreSQL is")),
        _ => Err(errors::rds::malformed("Engine", "write `PostgreSQL`")),
    }
}

/// The vendor writes `15.0` for 15; the engine's own packages are called by the major version.
fn major(version: &str) -> &str {
    version.strip_suffix(".0").unwrap_or(version)
}

#[cfg(test)]
mod tests {
    use rampart_wire::{Params, Request};

    use super::*;

    #[track_caller]
    fn check(change: &[(&str, &str)], expected: Result<(), &str>) {
        let mut params = vec![
            ("Engine", "PostgreSQL"),
            ("EngineVersion", "15.0"),
            ("DBInstanceClass", "pg.n2.2c.1m"),
            ("DBInstanceStorage", "20"),
            ("DBInstanceNetType", "Intranet"),
            ("PayType", "Postpaid"),
            ("SecurityIPList", "127.0.0.1"),
        ];
        params.retain(|(name, _)| change.iter().all(|(other, _)| other != name));
        params.extend_from_slice(change);
        let params = Params::from_pairs(&params).unwrap();
        let ask = CreateDBInstanceRequest::decode(&params).unwrap();
        let got = refuse_unserved(&ask).and_then(|()| new_instance(ask)).map(|new| {
            assert_eq!(&*new.engine_version, "15");
            let version = new.as_asked.iter().find(|(name, _)| **name == *shown::ENGINE_VERSION);
            assert_eq!(version.map(|(_, value)| &**value), Some("15.0"));
        });
        assert_eq!(
            got.map_err(|refusal| refusal.code.into_owned()),
            expected.map_err(str::to_owned),
            "{change:?}"
        );
    }

    #[test]
    fn what_cannot_be_made_is_refused_and_the_rest_kept_as_asked() {
        check(&[], Ok(()));
        check(
            &[("PayType", "Prepaid"), ("Period", "Month"), ("UsedTime", "1"), ("AutoRenew", "true")],
            Ok(()),
        );
        check(&[("ZoneId", "cn-hangzhou-h"), ("Category", "Basic"), ("Amount", "1")], Ok(()));
        for (name, value, code) in [
            ("Engine", "MySQL", "InvaildEngineInRegion.ValueNotSupported"),
            ("Engine", "MariaDB", "InvaildEngineInRegion.ValueNotSupported"),
            ("Engine", "SQLServer", "InvaildEngineInRegion.ValueNotSupported"),
            ("Engine", "postgres", "InvalidEngine.Malformed"),
            ("PayType", "Serverless", "UnsupportedParameter"),
            ("PayType", "Free", "InvalidPayType.Malformed"),
            ("DBInstanceNetType", "0", "InvalidDBInstanceNetType.NotFound"),
            ("Amount", "2", "UnsupportedParameter"),
            ("UserBackupId", "b", "UnsupportedParameter"),
            ("WhitelistTemplateList", "1", "UnsupportedParameter"),
            ("Port", "http", "InvalidPort.Malformed"),
            ("Port", "70000", "InvalidPort.Malformed"),
            ("DBInstanceStorage", "-1", "InvalidDBInstanceStorage.Malformed"),
            ("SecurityIPList", "10.1.2.3/8", "InvalidSecurityIPList.Format"),
        ] {
            check(&[(name, value)], Err(code));
        }
        let local = [("DBInstanceStorageType", "local_ssd"), ("EncryptionKey", "key-1"), ("RoleARN", "r")];
        check(&local, Err("InvalidDBInstanceStorageType.Malformed"));
    }
}
