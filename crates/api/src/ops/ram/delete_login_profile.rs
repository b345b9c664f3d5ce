//! `DeleteLoginProfile`: a user signs in no more, and its sessions end.

use rampart_identity::{actions::ram::DeleteLoginProfile, login};
use rampart_wire::ram::delete_login_profile::{DeleteLoginProfileRequest, DeleteLoginProfileResponse};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn delete_login_profile(
    call: &mut Call<'_>,
    ask: DeleteLoginProfileRequest,
) -> Answer<DeleteLoginProfileResponse> {
    let user = call.permit(DeleteLoginProfile, named::user(ask.user_name)?).await?;

    let now = call.now();
    login::delete(call.txn(), &user, now).await?;

    Ok(DeleteLoginProfileResponse {})
}
