//! `DescribeAvailableZones` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeAvailableZones` asks.
#[derive(Default)]
pub struct DescribeAvailableZonesRequest {
    pub category: Option<String>,
    pub commodity_code: Option<String>,
    pub db_instance_name: Option<String>,
    pub dispense_mode: Option<String>,
    pub engine: String,
    pub engine_version: Option<String>,
    pub region_id: Option<String>,
    pub zone_id: Option<String>,
}

impl Request for DescribeAvailableZonesRequest {
    type Response = DescribeAvailableZonesResponse;
    const OPERATION: Operation = Operation::RdsDescribeAvailableZones;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("Category", Shape::Text),
        Parameter::optional("CommodityCode", Shape::Text),
        Parameter::optional("DBInstanceName", Shape::Text),
        Parameter::optional("DispenseMode", Shape::Text),
        Parameter::required("Engine", Shape::Text),
        Parameter::optional("EngineVersion", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("ZoneId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            category: read::text(params, "Category"),
            commodity_code: read::text(params, "CommodityCode"),
            db_instance_name: read::text(params, "DBInstanceName"),
            dispense_mode: read::text(params, "DispenseMode"),
            engine: read::required_text(params, "Engine")?,
            engine_version: read::text(params, "EngineVersion"),
            region_id: read::text(params, "RegionId"),
            zone_id: read::text(params, "ZoneId"),
        })
    }
}

/// What `DescribeAvailableZones` answers.
#[derive(Default)]
pub struct DescribeAvailableZonesResponse {
    pub available_zones: Vec<AvailableZone>,
}

impl Message for DescribeAvailableZonesResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::list(to, "AvailableZones", &self.available_zones);
    }
}

/// `AvailableZones` in the answer.
#[derive(Default)]
pub struct AvailableZone {
    pub region_id: Option<String>,
    pub supported_engines: Vec<SupportedEngine>,
    pub zone_id: Option<String>,
}

impl Message for AvailableZone {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "RegionId", &self.region_id);
        write::list(to, "SupportedEngines", &self.supported_engines);
        write::text(to, "ZoneId", &self.zone_id);
    }
}

/// `SupportedEngines` in the answer.
#[derive(Default)]
pub struct SupportedEngine {
    pub engine: Option<String>,
    pub supported_engine_versions: Vec<SupportedEngineVersion>,
}

impl Message for SupportedEngine {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Engine", &self.engine);
        write::list(to, "SupportedEngineVersions", &self.supported_engine_versions);
    }
}

/// `SupportedEngineVersions` in the answer.
#[derive(Default)]
pub struct SupportedEngineVersion {
    pub supported_categorys: Vec<SupportedCategory>,
    pub version: Option<String>,
}

impl Message for SupportedEngineVersion {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::list(to, "SupportedCategorys", &self.supported_categorys);
        write::text(to, "Version", &self.version);
    }
}

/// `SupportedCategorys` in the answer.
#[derive(Default)]
pub struct SupportedCategory {
    pub category: Option<String>,
    pub supported_storage_types: Vec<SupportedStorageType>,
}

impl Message for SupportedCategory {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Category", &self.category);
        write::list(to, "SupportedStorageTypes", &self.supported_storage_types);
    }
}

/// `SupportedStorageTypes` in the answer.
#[derive(Default)]
pub struct SupportedStorageType {
    pub storage_type: Option<String>,
}

impl Message for SupportedStorageType {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "StorageType", &self.storage_type);
    }
}
