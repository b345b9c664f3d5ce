//! `RecoverTdeAttachment`, ours: takes an attachment out of the bin, with its keys and its token. Role and key are lent as
//! for a new one.

use rampart_rds::{action::RecoverTdeAttachment, attachments};
use rampart_wire::rds::recover_tde_attachment::{RecoverTdeAttachmentRequest, RecoverTdeAttachmentResponse};

use super::{attachment, lend, named};
use crate::{Answer, Call};

pub(crate) async fn recover_tde_attachment(
    call: &mut Call<'_>,
    ask: RecoverTdeAttachmentRequest,
) -> Answer<RecoverTdeAttachmentResponse> {
    attachment::check_region(call, ask.region_id.as_deref())?;
    let permit = attachment::permit(call, RecoverTdeAttachment, &attachment::name(&ask.name)?).await?;
    if let Some(attachment) = permit.anywhere().cloned() {
        lend::again(call, &attachment).await?;
    }

    let moment = named::moment(call);
    let recovered = attachments::recover(call.txn(), &permit, &moment)?;

    Ok(RecoverTdeAttachmentResponse { mount_path: Some(recovered.id.to_string()) })
}
