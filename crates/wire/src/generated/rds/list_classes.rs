//! `ListClasses` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListClasses` asks.
#[derive(Default)]
pub struct ListClassesRequest {
    pub client_token: Option<String>,
    pub commodity_code: String,
    pub db_instance_id: Option<String>,
    pub engine: Option<String>,
    pub order_type: String,
    pub region_id: Option<String>,
}

impl Request for ListClassesRequest {
    type Response = ListClassesResponse;
    const OPERATION: Operation = Operation::RdsListClasses;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::required("CommodityCode", Shape::Text),
        Parameter::optional("DBInstanceId", Shape::Text),
        Parameter::optional("Engine", Shape::Text),
        Parameter::required("OrderType", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            client_token: read::text(params, "ClientToken"),
            commodity_code: read::required_text(params, "CommodityCode")?,
            db_instance_id: read::text(params, "DBInstanceId"),
            engine: read::text(params, "Engine"),
            order_type: read::required_text(params, "OrderType")?,
            region_id: read::text(params, "RegionId"),
        })
    }
}

/// What `ListClasses` answers.
#[derive(Default)]
pub struct ListClassesResponse {
    pub items: Vec<Item>,
    pub region_id: Option<String>,
}

impl Message for ListClassesResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::list(to, "Items", &self.items);
        write::text(to, "RegionId", &self.region_id);
    }
}

/// `Items` in the answer.
#[derive(Default)]
pub struct Item {
    pub class_code: Option<String>,
    pub class_group: Option<String>,
    pub cpu: Option<String>,
    pub encrypted_memory: Option<String>,
    pub instruction_set_arch: Option<String>,
    pub max_connections: Option<String>,
    pub max_iombps: Option<String>,
    pub max_iops: Option<String>,
    pub memory_class: Option<String>,
    pub reference_price: Option<String>,
    pub category: Option<String>,
    pub storage_type: Option<String>,
}

impl Message for Item {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ClassCode", &self.class_code);
        write::text(to, "ClassGroup", &self.class_group);
        write::text(to, "Cpu", &self.cpu);
        write::text(to, "EncryptedMemory", &self.encrypted_memory);
        write::text(to, "InstructionSetArch", &self.instruction_set_arch);
        write::text(to, "MaxConnections", &self.max_connections);
        write::text(to, "MaxIOMBPS", &self.max_iombps);
        write::text(to, "MaxIOPS", &self.max_iops);
        write::text(to, "MemoryClass", &self.memory_class);
        write::text(to, "ReferencePrice", &self.reference_price);
        write::text(to, "category", &self.category);
        write::text(to, "storageType", &self.storage_type);
    }
}
