//! `CancelKeyDeletion`: takes a scheduled deletion back.

use rampart_kms::{KeyRef, actions, lifecycle};
use rampart_wire::kms::cancel_key_deletion::{CancelKeyDeletionRequest, CancelKeyDeletionResponse};

use crate::{Answer, Call};

pub(crate) async fn cancel_key_deletion(
    call: &mut Call<'_>,
    ask: CancelKeyDeletionRequest,
) -> Answer<CancelKeyDeletionResponse> {
    let key = call.permit(actions::CancelKeyDeletion, KeyRef::parse_id(&ask.key_id)?).await?;

    let now = call.now();
    lifecycle::cancel_deletion(call.txn(), &key, now)?;

    Ok(CancelKeyDeletionResponse {})
}
