//! What the operations on attached servers share: the name that a request gives, and where its server finds its keys.
//!
//! These operations are ours; the vendor has none like them.

use rampart_authz::{Action, Permitted};
use rampart_rds::attachments::{Admission, Attachment, AttachmentName, resource::TdeAttachment};
use rampart_seal::SecretString;
use rampart_wire::SecretText;

use crate::{Answer, Call, errors};

/// The name that `Name` gives.
pub(super) fn name(text: &str) -> Answer<AttachmentName> {
    text.parse().map_err(|why| errors::rds::malformed("Name", why))
}

/// Authorises an action on the attachment of this name, there or not: that it is not there the domain says, after this.
pub(super) async fn permit<A: Action>(
    call: &mut Call<'_>,
    action: A,
    name: &AttachmentName,
) -> Answer<Permitted<A, TdeAttachment>> {
    let (region, account) = (call.region(), call.account());
    let attachment = TdeAttachment::look_up(call.txn(), region, account, name).await?;
    call.permit_on(action, attachment)
}

/// What the plugin of an attached server is configured with.
pub(super) struct PluginSetup {
    pub(super) name: Option<String>,
    pub(super) mount_path: Option<String>,
    pub(super) vault_token: Option<SecretText>,
    pub(super) vault_urls: Vec<String>,
    pub(super) listens_beyond_loopback: Option<bool>,
    pub(super) ca_pem: Option<String>,
}

impl PluginSetup {
    /// With its token, which is told this once.
    pub(super) fn new(call: &Call<'_>, admission: &Admission) -> Self {
        let Admission { attachment, token } = admission;
        Self {
            name: Some(attachment.name.to_string()),
            mount_path: Some(attachment.id.to_string()),
            vault_token: Some(revealed(token)),
            vault_urls: urls(call, attachment),
            listens_beyond_loopback: Some(call.services().table_keys.beyond_loopback),
            ca_pem: Some(call.services().table_keys.ca_pem.clone()),
        }
    }
}

fn revealed(token: &SecretString) -> SecretText {
    token.expose_secret().to_owned().into()
}

/// Every address of the attachment's mount, one that other machines reach first.
pub(super) fn urls(call: &Call<'_>, attachment: &Attachment) -> Vec<String> {
    call.services().table_keys.bases.iter().map(|base| url(base, attachment)).collect()
}

/// Those that its server was told and that are no more: the endpoint has moved since.
pub(super) fn former_urls(call: &Call<'_>, attachment: &Attachment) -> Vec<String> {
    attachment.left(&call.services().table_keys.bases).map(|base| url(base, attachment)).collect()
}

fn url(base: &str, attachment: &Attachment) -> String {
    format!("{base}/v1/{}", attachment.id)
}

/// Where a server is told to ask, without its mount.
pub(super) fn told_at(call: &Call<'_>) -> Vec<Box<str>> {
    call.services().table_keys.bases.iter().map(|base| base.as_str().into()).collect()
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
