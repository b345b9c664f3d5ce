//! `RecoveryDBInstance` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `RecoveryDBInstance` asks.
#[derive(Default)]
pub struct RecoveryDBInstanceRequest {
    pub backup_id: Option<String>,
    pub db_instance_class: Option<String>,
    pub db_instance_id: Option<String>,
    pub db_instance_storage: Option<i64>,
    pub db_instance_storage_type: Option<String>,
    pub db_names: Option<String>,
    pub instance_network_type: Option<String>,
    pub pay_type: Option<String>,
    pub period: Option<String>,
    pub private_ip_address: Option<String>,
    pub restore_time: Option<String>,
    pub target_db_instance_id: Option<String>,
    pub used_time: Option<String>,
    pub vpc_id: Option<String>,
    pub vswitch_id: Option<String>,
}

impl Request for RecoveryDBInstanceRequest {
    type Response = RecoveryDBInstanceResponse;
    const OPERATION: Operation = Operation::RdsRecoveryDBInstance;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("BackupId", Shape::Text),
        Parameter::optional("DBInstanceClass", Shape::Text),
        Parameter::optional("DBInstanceId", Shape::Text),
        Parameter::optional("DBInstanceStorage", Shape::Integer),
        Parameter::optional("DBInstanceStorageType", Shape::Text),
        Parameter::optional("DbNames", Shape::Text),
        Parameter::optional("InstanceNetworkType", Shape::Text),
        Parameter::optional("PayType", Shape::Text),
        Parameter::optional("Period", Shape::Text),
        Parameter::optional("PrivateIpAddress", Shape::Text),
        Parameter::optional("RestoreTime", Shape::Text),
        Parameter::optional("TargetDBInstanceId", Shape::Text),
        Parameter::optional("UsedTime", Shape::Text),
        Parameter::optional("VPCId", Shape::Text),
        Parameter::optional("VSwitchId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            backup_id: read::text(params, "BackupId"),
            db_instance_class: read::text(params, "DBInstanceClass"),
            db_instance_id: read::text(params, "DBInstanceId"),
            db_instance_storage: read::integer(params, "DBInstanceStorage")?,
            db_instance_storage_type: read::text(params, "DBInstanceStorageType"),
            db_names: read::text(params, "DbNames"),
            instance_network_type: read::text(params, "InstanceNetworkType"),
            pay_type: read::text(params, "PayType"),
            period: read::text(params, "Period"),
            private_ip_address: read::text(params, "PrivateIpAddress"),
            restore_time: read::text(params, "RestoreTime"),
            target_db_instance_id: read::text(params, "TargetDBInstanceId"),
            used_time: read::text(params, "UsedTime"),
            vpc_id: read::text(params, "VPCId"),
            vswitch_id: read::text(params, "VSwitchId"),
        })
    }
}

/// What `RecoveryDBInstance` answers.
#[derive(Default)]
pub struct RecoveryDBInstanceResponse {
    pub db_instance_id: Option<String>,
    pub order_id: Option<String>,
}

impl Message for RecoveryDBInstanceResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::text(to, "OrderId", &self.order_id);
    }
}
