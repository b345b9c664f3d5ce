//! `DeleteGroup`: a group with nobody in it and no policy on it goes.

use rampart_identity::{actions::ram::DeleteGroup, group};
use rampart_wire::ram::delete_group::{DeleteGroupRequest, DeleteGroupResponse};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn delete_group(
    call: &mut Call<'_>,
    ask: DeleteGroupRequest,
) -> Answer<DeleteGroupResponse> {
    let group = call.permit(DeleteGroup, named::group(ask.group_name)?).await?;

    group::delete(call.txn(), &group).await?;

    Ok(DeleteGroupResponse {})
}
