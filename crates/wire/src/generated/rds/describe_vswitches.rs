//! `DescribeVSwitches` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeVSwitches` asks.
#[derive(Default)]
pub struct DescribeVSwitchesRequest {
    pub dedicated_host_group_id: Option<String>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub region_id: Option<String>,
    pub resource_group_id: Option<String>,
    pub vpc_id: Option<String>,
    pub zone_id: Option<String>,
}

impl Request for DescribeVSwitchesRequest {
    type Response = DescribeVSwitchesResponse;
    const OPERATION: Operation = Operation::RdsDescribeVSwitches;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("DedicatedHostGroupId", Shape::Text),
        Parameter::optional("PageNumber", Shape::Integer),
        Parameter::optional("PageSize", Shape::Integer),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
        Parameter::optional("VpcId", Shape::Text),
        Parameter::optional("ZoneId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            dedicated_host_group_id: read::text(params, "DedicatedHostGroupId"),
            page_number: read::integer(params, "PageNumber")?,
            page_size: read::integer(params, "PageSize")?,
            region_id: read::text(params, "RegionId"),
            resource_group_id: read::text(params, "ResourceGroupId"),
            vpc_id: read::text(params, "VpcId"),
            zone_id: read::text(params, "ZoneId"),
        })
    }
}

/// What `DescribeVSwitches` answers.
#[derive(Default)]
pub struct DescribeVSwitchesResponse {
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub total_count: Option<i64>,
    pub vswitchs: Vec<VSwitch>,
}

impl Message for DescribeVSwitchesResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::integer(to, "PageNumber", &self.page_number);
        write::integer(to, "PageSize", &self.page_size);
        write::integer(to, "TotalCount", &self.total_count);
        write::list(to, "VSwitchs", &self.vswitchs);
    }
}

/// `VSwitchs` in the answer.
#[derive(Default)]
pub struct VSwitch {
    pub available_ip_address_count: Option<String>,
    pub cidr_block: Option<String>,
    pub description: Option<String>,
    pub is_default: Option<bool>,
    pub iz_no: Option<String>,
    pub status: Option<String>,
    pub vswitch_id: Option<String>,
    pub vswitch_name: Option<String>,
}

impl Message for VSwitch {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AvailableIpAddressCount", &self.available_ip_address_count);
        write::text(to, "CidrBlock", &self.cidr_block);
        write::text(to, "Description", &self.description);
        write::boolean(to, "IsDefault", &self.is_default);
        write::text(to, "IzNo", &self.iz_no);
        write::text(to, "Status", &self.status);
        write::text(to, "VSwitchId", &self.vswitch_id);
        write::text(to, "VSwitchName", &self.vswitch_name);
    }
}
