//! `DescribeVpcs` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeVpcs` asks.
#[derive(Default)]
pub struct DescribeVpcsRequest {
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub product: Option<String>,
    pub region_id: Option<String>,
    pub resource_group_id: Option<String>,
    pub vpc_id: Option<String>,
    pub zone_id: Option<String>,
}

impl Request for DescribeVpcsRequest {
    type Response = DescribeVpcsResponse;
    const OPERATION: Operation = Operation::RdsDescribeVpcs;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("PageNumber", Shape::Integer),
        Parameter::optional("PageSize", Shape::Integer),
        Parameter::optional("Product", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
        Parameter::optional("VpcId", Shape::Text),
        Parameter::optional("ZoneId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            page_number: read::integer(params, "PageNumber")?,
            page_size: read::integer(params, "PageSize")?,
            product: read::text(params, "Product"),
            region_id: read::text(params, "RegionId"),
            resource_group_id: read::text(params, "ResourceGroupId"),
            vpc_id: read::text(params, "VpcId"),
            zone_id: read::text(params, "ZoneId"),
        })
    }
}

/// What `DescribeVpcs` answers.
#[derive(Default)]
pub struct DescribeVpcsResponse {
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub total_count: Option<i64>,
    pub vpcs: Vec<Vpc>,
}

impl Message for DescribeVpcsResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::integer(to, "PageNumber", &self.page_number);
        write::integer(to, "PageSize", &self.page_size);
        write::integer(to, "TotalCount", &self.total_count);
        write::list(to, "Vpcs", &self.vpcs);
    }
}

/// `Vpcs` in the answer.
#[derive(Default)]
pub struct Vpc {
    pub ali_uid: Option<String>,
    pub bid: Option<String>,
    pub cidr_block: Option<String>,
    pub gmt_create: Option<String>,
    pub gmt_modified: Option<String>,
    pub is_default: Option<bool>,
    pub region_no: Option<String>,
    pub status: Option<String>,
    pub vswitchs: Vec<VSwitch>,
    pub vpc_id: Option<String>,
    pub vpc_name: Option<String>,
}

impl Message for Vpc {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AliUid", &self.ali_uid);
        write::text(to, "Bid", &self.bid);
        write::text(to, "CidrBlock", &self.cidr_block);
        write::text(to, "GmtCreate", &self.gmt_create);
        write::text(to, "GmtModified", &self.gmt_modified);
        write::boolean(to, "IsDefault", &self.is_default);
        write::text(to, "RegionNo", &self.region_no);
        write::text(to, "Status", &self.status);
        write::list(to, "VSwitchs", &self.vswitchs);
        write::text(to, "VpcId", &self.vpc_id);
        write::text(to, "VpcName", &self.vpc_name);
    }
}

/// `VSwitchs` in the answer.
#[derive(Default)]
pub struct VSwitch {
    pub cidr_block: Option<String>,
    pub gmt_create: Option<String>,
    pub gmt_modified: Option<String>,
    pub is_default: Option<bool>,
    pub iz_no: Option<String>,
    pub status: Option<String>,
    pub vswitch_id: Option<String>,
    pub vswitch_name: Option<String>,
}

impl Message for VSwitch {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CidrBlock", &self.cidr_block);
        write::text(to, "GmtCreate", &self.gmt_create);
        write::text(to, "GmtModified", &self.gmt_modified);
        write::boolean(to, "IsDefault", &self.is_default);
        write::text(to, "IzNo", &self.iz_no);
        write::text(to, "Status", &self.status);
        write::text(to, "VSwitchId", &self.vswitch_id);
        write::text(to, "VSwitchName", &self.vswitch_name);
    }
}
