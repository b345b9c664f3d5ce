//! `DescribeInstanceLinkedWhitelistTemplate`: the templates that an instance's allow lists follow. There are none.

use rampart_rds::action::DescribeInstanceLinkedWhitelistTemplate;
use rampart_wire::rds::describe_instance_linked_whitelist_template::{
    Data, DescribeInstanceLinkedWhitelistTemplateRequest, DescribeInstanceLinkedWhitelistTemplateResponse,
};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn describe_instance_linked_whitelist_template(
    call: &mut Call<'_>,
    ask: DescribeInstanceLinkedWhitelistTemplateRequest,
) -> Answer<DescribeInstanceLinkedWhitelistTemplateResponse> {
    let instance = named::instance(&ask.ins_name);
    let instance = call.permit(DescribeInstanceLinkedWhitelistTemplate, instance).await?;

    let id = instance.found()?.id.to_string();
    // A `Code` or `Success` at the top is an error to some clients, whatever it says.
    Ok(DescribeInstanceLinkedWhitelistTemplateResponse {
        data: Some(Data { ins_name: Some(id), templates: Vec::new() }),
        ..DescribeInstanceLinkedWhitelistTemplateResponse::default()
    })
}
