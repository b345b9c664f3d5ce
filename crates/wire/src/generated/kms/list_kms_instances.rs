//! `ListKmsInstances` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListKmsInstances` asks.
#[derive(Default)]
pub struct ListKmsInstancesRequest {
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub filters: Option<String>,
}

impl Request for ListKmsInstancesRequest {
    type Response = ListKmsInstancesResponse;
    const OPERATION: Operation = Operation::KmsListKmsInstances;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("PageNumber", Shape::Integer),
        Parameter::optional("PageSize", Shape::Integer),
        Parameter::optional("Filters", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            page_number: read::integer(params, "PageNumber")?,
            page_size: read::integer(params, "PageSize")?,
            filters: read::text(params, "Filters"),
        })
    }
}

/// What `ListKmsInstances` answers.
#[derive(Default)]
pub struct ListKmsInstancesResponse {
    pub kms_instances: Vec<KmsInstance>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub total_count: Option<i64>,
}

impl Message for ListKmsInstancesResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "KmsInstances", "KmsInstance", &self.kms_instances);
        write::integer(to, "PageNumber", &self.page_number);
        write::integer(to, "PageSize", &self.page_size);
        write::integer(to, "TotalCount", &self.total_count);
    }
}

/// `KmsInstance` in the answer.
#[derive(Default)]
pub struct KmsInstance {
    pub kms_instance_arn: Option<String>,
    pub kms_instance_id: Option<String>,
}

impl Message for KmsInstance {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "KmsInstanceArn", &self.kms_instance_arn);
        write::text(to, "KmsInstanceId", &self.kms_instance_id);
    }
}
