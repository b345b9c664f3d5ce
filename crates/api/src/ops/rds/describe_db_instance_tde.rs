//! `DescribeDBInstanceTDE`: whether an instance's tables are encrypted, under which key, and how far that has come.
//!
//! The vendor's fields say on or off. Ours beside them say how many table spaces the engine has encrypted and what stands
//! in the way; clients pass over fields that they do not know.

use rampart_rds::{
    action::DescribeDBInstanceTDE,
    instance::TablesState,
    instances::{self, TablesView},
};
use rampart_wire::rds::describe_db_instance_tde::{
    DescribeDBInstanceTDERequest, DescribeDBInstanceTDEResponse,
};

use super::{named, progress::EncryptionProgress};
use crate::{Answer, Call};

pub(crate) async fn describe_db_instance_tde(
    call: &mut Call<'_>,
    ask: DescribeDBInstanceTDERequest,
) -> Answer<DescribeDBInstanceTDEResponse> {
    let instance = named::instance(&ask.db_instance_id);
    let instance = call.permit(DescribeDBInstanceTDE, instance).await?;

    Ok(match instances::tde(&instance)?.tables {
        Some(tables) => on(&tables),
        None => DescribeDBInstanceTDEResponse {
            encryption_key: Some(String::new()),
            tde_mode: Some("Unknown".into()),
            tde_status: Some("Disabled".into()),
            ..DescribeDBInstanceTDEResponse::default()
        },
    })
}

fn on(tables: &TablesView) -> DescribeDBInstanceTDEResponse {
    // Until the engine has run with keys nothing is encrypted.
    let status = if tables.state == TablesState::Enabling { "Disabled" } else { "Enabled" };
    let mode = if tables.service_key { "Aliyun_Generate_Key" } else { "Customer_Provided_Key" };
    let progress = EncryptionProgress::of(tables.state);
    let lost = tables.lock.as_ref().map(|lock| lock.loss.to_string());
    let tips = lost.or_else(|| tables.warning.as_ref().map(|warning| warning.text.to_string()));
    DescribeDBInstanceTDEResponse {
        // By database alone where each has a key of its own, as SQL Server's have.
        databases: Vec::new(),
        encryption_key: Some(tables.key.to_string()),
        key_version: Some(tables.key_version.into()),
        progress: Some(progress.percent),
        role_arn: Some(tables.role.to_string()),
        state: Some(progress.word.into()),
        tde_mode: Some(mode.into()),
        tde_status: Some(status.into()),
        table_spaces: progress.spaces,
        table_spaces_encrypted: progress.encrypted,
        tips,
    }
}
