//! `ListUsers`: the account's users by name, page by page.

use rampart_authz::Collection;
use rampart_identity::{actions::ram::ListUsers, user};
use rampart_wire::ram::list_users::{ListUsersRequest, ListUsersResponse, User};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn list_users(call: &mut Call<'_>, ask: ListUsersRequest) -> Answer<ListUsersResponse> {
    let page = named::page(ask.marker, ask.max_items)?;
    let among = call.permit_on(ListUsers, Collection::global("ram", call.account(), "user/*"))?;

    let listed = user::list(call.txn(), &among, &page).await?;

    let shown = |user: &user::User| shown::user!(User, user, update_date: shown::date(user.updated));
    Ok(ListUsersResponse {
        is_truncated: Some(listed.next.is_some()),
        marker: listed.next,
        users: listed.items.iter().map(shown).collect(),
    })
}
