//! `SetDeletionProtection` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `SetDeletionProtection` asks.
#[derive(Default)]
pub struct SetDeletionProtectionRequest {
    pub deletion_protection_description: Option<String>,
    pub enable_deletion_protection: bool,
    pub key_id: Option<String>,
    pub protected_resource_arn: Option<String>,
    pub kms_instance_id: Option<String>,
}

impl Request for SetDeletionProtectionRequest {
    type Response = SetDeletionProtectionResponse;
    const OPERATION: Operation = Operation::KmsSetDeletionProtection;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("DeletionProtectionDescription", Shape::Text),
        Parameter::required("EnableDeletionProtection", Shape::Boolean),
        Parameter::optional("KeyId", Shape::Text),
        Parameter::required("ProtectedResourceArn", Shape::Text),
        Parameter::optional("KmsInstanceId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            deletion_protection_description: read::text(params, "DeletionProtectionDescription"),
            enable_deletion_protection: read::required_boolean(params, "EnableDeletionProtection")?,
            key_id: read::text(params, "KeyId"),
            protected_resource_arn: read::text(params, "ProtectedResourceArn"),
            kms_instance_id: read::text(params, "KmsInstanceId"),
        })
    }
}

/// What `SetDeletionProtection` answers.
#[derive(Default)]
pub struct SetDeletionProtectionResponse {}

impl Message for SetDeletionProtectionResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
