//! `UpdateLoginProfile`: another password for a user, or what must be done at the next signing in.

use rampart_identity::{
    actions::ram::UpdateLoginProfile,
    login::{self, ProfileChange},
};
use rampart_wire::ram::update_login_profile::{UpdateLoginProfileRequest, UpdateLoginProfileResponse};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn update_login_profile(
    call: &mut Call<'_>,
    ask: UpdateLoginProfileRequest,
) -> Answer<UpdateLoginProfileResponse> {
    let change = ProfileChange {
        password: ask.password.map(|password| named::revealed(&password)),
        reset_required: ask.password_reset_required,
        mfa_bind_required: ask.mfa_bind_required,
    };
    let user = call.permit(UpdateLoginProfile, named::user(ask.user_name)?).await?;

    let (passwords, now, entropy) = (call.services().identity.passwords(), call.now(), call.entropy());
    login::update(call.txn(), &user, change, passwords, now, entropy).await?;

    Ok(UpdateLoginProfileResponse {})
}
