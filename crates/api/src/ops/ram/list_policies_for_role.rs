//! `ListPoliciesForRole`: the policies that a role holds.

use rampart_identity::{actions::ram::ListPoliciesForRole, attachment};
use rampart_wire::ram::list_policies_for_role::{
    ListPoliciesForRoleRequest, ListPoliciesForRoleResponse, Policy,
};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn list_policies_for_role(
    call: &mut Call<'_>,
    ask: ListPoliciesForRoleRequest,
) -> Answer<ListPoliciesForRoleResponse> {
    let role = call.permit(ListPoliciesForRole, named::role(ask.role_name)?).await?;

    let held = attachment::list_for_role(call.txn(), &role).await?;

    let shown = held
        .iter()
        .map(|held| Policy { attach_date: shown::date(held.since), ..shown::policy!(Policy, &held.item) });
    Ok(ListPoliciesForRoleResponse { policies: shown.collect() })
}
