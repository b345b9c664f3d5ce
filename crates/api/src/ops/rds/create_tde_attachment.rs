//! `CreateTdeAttachment`, ours: a MariaDB server that its owner runs takes the keys of its tables from here.
//!
//! Role and key are lent as for an instance. The keys are made by the server's own worker, under the role, once the
//! wish is recorded; DescribeTdeAttachments tells when they are there. The token is told this once.

use rampart_rds::{
    action::CreateTdeAttachment,
    attachments::{self, NewAttachment},
};
use rampart_wire::rds::create_tde_attachment::{CreateTdeAttachmentRequest, CreateTdeAttachmentResponse};

use super::{
    attachment::{self, PluginSetup},
    lend, named,
};
use crate::{Answer, Call};

pub(crate) async fn create_tde_attachment(
    call: &mut Call<'_>,
    ask: CreateTdeAttachmentRequest,
) -> Answer<CreateTdeAttachmentResponse> {
    attachment::check_region(call, ask.region_id.as_deref())?;
    let name = attachment::name(&ask.name)?;
    let wanted = lend::for_tables(ask.role_arn.as_deref(), ask.encryption_key.as_deref())?;
    let new = attachment::permit(call, CreateTdeAttachment, &name).await?;
    let lend::Lent { key, role, service_key } = wanted.lent(call).await?;

    let (moment, host) = (named::moment(call), call.services().server);
    let making = (call.clock(), call.entropy());
    let told_at = attachment::told_at(call);
    let wish = NewAttachment { key, role, service_key, host, told_at };
    let admission = attachments::attach(call.txn(), &new, wish, &moment, making).await?;

    let PluginSetup { name, mount_path, vault_token, vault_urls, listens_beyond_loopback, ca_pem } =
        PluginSetup::new(call, &admission);
    Ok(CreateTdeAttachmentResponse {
        name,
        mount_path,
        vault_token,
        vault_urls,
        listens_beyond_loopback,
        ca_pem,
        encryption_key: Some(admission.attachment.key.to_string()),
        role_arn: Some(admission.attachment.role.to_string()),
    })
}
