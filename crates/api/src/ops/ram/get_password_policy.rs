//! `GetPasswordPolicy`: what an account asks of its users' passwords.

use rampart_authz::Collection;
use rampart_identity::{actions::ram::GetPasswordPolicy, login};
use rampart_wire::ram::get_password_policy::{
    GetPasswordPolicyRequest, GetPasswordPolicyResponse, PasswordPolicy,
};

use super::shown;
use crate::{Answer, Call};

pub(crate) async fn get_password_policy(
    call: &mut Call<'_>,
    _: GetPasswordPolicyRequest,
) -> Answer<GetPasswordPolicyResponse> {
    let of = call.permit_on(GetPasswordPolicy, Collection::global("ram", call.account(), "*"))?;

    let policy = login::get_policy(call.txn(), &of).await?;

    Ok(GetPasswordPolicyResponse { password_policy: Some(shown::password_policy!(PasswordPolicy, &policy)) })
}
