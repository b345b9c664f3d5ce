//! `CancelKeyDeletion`: takes a scheduled deletion back.

use rampart_kms::{KeyRef, actions, lifecycle};
use rampart_wire::kms::cancel_key_deletion::{CancelKeyDeletionRequest, CancelKeyDeletionResponse};

use crate::{Answer, Call};

pub(crate) async fn cancel_key_deletion(
    call: &mut Call<'_>,
    ask: CancelKeyDeletionRequest,
) -> Answer<CancelKeyDeletionResponse> {
    let key = call.permit(actions::CancelKeyDeletion, KeyRef::parse_id(&ask.key_id)?).await?;

    lifecycle::cancel_deletion(call.txn(), &key)?;

    Ok(CancelKeyDeletionResponse {})
}

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{Desk, done, refused};

    #[test]
    fn cancel_key_deletion() {
        let desk = Desk::new();
        desk.managed("CancelKeyDeletion", &[]);
        let (on, going) = (desk.key(), desk.pending_key());
        desk.check(
            "on",
            "CancelKeyDeletion",
            &[("KeyId", &on)],
            refused(409, "Rejected.StateModifiedFailed"),
        );
        assert_eq!(desk.told(&going, "DeleteDate").as_str().unwrap().len(), 20);
        desk.check("going", "CancelKeyDeletion", &[("KeyId", &going)], done());
        assert_eq!(desk.told(&going, "KeyState"), "Enabled");
        assert_eq!(desk.told(&going, "DeleteDate"), "");
    }
}
