//! `DescribeInstanceAutoRenewalAttribute`: whether instances are paid for again by themselves. Nothing is paid for here.
//! Asked of one instance.

use rampart_rds::{action::DescribeInstanceAutoRenewalAttribute, records::Instance};
use rampart_wire::rds::describe_instance_auto_renewal_attribute::{
    DescribeInstanceAutoRenewalAttributeRequest, DescribeInstanceAutoRenewalAttributeResponse, Item,
};

use super::named::{self, Numbered};
use crate::{Answer, Call, errors};

pub(crate) async fn describe_instance_auto_renewal_attribute(
    call: &mut Call<'_>,
    ask: DescribeInstanceAutoRenewalAttributeRequest,
) -> Answer<DescribeInstanceAutoRenewalAttributeResponse> {
    let page = Numbered::asked(ask.page_number, ask.page_size)?;
    let Some(id) = ask.db_instance_id else {
        return Err(errors::rds::missing("DBInstanceId", "name the instance"));
    };
    let instance = named::instance(&id);
    let instance = call.permit(DescribeInstanceAutoRenewalAttribute, instance).await?;

    let items = page.of(vec![one(instance.found()?)]);
    Ok(DescribeInstanceAutoRenewalAttributeResponse {
        page_number: page.number(),
        page_record_count: named::count(items.len()),
        total_record_count: Some(1),
        items,
    })
}

fn one(instance: &Instance) -> Item {
    Item {
        auto_renew: Some("False".into()),
        db_instance_id: Some(instance.id.to_string()),
        duration: Some(1),
        region_id: Some(instance.region.to_string()),
        status: Some("NotRenewal".into()),
    }
}
