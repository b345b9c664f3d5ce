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

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{Desk, done, refused};

    #[test]
    fn schedule_key_deletion() {
        let desk = Desk::new();
        desk.managed("ScheduleKeyDeletion", &[("PendingWindowInDays", "7")]);
        let (on, off) = (desk.key(), desk.disabled_key());
        for (case, key, days, expected) in [
            ("too soon", &on, "6", refused(400, "InvalidParameter")),
            ("too late", &on, "367", refused(400, "InvalidParameter")),
            ("no number", &on, "soon", refused(400, "InvalidParameter")),
            ("no window", &on, "", refused(400, "MissingParameter")),
            ("on", &on, "7", done()),
            ("off", &off, "366", done()),
            ("repeated", &on, "7", refused(409, "Rejected.StateModifiedFailed")),
        ] {
            desk.check(
                case,
                "ScheduleKeyDeletion",
                &[("KeyId", key), ("PendingWindowInDays", days)],
                expected,
            );
        }
        assert_eq!(desk.told(&on, "KeyState"), "PendingDeletion");
        assert_eq!(desk.told(&on, "DeleteDate"), "2026-01-08T00:00:00Z");
    }
}
