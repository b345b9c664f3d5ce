//! `GetDbProxyInstanceSsl` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `GetDbProxyInstanceSsl` asks.
#[derive(Default)]
pub struct GetDbProxyInstanceSslRequest {
    pub db_proxy_engine_type: Option<String>,
    pub db_instance_id: String,
    pub region_id: Option<String>,
}

impl Request for GetDbProxyInstanceSslRequest {
    type Response = GetDbProxyInstanceSslResponse;
    const OPERATION: Operation = Operation::RdsGetDbProxyInstanceSsl;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("DBProxyEngineType", Shape::Text),
        Parameter::required("DbInstanceId", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_proxy_engine_type: read::text(params, "DBProxyEngineType"),
            db_instance_id: read::required_text(params, "DbInstanceId")?,
            region_id: read::text(params, "RegionId"),
        })
    }
}

/// What `GetDbProxyInstanceSsl` answers.
#[derive(Default)]
pub struct GetDbProxyInstanceSslResponse {
    pub db_proxy_cert_list_items: Vec<DbProxyCertListItem>,
}

impl Message for GetDbProxyInstanceSslResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::wrapped_list(to, "DbProxyCertListItems", "DbProxyCertListItems", &self.db_proxy_cert_list_items);
    }
}

/// `DbProxyCertListItems` in the answer.
#[derive(Default)]
pub struct DbProxyCertListItem {
    pub cert_common_name: Option<String>,
    pub db_instance_name: Option<String>,
    pub endpoint_name: Option<String>,
    pub endpoint_type: Option<String>,
    pub ssl_expired_time: Option<String>,
}

impl Message for DbProxyCertListItem {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CertCommonName", &self.cert_common_name);
        write::text(to, "DbInstanceName", &self.db_instance_name);
        write::text(to, "EndpointName", &self.endpoint_name);
        write::text(to, "EndpointType", &self.endpoint_type);
        write::text(to, "SslExpiredTime", &self.ssl_expired_time);
    }
}
