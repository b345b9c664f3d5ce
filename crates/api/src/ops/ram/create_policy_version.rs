//! `CreatePolicyVersion`: a further document for a policy, in force at once when asked.

use rampart_identity::{
    actions::ram::CreatePolicyVersion,
    policy::version::{self, Rotation},
};
use rampart_wire::ram::create_policy_version::{
    CreatePolicyVersionRequest, CreatePolicyVersionResponse, PolicyVersion,
};

use super::{
    named::{self, required},
    shown,
};
use crate::{Answer, Call, Refusal};

pub(crate) async fn create_policy_version(
    call: &mut Call<'_>,
    ask: CreatePolicyVersionRequest,
) -> Answer<CreatePolicyVersionResponse> {
    let document = required("PolicyDocument", ask.policy_document)?;
    let rotation = match ask.rotate_strategy.as_deref() {
        None | Some("None") => Rotation::None,
        Some("DeleteOldestNonDefaultVersionWhenLimitExceeded") => Rotation::DeleteOldestNonDefault,
        Some(_) => return Err(Refusal::incorrect("RotateStrategy")),
    };
    let set_default = ask.set_as_default.unwrap_or(false);
    let policy = call.permit(CreatePolicyVersion, named::custom_policy(ask.policy_name)?).await?;

    let now = call.now();
    let version = version::create(call.txn(), &policy, document.into(), set_default, rotation, now).await?;

    Ok(CreatePolicyVersionResponse { policy_version: Some(shown::version!(PolicyVersion, version)) })
}
