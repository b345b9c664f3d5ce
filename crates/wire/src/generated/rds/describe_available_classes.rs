//! `DescribeAvailableClasses` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeAvailableClasses` asks.
#[derive(Default)]
pub struct DescribeAvailableClassesRequest {
    pub category: String,
    pub commodity_code: Option<String>,
    pub db_instance_id: Option<String>,
    pub db_instance_storage_type: String,
    pub engine: String,
    pub engine_version: String,
    pub instance_charge_type: Option<String>,
    pub order_type: Option<String>,
    pub region_id: Option<String>,
    pub zone_id: String,
}

impl Request for DescribeAvailableClassesRequest {
    type Response = DescribeAvailableClassesResponse;
    const OPERATION: Operation = Operation::RdsDescribeAvailableClasses;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("Category", Shape::Text),
        Parameter::optional("CommodityCode", Shape::Text),
        Parameter::optional("DBInstanceId", Shape::Text),
        Parameter::required("DBInstanceStorageType", Shape::Text),
        Parameter::required("Engine", Shape::Text),
        Parameter::required("EngineVersion", Shape::Text),
        Parameter::optional("InstanceChargeType", Shape::Text),
        Parameter::optional("OrderType", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::required("ZoneId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            category: read::required_text(params, "Category")?,
            commodity_code: read::text(params, "CommodityCode"),
            db_instance_id: read::text(params, "DBInstanceId"),
            db_instance_storage_type: read::required_text(params, "DBInstanceStorageType")?,
            engine: read::required_text(params, "Engine")?,
            engine_version: read::required_text(params, "EngineVersion")?,
            instance_charge_type: read::text(params, "InstanceChargeType"),
            order_type: read::text(params, "OrderType"),
            region_id: read::text(params, "RegionId"),
            zone_id: read::required_text(params, "ZoneId")?,
        })
    }
}

/// What `DescribeAvailableClasses` answers.
#[derive(Default)]
pub struct DescribeAvailableClassesResponse {
    pub db_instance_classes: Vec<DBInstanceClass>,
}

impl Message for DescribeAvailableClassesResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::list(to, "DBInstanceClasses", &self.db_instance_classes);
    }
}

/// `DBInstanceClasses` in the answer.
#[derive(Default)]
pub struct DBInstanceClass {
    pub db_instance_class: Option<String>,
    pub db_instance_storage_range: Option<DBInstanceStorageRange>,
}

impl Message for DBInstanceClass {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DBInstanceClass", &self.db_instance_class);
        write::object(to, "DBInstanceStorageRange", &self.db_instance_storage_range);
    }
}

/// `DBInstanceStorageRange` in the answer.
#[derive(Default)]
pub struct DBInstanceStorageRange {
    pub max_value: Option<i64>,
    pub min_value: Option<i64>,
    pub step: Option<i64>,
}

impl Message for DBInstanceStorageRange {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::integer(to, "MaxValue", &self.max_value);
        write::integer(to, "MinValue", &self.min_value);
        write::integer(to, "Step", &self.step);
    }
}
