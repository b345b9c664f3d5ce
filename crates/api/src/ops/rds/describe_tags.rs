//! `DescribeTags`: each tag once, with the instances that bear it. Asked of the instance named, else of all.

use std::collections::BTreeMap;

use rampart_rds::{action::DescribeTags, instances};
use rampart_vocab::{DbInstanceId, Tag};
use rampart_wire::rds::describe_tags::{DescribeTagsRequest, DescribeTagsResponse, TagInfo};

use super::named;
use crate::{Answer, Call, errors};

pub(crate) async fn describe_tags(
    call: &mut Call<'_>,
    ask: DescribeTagsRequest,
) -> Answer<DescribeTagsResponse> {
    if !ask.resource_type.as_deref().is_none_or(|kind| kind.eq_ignore_ascii_case("INSTANCE")) {
        return Err(errors::rds::malformed("ResourceType", "only `INSTANCE` is known"));
    }
    let wanted = ask.tags.as_deref().map(named::tag_filter).transpose()?.unwrap_or_default();

    let found: Vec<(DbInstanceId, Vec<Tag>)> = match ask.db_instance_id {
        None => {
            let among = call.permit_on(DescribeTags, named::instances(call))?;
            instances::describe_tags(call.txn(), &among).await?
        }
        Some(id) => {
            let instance = call.permit(DescribeTags, named::instance(&id)).await?;
            let instance = instance.found()?;
            vec![(instance.id.clone(), instance.tags.clone())]
        }
    };

    let mut bearers: BTreeMap<(Box<str>, Box<str>), Vec<String>> = BTreeMap::new();
    for (id, tags) in found.into_iter().filter(|(_, tags)| wanted.fits(tags)) {
        for tag in tags {
            bearers.entry((tag.key, tag.value)).or_default().push(id.to_string());
        }
    }
    let one = |((key, value), ids): ((Box<str>, Box<str>), Vec<String>)| TagInfo {
        db_instance_ids: ids,
        tag_key: Some(key.into()),
        tag_value: Some(value.into()),
    };
    Ok(DescribeTagsResponse { items: bearers.into_iter().map(one).collect() })
}
