//! `ListEntitiesForPolicy`: who holds a policy.

use rampart_identity::{actions::ram::ListEntitiesForPolicy, attachment};
use rampart_wire::ram::list_entities_for_policy::{
    Group, ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse, Role, User,
};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn list_entities_for_policy(
    call: &mut Call<'_>,
    ask: ListEntitiesForPolicyRequest,
) -> Answer<ListEntitiesForPolicyResponse> {
    let policy = named::policy(ask.policy_type, ask.policy_name)?;
    let policy = call.permit(ListEntitiesForPolicy, policy).await?;

    let entities = attachment::entities_for(call.txn(), &policy).await?;

    let users = entities.users.iter().map(|held| User {
        attach_date: shown::date(held.since),
        display_name: shown::maybe(held.item.display_name.as_ref()),
        user_id: shown::text(held.item.id),
        user_name: shown::text(&held.item.name),
    });
    let groups = entities.groups.iter().map(|held| Group {
        attach_date: shown::date(held.since),
        comments: shown::maybe(held.item.comments.as_ref()),
        group_name: shown::text(&held.item.name),
    });
    let roles = entities.roles.iter().map(|held| Role {
        arn: shown::text(held.item.shown_arn()),
        attach_date: shown::date(held.since),
        description: shown::maybe(held.item.description.as_ref()),
        role_id: shown::text(held.item.id),
        role_name: shown::text(&held.item.name),
    });
    Ok(ListEntitiesForPolicyResponse {
        groups: groups.collect(),
        roles: roles.collect(),
        users: users.collect(),
    })
}
