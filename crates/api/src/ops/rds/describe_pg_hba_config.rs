//! `DescribePGHbaConfig`: who may log in to a PostgreSQL instance from where, as its allow lists say it.

use rampart_rds::{
    action::DescribePGHbaConfig,
    intent::{Cidr, EngineKind},
};
use rampart_wire::rds::describe_pg_hba_config::{
    DescribePGHbaConfigHbaItem, DescribePGHbaConfigRequest, DescribePGHbaConfigResponse,
};

use super::named;
use crate::{Answer, Call, errors};

pub(crate) async fn describe_pg_hba_config(
    call: &mut Call<'_>,
    ask: DescribePGHbaConfigRequest,
) -> Answer<DescribePGHbaConfigResponse> {
    let instance = named::instance(&ask.db_instance_id);
    let instance = call.permit(DescribePGHbaConfig, instance).await?;

    let instance = instance.found()?;
    if instance.engine != EngineKind::PostgreSql {
        return Err(errors::rds::not_of_this_engine("only PostgreSQL has such a file"));
    }
    Ok(DescribePGHbaConfigResponse {
        db_instance_id: Some(instance.id.to_string()),
        running_hba_items: (1..).zip(&instance.allowed()).map(line).collect(),
        ..DescribePGHbaConfigResponse::default()
    })
}

/// As the hand writes it: plain connections from this machine alone.
fn line((number, network): (i64, &Cidr)) -> DescribePGHbaConfigHbaItem {
    DescribePGHbaConfigHbaItem {
        address: Some(network.to_string()),
        database: Some("all".into()),
        mask: Some(String::new()),
        method: Some("scram-sha-256".into()),
        option: Some(String::new()),
        priority_id: Some(number),
        r#type: Some(if network.is_loopback() { "host" } else { "hostssl" }.into()),
        user: Some("all".into()),
    }
}
