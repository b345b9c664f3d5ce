//! `DescribeRegions` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeRegions` asks.
#[derive(Default)]
pub struct DescribeRegionsRequest {}

impl Request for DescribeRegionsRequest {
    type Response = DescribeRegionsResponse;
    const OPERATION: Operation = Operation::KmsDescribeRegions;
    const PARAMETERS: &'static [Parameter] = &[];

    fn decode(_: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {})
    }
}

/// What `DescribeRegions` answers.
#[derive(Default)]
pub struct DescribeRegionsResponse {
    pub regions: Vec<Region>,
}

impl Message for DescribeRegionsResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Regions", "Region", &self.regions);
    }
}

/// `Region` in the answer.
#[derive(Default)]
pub struct Region {
    pub region_id: Option<String>,
}

impl Message for Region {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "RegionId", &self.region_id);
    }
}
