//! `CreateDBInstance`: the wish for an instance. With a role and a key its disk is encrypted, and both are lent.

use rampart_rds::{
    action::CreateDBInstance,
    instances::{self, MARIADB_VERSION, NewInstance, Site},
    intent::EngineKind,
    records::Presented,
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
    let site = call.services().site.clone();
    let mut new = new_instance(ask, &site)?;
    let among = DbInstances::with_new(call.region(), call.account(), wanted.is_some());
    let among = call.permit_on(CreateDBInstance, among)?;
    if let Some(wanted) = wanted {
        let lent = wanted.lent(call).await?;
        new.encryption = Some((lent.key, lent.role));
    }

    let moment = named::moment(call);
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

fn new_instance(ask: CreateDBInstanceRequest, site: &Site) -> Answer<NewInstance> {
    let encrypted = ask.encryption_key.is_some() || ask.role_arn.is_some();
    if encrypted && ask.db_instance_storage_type.as_deref() == Some("local_ssd") {
        return Err(errors::rds::malformed(
            "DBInstanceStorageType",
            "a local disk is not encrypted, choose a cloud disk such as `cloud_essd`",
        ));
    }
    let Served { engine, engine_version, presented } = served(&ask.engine, &ask.engine_version, site)?;
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
        presented,
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

/// What serves an instance.
struct Served {
    engine: EngineKind,
    engine_version: Box<str>,
    presented: Option<Presented>,
}

fn served(name: &str, version: &str, site: &Site) -> Answer<Served> {
    let itself = |engine, version: &str| Served { engine, engine_version: version.into(), presented: None };
    match name {
        "PostgreSQL" => Ok(itself(EngineKind::PostgreSql, major(version))),
        "MariaDB" if VENDORS_MARIADB.contains(&version) => Err(errors::rds::engine_version(format_args!(
            "MariaDB {version} is not packaged for this machine, write `{MARIADB_VERSION}`"
        ))),
        // Whether it is installed the hand says.
        "MariaDB" => Ok(itself(EngineKind::MariaDb, version)),
        "MySQL" => in_mysqls_place(version, site),
        "SQLServer" => Err(errors::rds::engine("SQL Server is not run; PostgreSQL and MariaDB are")),
        _ => Err(errors::rds::malformed("Engine", "write `PostgreSQL`, `MariaDB` or `MySQL`")),
    }
}

fn in_mysqls_place(version: &str, site: &Site) -> Answer<Served> {
    let Some(mariadb) = &site.mysql else {
        return Err(errors::rds::engine(
            "MySQL itself is not run; a server started with `--mysql-engine mariadb` has MariaDB serve in its place",
        ));
    };
    if !MYSQL.contains(&version) {
        return Err(errors::rds::engine_version("MariaDB serves in the place of MySQL 8.0 and 5.7"));
    }
    Ok(Served {
        engine: EngineKind::MariaDb,
        engine_version: mariadb.clone(),
        presented: Some(Presented::MySql),
    })
}

/// The versions of MariaDB that the vendor has. Source: RDS, CreateDBInstance.
const VENDORS_MARIADB: &[&str] = &["10.3", "10.6"];
/// The versions of MySQL in whose place another engine serves.
const MYSQL: &[&str] = &["5.7", "8.0"];

/// The vendor writes `15.0` for 15; the engine's own packages are called by the major version.
fn major(version: &str) -> &str {
    version.strip_suffix(".0").unwrap_or(version)
}

#[cfg(test)]
mod tests {
    use rampart_wire::{Params, Request};

    use super::*;

    fn site(mysql: Option<&str>) -> Site {
        let host = rampart_vocab::ServerId::from_bytes([7; 16]);
        let mysql = mysql.map(Into::into);
        Site { host, connection: "h".into(), ports: 1..=2, mysql, encrypts_disks: true }
    }

    /// What is made, as engine, its version, and the API's name for it.
    #[track_caller]
    fn check(change: &[(&str, &str)], site: &Site, expected: Result<&str, &str>) {
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
        let asked = params.iter().find(|(name, _)| *name == "EngineVersion").map(|(_, version)| *version);
        let params = Params::from_pairs(&params).unwrap();
        let ask = CreateDBInstanceRequest::decode(&params).unwrap();
        let got = refuse_unserved(&ask).and_then(|()| new_instance(ask, site)).map(|new| {
            let version = new.as_asked.iter().find(|(name, _)| **name == *shown::ENGINE_VERSION);
            assert_eq!(version.map(|(_, value)| &**value), asked);
            format!("{:?} {} {:?}", new.engine, new.engine_version, new.presented)
        });
        assert_eq!(
            got.map_err(|refusal| refusal.code.into_owned()),
            expected.map(str::to_owned).map_err(str::to_owned),
            "{change:?}"
        );
    }

    #[test]
    fn what_cannot_be_made_is_refused_and_the_rest_kept_as_asked() {
        let (site, postgres) = (site(None), Ok("PostgreSql 15 None"));
        check(&[], &site, postgres);
        let paid = [("PayType", "Prepaid"), ("Period", "Month"), ("UsedTime", "1"), ("AutoRenew", "true")];
        check(&paid, &site, postgres);
        check(&[("ZoneId", "cn-hangzhou-h"), ("Category", "Basic"), ("Amount", "1")], &site, postgres);
        for (name, value, code) in [
            ("Engine", "MySQL", "InvaildEngineInRegion.ValueNotSupported"),
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
            check(&[(name, value)], &site, Err(code));
        }
        let local = [("DBInstanceStorageType", "local_ssd"), ("EncryptionKey", "key-1"), ("RoleARN", "r")];
        check(&local, &site, Err("InvalidDBInstanceStorageType.Malformed"));
        let service_key = [("DBInstanceStorageType", "local_ssd"), ("RoleARN", "r")];
        check(&service_key, &site, Err("InvalidDBInstanceStorageType.Malformed"));
    }

    #[test]
    fn mariadb_serves_as_itself_and_where_told_so_in_mysqls_place() {
        let (without, with) = (site(None), site(Some("10.11")));
        let mysql = Ok("MariaDb 10.11 Some(MySql)");
        let version = Err("InvalidEngineVersion.Malformed");
        let region = Err("InvaildEngineInRegion.ValueNotSupported");
        for (engine, asked, site, expected) in [
            ("MariaDB", "10.11", &without, Ok("MariaDb 10.11 None")),
            ("MariaDB", "11.8", &with, Ok("MariaDb 11.8 None")),
            ("MariaDB", "10.3", &without, version),
            ("MariaDB", "10.6", &with, version),
            ("MySQL", "8.0", &with, mysql),
            ("MySQL", "5.7", &with, mysql),
            ("MySQL", "5.6", &with, version),
            ("MySQL", "8", &with, version),
            ("MySQL", "8.0", &without, region),
        ] {
            check(&[("Engine", engine), ("EngineVersion", asked)], site, expected);
        }
    }
}
