//! `DescribeDBInstanceAttribute`: everything that is told of an instance.
//!
//! Terraform reads `Engine`, `DBInstanceStorageType`, `PayType`, `SlaveZones`, `Extra` and `kindCode` without looking
//! whether they are there.

use rampart_rds::{action::DescribeDBInstanceAttribute, instances, limits, records::Instance};
use rampart_vocab::iso_seconds;
use rampart_wire::rds::describe_db_instance_attribute::{
    DBInstanceAttribute, DescribeDBInstanceAttributeRequest, DescribeDBInstanceAttributeResponse, Extra,
    SlaveZone,
};

use super::{named, shown};
use crate::{Answer, Call};

/// `kindCode` of an instance on cloud disks; only 3 means something to a client that is known.
const KIND: &str = "18";

pub(crate) async fn describe_db_instance_attribute(
    call: &mut Call<'_>,
    ask: DescribeDBInstanceAttributeRequest,
) -> Answer<DescribeDBInstanceAttributeResponse> {
    let instance = named::instance(&ask.db_instance_id);
    let instance = call.permit(DescribeDBInstanceAttribute, instance).await?;

    let shown = attribute(instances::describe_instance(&instance)?);

    Ok(DescribeDBInstanceAttributeResponse { items: vec![shown] })
}

fn attribute(instance: &Instance) -> DBInstanceAttribute {
    let standing = shown::Standing::of(instance);
    let (processors, memory, connections) = shown::size(instance);
    let slave = |name| shown::asked(instance, name).map(|zone| SlaveZone { zone_id: Some(zone.into()) });
    let slave_zones = [shown::ZONE_SLAVE_1, shown::ZONE_SLAVE_2].into_iter().filter_map(slave).collect();
    DBInstanceAttribute {
        account_max_quantity: named::count(limits::ACCOUNTS_PER_INSTANCE_MAX),
        category: shown::kept(instance, shown::CATEGORY, "Basic"),
        connection_mode: shown::kept(instance, shown::CONNECTION_MODE, "Standard"),
        connection_string: Some(instance.connection.to_string()),
        creation_time: Some(iso_seconds(instance.created)),
        current_kernel_version: Some(shown::runs(instance)),
        db_instance_cpu: Some(processors.to_string()),
        db_instance_class: Some(instance.class.to_string()),
        db_instance_class_type: Some("x".into()),
        db_instance_description: Some(instance.description.to_string()),
        db_instance_id: Some(instance.id.to_string()),
        db_instance_memory: Some(memory),
        db_instance_net_type: shown::kept(instance, shown::NET_TYPE, "Intranet"),
        db_instance_status: Some(shown::status(instance).into()),
        db_instance_storage: Some(instance.storage_gb.into()),
        db_instance_storage_type: shown::kept(instance, shown::STORAGE_TYPE, shown::CLOUD_DISK),
        db_instance_type: Some("Primary".into()),
        db_max_quantity: named::count(limits::DATABASES_PER_INSTANCE_MAX),
        deletion_protection: Some(instance.deletion_protection),
        engine: Some(shown::engine(instance).into()),
        engine_version: shown::engine_version(instance),
        expire_time: Some(String::new()),
        extra: Some(Extra::default()),
        instance_network_type: shown::kept(instance, shown::NETWORK_TYPE, "VPC"),
        lock_mode: standing.lock_mode,
        lock_reason: standing.lock_reason,
        max_connections: Some(connections),
        pay_type: shown::kept(instance, shown::PAY_TYPE, "Postpaid"),
        port: Some(instance.port.to_string()),
        region_id: Some(instance.region.to_string()),
        resource_group_id: shown::asked(instance, shown::RESOURCE_GROUP).map(Into::into),
        security_ip_list: Some(shown::networks(&instance.allowed())),
        security_ip_mode: Some("normal".into()),
        slave_zones,
        tips: standing.tips,
        tips_level: standing.tips_level,
        vswitch_id: shown::asked(instance, shown::VSWITCH).map(Into::into),
        vpc_id: shown::asked(instance, shown::VPC).map(Into::into),
        zone_id: shown::asked(instance, shown::ZONE).map(Into::into),
        kind_code: Some(KIND.into()),
        ..DBInstanceAttribute::default()
    }
}
