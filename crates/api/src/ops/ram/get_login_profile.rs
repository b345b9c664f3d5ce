//! `GetLoginProfile`: how a user signs in, but for the password.

use rampart_identity::{actions::ram::GetLoginProfile, login};
use rampart_wire::ram::get_login_profile::{GetLoginProfileRequest, GetLoginProfileResponse, LoginProfile};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn get_login_profile(
    call: &mut Call<'_>,
    ask: GetLoginProfileRequest,
) -> Answer<GetLoginProfileResponse> {
    let user = call.permit(GetLoginProfile, named::user(ask.user_name)?).await?;

    let profile = login::get(call.txn(), &user).await?;

    let shown = shown::login_profile!(LoginProfile, &profile, user_name: shown::text(&user.name));
    Ok(GetLoginProfileResponse { login_profile: Some(shown) })
}
