//! `ListAccessKeys`: the access keys of a user, without their secrets.

use rampart_identity::{access_key, actions::ram::ListAccessKeys};
use rampart_wire::ram::list_access_keys::{AccessKey, ListAccessKeysRequest, ListAccessKeysResponse};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn list_access_keys(
    call: &mut Call<'_>,
    ask: ListAccessKeysRequest,
) -> Answer<ListAccessKeysResponse> {
    let owner = named::key_owner(call, ask.user_name)?;
    let owner = call.permit(ListAccessKeys, owner).await?;

    let keys = access_key::list(call.txn(), &owner).await?;

    let shown = keys.iter().map(|key| AccessKey {
        access_key_id: shown::text(&key.id),
        create_date: shown::date(key.created),
        status: status(key.active),
    });
    Ok(ListAccessKeysResponse { access_keys: shown.collect() })
}

pub(super) const ACTIVE: &str = "Active";
pub(super) const INACTIVE: &str = "Inactive";

pub(super) fn status(active: bool) -> Option<String> {
    shown::text(if active { ACTIVE } else { INACTIVE })
}
