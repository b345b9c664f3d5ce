//! `ListGroupsForUser`: the groups that a user is in.

use rampart_identity::{actions::ram::ListGroupsForUser, membership};
use rampart_wire::ram::list_groups_for_user::{Group, ListGroupsForUserRequest, ListGroupsForUserResponse};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn list_groups_for_user(
    call: &mut Call<'_>,
    ask: ListGroupsForUserRequest,
) -> Answer<ListGroupsForUserResponse> {
    let user = call.permit(ListGroupsForUser, named::user(ask.user_name)?).await?;

    let joined = membership::list_groups(call.txn(), &user).await?;

    let shown = joined.iter().map(|joined| Group {
        group_id: shown::text(joined.item.id),
        group_name: shown::text(&joined.item.name),
        comments: shown::maybe(joined.item.comments.as_ref()),
        join_date: shown::date(joined.since),
    });
    Ok(ListGroupsForUserResponse { groups: shown.collect() })
}
