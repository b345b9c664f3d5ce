//! `ModifyResourceGroup` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ModifyResourceGroup` asks.
#[derive(Default)]
pub struct ModifyResourceGroupRequest {
    pub client_token: Option<String>,
    pub db_instance_id: String,
    pub resource_group_id: String,
    pub resource_type: Option<String>,
}

impl Request for ModifyResourceGroupRequest {
    type Response = ModifyResourceGroupResponse;
    const OPERATION: Operation = Operation::RdsModifyResourceGroup;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::required("ResourceGroupId", Shape::Text),
        Parameter::optional("ResourceType", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            client_token: read::text(params, "ClientToken"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            resource_group_id: read::required_text(params, "ResourceGroupId")?,
            resource_type: read::text(params, "ResourceType"),
        })
    }
}

/// What `ModifyResourceGroup` answers.
#[derive(Default)]
pub struct ModifyResourceGroupResponse {}

impl Message for ModifyResourceGroupResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
