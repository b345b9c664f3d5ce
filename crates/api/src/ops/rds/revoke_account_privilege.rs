//! `RevokeAccountPrivilege`: takes away what an account may do in a database, or in several.

use rampart_rds::{accounts, action::RevokeAccountPrivilege};
use rampart_wire::rds::revoke_account_privilege::{
    RevokeAccountPrivilegeRequest, RevokeAccountPrivilegeResponse,
};

use super::{named, privilege};
use crate::{Answer, Call};

pub(crate) async fn revoke_account_privilege(
    call: &mut Call<'_>,
    ask: RevokeAccountPrivilegeRequest,
) -> Answer<RevokeAccountPrivilegeResponse> {
    let instance = call.permit(RevokeAccountPrivilege, named::instance(&ask.db_instance_id)).await?;

    for database in privilege::databases(&ask.db_name)? {
        accounts::revoke_privilege(call.txn(), &instance, &ask.account_name, database).await?;
    }

    Ok(RevokeAccountPrivilegeResponse {})
}
