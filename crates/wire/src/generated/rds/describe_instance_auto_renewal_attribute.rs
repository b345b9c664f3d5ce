//! `DescribeInstanceAutoRenewalAttribute` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeInstanceAutoRenewalAttribute` asks.
#[derive(Default)]
pub struct DescribeInstanceAutoRenewalAttributeRequest {
    pub client_token: Option<String>,
    pub db_instance_id: Option<String>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub region_id: Option<String>,
    pub proxy_id: Option<String>,
}

impl Request for DescribeInstanceAutoRenewalAttributeRequest {
    type Response = DescribeInstanceAutoRenewalAttributeResponse;
    const OPERATION: Operation = Operation::RdsDescribeInstanceAutoRenewalAttribute;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::optional("DBInstanceId", Shape::Text),
        Parameter::optional("PageNumber", Shape::Integer),
        Parameter::optional("PageSize", Shape::Integer),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("proxyId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            client_token: read::text(params, "ClientToken"),
            db_instance_id: read::text(params, "DBInstanceId"),
            page_number: read::integer(params, "PageNumber")?,
            page_size: read::integer(params, "PageSize")?,
            region_id: read::text(params, "RegionId"),
            proxy_id: read::text(params, "proxyId"),
        })
    }
}

/// What `DescribeInstanceAutoRenewalAttribute` answers.
#[derive(Default)]
pub struct DescribeInstanceAutoRenewalAttributeResponse {
    pub items: Vec<Item>,
    pub page_number: Option<i64>,
    pub page_record_count: Option<i64>,
    pub total_record_count: Option<i64>,
}

impl Message for DescribeInstanceAutoRenewalAttributeResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Items", "Item", &self.items);
        write::integer(to, "PageNumber", &self.page_number);
        write::integer(to, "PageRecordCount", &self.page_record_count);
        write::integer(to, "TotalRecordCount", &self.total_record_count);
    }
}

/// `Item` in the answer.
#[derive(Default)]
pub struct Item {
    pub auto_renew: Option<String>,
    pub db_instance_id: Option<String>,
    pub duration: Option<i64>,
    pub region_id: Option<String>,
    pub status: Option<String>,
}

impl Message for Item {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AutoRenew", &self.auto_renew);
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::integer(to, "Duration", &self.duration);
        write::text(to, "RegionId", &self.region_id);
        write::text(to, "Status", &self.status);
    }
}
