//! `DescribeInstanceLinkedWhitelistTemplate` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeInstanceLinkedWhitelistTemplate` asks.
#[derive(Default)]
pub struct DescribeInstanceLinkedWhitelistTemplateRequest {
    pub ins_name: String,
    pub region_id: Option<String>,
    pub resource_group_id: Option<String>,
}

impl Request for DescribeInstanceLinkedWhitelistTemplateRequest {
    type Response = DescribeInstanceLinkedWhitelistTemplateResponse;
    const OPERATION: Operation = Operation::RdsDescribeInstanceLinkedWhitelistTemplate;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("InsName", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
        Parameter::optional("ResourceGroupId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            ins_name: read::required_text(params, "InsName")?,
            region_id: read::text(params, "RegionId"),
            resource_group_id: read::text(params, "ResourceGroupId"),
        })
    }
}

/// What `DescribeInstanceLinkedWhitelistTemplate` answers.
#[derive(Default)]
pub struct DescribeInstanceLinkedWhitelistTemplateResponse {
    pub code: Option<String>,
    pub data: Option<Data>,
    pub http_status_code: Option<i64>,
    pub message: Option<String>,
    pub success: Option<bool>,
}

impl Message for DescribeInstanceLinkedWhitelistTemplateResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Code", &self.code);
        write::object(to, "Data", &self.data);
        write::integer(to, "HttpStatusCode", &self.http_status_code);
        write::text(to, "Message", &self.message);
        write::boolean(to, "Success", &self.success);
    }
}

/// `Data` in the answer.
#[derive(Default)]
pub struct Data {
    pub ins_name: Option<String>,
    pub templates: Vec<Template>,
}

impl Message for Data {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "InsName", &self.ins_name);
        write::list(to, "Templates", &self.templates);
    }
}

/// `Templates` in the answer.
#[derive(Default)]
pub struct Template {
    pub id: Option<i64>,
    pub ips: Option<String>,
    pub template_id: Option<i64>,
    pub template_name: Option<String>,
    pub user_id: Option<i64>,
}

impl Message for Template {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::integer(to, "Id", &self.id);
        write::text(to, "Ips", &self.ips);
        write::integer(to, "TemplateId", &self.template_id);
        write::text(to, "TemplateName", &self.template_name);
        write::integer(to, "UserId", &self.user_id);
    }
}
