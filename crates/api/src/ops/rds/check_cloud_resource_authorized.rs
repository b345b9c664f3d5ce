//! `CheckCloudResourceAuthorized`: whether the account has let RDS use keys.
//!
//! The answer is 1 when the default role is there and lets RDS in; else 0. No page says more than "authorised", and of an
//! instance that is named no more is asked: the answer is the account's, whatever its engine.

use rampart_identity::role;
use rampart_rds::action::CheckCloudResourceAuthorized;
use rampart_vocab::Arn;
use rampart_wire::rds::check_cloud_resource_authorized::{
    CheckCloudResourceAuthorizedRequest, CheckCloudResourceAuthorizedResponse,
};

use super::{named, service_role};
use crate::{Answer, Call, Refusal};

pub(crate) async fn check_cloud_resource_authorized(
    call: &mut Call<'_>,
    _: CheckCloudResourceAuthorizedRequest,
) -> Answer<CheckCloudResourceAuthorizedResponse> {
    call.permit_on(CheckCloudResourceAuthorized, named::instances(call))?;

    let account = call.account();
    let name = service_role::name().map_err(|why| Refusal::internal(why.to_string()))?;
    let authorised = match role::find(call.txn(), account, &name).await? {
        Some(role) => service_role::lets_rds_in(call.txn(), &role).await?,
        None => false,
    };

    // In lower case, as clients know it.
    let arn = Arn::from_parts("ram", "", &account.to_string(), &format!("role/{}", name.folded()));
    Ok(CheckCloudResourceAuthorizedResponse {
        authorization_state: Some(authorised.into()),
        role_arn: Some(arn.to_string()),
    })
}
