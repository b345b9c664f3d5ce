//! `SetDefaultPolicyVersion`: brings a version into force.

use rampart_identity::{actions::ram::SetDefaultPolicyVersion, policy::version};
use rampart_wire::ram::set_default_policy_version::{
    SetDefaultPolicyVersionRequest, SetDefaultPolicyVersionResponse,
};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn set_default_policy_version(
    call: &mut Call<'_>,
    ask: SetDefaultPolicyVersionRequest,
) -> Answer<SetDefaultPolicyVersionResponse> {
    let id = named::version(ask.version_id)?;
    let policy = call.permit(SetDefaultPolicyVersion, named::custom_policy(ask.policy_name)?).await?;

    let now = call.now();
    version::set_default(call.txn(), &policy, id, now).await?;

    Ok(SetDefaultPolicyVersionResponse {})
}
