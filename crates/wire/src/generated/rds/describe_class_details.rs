//! `DescribeClassDetails` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeClassDetails` asks.
#[derive(Default)]
pub struct DescribeClassDetailsRequest {
    pub class_code: String,
    pub client_token: Option<String>,
    pub commodity_code: String,
    pub engine: String,
    pub engine_version: String,
    pub region_id: Option<String>,
    pub resource_group_id: Option<String>,
}

impl Request for DescribeClassDetailsRequest {
    type Response = DescribeClassDetailsResponse;
    const OPERATION: Operation = Operation::RdsDescribeClassDetails;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("ClassCode", Shape::Text),
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::required("CommodityCode", Shape::Text),
        Parameter::required("Engine", Shape::Text),
        Parameter::required("EngineVersion", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            class_code: read::required_text(params, "ClassCode")?,
            client_token: read::text(params, "ClientToken"),
            commodity_code: read::required_text(params, "CommodityCode")?,
            engine: read::required_text(params, "Engine")?,
            engine_version: read::required_text(params, "EngineVersion")?,
            region_id: read::text(params, "RegionId"),
            resource_group_id: read::text(params, "ResourceGroupId"),
        })
    }
}

/// What `DescribeClassDetails` answers.
#[derive(Default)]
pub struct DescribeClassDetailsResponse {
    pub category: Option<String>,
    pub class_code: Option<String>,
    pub class_group: Option<String>,
    pub cpu: Option<String>,
    pub db_instance_storage_type: Option<String>,
    pub instruction_set_arch: Option<String>,
    pub max_connections: Option<String>,
    pub max_iombps: Option<String>,
    pub max_iops: Option<String>,
    pub memory_class: Option<String>,
    pub reference_price: Option<String>,
}

impl Message for DescribeClassDetailsResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Category", &self.category);
        write::text(to, "ClassCode", &self.class_code);
        write::text(to, "ClassGroup", &self.class_group);
        write::text(to, "Cpu", &self.cpu);
        write::text(to, "DBInstanceStorageType", &self.db_instance_storage_type);
        write::text(to, "InstructionSetArch", &self.instruction_set_arch);
        write::text(to, "MaxConnections", &self.max_connections);
        write::text(to, "MaxIOMBPS", &self.max_iombps);
        write::text(to, "MaxIOPS", &self.max_iops);
        write::text(to, "MemoryClass", &self.memory_class);
        write::text(to, "ReferencePrice", &self.reference_price);
    }
}
