//! `ModifySecurityIps`: who may connect from where. The engine is told, or the call is refused; nothing is ignored.

use rampart_rds::{
    action::ModifySecurityIps,
    instances::{self, AllowListChange},
};
use rampart_wire::rds::modify_security_ips::{ModifySecurityIpsRequest, ModifySecurityIpsResponse};

use super::named;
use crate::{Answer, Call, errors};

pub(crate) async fn modify_security_ips(
    call: &mut Call<'_>,
    ask: ModifySecurityIpsRequest,
) -> Answer<ModifySecurityIpsResponse> {
    let change = change(&ask)?;
    let networks = instances::parse_networks(&ask.security_ips)?;
    let name = ask.db_instance_ip_array_name.as_deref().unwrap_or("default");
    let instance = call.permit(ModifySecurityIps, named::instance(&ask.db_instance_id)).await?;

    let moment = named::moment(call);
    instances::modify_allow_list(call.txn(), &instance, name, change, &networks, &moment)?;

    Ok(ModifySecurityIpsResponse { task_id: None })
}

fn change(ask: &ModifySecurityIpsRequest) -> Answer<AllowListChange> {
    if ask.db_instance_ip_array_attribute.is_some() {
        return Err(errors::rds::unsupported("DBInstanceIPArrayAttribute", "lists are not hidden here"));
    }
    if ask.fresh_white_list_readins.is_some() {
        return Err(errors::rds::unsupported("FreshWhiteListReadins", "there are no read-only instances"));
    }
    // There is one network; and an address says itself of which family it is.
    if !matches!(ask.whitelist_network_type.as_deref(), None | Some("MIX" | "VPC" | "Classic")) {
        return Err(errors::rds::malformed("WhitelistNetworkType", "write `MIX`, `VPC` or `Classic`"));
    }
    if !matches!(ask.security_ip_type.as_deref(), None | Some("IPv4" | "IPv6")) {
        return Err(errors::rds::malformed("SecurityIPType", "write `IPv4` or `IPv6`"));
    }
    match ask.modify_mode.as_deref() {
        None | Some("Cover") => Ok(AllowListChange::Cover),
        Some("Append") => Ok(AllowListChange::Append),
        Some("Delete") => Ok(AllowListChange::Delete),
        Some(_) => Err(errors::rds::malformed("ModifyMode", "write `Cover`, `Append` or `Delete`")),
    }
}
