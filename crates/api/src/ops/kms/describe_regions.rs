//! `DescribeRegions`: the one region that this server stands in.

use rampart_wire::kms::describe_regions::{DescribeRegionsRequest, DescribeRegionsResponse, Region};

use crate::{Answer, Call};

pub(crate) async fn describe_regions(
    call: &mut Call<'_>,
    _: DescribeRegionsRequest,
) -> Answer<DescribeRegionsResponse> {
    let here = Region { region_id: Some(call.region().as_str().into()) };
    Ok(DescribeRegionsResponse { regions: vec![here] })
}

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::Desk;

    #[test]
    fn describe_regions() {
        let desk = Desk::new();
        let regions = desk.nobody().ask("DescribeRegions", &[]);
        assert_eq!(regions["Regions"]["Region"], serde_json::json!([{"RegionId": "cn-hangzhou"}]));
    }
}
