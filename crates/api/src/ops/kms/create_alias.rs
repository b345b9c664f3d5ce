//! `CreateAlias`: a second name for a key. Asked of the alias and of the key.

use rampart_kms::{AliasName, AliasPlace, KeyRef, actions, alias};
use rampart_wire::kms::create_alias::{CreateAliasRequest, CreateAliasResponse};

use crate::{Answer, Call};

pub(crate) async fn create_alias(
    call: &mut Call<'_>,
    ask: CreateAliasRequest,
) -> Answer<CreateAliasResponse> {
    let (name, key) = (AliasName::parse(&ask.alias_name)?, KeyRef::parse_id(&ask.key_id)?);
    let place = AliasPlace::new(call.region().clone(), call.account(), name);
    let place = call.permit_on(actions::CreateAlias, place)?;
    let key = call.permit(actions::CreateAlias, key).await?;

    let now = call.now();
    alias::create(call.txn(), &place, &key, now).await?;

    Ok(CreateAliasResponse {})
}
