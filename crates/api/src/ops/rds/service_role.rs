//! The account's own role for RDS: the one that is used where a request names none.

use rampart_identity::{
    attachment,
    name::{NameRefused, RoleName},
    role::{self, Role},
};
use rampart_policy::{NoConditions, Principal};
use rampart_rds::undocumented;
use rampart_store::{StoreFailed, Txn};
use rampart_vocab::authorize_rds::SERVICE;

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

#[cfg(test)]
mod tests {
    use rampart_identity::system::SystemPolicy;
    use rampart_vocab::authorize_rds::{DOCUMENT, POLICY, ROLE};
    use serde_json::Value;

    use super::*;

    #[test]
    fn what_the_page_has_made_is_what_is_looked_for_and_what_the_system_policy_says() {
        assert_eq!(name().unwrap().as_str(), ROLE);
        let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        assert_eq!(read(SystemPolicy::named(POLICY).unwrap().document), read(DOCUMENT));
    }
}
