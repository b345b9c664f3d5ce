//! `GetKmsInstanceQuotaInfos` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetKmsInstanceQuotaInfos` asks.
#[derive(Default)]
pub struct GetKmsInstanceQuotaInfosRequest {
    pub kms_instance_id: Option<String>,
    pub resource_type: Option<String>,
}

impl Request for GetKmsInstanceQuotaInfosRequest {
    type Response = GetKmsInstanceQuotaInfosResponse;
    const OPERATION: Operation = Operation::KmsGetKmsInstanceQuotaInfos;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("KmsInstanceId", Shape::Text),
        Parameter::optional("ResourceType", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            kms_instance_id: read::text(params, "KmsInstanceId"),
            resource_type: read::text(params, "ResourceType"),
        })
    }
}

/// What `GetKmsInstanceQuotaInfos` answers.
#[derive(Default)]
pub struct GetKmsInstanceQuotaInfosResponse {
    pub kms_instance_id: Option<String>,
    pub kms_instance_quota_infos: Vec<KmsInstanceQuotaInfo>,
}

impl Message for GetKmsInstanceQuotaInfosResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "KmsInstanceId", &self.kms_instance_id);
        write::list(to, "KmsInstanceQuotaInfos", &self.kms_instance_quota_infos);
    }
}

/// `KmsInstanceQuotaInfos` in the answer.
#[derive(Default)]
pub struct KmsInstanceQuotaInfo {
    pub resource_quota: Option<i64>,
    pub resource_type: Option<String>,
    pub used_quantity: Option<i64>,
}

impl Message for KmsInstanceQuotaInfo {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::integer(to, "ResourceQuota", &self.resource_quota);
        write::text(to, "ResourceType", &self.resource_type);
        write::integer(to, "UsedQuantity", &self.used_quantity);
    }
}
