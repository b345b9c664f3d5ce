//! `DescribeDBInstanceIPArrayList` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeDBInstanceIPArrayList` asks.
#[derive(Default)]
pub struct DescribeDBInstanceIPArrayListRequest {
    pub db_instance_id: String,
    pub whitelist_network_type: Option<String>,
}

impl Request for DescribeDBInstanceIPArrayListRequest {
    type Response = DescribeDBInstanceIPArrayListResponse;
    const OPERATION: Operation = Operation::RdsDescribeDBInstanceIPArrayList;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("WhitelistNetworkType", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            whitelist_network_type: read::text(params, "WhitelistNetworkType"),
        })
    }
}

/// What `DescribeDBInstanceIPArrayList` answers.
#[derive(Default)]
pub struct DescribeDBInstanceIPArrayListResponse {
    pub items: Vec<DBInstanceIPArray>,
}

impl Message for DescribeDBInstanceIPArrayListResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Items", "DBInstanceIPArray", &self.items);
    }
}

/// `DBInstanceIPArray` in the answer.
#[derive(Default)]
pub struct DBInstanceIPArray {
    pub db_instance_ip_array_attribute: Option<String>,
    pub db_instance_ip_array_name: Option<String>,
    pub security_ip_list: Option<String>,
    pub security_ip_type: Option<String>,
}

impl Message for DBInstanceIPArray {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DBInstanceIPArrayAttribute", &self.db_instance_ip_array_attribute);
        write::text(to, "DBInstanceIPArrayName", &self.db_instance_ip_array_name);
        write::text(to, "SecurityIPList", &self.security_ip_list);
        write::text(to, "SecurityIPType", &self.security_ip_type);
    }
}
