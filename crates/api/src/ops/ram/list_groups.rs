//! `ListGroups`: the account's groups by name, page by page.

use rampart_authz::Collection;
use rampart_identity::{actions::ram::ListGroups, group};
use rampart_wire::ram::list_groups::{Group, ListGroupsRequest, ListGroupsResponse};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn list_groups(call: &mut Call<'_>, ask: ListGroupsRequest) -> Answer<ListGroupsResponse> {
    let page = named::page(ask.marker, ask.max_items)?;
    let among = call.permit_on(ListGroups, Collection::global("ram", call.account(), "group/*"))?;

    let listed = group::list(call.txn(), &among, &page).await?;

    let shown = |group: &group::Group| shown::group!(Group, group, update_date: shown::date(group.updated));
    Ok(ListGroupsResponse {
        is_truncated: Some(listed.next.is_some()),
        marker: listed.next,
        groups: listed.items.iter().map(shown).collect(),
    })
}
