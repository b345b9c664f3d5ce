//! The account's own role for RDS: the one that is used where a request names none.

use rampart_identity::{
    attachment,
    name::{NameRefused, RoleName},
    role::{self, Role},
};
use rampart_policy::{NoConditions, Principal};
use rampart_rds::undocumented;
use rampart_store::{StoreFailed, Txn};

/// Who wears it.
const SERVICE: &str = "rds.aliyuncs.com";

/// The role's name.
pub(super) fn name() -> Result<RoleName, NameRefused> {
    RoleName::parse(undocumented::role_where_none_is_named())
}

/// Whether the role lets RDS in: its trust policy names RDS, and it holds a policy.
///
/// Whether the policy suffices is not looked at: that depends on the key and its mark, and is asked each time the key is
/// used. A role without any policy could do nothing at all.
pub(super) async fn lets_rds_in(txn: &mut Txn, role: &Role) -> Result<bool, StoreFailed> {
    let Some(trust) = role::trust_of(txn, role).await? else { return Ok(false) };
    let trusted = trust.decide(&Principal::Service(SERVICE), "sts:AssumeRole", &NoConditions).is_allow();
    Ok(trusted && attachment::is_any_on(txn, role).await?)
}
