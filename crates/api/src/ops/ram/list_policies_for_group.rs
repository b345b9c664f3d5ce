//! `ListPoliciesForGroup`: the policies that a group holds.

use rampart_identity::{actions::ram::ListPoliciesForGroup, attachment};
use rampart_wire::ram::list_policies_for_group::{
    ListPoliciesForGroupRequest, ListPoliciesForGroupResponse, Policy,
};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn list_policies_for_group(
    call: &mut Call<'_>,
    ask: ListPoliciesForGroupRequest,
) -> Answer<ListPoliciesForGroupResponse> {
    let group = call.permit(ListPoliciesForGroup, named::group(ask.group_name)?).await?;

    let held = attachment::list_for_group(call.txn(), &group).await?;

    let shown = held
        .iter()
        .map(|held| Policy { attach_date: shown::date(held.since), ..shown::policy!(Policy, &held.item) });
    Ok(ListPoliciesForGroupResponse { policies: shown.collect() })
}
