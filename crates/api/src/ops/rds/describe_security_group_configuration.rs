//! `DescribeSecurityGroupConfiguration`: the security groups that are let in. There are none; who is let in stands in
//! the allow lists alone.

use rampart_rds::action::DescribeSecurityGroupConfiguration;
use rampart_wire::rds::describe_security_group_configuration::{
    DescribeSecurityGroupConfigurationRequest, DescribeSecurityGroupConfigurationResponse,
};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn describe_security_group_configuration(
    call: &mut Call<'_>,
    ask: DescribeSecurityGroupConfigurationRequest,
) -> Answer<DescribeSecurityGroupConfigurationResponse> {
    let instance = named::instance(&ask.db_instance_id);
    let instance = call.permit(DescribeSecurityGroupConfiguration, instance).await?;

    Ok(DescribeSecurityGroupConfigurationResponse {
        db_instance_name: Some(instance.found()?.id.to_string()),
        items: Vec::new(),
    })
}
