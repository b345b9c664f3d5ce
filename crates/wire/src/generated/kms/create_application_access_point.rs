//! `CreateApplicationAccessPoint` of Kms.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreateApplicationAccessPoint` asks.
#[derive(Default)]
pub struct CreateApplicationAccessPointRequest {
    pub authentication_method: Option<String>,
    pub description: Option<String>,
    pub name: String,
    pub policies: String,
}

impl Request for CreateApplicationAccessPointRequest {
    type Response = CreateApplicationAccessPointResponse;
    const OPERATION: Operation = Operation::KmsCreateApplicationAccessPoint;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("AuthenticationMethod", Shape::Text),
        Parameter::optional("Description", Shape::Text),
        Parameter::required("Name", Shape::Text),
        Parameter::required("Policies", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            authentication_method: read::text(params, "AuthenticationMethod"),
            description: read::text(params, "Description"),
            name: read::required_text(params, "Name")?,
            policies: read::required_text(params, "Policies")?,
        })
    }
}

/// What `CreateApplicationAccessPoint` answers.
#[derive(Default)]
pub struct CreateApplicationAccessPointResponse {
    pub arn: Option<String>,
    pub authentication_method: Option<String>,
    pub description: Option<String>,
    pub name: Option<String>,
    pub policies: Option<String>,
}

impl Message for CreateApplicationAccessPointResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Arn", &self.arn);
        write::text(to, "AuthenticationMethod", &self.authentication_method);
        write::text(to, "Description", &self.description);
        write::text(to, "Name", &self.name);
        write::text(to, "Policies", &self.policies);
    }
}
