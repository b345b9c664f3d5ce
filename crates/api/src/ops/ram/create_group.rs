//! `CreateGroup`: a group, with nobody in it and nothing to give.

use rampart_authz::Collection;
use rampart_identity::{
    actions::ram::CreateGroup,
    group::{self, NewGroup},
    name::{Comments, GroupName},
};
use rampart_wire::ram::create_group::{CreateGroupRequest, CreateGroupResponse, Group};

use super::{
    named::{optional, required_name},
    shown,
};
use crate::{Answer, Call};

pub(crate) async fn create_group(
    call: &mut Call<'_>,
    ask: CreateGroupRequest,
) -> Answer<CreateGroupResponse> {
    let name = required_name("GroupName", ask.group_name, GroupName::parse)?;
    let comments = optional("Comments", ask.comments, Comments::parse)?;
    let among = call.permit_on(CreateGroup, Collection::global("ram", call.account(), "group/*"))?;

    let (quotas, clock, entropy) = (call.services().identity.quotas(), call.clock(), call.entropy());
    let group =
        group::create(call.txn(), &among, NewGroup { name, comments }, quotas, clock, entropy).await?;

    Ok(CreateGroupResponse { group: Some(shown::group!(Group, &group)) })
}
