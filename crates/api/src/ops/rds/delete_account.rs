//! `DeleteAccount`: the wish that an account be gone.

use rampart_rds::{accounts, action::DeleteAccount};
use rampart_wire::rds::delete_account::{DeleteAccountRequest, DeleteAccountResponse};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn delete_account(
    call: &mut Call<'_>,
    ask: DeleteAccountRequest,
) -> Answer<DeleteAccountResponse> {
    let instance = call.permit(DeleteAccount, named::instance(&ask.db_instance_id)).await?;

    accounts::delete_account(call.txn(), &instance, &ask.account_name).await?;

    Ok(DeleteAccountResponse {})
}
