//! `CreateTdeAttachment` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `CreateTdeAttachment` asks.
#[derive(Default)]
pub struct CreateTdeAttachmentRequest {
    pub name: String,
    pub encryption_key: Option<String>,
    pub role_arn: Option<String>,
    pub region_id: Option<String>,
}

impl Request for CreateTdeAttachmentRequest {
    type Response = CreateTdeAttachmentResponse;
    const OPERATION: Operation = Operation::RdsCreateTdeAttachment;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("Name", Shape::Text),
        Parameter::optional("EncryptionKey", Shape::Text),
        Parameter::optional("RoleArn", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            name: read::required_text(params, "Name")?,
            encryption_key: read::text(params, "EncryptionKey"),
            role_arn: read::text(params, "RoleArn"),
            region_id: read::text(params, "RegionId"),
        })
    }
}

/// What `CreateTdeAttachment` answers.
#[derive(Default)]
pub struct CreateTdeAttachmentResponse {
    pub name: Option<String>,
    pub mount_path: Option<String>,
    pub vault_token: Option<SecretText>,
    pub vault_urls: Vec<String>,
    pub listens_beyond_loopback: Option<bool>,
    pub ca_pem: Option<String>,
    pub encryption_key: Option<String>,
    pub role_arn: Option<String>,
}

impl Message for CreateTdeAttachmentResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Name", &self.name);
        write::text(to, "MountPath", &self.mount_path);
        write::secret(to, "VaultToken", &self.vault_token);
        write::wrapped_texts(to, "VaultUrls", "VaultUrl", &self.vault_urls);
        write::boolean(to, "ListensBeyondLoopback", &self.listens_beyond_loopback);
        write::text(to, "CaPem", &self.ca_pem);
        write::text(to, "EncryptionKey", &self.encryption_key);
        write::text(to, "RoleArn", &self.role_arn);
    }
}
