//! `DescribeDBInstanceNetInfo` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeDBInstanceNetInfo` asks.
#[derive(Default)]
pub struct DescribeDBInstanceNetInfoRequest {
    pub client_token: Option<String>,
    pub db_instance_id: String,
    pub db_instance_net_rw_split_type: Option<String>,
    pub flag: Option<i64>,
    pub general_group_name: Option<String>,
}

impl Request for DescribeDBInstanceNetInfoRequest {
    type Response = DescribeDBInstanceNetInfoResponse;
    const OPERATION: Operation = Operation::RdsDescribeDBInstanceNetInfo;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("DBInstanceNetRWSplitType", Shape::Text),
        Parameter::optional("Flag", Shape::Integer),
        Parameter::optional("GeneralGroupName", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            client_token: read::text(params, "ClientToken"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            db_instance_net_rw_split_type: read::text(params, "DBInstanceNetRWSplitType"),
            flag: read::integer(params, "Flag")?,
            general_group_name: read::text(params, "GeneralGroupName"),
        })
    }
}

/// What `DescribeDBInstanceNetInfo` answers.
#[derive(Default)]
pub struct DescribeDBInstanceNetInfoResponse {
    pub db_instance_net_infos: Vec<DBInstanceNetInfo>,
    pub instance_network_type: Option<String>,
    pub security_ip_mode: Option<String>,
}

impl Message for DescribeDBInstanceNetInfoResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "DBInstanceNetInfos", "DBInstanceNetInfo", &self.db_instance_net_infos);
        write::text(to, "InstanceNetworkType", &self.instance_network_type);
        write::text(to, "SecurityIPMode", &self.security_ip_mode);
    }
}

/// `DBInstanceNetInfo` in the answer.
#[derive(Default)]
pub struct DBInstanceNetInfo {
    pub babelfish_port: Option<String>,
    pub connection_string: Option<String>,
    pub connection_string_type: Option<String>,
    pub db_instance_weights: Vec<DBInstanceWeight>,
    pub distribution_type: Option<String>,
    pub expired_time: Option<String>,
    pub ip_address: Option<String>,
    pub ip_type: Option<String>,
    pub max_delay_time: Option<String>,
    pub pg_bouncer_port: Option<String>,
    pub port: Option<String>,
    pub security_ip_groups: Vec<SecurityIPGroup>,
    pub upgradeable: Option<String>,
    pub vpc_id: Option<String>,
    pub vswitch_id: Option<String>,
}

impl Message for DBInstanceNetInfo {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "BabelfishPort", &self.babelfish_port);
        write::text(to, "ConnectionString", &self.connection_string);
        write::text(to, "ConnectionStringType", &self.connection_string_type);
        write::wrapped_list(to, "DBInstanceWeights", "DBInstanceWeight", &self.db_instance_weights);
        write::text(to, "DistributionType", &self.distribution_type);
        write::text(to, "ExpiredTime", &self.expired_time);
        write::text(to, "IPAddress", &self.ip_address);
        write::text(to, "IPType", &self.ip_type);
        write::text(to, "MaxDelayTime", &self.max_delay_time);
        write::text(to, "PGBouncerPort", &self.pg_bouncer_port);
        write::text(to, "Port", &self.port);
        write::wrapped_list(to, "SecurityIPGroups", "securityIPGroup", &self.security_ip_groups);
        write::text(to, "Upgradeable", &self.upgradeable);
        write::text(to, "VPCId", &self.vpc_id);
        write::text(to, "VSwitchId", &self.vswitch_id);
    }
}

/// `DBInstanceWeight` in the answer.
#[derive(Default)]
pub struct DBInstanceWeight {
    pub availability: Option<String>,
    pub db_instance_id: Option<String>,
    pub db_instance_type: Option<String>,
    pub role: Option<String>,
    pub weight: Option<String>,
}

impl Message for DBInstanceWeight {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Availability", &self.availability);
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::text(to, "DBInstanceType", &self.db_instance_type);
        write::text(to, "Role", &self.role);
        write::text(to, "Weight", &self.weight);
    }
}

/// `securityIPGroup` in the answer.
#[derive(Default)]
pub struct SecurityIPGroup {
    pub security_ip_group_name: Option<String>,
    pub security_ips: Option<String>,
}

impl Message for SecurityIPGroup {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "SecurityIPGroupName", &self.security_ip_group_name);
        write::text(to, "SecurityIPs", &self.security_ips);
    }
}
