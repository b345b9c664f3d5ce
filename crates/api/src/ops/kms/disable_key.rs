//! `DisableKey`: switches a key off: from the answer on it neither seals nor opens.

use rampart_kms::{KeyRef, actions, lifecycle};
use rampart_wire::kms::disable_key::{DisableKeyRequest, DisableKeyResponse};

use crate::{Answer, Call};

pub(crate) async fn disable_key(call: &mut Call<'_>, ask: DisableKeyRequest) -> Answer<DisableKeyResponse> {
    let key = call.permit(actions::DisableKey, KeyRef::parse_id(&ask.key_id)?).await?;

    lifecycle::disable(call.txn(), &key)?;

    Ok(DisableKeyResponse {})
}

#[cfg(test)]
mod tests {
    use crate::ops::kms::desk::{Desk, done, refused};

    #[test]
    fn disable_key() {
        let desk = Desk::new();
        desk.managed("DisableKey", &[]);
        let (on, going) = (desk.key(), desk.pending_key());
        desk.check("on", "DisableKey", &[("KeyId", &on)], done());
        desk.check("repeated", "DisableKey", &[("KeyId", &on)], done());
        desk.check("going", "DisableKey", &[("KeyId", &going)], refused(409, "Rejected.StateModifiedFailed"));
        assert_eq!(desk.told(&on, "KeyState"), "Disabled");
        desk.check("use", "GenerateDataKey", &[("KeyId", &on)], refused(409, "Rejected.Disabled"));
    }
}
