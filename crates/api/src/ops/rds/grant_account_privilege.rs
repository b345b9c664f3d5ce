//! `GrantAccountPrivilege`: what an account may do in a database, instead of what it may do there now. Several databases
//! are named with as many privileges, in the same order.

use rampart_rds::{
    accounts::{self, AccountRefused},
    action::GrantAccountPrivilege,
    intent::EngineKind,
};
use rampart_wire::rds::grant_account_privilege::{
    GrantAccountPrivilegeRequest, GrantAccountPrivilegeResponse,
};

use super::{named, privilege};
use crate::{Answer, Call};

pub(crate) async fn grant_account_privilege(
    call: &mut Call<'_>,
    ask: GrantAccountPrivilegeRequest,
) -> Answer<GrantAccountPrivilegeResponse> {
    let instance = call.permit(GrantAccountPrivilege, named::instance(&ask.db_instance_id)).await?;
    if instance.found()?.engine == EngineKind::PostgreSql {
        return Err(AccountRefused::OwnedDatabases.into());
    }

    for (database, privilege) in privilege::in_databases(&ask.db_name, &ask.account_privilege)? {
        accounts::grant_privilege(call.txn(), &instance, &ask.account_name, database, privilege).await?;
    }

    Ok(GrantAccountPrivilegeResponse {})
}
