//! `SetSecurityPreference`: what an account lets its users do for themselves. What is left out stays as it was.

use rampart_authz::Collection;
use rampart_identity::{
    actions::ram::SetSecurityPreference,
    login::{self, PreferenceChange},
};
use rampart_wire::ram::set_security_preference::{
    self as message, SetSecurityPreferenceRequest, SetSecurityPreferenceResponse,
};

use super::shown;
use crate::{Answer, Call, Refusal};

pub(crate) async fn set_security_preference(
    call: &mut Call<'_>,
    ask: SetSecurityPreferenceRequest,
) -> Answer<SetSecurityPreferenceResponse> {
    let networks = ask.login_network_masks.as_deref().map(str::parse).transpose();
    let change = PreferenceChange {
        change_password: ask.allow_user_to_change_password,
        manage_access_keys: ask.allow_user_to_manage_access_keys,
        manage_mfa_devices: ask.allow_user_to_manage_mfa_devices,
        manage_public_keys: ask.allow_user_to_manage_public_keys,
        save_mfa_ticket: ask.enable_save_mfa_ticket,
        networks: networks.map_err(|_| Refusal::format("LoginNetworkMasks"))?,
        session_hours: ask.login_session_duration,
    };
    let of = call.permit_on(SetSecurityPreference, Collection::global("ram", call.account(), "*"))?;

    let preference = login::set_preference(call.txn(), &of, change).await?;

    let shown = shown::security_preference!(message, &preference);
    Ok(SetSecurityPreferenceResponse { security_preference: Some(shown) })
}
