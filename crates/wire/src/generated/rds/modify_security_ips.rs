//! `ModifySecurityIps` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ModifySecurityIps` asks.
#[derive(Default)]
pub struct ModifySecurityIpsRequest {
    pub db_instance_ip_array_attribute: Option<String>,
    pub db_instance_ip_array_name: Option<String>,
    pub db_instance_id: String,
    pub fresh_white_list_readins: Option<String>,
    pub modify_mode: Option<String>,
    pub security_ip_type: Option<String>,
    pub security_ips: String,
    pub whitelist_network_type: Option<String>,
}

impl Request for ModifySecurityIpsRequest {
    type Response = ModifySecurityIpsResponse;
    const OPERATION: Operation = Operation::RdsModifySecurityIps;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("DBInstanceIPArrayAttribute", Shape::Text),
        Parameter::optional("DBInstanceIPArrayName", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("FreshWhiteListReadins", Shape::Text),
        Parameter::optional("ModifyMode", Shape::Text),
        Parameter::optional("SecurityIPType", Shape::Text),
        Parameter::required("SecurityIps", Shape::Text),
        Parameter::optional("WhitelistNetworkType", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_ip_array_attribute: read::text(params, "DBInstanceIPArrayAttribute"),
            db_instance_ip_array_name: read::text(params, "DBInstanceIPArrayName"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            fresh_white_list_readins: read::text(params, "FreshWhiteListReadins"),
            modify_mode: read::text(params, "ModifyMode"),
            security_ip_type: read::text(params, "SecurityIPType"),
            security_ips: read::required_text(params, "SecurityIps")?,
            whitelist_network_type: read::text(params, "WhitelistNetworkType"),
        })
    }
}

/// What `ModifySecurityIps` answers.
#[derive(Default)]
pub struct ModifySecurityIpsResponse {
    pub task_id: Option<String>,
}

impl Message for ModifySecurityIpsResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "TaskId", &self.task_id);
    }
}
