//! `DestroyTdeAttachment`, ours: removes a detached attachment with its wrapped keys, for ever.

use rampart_rds::{action::DestroyTdeAttachment, attachments};
use rampart_wire::rds::destroy_tde_attachment::{DestroyTdeAttachmentRequest, DestroyTdeAttachmentResponse};

use super::attachment;
use crate::{Answer, Call};

pub(crate) async fn destroy_tde_attachment(
    call: &mut Call<'_>,
    ask: DestroyTdeAttachmentRequest,
) -> Answer<DestroyTdeAttachmentResponse> {
    attachment::check_region(call, ask.region_id.as_deref())?;
    let permit = attachment::permit(call, DestroyTdeAttachment, &attachment::name(&ask.name)?).await?;

    attachments::destroy(call.txn(), &permit)?;

    Ok(DestroyTdeAttachmentResponse {})
}
