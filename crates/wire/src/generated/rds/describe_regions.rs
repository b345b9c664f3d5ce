//! `DescribeRegions` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeRegions` asks.
#[derive(Default)]
pub struct DescribeRegionsRequest {
    pub accept_language: Option<String>,
}

impl Request for DescribeRegionsRequest {
    type Response = DescribeRegionsResponse;
    const OPERATION: Operation = Operation::RdsDescribeRegions;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("AcceptLanguage", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            accept_language: read::text(params, "AcceptLanguage"),
        })
    }
}

/// What `DescribeRegions` answers.
#[derive(Default)]
pub struct DescribeRegionsResponse {
    pub regions: Vec<RDSRegion>,
}

impl Message for DescribeRegionsResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Regions", "RDSRegion", &self.regions);
    }
}

/// `RDSRegion` in the answer.
#[derive(Default)]
pub struct RDSRegion {
    pub local_name: Option<String>,
    pub region_endpoint: Option<String>,
    pub region_id: Option<String>,
    pub zone_id: Option<String>,
    pub zone_name: Option<String>,
}

impl Message for RDSRegion {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "LocalName", &self.local_name);
        write::text(to, "RegionEndpoint", &self.region_endpoint);
        write::text(to, "RegionId", &self.region_id);
        write::text(to, "ZoneId", &self.zone_id);
        write::text(to, "ZoneName", &self.zone_name);
    }
}
