//! `UntagResources`: takes tags off several instances, all of them or none. Asked of each instance.

use rampart_rds::{action::UntagResources, instances};
use rampart_wire::rds::untag_resources::{UntagResourcesRequest, UntagResourcesResponse};

use super::named;
use crate::{Answer, Call, errors};

pub(crate) async fn untag_resources(
    call: &mut Call<'_>,
    ask: UntagResourcesRequest,
) -> Answer<UntagResourcesResponse> {
    let named: Vec<Box<str>> = ask.tag_key.into_iter().map(Into::into).collect();
    // `All` counts only where no key is named. Source: RDS, UntagResources.
    let all = named.is_empty() && ask.all == Some(true);
    if named.is_empty() && !all {
        return Err(errors::rds::missing("TagKey.1", "name at least one tag's key, or `All`"));
    }
    for instance in named::tagged(&ask.resource_type, &ask.resource_id)? {
        let instance = call.permit(UntagResources, instance).await?;

        let every: Vec<Box<str>>;
        let keys = if all {
            every = instance.found()?.tags.iter().map(|tag| tag.key.clone()).collect();
            &every
        } else {
            &named
        };
        instances::untag_instance(call.txn(), &instance, keys)?;
    }
    Ok(UntagResourcesResponse {})
}
