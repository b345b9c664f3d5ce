//! `DescribeAvailableCrossRegion` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeAvailableCrossRegion` asks.
#[derive(Default)]
pub struct DescribeAvailableCrossRegionRequest {
    pub region_id: Option<String>,
}

impl Request for DescribeAvailableCrossRegionRequest {
    type Response = DescribeAvailableCrossRegionResponse;
    const OPERATION: Operation = Operation::RdsDescribeAvailableCrossRegion;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("RegionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            region_id: read::text(params, "RegionId"),
        })
    }
}

/// What `DescribeAvailableCrossRegion` answers.
#[derive(Default)]
pub struct DescribeAvailableCrossRegionResponse {
    pub regions: Vec<String>,
}

impl Message for DescribeAvailableCrossRegionResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_texts(to, "Regions", "Region", &self.regions);
    }
}
