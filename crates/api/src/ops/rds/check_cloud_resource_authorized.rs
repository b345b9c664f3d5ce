//! `CheckCloudResourceAuthorized`: whether the account has let RDS use keys.
//!
//! The answer is 1 when the default role is there, its trust policy lets `rds.aliyuncs.com` wear it, and it holds a
//! policy; else 0. No page says more than "authorised". Whether the policy suffices is not looked at: that depends on
//! the key and its mark, and is asked each time the key is used. A role without any policy could do nothing at all, so
//! 1 would mislead.

use rampart_identity::{
    attachment,
    name::RoleName,
    role::{self, Role},
};
use rampart_policy::{NoConditions, Principal};
use rampart_rds::action::CheckCloudResourceAuthorized;
use rampart_store::{StoreFailed, Txn};
use rampart_vocab::Arn;
use rampart_wire::rds::check_cloud_resource_authorized::{
    CheckCloudResourceAuthorizedRequest, CheckCloudResourceAuthorizedResponse,
};

use super::named;
use crate::{Answer, Call, Refusal};

/// The role by which an account lets RDS use keys.
const DEFAULT_ROLE: &str = "AliyunRDSInstanceEncryptionDefaultRole";
/// Who wears it.
const SERVICE: &str = "rds.aliyuncs.com";

pub(crate) async fn check_cloud_resource_authorized(
    call: &mut Call<'_>,
    _: CheckCloudResourceAuthorizedRequest,
) -> Answer<CheckCloudResourceAuthorizedResponse> {
    call.permit_on(CheckCloudResourceAuthorized, named::instances(call))?;

    let account = call.account();
    let name = RoleName::parse(DEFAULT_ROLE).map_err(|why| Refusal::internal(why.to_string()))?;
    let authorised = match role::find(call.txn(), account, &name).await? {
        Some(role) => lets_rds_in(call.txn(), &role).await?,
        None => false,
    };

    // In lower case, as clients know it.
    let arn = Arn::from_parts("ram", "", &account.to_string(), &format!("role/{}", name.folded()));
    Ok(CheckCloudResourceAuthorizedResponse {
        authorization_state: Some(authorised.into()),
        role_arn: Some(arn.to_string()),
    })
}

async fn lets_rds_in(txn: &mut Txn, role: &Role) -> Result<bool, StoreFailed> {
    let Some(trust) = role::trust_of(txn, role).await? else { return Ok(false) };
    let trusted = trust.decide(&Principal::Service(SERVICE), "sts:AssumeRole", &NoConditions).is_allow();
    Ok(trusted && attachment::is_any_on(txn, role).await?)
}
