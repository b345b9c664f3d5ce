//! `GetSecurityPreference`: what an account lets its users do for themselves.

use rampart_authz::Collection;
use rampart_identity::{actions::ram::GetSecurityPreference, login};
use rampart_wire::ram::get_security_preference::{
    self as message, GetSecurityPreferenceRequest, GetSecurityPreferenceResponse,
};

use super::shown;
use crate::{Answer, Call};

pub(crate) async fn get_security_preference(
    call: &mut Call<'_>,
    _: GetSecurityPreferenceRequest,
) -> Answer<GetSecurityPreferenceResponse> {
    let of = call.permit_on(GetSecurityPreference, Collection::global("ram", call.account(), "*"))?;

    let preference = login::get_preference(call.txn(), &of).await?;

    let shown = shown::security_preference!(message, &preference);
    Ok(GetSecurityPreferenceResponse { security_preference: Some(shown) })
}
