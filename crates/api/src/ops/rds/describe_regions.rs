//! `DescribeRegions`: the one region that this server stands in, its own zone.

use rampart_wire::rds::describe_regions::{DescribeRegionsRequest, DescribeRegionsResponse, RDSRegion};

use crate::{Answer, Call};

pub(crate) async fn describe_regions(
    call: &mut Call<'_>,
    _: DescribeRegionsRequest,
) -> Answer<DescribeRegionsResponse> {
    let here = || Some(call.region().as_str().to_owned());
    let region = RDSRegion {
        local_name: here(),
        region_endpoint: Some(call.origin().host.to_string()),
        region_id: here(),
        zone_id: here(),
        zone_name: here(),
    };
    Ok(DescribeRegionsResponse { regions: vec![region] })
}
