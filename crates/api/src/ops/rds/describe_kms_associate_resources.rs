//! `DescribeKmsAssociateResources`: the instances that need a key, for disk, tables or both, those in the bin too. What is
//! asked before a key is disabled or deleted.

use rampart_rds::{
    action::DescribeKmsAssociateResources,
    instances::{self, KeyUse},
    undocumented,
};
use rampart_wire::rds::describe_kms_associate_resources::{
    AssociateDBInstance, DescribeKmsAssociateResourcesRequest, DescribeKmsAssociateResourcesResponse,
};

use super::{named, shown};
use crate::{Answer, Call, errors};

pub(crate) async fn describe_kms_associate_resources(
    call: &mut Call<'_>,
    ask: DescribeKmsAssociateResourcesRequest,
) -> Answer<DescribeKmsAssociateResourcesResponse> {
    if !ask.kms_resource_type.eq_ignore_ascii_case("key") {
        return Err(errors::rds::malformed("KmsResourceType", "only `key` is known"));
    }
    if ask.kms_resource_user.parse() != Ok(call.account()) {
        return Err(errors::rds::malformed("KmsResourceUser", "write the number of your account"));
    }
    let key = ask.kms_resource_id.parse().map_err(|why| errors::rds::malformed("KmsResourceId", why))?;
    let among = call.permit_on(DescribeKmsAssociateResources, named::instances(call))?;

    let uses = instances::instances_using_key(call.txn(), &among, &key).await?;

    let one = |used: KeyUse| AssociateDBInstance {
        db_instance_name: Some(used.instance.to_string()),
        engine: Some(shown::engine_as(used.engine, used.presented).into()),
        key_used_by: Some(used.used_by.to_string()),
        status: Some(undocumented::association_word(used.status).into()),
    };
    Ok(DescribeKmsAssociateResourcesResponse {
        associate_status: Some(!uses.is_empty()),
        associate_db_instances: uses.into_iter().map(one).collect(),
    })
}
