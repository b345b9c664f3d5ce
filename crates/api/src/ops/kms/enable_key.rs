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
    use crate::ops::kms::desk::{Desk, done, refused};

    #[test]
    fn enable_key() {
        let desk = Desk::new();
        desk.managed("EnableKey", &[]);
        let (on, off, going) = (desk.key(), desk.disabled_key(), desk.pending_key());
        desk.check("on", "EnableKey", &[("KeyId", &on)], done());
        desk.check("off", "EnableKey", &[("KeyId", &off)], done());
        desk.check("going", "EnableKey", &[("KeyId", &going)], refused(409, "Rejected.StateModifiedFailed"));
        assert_eq!(desk.told(&off, "KeyState"), "Enabled");
    }
}
