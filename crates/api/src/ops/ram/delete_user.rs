//! `DeleteUser`: a user that holds nothing any more goes, and its sessions with it.

use rampart_identity::{actions::ram::DeleteUser, user};
use rampart_wire::ram::delete_user::{DeleteUserRequest, DeleteUserResponse};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn delete_user(call: &mut Call<'_>, ask: DeleteUserRequest) -> Answer<DeleteUserResponse> {
    let user = call.permit(DeleteUser, named::user(ask.user_name)?).await?;

    user::delete(call.txn(), &user).await?;

    Ok(DeleteUserResponse {})
}
