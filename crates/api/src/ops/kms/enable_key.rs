//! `EnableKey`: switches a key on.

use rampart_kms::{KeyRef, actions, lifecycle};
use rampart_wire::kms::enable_key::{EnableKeyRequest, EnableKeyResponse};

use crate::{Answer, Call};

pub(crate) async fn enable_key(call: &mut Call<'_>, ask: EnableKeyRequest) -> Answer<EnableKeyResponse> {
    let key = call.permit(actions::EnableKey, KeyRef::parse_id(&ask.key_id)?).await?;

    lifecycle::enable(call.txn(), &key)?;

    Ok(EnableKeyResponse {})
}

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{Desk, OK, refused};

    #[tokio::test]
    async fn enable_key() {
        let desk = Desk::new().await;
        desk.managed("EnableKey", &[]).await;
        let (on, off, going) = (desk.key().await, desk.disabled_key().await, desk.pending_key().await);
        desk.check("on", "EnableKey", &[("KeyId", &on)], OK).await;
        desk.check("off", "EnableKey", &[("KeyId", &off)], OK).await;
        desk.check("going", "EnableKey", &[("KeyId", &going)], refused(409, "Rejected.StateModifiedFailed"))
            .await;
        assert_eq!(desk.told(&off, "KeyState").await, "Enabled");
    }
}
