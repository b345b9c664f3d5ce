//! `DeleteTdeAttachment`, ours: detaches a server. Its wrapped keys stay in the bin for a week, so that a mistake can be
//! mended; whether something there is still encrypted only its owner can see.

use rampart_rds::{action::DeleteTdeAttachment, attachments};
use rampart_vocab::iso_seconds;
use rampart_wire::rds::delete_tde_attachment::{DeleteTdeAttachmentRequest, DeleteTdeAttachmentResponse};

use super::{attachment, named};
use crate::{Answer, Call};

pub(crate) async fn delete_tde_attachment(
    call: &mut Call<'_>,
    ask: DeleteTdeAttachmentRequest,
) -> Answer<DeleteTdeAttachmentResponse> {
    attachment::check_region(call, ask.region_id.as_deref())?;
    let permit = attachment::permit(call, DeleteTdeAttachment, &attachment::name(&ask.name)?).await?;

    let moment = named::moment(call);
    let detached = attachments::detach(call.txn(), &permit, &moment)?;

    Ok(DeleteTdeAttachmentResponse { kept_until: detached.kept_until.map(iso_seconds) })
}
