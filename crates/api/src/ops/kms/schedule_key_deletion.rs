//! `ScheduleKeyDeletion`: from the answer on a key cannot be used, and on its date it is destroyed.

use rampart_kms::{
    KeyRef, actions,
    lifecycle::{self, DeletionWindow},
};
use rampart_wire::kms::schedule_key_deletion::{ScheduleKeyDeletionRequest, ScheduleKeyDeletionResponse};

use crate::{Answer, Call};

pub(crate) async fn schedule_key_deletion(
    call: &mut Call<'_>,
    ask: ScheduleKeyDeletionRequest,
) -> Answer<ScheduleKeyDeletionResponse> {
    let window = DeletionWindow::days(ask.pending_window_in_days)?;
    let key = call.permit(actions::ScheduleKeyDeletion, KeyRef::parse_id(&ask.key_id)?).await?;

    let now = call.now();
    lifecycle::schedule_deletion(call.txn(), &key, window, now)?;

    Ok(ScheduleKeyDeletionResponse {})
}
