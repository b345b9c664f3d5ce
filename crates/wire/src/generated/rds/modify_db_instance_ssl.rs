//! `ModifyDBInstanceSSL` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ModifyDBInstanceSSL` asks.
#[derive(Default)]
pub struct ModifyDBInstanceSSLRequest {
    pub acl: Option<String>,
    pub ca_type: Option<String>,
    pub certificate: Option<String>,
    pub client_ca_cert: Option<String>,
    pub client_ca_enabled: Option<i64>,
    pub client_cert_revocation_list: Option<String>,
    pub client_crl_enabled: Option<i64>,
    pub connection_string: String,
    pub db_instance_id: String,
    pub force_encryption: Option<String>,
    pub pass_word: Option<SecretText>,
    pub replication_acl: Option<String>,
    pub ssl_enabled: Option<i64>,
    pub server_cert: Option<String>,
    pub server_key: Option<SecretText>,
    pub tls_version: Option<String>,
}

impl Request for ModifyDBInstanceSSLRequest {
    type Response = ModifyDBInstanceSSLResponse;
    const OPERATION: Operation = Operation::RdsModifyDBInstanceSSL;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("ACL", Shape::Text),
        Parameter::optional("CAType", Shape::Text),
        Parameter::optional("Certificate", Shape::Text),
        Parameter::optional("ClientCACert", Shape::Text),
        Parameter::optional("ClientCAEnabled", Shape::Integer),
        Parameter::optional("ClientCertRevocationList", Shape::Text),
        Parameter::optional("ClientCrlEnabled", Shape::Integer),
        Parameter::required("ConnectionString", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("ForceEncryption", Shape::Text),
        Parameter::optional("PassWord", Shape::Secret),
        Parameter::optional("ReplicationACL", Shape::Text),
        Parameter::optional("SSLEnabled", Shape::Integer),
        Parameter::optional("ServerCert", Shape::Text),
        Parameter::optional("ServerKey", Shape::Secret),
        Parameter::optional("TlsVersion", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            acl: read::text(params, "ACL"),
            ca_type: read::text(params, "CAType"),
            certificate: read::text(params, "Certificate"),
            client_ca_cert: read::text(params, "ClientCACert"),
            client_ca_enabled: read::integer(params, "ClientCAEnabled")?,
            client_cert_revocation_list: read::text(params, "ClientCertRevocationList"),
            client_crl_enabled: read::integer(params, "ClientCrlEnabled")?,
            connection_string: read::required_text(params, "ConnectionString")?,
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            force_encryption: read::text(params, "ForceEncryption"),
            pass_word: read::secret(params, "PassWord"),
            replication_acl: read::text(params, "ReplicationACL"),
            ssl_enabled: read::integer(params, "SSLEnabled")?,
            server_cert: read::text(params, "ServerCert"),
            server_key: read::secret(params, "ServerKey"),
            tls_version: read::text(params, "TlsVersion"),
        })
    }
}

/// What `ModifyDBInstanceSSL` answers.
#[derive(Default)]
pub struct ModifyDBInstanceSSLResponse {}

impl Message for ModifyDBInstanceSSLResponse {
    fn write(&self, _: &mut dyn FieldWriter) {
    }
}
