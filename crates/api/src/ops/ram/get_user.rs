//! `GetUser`: what there is to say of a user.

use rampart_identity::{actions::ram::GetUser, user};
use rampart_wire::ram::get_user::{GetUserRequest, GetUserResponse, User};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn get_user(call: &mut Call<'_>, ask: GetUserRequest) -> Answer<GetUserResponse> {
    let user = call.permit(GetUser, named::user(ask.user_name)?).await?;

    let user = user::get(&user);

    let shown = shown::user!(User, user, update_date: shown::date(user.updated), last_login_date: None);
    Ok(GetUserResponse { user: Some(shown) })
}
