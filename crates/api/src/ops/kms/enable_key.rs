//! `EnableKey`: switches a key on.

use rampart_kms::{KeyRef, actions, lifecycle};
use rampart_wire::kms::enable_key::{EnableKeyRequest, EnableKeyResponse};

use crate::{Answer, Call};

pub(crate) async fn enable_key(call: &mut Call<'_>, ask: EnableKeyRequest) -> Answer<EnableKeyResponse> {
    let key = call.permit(actions::EnableKey, KeyRef::parse_id(&ask.key_id)?).await?;

    lifecycle::enable(call.txn(), &key)?;

    Ok(EnableKeyResponse {})
}
