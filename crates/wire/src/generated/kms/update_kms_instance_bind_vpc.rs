//! `UpdateKmsInstanceBindVpc` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `UpdateKmsInstanceBindVpc` asks.
#[derive(Default)]
pub struct UpdateKmsInstanceBindVpcRequest {
    pub bind_vpcs: String,
    pub kms_instance_id: String,
}

impl Request for UpdateKmsInstanceBindVpcRequest {
    type Response = UpdateKmsInstanceBindVpcResponse;
    const OPERATION: Operation = Operation::KmsUpdateKmsInstanceBindVpc;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("BindVpcs", Shape::Text),
        Parameter::required("KmsInstanceId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            bind_vpcs: read::required_text(params, "BindVpcs")?,
            kms_instance_id: read::required_text(params, "KmsInstanceId")?,
        })
    }
}

/// What `UpdateKmsInstanceBindVpc` answers.
#[derive(Default)]
pub struct UpdateKmsInstanceBindVpcResponse {}

impl Message for UpdateKmsInstanceBindVpcResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
