//! `UntagResource`: takes tags from one key; a service's mark too, for whoever a policy allows.

use rampart_kms::{
    actions,
    tags::{self, TagKeys},
};
use rampart_wire::kms::untag_resource::{UntagResourceRequest, UntagResourceResponse};

use super::taggable;
use crate::{Answer, Call, errors};

pub(crate) async fn untag_resource(
    call: &mut Call<'_>,
    ask: UntagResourceRequest,
) -> Answer<UntagResourceResponse> {
    let given: Vec<Box<str>> =
        serde_json::from_str(&ask.tag_keys).map_err(|_| errors::kms::invalid("TagKeys"))?;
    let keys = TagKeys::check(given).map_err(|refused| errors::kms::tags(&refused, "TagKeys"))?;
    let named =
        taggable::one(ask.key_id.as_deref(), ask.secret_name.as_deref(), ask.certificate_id.as_deref())?;
    let key = call.permit(actions::UntagResource, named).await?;

    tags::untag(call.txn(), &key, &keys)?;

    Ok(UntagResourceResponse {})
}
