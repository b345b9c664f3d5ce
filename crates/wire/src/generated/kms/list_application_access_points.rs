//! `ListApplicationAccessPoints` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ListApplicationAccessPoints` asks.
#[derive(Default)]
pub struct ListApplicationAccessPointsRequest {
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
}

impl Request for ListApplicationAccessPointsRequest {
    type Response = ListApplicationAccessPointsResponse;
    const OPERATION: Operation = Operation::KmsListApplicationAccessPoints;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("PageNumber", Shape::Integer),
        Parameter::optional("PageSize", Shape::Integer),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            page_number: read::integer(params, "PageNumber")?,
            page_size: read::integer(params, "PageSize")?,
        })
    }
}

/// What `ListApplicationAccessPoints` answers.
#[derive(Default)]
pub struct ListApplicationAccessPointsResponse {
    pub application_access_points: Vec<ApplicationAccessPoint>,
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub total_count: Option<i64>,
}

impl Message for ListApplicationAccessPointsResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "ApplicationAccessPoints", "ApplicationAccessPoint", &self.application_access_points);
        write::integer(to, "PageNumber", &self.page_number);
        write::integer(to, "PageSize", &self.page_size);
        write::integer(to, "TotalCount", &self.total_count);
    }
}

/// `ApplicationAccessPoint` in the answer.
#[derive(Default)]
pub struct ApplicationAccessPoint {
    pub authentication_method: Option<String>,
    pub name: Option<String>,
}

impl Message for ApplicationAccessPoint {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AuthenticationMethod", &self.authentication_method);
        write::text(to, "Name", &self.name);
    }
}
