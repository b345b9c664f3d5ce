//! `RenewTdeAttachment` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `RenewTdeAttachment` asks.
#[derive(Default)]
pub struct RenewTdeAttachmentRequest {
    pub name: String,
    pub region_id: Option<String>,
}

impl Request for RenewTdeAttachmentRequest {
    type Response = RenewTdeAttachmentResponse;
    const OPERATION: Operation = Operation::RdsRenewTdeAttachment;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::required("Name", Shape::Text),
        Parameter::optional("RegionId", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            name: read::required_text(params, "Name")?,
            region_id: read::text(params, "RegionId"),
        })
    }
}

/// What `RenewTdeAttachment` answers.
#[derive(Default)]
pub struct RenewTdeAttachmentResponse {
    pub name: Option<String>,
    pub mount_path: Option<String>,
    pub vault_token: Option<SecretText>,
    pub vault_urls: Vec<String>,
    pub listens_beyond_loopback: Option<bool>,
    pub ca_pem: Option<String>,
}

impl Message for RenewTdeAttachmentResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "Name", &self.name);
        write::text(to, "MountPath", &self.mount_path);
        write::secret(to, "VaultToken", &self.vault_token);
        write::wrapped_texts(to, "VaultUrls", "VaultUrl", &self.vault_urls);
        write::boolean(to, "ListensBeyondLoopback", &self.listens_beyond_loopback);
        write::text(to, "CaPem", &self.ca_pem);
    }
}
