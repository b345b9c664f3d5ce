//! `RenewTdeAttachment`, ours: a new token for an attached server, told this once; the one before ends.

use rampart_rds::{action::RenewTdeAttachment, attachments};
use rampart_wire::rds::renew_tde_attachment::{RenewTdeAttachmentRequest, RenewTdeAttachmentResponse};

use super::{
    attachment::{self, Access},
    named,
};
use crate::{Answer, Call};

pub(crate) async fn renew_tde_attachment(
    call: &mut Call<'_>,
    ask: RenewTdeAttachmentRequest,
) -> Answer<RenewTdeAttachmentResponse> {
    attachment::check_region(call, ask.region_id.as_deref())?;
    let permit = call.permit(RenewTdeAttachment, attachment::named(&ask.name)?).await?;

    let (moment, entropy) = (named::moment(call), call.entropy());
    let opening = attachments::renew(call.txn(), &permit, &moment, entropy)?;

    let Access { name, mount_path, vault_token, vault_urls, ca_pem } = Access::new(call, &opening);
    Ok(RenewTdeAttachmentResponse { name, mount_path, vault_token, vault_urls, ca_pem })
}
