//! `ChangePassword`: a user's own password, who brings the old one. The account itself and roles have none to change here.

use rampart_authz::Principal;
use rampart_identity::{actions::ram::ChangePassword, login};
use rampart_wire::ram::change_password::{ChangePasswordRequest, ChangePasswordResponse};

use super::named;
use crate::{Answer, Call, Refusal};

pub(crate) async fn change_password(
    call: &mut Call<'_>,
    ask: ChangePasswordRequest,
) -> Answer<ChangePasswordResponse> {
    let Principal::User { name, .. } = &call.caller().principal else {
        return Err(Refusal::only_users());
    };
    let old = named::secret("OldPassword", ask.old_password)?;
    let new = named::secret("NewPassword", ask.new_password)?;
    let user = call.permit(ChangePassword, named::user(Some(name.to_string()))?).await?;

    let (identity, now, entropy) = (&call.services().identity, call.now(), call.entropy());
    let changed = login::change_own(call.txn(), &user, &old, &new, identity, now, entropy).await;
    changed.map_err(Refusal::new_password)?;

    Ok(ChangePasswordResponse {})
}
