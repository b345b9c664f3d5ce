//! `DescribeDBInstanceSSL` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeDBInstanceSSL` asks.
#[derive(Default)]
pub struct DescribeDBInstanceSSLRequest {
    pub db_instance_id: String,
}

impl Request for DescribeDBInstanceSSLRequest {
    type Response = DescribeDBInstanceSSLResponse;
    const OPERATION: Operation = Operation::RdsDescribeDBInstanceSSL;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("DBInstanceId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            db_instance_id: read::required_text(params, "DBInstanceId")?,
        })
    }
}

/// What `DescribeDBInstanceSSL` answers.
#[derive(Default)]
pub struct DescribeDBInstanceSSLResponse {
    pub acl: Option<String>,
    pub ca_type: Option<String>,
    pub client_ca_cert: Option<String>,
    pub client_ca_cert_expire_time: Option<String>,
    pub client_cert_revocation_list: Option<String>,
    pub connection_string: Option<String>,
    pub force_encryption: Option<String>,
    pub last_modify_status: Option<String>,
    pub modify_status_reason: Option<String>,
    pub replication_acl: Option<String>,
    pub require_update: Option<String>,
    pub require_update_item: Option<String>,
    pub require_update_reason: Option<String>,
    pub ssl_create_time: Option<String>,
    pub ssl_enabled: Option<String>,
    pub ssl_expire_time: Option<String>,
    pub server_ca_url: Option<String>,
    pub server_cert: Option<String>,
    pub server_key: Option<SecretText>,
    pub tls_version: Option<String>,
}

impl Message for DescribeDBInstanceSSLResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ACL", &self.acl);
        write::text(to, "CAType", &self.ca_type);
        write::text(to, "ClientCACert", &self.client_ca_cert);
        write::text(to, "ClientCACertExpireTime", &self.client_ca_cert_expire_time);
        write::text(to, "ClientCertRevocationList", &self.client_cert_revocation_list);
        write::text(to, "ConnectionString", &self.connection_string);
        write::text(to, "ForceEncryption", &self.force_encryption);
        write::text(to, "LastModifyStatus", &self.last_modify_status);
        write::text(to, "ModifyStatusReason", &self.modify_status_reason);
        write::text(to, "ReplicationACL", &self.replication_acl);
        write::text(to, "RequireUpdate", &self.require_update);
        write::text(to, "RequireUpdateItem", &self.require_update_item);
        write::text(to, "RequireUpdateReason", &self.require_update_reason);
        write::text(to, "SSLCreateTime", &self.ssl_create_time);
        write::text(to, "SSLEnabled", &self.ssl_enabled);
        write::text(to, "SSLExpireTime", &self.ssl_expire_time);
        write::text(to, "ServerCAUrl", &self.server_ca_url);
        write::text(to, "ServerCert", &self.server_cert);
        write::secret(to, "ServerKey", &self.server_key);
        write::text(to, "TlsVersion", &self.tls_version);
    }
}
