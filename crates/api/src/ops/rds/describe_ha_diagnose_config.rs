//! `DescribeHADiagnoseConfig`: how the server looks whether an instance is there: by a short connection each time.

use rampart_rds::action::DescribeHADiagnoseConfig;
use rampart_wire::rds::describe_ha_diagnose_config::{
    DescribeHADiagnoseConfigRequest, DescribeHADiagnoseConfigResponse,
};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn describe_ha_diagnose_config(
    call: &mut Call<'_>,
    ask: DescribeHADiagnoseConfigRequest,
) -> Answer<DescribeHADiagnoseConfigResponse> {
    let instance = named::instance(&ask.db_instance_id);
    call.permit(DescribeHADiagnoseConfig, instance).await?.found()?;

    Ok(DescribeHADiagnoseConfigResponse { tcp_connection_type: Some("SHORT".into()) })
}
