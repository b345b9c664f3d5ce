//! What the operations on attached servers share: the name that a request gives, and where its server finds its keys.
//!
//! These operations are ours; the vendor has none like them.

use rampart_authz::Collection;
use rampart_rds::attachments::{Attachment, AttachmentName, Opening, resource::TdeAttachment};
use rampart_seal::SecretString;
use rampart_store::{StoreFailed, Txn};
use rampart_wire::SecretText;

use crate::{Answer, Call, Home, Reference, Refusal, errors};

/// The attachment that `Name` names.
pub(super) struct AttachmentNamed(AttachmentName);

/// The attachment that `Name` names.
pub(super) fn named(name: &str) -> Answer<AttachmentNamed> {
    name.parse().map(AttachmentNamed).map_err(|why| errors::rds::malformed("Name", why))
}

/// What an attached server is configured with.
pub(super) struct Access {
    pub(super) name: Option<String>,
    pub(super) mount_path: Option<String>,
    pub(super) vault_token: Option<SecretText>,
    pub(super) vault_urls: Vec<String>,
    pub(super) ca_pem: Option<String>,
}

impl Access {
    /// With its token, which is told this once.
    pub(super) fn new(call: &Call<'_>, opening: &Opening) -> Self {
        let Opening { attachment, token } = opening;
        Self {
            name: Some(attachment.name.to_string()),
            mount_path: Some(attachment.id.to_string()),
            vault_token: Some(revealed(token)),
            vault_urls: urls(call, attachment),
            ca_pem: Some(call.services().table_keys.ca_pem.clone()),
        }
    }
}

fn revealed(token: &SecretString) -> SecretText {
    token.expose_secret().to_owned().into()
}

/// Every address of the attachment's mount, one that other machines reach first.
pub(super) fn urls(call: &Call<'_>, attachment: &Attachment) -> Vec<String> {
    let one = |base: &String| format!("{base}/v1/{}", attachment.id);
    call.services().table_keys.bases.iter().map(one).collect()
}

/// This server is one region.
pub(super) fn check_region(call: &Call<'_>, region: Option<&str>) -> Answer<()> {
    match region {
        Some(other) if other != call.region().as_str() => {
            Err(errors::rds::region(format_args!("this server is `{}`", call.region().as_str())))
        }
        _ => Ok(()),
    }
}

impl Reference for AttachmentNamed {
    type Found = TdeAttachment;

    /// One that is not there is found too: the domain says so, after the permit.
    async fn find(&self, txn: &mut Txn, home: &Home) -> Result<Option<TdeAttachment>, StoreFailed> {
        TdeAttachment::look_up(txn, &home.region, home.account, &self.0).await.map(Some)
    }

    fn unfound(&self, home: &Home) -> Collection {
        Collection::regional("rds", &home.region, home.account, &format!("tdeattachment/{}", self.0))
    }

    fn missing(&self) -> Refusal {
        errors::rds::attachment_not_found()
    }
}
