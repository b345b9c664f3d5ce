//! `ListRoles`: the account's roles by name, page by page.

use rampart_authz::Collection;
use rampart_identity::{actions::ram::ListRoles, role};
use rampart_wire::ram::list_roles::{ListRolesRequest, ListRolesResponse, Role, RoleTag};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn list_roles(call: &mut Call<'_>, ask: ListRolesRequest) -> Answer<ListRolesResponse> {
    let wanted = named::tags(ask.tag)?;
    let page = named::page(ask.marker, ask.max_items)?;
    let among = call.permit_on(ListRoles, Collection::global("ram", call.account(), "role/*"))?;

    let listed = role::list(call.txn(), &among, &page).await?;

    let kept = listed.items.iter().filter(|role| wanted.all_in(&role.tags));
    Ok(ListRolesResponse {
        is_truncated: Some(listed.next.is_some()),
        marker: listed.next,
        roles: kept.map(shown).collect(),
    })
}

fn shown(role: &role::Role) -> Role {
    let tag = |tag: &rampart_vocab::Tag| RoleTag {
        tag_key: shown::text(&tag.key),
        tag_value: shown::text(&tag.value),
    };
    Role {
        update_date: shown::date(role.updated),
        tags: role.tags.iter().map(tag).collect(),
        ..shown::role!(Role, role)
    }
}
