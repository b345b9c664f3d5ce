//! `ListUsersForGroup`: who is in a group, page by page.

use rampart_identity::{actions::ram::ListUsersForGroup, membership};
use rampart_wire::ram::list_users_for_group::{ListUsersForGroupRequest, ListUsersForGroupResponse, User};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn list_users_for_group(
    call: &mut Call<'_>,
    ask: ListUsersForGroupRequest,
) -> Answer<ListUsersForGroupResponse> {
    let page = named::page(ask.marker, ask.max_items)?;
    let group = call.permit(ListUsersForGroup, named::group(ask.group_name)?).await?;

    let listed = membership::list_users(call.txn(), &group, &page).await?;

    let shown = listed.items.iter().map(|joined| User {
        display_name: shown::maybe(joined.item.display_name.as_ref()),
        join_date: shown::date(joined.since),
        user_name: shown::text(&joined.item.name),
    });
    Ok(ListUsersForGroupResponse {
        is_truncated: Some(listed.next.is_some()),
        users: shown.collect(),
        marker: listed.next,
    })
}
