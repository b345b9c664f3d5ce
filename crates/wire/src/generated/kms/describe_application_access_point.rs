//! `DescribeApplicationAccessPoint` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeApplicationAccessPoint` asks.
#[derive(Default)]
pub struct DescribeApplicationAccessPointRequest {
    pub name: String,
}

impl Request for DescribeApplicationAccessPointRequest {
    type Response = DescribeApplicationAccessPointResponse;
    const OPERATION: Operation = Operation::KmsDescribeApplicationAccessPoint;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("Name", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            name: read::required_text(params, "Name")?,
        })
    }
}

/// What `DescribeApplicationAccessPoint` answers.
#[derive(Default)]
pub struct DescribeApplicationAccessPointResponse {
    pub arn: Option<String>,
    pub authentication_method: Option<String>,
    pub description: Option<String>,
    pub name: Option<String>,
    pub policies: Option<String>,
}

impl Message for DescribeApplicationAccessPointResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Arn", &self.arn);
        write::text(to, "AuthenticationMethod", &self.authentication_method);
        write::text(to, "Description", &self.description);
        write::text(to, "Name", &self.name);
        write::text(to, "Policies", &self.policies);
    }
}
