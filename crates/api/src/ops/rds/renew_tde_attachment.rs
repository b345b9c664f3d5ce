//! `RenewTdeAttachment`, ours: a new token for an attached server, told this once; the one before ends. Who has it reads
//! the keys, so role and key are lent as for a new attachment.

use rampart_rds::{action::RenewTdeAttachment, attachments};
use rampart_wire::rds::renew_tde_attachment::{RenewTdeAttachmentRequest, RenewTdeAttachmentResponse};

use super::{
    attachment::{self, PluginSetup},
    lend, named,
};
use crate::{Answer, Call};

pub(crate) async fn renew_tde_attachment(
    call: &mut Call<'_>,
    ask: RenewTdeAttachmentRequest,
) -> Answer<RenewTdeAttachmentResponse> {
    attachment::check_region(call, ask.region_id.as_deref())?;
    let permit = attachment::permit(call, RenewTdeAttachment, &attachment::name(&ask.name)?).await?;
    let attachment = permit.found()?.clone();
    lend::again(call, &attachment).await?;

    let (moment, entropy) = (named::moment(call), call.entropy());
    let told_at = attachment::told_at(call);
    let admission = attachments::renew(call.txn(), &permit, told_at, &moment, entropy)?;

    let PluginSetup { name, mount_path, vault_token, vault_urls, listens_beyond_loopback, ca_pem } =
        PluginSetup::new(call, &admission);
    Ok(RenewTdeAttachmentResponse {
        name,
        mount_path,
        vault_token,
        vault_urls,
        listens_beyond_loopback,
        ca_pem,
    })
}
