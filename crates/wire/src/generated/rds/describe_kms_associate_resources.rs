//! `DescribeKmsAssociateResources` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeKmsAssociateResources` asks.
#[derive(Default)]
pub struct DescribeKmsAssociateResourcesRequest {
    pub client_token: Option<String>,
    pub kms_resource_id: String,
    pub kms_resource_region_id: Option<String>,
    pub kms_resource_type: String,
    pub kms_resource_user: String,
    pub region_id: Option<String>,
    pub resource_group_id: Option<String>,
}

impl Request for DescribeKmsAssociateResourcesRequest {
    type Response = DescribeKmsAssociateResourcesResponse;
    const OPERATION: Operation = Operation::RdsDescribeKmsAssociateResources;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::required("KmsResourceId", Shape::Text),
        Parameter::optional("KmsResourceRegionId", Shape::Text),
        Parameter::required("KmsResourceType", Shape::Text),
        Parameter::required("KmsResourceUser", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            client_token: read::text(params, "ClientToken"),
            kms_resource_id: read::required_text(params, "KmsResourceId")?,
            kms_resource_region_id: read::text(params, "KmsResourceRegionId"),
            kms_resource_type: read::required_text(params, "KmsResourceType")?,
            kms_resource_user: read::required_text(params, "KmsResourceUser")?,
            region_id: read::text(params, "RegionId"),
            resource_group_id: read::text(params, "ResourceGroupId"),
        })
    }
}

/// What `DescribeKmsAssociateResources` answers.
#[derive(Default)]
pub struct DescribeKmsAssociateResourcesResponse {
    pub associate_db_instances: Vec<AssociateDBInstance>,
    pub associate_status: Option<bool>,
}

impl Message for DescribeKmsAssociateResourcesResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::list(to, "AssociateDBInstances", &self.associate_db_instances);
        write::boolean(to, "AssociateStatus", &self.associate_status);
    }
}

/// `AssociateDBInstances` in the answer.
#[derive(Default)]
pub struct AssociateDBInstance {
    pub db_instance_name: Option<String>,
    pub engine: Option<String>,
    pub key_used_by: Option<String>,
    pub status: Option<String>,
}

impl Message for AssociateDBInstance {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DBInstanceName", &self.db_instance_name);
        write::text(to, "Engine", &self.engine);
        write::text(to, "KeyUsedBy", &self.key_used_by);
        write::text(to, "Status", &self.status);
    }
}
