//! `CreateLoginProfile`: a user may sign in with a password from now on. The password goes no further than to its hash.

use rampart_identity::{
    actions::ram::CreateLoginProfile,
    login::{self, NewProfile},
};
use rampart_wire::ram::create_login_profile::{
    CreateLoginProfileRequest, CreateLoginProfileResponse, LoginProfile,
};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn create_login_profile(
    call: &mut Call<'_>,
    ask: CreateLoginProfileRequest,
) -> Answer<CreateLoginProfileResponse> {
    let new = NewProfile {
        password: named::secret("Password", ask.password)?,
        reset_required: ask.password_reset_required.unwrap_or(false),
        mfa_bind_required: ask.mfa_bind_required.unwrap_or(false),
    };
    let user = call.permit(CreateLoginProfile, named::user(ask.user_name)?).await?;

    let (passwords, now, entropy) = (call.services().identity.passwords(), call.now(), call.entropy());
    let profile = login::create(call.txn(), &user, new, passwords, now, entropy).await?;

    let shown = shown::login_profile!(LoginProfile, &profile, user_name: shown::text(&user.name));
    Ok(CreateLoginProfileResponse { login_profile: Some(shown) })
}
