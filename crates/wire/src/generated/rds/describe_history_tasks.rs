//! `DescribeHistoryTasks` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeHistoryTasks` asks.
#[derive(Default)]
pub struct DescribeHistoryTasksRequest {
    pub from_exec_time: Option<i64>,
    pub from_start_time: String,
    pub instance_id: Option<String>,
    pub instance_type: Option<String>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub region_id: Option<String>,
    pub resource_group_id: Option<String>,
    pub status: Option<String>,
    pub task_id: Option<String>,
    pub task_type: Option<String>,
    pub to_exec_time: Option<i64>,
    pub to_start_time: String,
}

impl Request for DescribeHistoryTasksRequest {
    type Response = DescribeHistoryTasksResponse;
    const OPERATION: Operation = Operation::RdsDescribeHistoryTasks;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("FromExecTime", Shape::Integer),
        Parameter::required("FromStartTime", Shape::Text),
        Parameter::optional("InstanceId", Shape::Text),
        Parameter::optional("InstanceType", Shape::Text),
        Parameter::optional("PageNumber", Shape::Integer),
        Parameter::optional("PageSize", Shape::Integer),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
        Parameter::optional("Status", Shape::Text),
        Parameter::optional("TaskId", Shape::Text),
        Parameter::optional("TaskType", Shape::Text),
        Parameter::optional("ToExecTime", Shape::Integer),
        Parameter::required("ToStartTime", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            from_exec_time: read::integer(params, "FromExecTime")?,
            from_start_time: read::required_text(params, "FromStartTime")?,
            instance_id: read::text(params, "InstanceId"),
            instance_type: read::text(params, "InstanceType"),
            page_number: read::integer(params, "PageNumber")?,
            page_size: read::integer(params, "PageSize")?,
            region_id: read::text(params, "RegionId"),
            resource_group_id: read::text(params, "ResourceGroupId"),
            status: read::text(params, "Status"),
            task_id: read::text(params, "TaskId"),
            task_type: read::text(params, "TaskType"),
            to_exec_time: read::integer(params, "ToExecTime")?,
            to_start_time: read::required_text(params, "ToStartTime")?,
        })
    }
}

/// What `DescribeHistoryTasks` answers.
#[derive(Default)]
pub struct DescribeHistoryTasksResponse {
    pub items: Vec<Item>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub total_count: Option<i64>,
}

impl Message for DescribeHistoryTasksResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::list(to, "Items", &self.items);
        write::integer(to, "PageNumber", &self.page_number);
        write::integer(to, "PageSize", &self.page_size);
        write::integer(to, "TotalCount", &self.total_count);
    }
}

/// `Items` in the answer.
#[derive(Default)]
pub struct Item {
    pub action_info: Option<String>,
    pub caller_source: Option<String>,
    pub caller_uid: Option<String>,
    pub current_step_name: Option<String>,
    pub db_type: Option<String>,
    pub end_time: Option<String>,
    pub instance_id: Option<String>,
    pub instance_name: Option<String>,
    pub instance_type: Option<String>,
    pub product: Option<String>,
    pub progress: Option<f64>,
    pub reason_code: Option<String>,
    pub region_id: Option<String>,
    pub remain_time: Option<i64>,
    pub start_time: Option<String>,
    pub status: Option<String>,
    pub task_detail: Option<String>,
    pub task_id: Option<String>,
    pub task_type: Option<String>,
    pub uid: Option<String>,
}

impl Message for Item {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ActionInfo", &self.action_info);
        write::text(to, "CallerSource", &self.caller_source);
        write::text(to, "CallerUid", &self.caller_uid);
        write::text(to, "CurrentStepName", &self.current_step_name);
        write::text(to, "DbType", &self.db_type);
        write::text(to, "EndTime", &self.end_time);
        write::text(to, "InstanceId", &self.instance_id);
        write::text(to, "InstanceName", &self.instance_name);
        write::text(to, "InstanceType", &self.instance_type);
        write::text(to, "Product", &self.product);
        write::number(to, "Progress", &self.progress);
        write::text(to, "ReasonCode", &self.reason_code);
        write::text(to, "RegionId", &self.region_id);
        write::integer(to, "RemainTime", &self.remain_time);
        write::text(to, "StartTime", &self.start_time);
        write::text(to, "Status", &self.status);
        write::text(to, "TaskDetail", &self.task_detail);
        write::text(to, "TaskId", &self.task_id);
        write::text(to, "TaskType", &self.task_type);
        write::text(to, "Uid", &self.uid);
    }
}
