//! `ConnectKmsInstance` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ConnectKmsInstance` asks.
#[derive(Default)]
pub struct ConnectKmsInstanceRequest {
    pub km_provider: String,
    pub kms_instance_id: String,
    pub vswitch_ids: String,
    pub vpc_id: String,
    pub zone_ids: String,
}

impl Request for ConnectKmsInstanceRequest {
    type Response = ConnectKmsInstanceResponse;
    const OPERATION: Operation = Operation::KmsConnectKmsInstance;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("KMProvider", Shape::Text),
        Parameter::required("KmsInstanceId", Shape::Text),
        Parameter::required("VSwitchIds", Shape::Text),
        Parameter::required("VpcId", Shape::Text),
        Parameter::required("ZoneIds", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            km_provider: read::required_text(params, "KMProvider")?,
            kms_instance_id: read::required_text(params, "KmsInstanceId")?,
            vswitch_ids: read::required_text(params, "VSwitchIds")?,
            vpc_id: read::required_text(params, "VpcId")?,
            zone_ids: read::required_text(params, "ZoneIds")?,
        })
    }
}

/// What `ConnectKmsInstance` answers.
#[derive(Default)]
pub struct ConnectKmsInstanceResponse {}

impl Message for ConnectKmsInstanceResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
