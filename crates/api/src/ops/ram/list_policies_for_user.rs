//! `ListPoliciesForUser`: the policies that a user holds.

use rampart_identity::{actions::ram::ListPoliciesForUser, attachment};
use rampart_wire::ram::list_policies_for_user::{
    ListPoliciesForUserRequest, ListPoliciesForUserResponse, Policy,
};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn list_policies_for_user(
    call: &mut Call<'_>,
    ask: ListPoliciesForUserRequest,
) -> Answer<ListPoliciesForUserResponse> {
    let user = call.permit(ListPoliciesForUser, named::user(ask.user_name)?).await?;

    let held = attachment::list_for_user(call.txn(), &user).await?;

    let shown = held
        .iter()
        .map(|held| Policy { attach_date: shown::date(held.since), ..shown::policy!(Policy, &held.item) });
    Ok(ListPoliciesForUserResponse { policies: shown.collect() })
}
