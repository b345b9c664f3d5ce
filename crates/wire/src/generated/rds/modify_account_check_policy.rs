//! `ModifyAccountCheckPolicy` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ModifyAccountCheckPolicy` asks.
#[derive(Default)]
pub struct ModifyAccountCheckPolicyRequest {
    pub account_name: String,
    pub check_policy: bool,
    pub client_token: Option<String>,
    pub db_instance_id: String,
    pub resource_group_id: Option<String>,
}

impl Request for ModifyAccountCheckPolicyRequest {
    type Response = ModifyAccountCheckPolicyResponse;
    const OPERATION: Operation = Operation::RdsModifyAccountCheckPolicy;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("AccountName", Shape::Text),
        Parameter::required("CheckPolicy", Shape::Boolean),
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            account_name: read::required_text(params, "AccountName")?,
            check_policy: read::required_boolean(params, "CheckPolicy")?,
            client_token: read::text(params, "ClientToken"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            resource_group_id: read::text(params, "ResourceGroupId"),
        })
    }
}

/// What `ModifyAccountCheckPolicy` answers.
#[derive(Default)]
pub struct ModifyAccountCheckPolicyResponse {}

impl Message for ModifyAccountCheckPolicyResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
