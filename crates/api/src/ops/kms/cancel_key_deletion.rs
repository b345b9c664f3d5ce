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

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{Desk, OK, refused};

    #[tokio::test]
    async fn cancel_key_deletion() {
        let desk = Desk::new().await;
        desk.managed("CancelKeyDeletion", &[]).await;
        let (on, going) = (desk.key().await, desk.pending_key().await);
        desk.check(
            "on",
            "CancelKeyDeletion",
            &[("KeyId", &on)],
            refused(409, "Rejected.StateModifiedFailed"),
        )
        .await;
        assert_eq!(desk.told(&going, "DeleteDate").await.as_str().unwrap().len(), 20);
        desk.check("going", "CancelKeyDeletion", &[("KeyId", &going)], OK).await;
        assert_eq!(desk.told(&going, "KeyState").await, "Enabled");
        assert_eq!(desk.told(&going, "DeleteDate").await, "");
    }
}
