//! `TagResource`: lays tags over those of one key; the door by which a key is marked for a service.

use rampart_kms::{
    KeyRefused, actions,
    tags::{self, NewTags},
};
use rampart_wire::{
    TagParameter,
    kms::tag_resource::{TagResourceRequest, TagResourceResponse},
};

use super::taggable;
use crate::{Answer, Call, errors};

pub(crate) async fn tag_resource(
    call: &mut Call<'_>,
    ask: TagResourceRequest,
) -> Answer<TagResourceResponse> {
    let given = TagParameter::from_json("Tags", &ask.tags).map_err(|_| errors::kms::invalid("Tags"))?;
    let new = NewTags::check(taggable::tags(given)).map_err(KeyRefused::from)?;
    let named =
        taggable::one(ask.key_id.as_deref(), ask.secret_name.as_deref(), ask.certificate_id.as_deref())?;
    let key = call.permit(actions::TagResource, named).await?;

    tags::tag(call.txn(), &key, &new)?;

    Ok(TagResourceResponse {})
}
