//! `DisableKey`: switches a key off: from the answer on it neither seals nor opens.

use rampart_kms::{KeyRef, actions, lifecycle};
use rampart_wire::kms::disable_key::{DisableKeyRequest, DisableKeyResponse};

use crate::{Answer, Call};

pub(crate) async fn disable_key(call: &mut Call<'_>, ask: DisableKeyRequest) -> Answer<DisableKeyResponse> {
    let key = call.permit(actions::DisableKey, KeyRef::parse_id(&ask.key_id)?).await?;

    lifecycle::disable(call.txn(), &key)?;

    Ok(DisableKeyResponse {})
}
