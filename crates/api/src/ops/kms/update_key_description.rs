//! `UpdateKeyDescription`: changes what a person says of a key.

use rampart_kms::{
    KeyRef, actions,
    lifecycle::{self, Description},
};
use rampart_wire::kms::update_key_description::{UpdateKeyDescriptionRequest, UpdateKeyDescriptionResponse};

use crate::{Answer, Call};

pub(crate) async fn update_key_description(
    call: &mut Call<'_>,
    ask: UpdateKeyDescriptionRequest,
) -> Answer<UpdateKeyDescriptionResponse> {
    let description = Description::check(Some(&ask.description))?;
    let key = call.permit(actions::UpdateKeyDescription, KeyRef::parse_id(&ask.key_id)?).await?;

    lifecycle::update_description(call.txn(), &key, description)?;

    Ok(UpdateKeyDescriptionResponse {})
}
