//! `DescribeHASwitchConfig`: who brings an instance back that has failed: the server, by itself.

use rampart_rds::action::DescribeHASwitchConfig;
use rampart_wire::rds::describe_ha_switch_config::{
    DescribeHASwitchConfigRequest, DescribeHASwitchConfigResponse,
};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn describe_ha_switch_config(
    call: &mut Call<'_>,
    ask: DescribeHASwitchConfigRequest,
) -> Answer<DescribeHASwitchConfigResponse> {
    let instance = named::instance(&ask.db_instance_id);
    call.permit(DescribeHASwitchConfig, instance).await?.found()?;

    Ok(DescribeHASwitchConfigResponse { ha_config: Some("Auto".into()), manual_ha_time: None })
}
