//! `DescribeDBInstancesByExpireTime` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeDBInstancesByExpireTime` asks.
#[derive(Default)]
pub struct DescribeDBInstancesByExpireTimeRequest {
    pub expire_period: Option<i64>,
    pub expired: Option<bool>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub region_id: Option<String>,
    pub resource_group_id: Option<String>,
    pub tags: Option<String>,
    pub proxy_id: Option<String>,
}

impl Request for DescribeDBInstancesByExpireTimeRequest {
    type Response = DescribeDBInstancesByExpireTimeResponse;
    const OPERATION: Operation = Operation::RdsDescribeDBInstancesByExpireTime;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ExpirePeriod", Shape::Integer),
        Parameter::optional("Expired", Shape::Boolean),
        Parameter::optional("PageNumber", Shape::Integer),
        Parameter::optional("PageSize", Shape::Integer),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
        Parameter::optional("Tags", Shape::Text),
        Parameter::optional("proxyId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            expire_period: read::integer(params, "ExpirePeriod")?,
            expired: read::boolean(params, "Expired")?,
            page_number: read::integer(params, "PageNumber")?,
            page_size: read::integer(params, "PageSize")?,
            region_id: read::text(params, "RegionId"),
            resource_group_id: read::text(params, "ResourceGroupId"),
            tags: read::text(params, "Tags"),
            proxy_id: read::text(params, "proxyId"),
        })
    }
}

/// What `DescribeDBInstancesByExpireTime` answers.
#[derive(Default)]
pub struct DescribeDBInstancesByExpireTimeResponse {
    pub items: Vec<DBInstanceExpireTime>,
    pub page_number: Option<i64>,
    pub page_record_count: Option<i64>,
    pub total_record_count: Option<i64>,
}

impl Message for DescribeDBInstancesByExpireTimeResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Items", "DBInstanceExpireTime", &self.items);
        write::integer(to, "PageNumber", &self.page_number);
        write::integer(to, "PageRecordCount", &self.page_record_count);
        write::integer(to, "TotalRecordCount", &self.total_record_count);
    }
}

/// `DBInstanceExpireTime` in the answer.
#[derive(Default)]
pub struct DBInstanceExpireTime {
    pub db_instance_description: Option<String>,
    pub db_instance_id: Option<String>,
    pub db_instance_status: Option<String>,
    pub expire_time: Option<String>,
    pub lock_mode: Option<String>,
    pub pay_type: Option<String>,
}

impl Message for DBInstanceExpireTime {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "DBInstanceDescription", &self.db_instance_description);
        write::text(to, "DBInstanceId", &self.db_instance_id);
        write::text(to, "DBInstanceStatus", &self.db_instance_status);
        write::text(to, "ExpireTime", &self.expire_time);
        write::text(to, "LockMode", &self.lock_mode);
        write::text(to, "PayType", &self.pay_type);
    }
}
