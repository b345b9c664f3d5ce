//! `DescribeTasks` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeTasks` asks.
#[derive(Default)]
pub struct DescribeTasksRequest {
    pub db_instance_id: String,
    pub end_time: Option<String>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub start_time: Option<String>,
    pub status: Option<String>,
    pub task_action: Option<String>,
}

impl Request for DescribeTasksRequest {
    type Response = DescribeTasksResponse;
    const OPERATION: Operation = Operation::RdsDescribeTasks;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("EndTime", Shape::Text),
        Parameter::optional("PageNumber", Shape::Integer),
        Parameter::optional("PageSize", Shape::Integer),
        Parameter::optional("StartTime", Shape::Text),
        Parameter::optional("Status", Shape::Text),
        Parameter::optional("TaskAction", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            end_time: read::text(params, "EndTime"),
            page_number: read::integer(params, "PageNumber")?,
            page_size: read::integer(params, "PageSize")?,
            start_time: read::text(params, "StartTime"),
            status: read::text(params, "Status"),
            task_action: read::text(params, "TaskAction"),
        })
    }
}

/// What `DescribeTasks` answers.
#[derive(Default)]
pub struct DescribeTasksResponse {
    pub items: Vec<TaskProgressInfo>,
    pub page_number: Option<i64>,
    pub page_record_count: Option<i64>,
    pub total_record_count: Option<i64>,
}

impl Message for DescribeTasksResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "Items", "TaskProgressInfo", &self.items);
        write::integer(to, "PageNumber", &self.page_number);
        write::integer(to, "PageRecordCount", &self.page_record_count);
        write::integer(to, "TotalRecordCount", &self.total_record_count);
    }
}

/// `TaskProgressInfo` in the answer.
#[derive(Default)]
pub struct TaskProgressInfo {
    pub begin_time: Option<String>,
    pub current_step_name: Option<String>,
    pub db_name: Option<String>,
    pub expected_finish_time: Option<String>,
    pub finish_time: Option<String>,
    pub progress: Option<String>,
    pub progress_info: Option<String>,
    pub remain: Option<i64>,
    pub status: Option<String>,
    pub step_progress_info: Option<String>,
    pub steps_info: Option<String>,
    pub task_action: Option<String>,
    pub task_error_code: Option<String>,
    pub task_error_message: Option<String>,
    pub task_id: Option<String>,
}

impl Message for TaskProgressInfo {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "BeginTime", &self.begin_time);
        write::text(to, "CurrentStepName", &self.current_step_name);
        write::text(to, "DBName", &self.db_name);
        write::text(to, "ExpectedFinishTime", &self.expected_finish_time);
        write::text(to, "FinishTime", &self.finish_time);
        write::text(to, "Progress", &self.progress);
        write::text(to, "ProgressInfo", &self.progress_info);
        write::integer(to, "Remain", &self.remain);
        write::text(to, "Status", &self.status);
        write::text(to, "StepProgressInfo", &self.step_progress_info);
        write::text(to, "StepsInfo", &self.steps_info);
        write::text(to, "TaskAction", &self.task_action);
        write::text(to, "TaskErrorCode", &self.task_error_code);
        write::text(to, "TaskErrorMessage", &self.task_error_message);
        write::text(to, "TaskId", &self.task_id);
    }
}
