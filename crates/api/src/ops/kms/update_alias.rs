//! `UpdateAlias`: binds an alias to another key. Asked of the alias and of the key that it is bound to.

use rampart_kms::{AliasName, AliasPlace, KeyRef, actions, alias};
use rampart_wire::kms::update_alias::{UpdateAliasRequest, UpdateAliasResponse};

use crate::{Answer, Call};

pub(crate) async fn update_alias(
    call: &mut Call<'_>,
    ask: UpdateAliasRequest,
) -> Answer<UpdateAliasResponse> {
    let (name, key) = (AliasName::parse(&ask.alias_name)?, KeyRef::parse_id(&ask.key_id)?);
    let place = AliasPlace::new(call.region().clone(), call.account(), name);
    let place = call.permit_on(actions::UpdateAlias, place)?;
    let key = call.permit(actions::UpdateAlias, key).await?;

    let now = call.now();
    alias::update(call.txn(), &place, &key, now).await?;

    Ok(UpdateAliasResponse {})
}
