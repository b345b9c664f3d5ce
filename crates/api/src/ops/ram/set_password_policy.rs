//! `SetPasswordPolicy`: what an account asks of its users' next passwords. What is left out stays as it was.

use rampart_authz::Collection;
use rampart_identity::{
    actions::ram::SetPasswordPolicy,
    login::{self, PasswordPolicyChange},
};
use rampart_wire::ram::set_password_policy::{
    PasswordPolicy, SetPasswordPolicyRequest, SetPasswordPolicyResponse,
};

use super::shown;
use crate::{Answer, Call};

pub(crate) async fn set_password_policy(
    call: &mut Call<'_>,
    ask: SetPasswordPolicyRequest,
) -> Answer<SetPasswordPolicyResponse> {
    let change = PasswordPolicyChange {
        minimum_length: ask.minimum_password_length,
        require_lowercase: ask.require_lowercase_characters,
        require_uppercase: ask.require_uppercase_characters,
        require_numbers: ask.require_numbers,
        require_symbols: ask.require_symbols,
        hard_expiry: ask.hard_expiry,
        max_age_days: ask.max_password_age,
        reuse_prevention: ask.password_reuse_prevention,
        max_login_attempts: ask.max_login_attemps,
    };
    let of = call.permit_on(SetPasswordPolicy, Collection::global("ram", call.account(), "*"))?;

    let policy = login::set_policy(call.txn(), &of, change).await?;

    Ok(SetPasswordPolicyResponse { password_policy: Some(shown::password_policy!(PasswordPolicy, &policy)) })
}
