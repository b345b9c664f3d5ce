//! `UpdateGroup`: another name for a group, or another remark on it.

use rampart_identity::{
    actions::ram::UpdateGroup,
    group,
    name::{Comments, GroupName},
};
use rampart_wire::ram::update_group::{Group, UpdateGroupRequest, UpdateGroupResponse};

use super::{
    named::{self, optional},
    shown,
};
use crate::{Answer, Call};

pub(crate) async fn update_group(
    call: &mut Call<'_>,
    ask: UpdateGroupRequest,
) -> Answer<UpdateGroupResponse> {
    let new_name = optional("NewGroupName", ask.new_group_name, GroupName::parse)?;
    let comments = optional("NewComments", ask.new_comments, Comments::parse)?;
    let group = call.permit(UpdateGroup, named::group(ask.group_name)?).await?;

    let now = call.now();
    let group = group::update(call.txn(), &group, new_name, comments, now).await?;

    let shown = shown::group!(Group, &group, update_date: shown::date(group.updated));
    Ok(UpdateGroupResponse { group: Some(shown) })
}
