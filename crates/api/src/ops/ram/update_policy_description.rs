//! `UpdatePolicyDescription`: says anew what a policy is for.

use rampart_identity::{actions::ram::UpdatePolicyDescription, policy};
use rampart_wire::ram::update_policy_description::{
    Policy, UpdatePolicyDescriptionRequest, UpdatePolicyDescriptionResponse,
};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn update_policy_description(
    call: &mut Call<'_>,
    ask: UpdatePolicyDescriptionRequest,
) -> Answer<UpdatePolicyDescriptionResponse> {
    let description = named::description("NewDescription", ask.new_description)?;
    let policy = call.permit(UpdatePolicyDescription, named::custom_policy(ask.policy_name)?).await?;

    let now = call.now();
    let policy = policy::Policy::Custom(policy::describe(call.txn(), &policy, description, now));

    let shown = Policy {
        create_date: shown::date(policy.created()),
        update_date: shown::date(policy.updated()),
        ..shown::policy!(Policy, &policy)
    };
    Ok(UpdatePolicyDescriptionResponse { policy: Some(shown) })
}
