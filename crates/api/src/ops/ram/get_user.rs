//! `GetUser`: what there is to say of a user.

use rampart_identity::{actions::ram::GetUser, login, user};
use rampart_wire::ram::get_user::{GetUserRequest, GetUserResponse, User};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn get_user(call: &mut Call<'_>, ask: GetUserRequest) -> Answer<GetUserResponse> {
    let user = call.permit(GetUser, named::user(ask.user_name)?).await?;

    let last_login = login::last_sign_in(call.txn(), &user).await?;
    let user = user::get(&user);

    let shown = shown::user!(User, user, update_date: shown::date(user.updated), last_login_date: last_login.and_then(shown::date));
    Ok(GetUserResponse { user: Some(shown) })
}
