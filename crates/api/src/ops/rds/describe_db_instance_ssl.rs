//! `DescribeDBInstanceSSL`: whether clients are shown a certificate. They are as soon as anybody is let in from beyond
//! this machine, and must then take it; nobody switches it.

use rampart_rds::{action::DescribeDBInstanceSSL, intent::EngineKind};
use rampart_wire::rds::describe_db_instance_ssl::{
    DescribeDBInstanceSSLRequest, DescribeDBInstanceSSLResponse,
};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn describe_db_instance_ssl(
    call: &mut Call<'_>,
    ask: DescribeDBInstanceSSLRequest,
) -> Answer<DescribeDBInstanceSSLResponse> {
    let instance = named::instance(&ask.db_instance_id);
    let instance = call.permit(DescribeDBInstanceSSL, instance).await?;

    let instance = instance.found()?;
    let shown = instance.allowed().iter().any(|network| !network.is_loopback());
    // The page has words of their own for each engine.
    let (enabled, outdated, authority) = match (instance.engine, shown) {
        (EngineKind::PostgreSql, true) => ("on", "0", Some("custom")),
        (EngineKind::PostgreSql, false) => ("off", "0", None),
        (EngineKind::MariaDb, true) => ("Yes", "No", None),
        (EngineKind::MariaDb, false) => ("No", "No", None),
    };
    Ok(DescribeDBInstanceSSLResponse {
        ca_type: authority.map(Into::into),
        connection_string: Some(instance.connection.to_string()),
        force_encryption: Some(if shown { "1" } else { "0" }.into()),
        require_update: Some(outdated.into()),
        ssl_enabled: Some(enabled.into()),
        ..DescribeDBInstanceSSLResponse::default()
    })
}
