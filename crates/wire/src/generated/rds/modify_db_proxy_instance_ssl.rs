//! `ModifyDbProxyInstanceSsl` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ModifyDbProxyInstanceSsl` asks.
#[derive(Default)]
pub struct ModifyDbProxyInstanceSslRequest {
    pub db_proxy_engine_type: Option<String>,
    pub db_instance_id: String,
    pub db_proxy_connect_string: String,
    pub db_proxy_endpoint_id: String,
    pub db_proxy_ssl_enabled: String,
    pub region_id: Option<String>,
}

impl Request for ModifyDbProxyInstanceSslRequest {
    type Response = ModifyDbProxyInstanceSslResponse;
    const OPERATION: Operation = Operation::RdsModifyDbProxyInstanceSsl;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("DBProxyEngineType", Shape::Text),
        Parameter::required("DbInstanceId", Shape::Text),
        Parameter::required("DbProxyConnectString", Shape::Text),
        Parameter::required("DbProxyEndpointId", Shape::Text),
        Parameter::required("DbProxySslEnabled", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_proxy_engine_type: read::text(params, "DBProxyEngineType"),
            db_instance_id: read::required_text(params, "DbInstanceId")?,
            db_proxy_connect_string: read::required_text(params, "DbProxyConnectString")?,
            db_proxy_endpoint_id: read::required_text(params, "DbProxyEndpointId")?,
            db_proxy_ssl_enabled: read::required_text(params, "DbProxySslEnabled")?,
            region_id: read::text(params, "RegionId"),
        })
    }
}

/// What `ModifyDbProxyInstanceSsl` answers.
#[derive(Default)]
pub struct ModifyDbProxyInstanceSslResponse {}

impl Message for ModifyDbProxyInstanceSslResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
