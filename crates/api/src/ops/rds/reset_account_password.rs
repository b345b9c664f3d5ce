//! `ResetAccountPassword`: another password for an account.

use rampart_rds::{accounts, action::ResetAccountPassword};
use rampart_seal::SecretString;
use rampart_wire::rds::reset_account_password::{ResetAccountPasswordRequest, ResetAccountPasswordResponse};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn reset_account_password(
    call: &mut Call<'_>,
    ask: ResetAccountPasswordRequest,
) -> Answer<ResetAccountPasswordResponse> {
    let instance = call.permit(ResetAccountPassword, named::instance(&ask.db_instance_id)).await?;

    let entropy = call.entropy();
    let password = SecretString::from(ask.account_password.reveal());
    accounts::reset_account_password(call.txn(), &instance, &ask.account_name, &password, entropy).await?;

    Ok(ResetAccountPasswordResponse {})
}
