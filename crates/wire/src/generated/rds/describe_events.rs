//! `DescribeEvents` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeEvents` asks.
#[derive(Default)]
pub struct DescribeEventsRequest {
    pub end_time: Option<String>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub region_id: Option<String>,
    pub start_time: Option<String>,
}

impl Request for DescribeEventsRequest {
    type Response = DescribeEventsResponse;
    const OPERATION: Operation = Operation::RdsDescribeEvents;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("EndTime", Shape::Text),
        Parameter::optional("PageNumber", Shape::Integer),
        Parameter::optional("PageSize", Shape::Integer),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("StartTime", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            end_time: read::text(params, "EndTime"),
            page_number: read::integer(params, "PageNumber")?,
            page_size: read::integer(params, "PageSize")?,
            region_id: read::text(params, "RegionId"),
            start_time: read::text(params, "StartTime"),
        })
    }
}

/// What `DescribeEvents` answers.
#[derive(Default)]
pub struct DescribeEventsResponse {
    pub event_items: Vec<EventItem>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub total_record_count: Option<i64>,
}

impl Message for DescribeEventsResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "EventItems", "EventItems", &self.event_items);
        write::integer(to, "PageNumber", &self.page_number);
        write::integer(to, "PageSize", &self.page_size);
        write::integer(to, "TotalRecordCount", &self.total_record_count);
    }
}

/// `EventItems` in the answer.
#[derive(Default)]
pub struct EventItem {
    pub caller_uid: Option<i64>,
    pub event_id: Option<i64>,
    pub event_name: Option<String>,
    pub event_payload: Option<String>,
    pub event_reason: Option<String>,
    pub event_record_time: Option<String>,
    pub event_time: Option<String>,
    pub event_type: Option<String>,
    pub event_user_type: Option<String>,
    pub region_id: Option<String>,
    pub resource_name: Option<String>,
    pub resource_type: Option<String>,
}

impl Message for EventItem {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::integer(to, "CallerUid", &self.caller_uid);
        write::integer(to, "EventId", &self.event_id);
        write::text(to, "EventName", &self.event_name);
        write::text(to, "EventPayload", &self.event_payload);
        write::text(to, "EventReason", &self.event_reason);
        write::text(to, "EventRecordTime", &self.event_record_time);
        write::text(to, "EventTime", &self.event_time);
        write::text(to, "EventType", &self.event_type);
        write::text(to, "EventUserType", &self.event_user_type);
        write::text(to, "RegionId", &self.region_id);
        write::text(to, "ResourceName", &self.resource_name);
        write::text(to, "ResourceType", &self.resource_type);
    }
}
