//! `DescribeSecrets` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeSecrets` asks.
#[derive(Default)]
pub struct DescribeSecretsRequest {
    pub accept_language: Option<String>,
    pub client_token: Option<String>,
    pub db_instance_id: Option<String>,
    pub engine: String,
    pub page_number: i64,
    pub page_size: i64,
    pub region_id: Option<String>,
    pub resource_group_id: Option<String>,
}

impl Request for DescribeSecretsRequest {
    type Response = DescribeSecretsResponse;
    const OPERATION: Operation = Operation::RdsDescribeSecrets;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("AcceptLanguage", Shape::Text),
        Parameter::optional("ClientToken", Shape::Text),
        Parameter::optional("DbInstanceId", Shape::Text),
        Parameter::required("Engine", Shape::Text),
        Parameter::required("PageNumber", Shape::Integer),
        Parameter::required("PageSize", Shape::Integer),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            accept_language: read::text(params, "AcceptLanguage"),
            client_token: read::text(params, "ClientToken"),
            db_instance_id: read::text(params, "DbInstanceId"),
            engine: read::required_text(params, "Engine")?,
            page_number: read::required_integer(params, "PageNumber")?,
            page_size: read::required_integer(params, "PageSize")?,
            region_id: read::text(params, "RegionId"),
            resource_group_id: read::text(params, "ResourceGroupId"),
        })
    }
}

/// What `DescribeSecrets` answers.
#[derive(Default)]
pub struct DescribeSecretsResponse {
    pub page_number: Option<i64>,
    pub page_size: Option<i64>,
    pub secrets: Vec<Secret>,
}

impl Message for DescribeSecretsResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::integer(to, "PageNumber", &self.page_number);
        write::integer(to, "PageSize", &self.page_size);
        write::list(to, "Secrets", &self.secrets);
    }
}

/// `Secrets` in the answer.
#[derive(Default)]
pub struct Secret {
    pub account_id: Option<String>,
    pub description: Option<String>,
    pub region_id: Option<String>,
    pub secret_arn: Option<String>,
    pub secret_name: Option<String>,
    pub username: Option<String>,
}

impl Message for Secret {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "AccountId", &self.account_id);
        write::text(to, "Description", &self.description);
        write::text(to, "RegionId", &self.region_id);
        write::text(to, "SecretArn", &self.secret_arn);
        write::text(to, "SecretName", &self.secret_name);
        write::text(to, "Username", &self.username);
    }
}
