//! `DeleteAlias`: takes a second name from its key. Asked of the alias and of the key.

use rampart_kms::{AliasName, AliasPlace, actions, alias};
use rampart_wire::kms::delete_alias::{DeleteAliasRequest, DeleteAliasResponse};

use crate::{Answer, Call};

pub(crate) async fn delete_alias(
    call: &mut Call<'_>,
    ask: DeleteAliasRequest,
) -> Answer<DeleteAliasResponse> {
    let name = AliasName::parse(&ask.alias_name)?;
    let place = AliasPlace::new(call.region().clone(), call.account(), name);
    let place = call.permit_on(actions::DeleteAlias, place)?;
    let key = alias::bound_key(call.txn(), &place).await?;
    let key = call.permit_on(actions::DeleteAlias, key)?;

    alias::delete(call.txn(), &place, &key).await?;

    Ok(DeleteAliasResponse {})
}
