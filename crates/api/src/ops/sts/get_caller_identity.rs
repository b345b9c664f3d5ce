//! `GetCallerIdentity`: a caller is told who he is. No policy can refuse it.

use rampart_identity::caller_identity;
use rampart_wire::sts::get_caller_identity::{GetCallerIdentityRequest, GetCallerIdentityResponse};

use crate::{Answer, Call, Refusal};

pub(crate) async fn get_caller_identity(
    call: &mut Call<'_>,
    _: GetCallerIdentityRequest,
) -> Answer<GetCallerIdentityResponse> {
    let told = caller_identity(call.caller())
        .ok_or_else(|| Refusal::internal("a service asked who it is, and has no identity to be told"))?;

    Ok(GetCallerIdentityResponse {
        account_id: Some(told.account.to_string()),
        arn: Some(told.arn.to_string()),
        identity_type: Some(told.kind.to_owned()),
        principal_id: Some(told.principal),
        role_id: told.role,
        user_id: told.user,
    })
}
