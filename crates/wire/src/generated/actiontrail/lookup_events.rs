//! `LookupEvents` of Actiontrail.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `LookupEvents` asks.
#[derive(Default)]
pub struct LookupEventsRequest {
    pub start_time: Option<String>,
    pub end_time: Option<String>,
    pub max_results: Option<String>,
    pub next_token: Option<String>,
    pub direction: Option<String>,
    pub lookup_attribute: Vec<TagParameter>,
}

impl Request for LookupEventsRequest {
    type Response = LookupEventsResponse;
    const OPERATION: Operation = Operation::ActiontrailLookupEvents;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("StartTime", Shape::Text),
        Parameter::optional("EndTime", Shape::Text),
        Parameter::optional("MaxResults", Shape::Text),
        Parameter::optional("NextToken", Shape::Text),
        Parameter::optional("Direction", Shape::Text),
        Parameter::optional("LookupAttribute", Shape::Tags),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            start_time: read::text(params, "StartTime"),
            end_time: read::text(params, "EndTime"),
            max_results: read::text(params, "MaxResults"),
            next_token: read::text(params, "NextToken"),
            direction: read::text(params, "Direction"),
            lookup_attribute: read::elements(params, "LookupAttribute")?,
        })
    }
}

/// What `LookupEvents` answers.
#[derive(Default)]
pub struct LookupEventsResponse {
    pub start_time: Option<String>,
    pub end_time: Option<String>,
    pub next_token: Option<String>,
    pub events: Vec<Event>,
    pub gaps: Vec<String>,
}

impl Message for LookupEventsResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "StartTime", &self.start_time);
        write::text(to, "EndTime", &self.end_time);
        write::text(to, "NextToken", &self.next_token);
        write::list(to, "Events", &self.events);
        write::texts(to, "Gaps", &self.gaps);
    }
}

/// `Events` in the answer.
#[derive(Default)]
pub struct Event {
    pub event_id: Option<String>,
    pub event_version: Option<String>,
    pub event_name: Option<String>,
    pub event_type: Option<String>,
    pub event_category: Option<String>,
    pub event_rw: Option<String>,
    pub event_source: Option<String>,
    pub event_time: Option<String>,
    pub acs_region: Option<String>,
    pub api_version: Option<String>,
    pub request_id: Option<String>,
    pub service_name: Option<String>,
    pub source_ip_address: Option<String>,
    pub error_code: Option<String>,
    pub error_message: Option<String>,
    pub recipient_account_id: Option<String>,
    pub resource_name: Option<String>,
    pub resource_type: Option<String>,
    pub referenced_resources: Vec<(String, Vec<String>)>,
    pub user_identity: Option<UserIdentity>,
    pub additional_event_data: Option<AdditionalEventData>,
}

impl Message for Event {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "eventId", &self.event_id);
        write::text(to, "eventVersion", &self.event_version);
        write::text(to, "eventName", &self.event_name);
        write::text(to, "eventType", &self.event_type);
        write::text(to, "eventCategory", &self.event_category);
        write::text(to, "eventRW", &self.event_rw);
        write::text(to, "eventSource", &self.event_source);
        write::text(to, "eventTime", &self.event_time);
        write::text(to, "acsRegion", &self.acs_region);
        write::text(to, "apiVersion", &self.api_version);
        write::text(to, "requestId", &self.request_id);
        write::text(to, "serviceName", &self.service_name);
        write::text(to, "sourceIpAddress", &self.source_ip_address);
        write::text(to, "errorCode", &self.error_code);
        write::text(to, "errorMessage", &self.error_message);
        write::text(to, "recipientAccountId", &self.recipient_account_id);
        write::text(to, "resourceName", &self.resource_name);
        write::text(to, "resourceType", &self.resource_type);
        write::map_of_lists(to, "referencedResources", &self.referenced_resources);
        write::object(to, "userIdentity", &self.user_identity);
        write::object(to, "additionalEventData", &self.additional_event_data);
    }
}

/// `userIdentity` in the answer.
#[derive(Default)]
pub struct UserIdentity {
    pub r#type: Option<String>,
    pub principal_id: Option<String>,
    pub account_id: Option<String>,
    pub user_name: Option<String>,
    pub access_key_id: Option<String>,
}

impl Message for UserIdentity {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "type", &self.r#type);
        write::text(to, "principalId", &self.principal_id);
        write::text(to, "accountId", &self.account_id);
        write::text(to, "userName", &self.user_name);
        write::text(to, "accessKeyId", &self.access_key_id);
    }
}

/// `additionalEventData` in the answer.
#[derive(Default)]
pub struct AdditionalEventData {
    pub scheme: Option<String>,
    pub cause_request_id: Option<String>,
    pub http_status: Option<i64>,
    pub decisions: Vec<Decision>,
    pub decisions_left_out: Option<i64>,
}

impl Message for AdditionalEventData {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Scheme", &self.scheme);
        write::text(to, "CauseRequestId", &self.cause_request_id);
        write::integer(to, "HttpStatus", &self.http_status);
        write::list(to, "Decisions", &self.decisions);
        write::integer(to, "DecisionsLeftOut", &self.decisions_left_out);
    }
}

/// `Decisions` in the answer.
#[derive(Default)]
pub struct Decision {
    pub action: Option<String>,
    pub resource: Option<String>,
    pub decision: Option<String>,
    pub policy_type: Option<String>,
    pub policy_name: Option<String>,
    pub policy_version: Option<String>,
    pub statement_index: Option<i64>,
    pub reason: Option<String>,
}

impl Message for Decision {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Action", &self.action);
        write::text(to, "Resource", &self.resource);
        write::text(to, "Decision", &self.decision);
        write::text(to, "PolicyType", &self.policy_type);
        write::text(to, "PolicyName", &self.policy_name);
        write::text(to, "PolicyVersion", &self.policy_version);
        write::integer(to, "StatementIndex", &self.statement_index);
        write::text(to, "Reason", &self.reason);
    }
}
