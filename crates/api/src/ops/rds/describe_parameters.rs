//! `DescribeParameters`: the settings of an instance's engine that follow from what was asked for. None is set by
//! clients here, so all the others are the engine's own and are not told.

use rampart_rds::{action::DescribeParameters, records::Instance};
use rampart_wire::rds::describe_parameters::{
    DBInstanceParameter, DescribeParametersDBInstanceParameter, DescribeParametersRequest,
    DescribeParametersResponse,
};

use super::{named, shown};
use crate::{Answer, Call};

pub(crate) async fn describe_parameters(
    call: &mut Call<'_>,
    ask: DescribeParametersRequest,
) -> Answer<DescribeParametersResponse> {
    let instance = named::instance(&ask.db_instance_id);
    let instance = call.permit(DescribeParameters, instance).await?;

    let instance = instance.found()?;
    let known = known(instance);
    let config = |(name, value, what): &(&str, String, &str)| DBInstanceParameter {
        parameter_description: Some((*what).into()),
        parameter_name: Some((*name).into()),
        parameter_value: Some(value.clone()),
    };
    let running = |(name, value, what): &(&str, String, &str)| DescribeParametersDBInstanceParameter {
        parameter_default_value: Some(value.clone()),
        parameter_description: Some((*what).into()),
        parameter_name: Some((*name).into()),
        parameter_value: Some(value.clone()),
        // The only value that it can have.
        parameter_value_range: Some(format!("[{value}]")),
    };
    Ok(DescribeParametersResponse {
        config_parameters: known.iter().map(config).collect(),
        engine: Some(shown::engine(instance).into()),
        engine_version: shown::engine_version(instance),
        param_group_info: None,
        running_parameters: known.iter().map(running).collect(),
    })
}

fn known(instance: &Instance) -> [(&'static str, String, &'static str); 2] {
    let (_, _, connections) = shown::size(instance);
    [
        ("max_connections", connections.to_string(), "Connections at once; follows from the class."),
        ("port", instance.port.to_string(), "The TCP port; the same for the instance's whole life."),
    ]
}
