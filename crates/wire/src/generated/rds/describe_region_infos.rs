//! `DescribeRegionInfos` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeRegionInfos` asks.
#[derive(Default)]
pub struct DescribeRegionInfosRequest {
    pub client_token: Option<String>,
    pub region_id: Option<String>,
}

impl Request for DescribeRegionInfosRequest {
    type Response = DescribeRegionInfosResponse;
    const OPERATION: Operation = Operation::RdsDescribeRegionInfos;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            client_token: read::text(params, "ClientToken"),
            region_id: read::text(params, "RegionId"),
        })
    }
}

/// What `DescribeRegionInfos` answers.
#[derive(Default)]
pub struct DescribeRegionInfosResponse {
    pub regions: Vec<RDSRegion>,
}

impl Message for DescribeRegionInfosResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Regions", "RDSRegion", &self.regions);
    }
}

/// `RDSRegion` in the answer.
#[derive(Default)]
pub struct RDSRegion {
    pub region_id: Option<String>,
}

impl Message for RDSRegion {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "RegionId", &self.region_id);
    }
}
