//! `GetGroup`: what there is to say of a group.

use rampart_identity::{actions::ram::GetGroup, group};
use rampart_wire::ram::get_group::{GetGroupRequest, GetGroupResponse, Group};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn get_group(call: &mut Call<'_>, ask: GetGroupRequest) -> Answer<GetGroupResponse> {
    let group = call.permit(GetGroup, named::group(ask.group_name)?).await?;

    let group = group::get(&group);

    let shown = shown::group!(Group, group, update_date: shown::date(group.updated));
    Ok(GetGroupResponse { group: Some(shown) })
}
