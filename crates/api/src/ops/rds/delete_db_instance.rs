//! `DeleteDBInstance`: into the bin, where disk and wrapped key stay for a while.

use rampart_rds::{action::DeleteDBInstance, instances};
use rampart_wire::rds::delete_db_instance::{DeleteDBInstanceRequest, DeleteDBInstanceResponse};

use super::named;
use crate::{Answer, Call, errors};

pub(crate) async fn delete_db_instance(
    call: &mut Call<'_>,
    ask: DeleteDBInstanceRequest,
) -> Answer<DeleteDBInstanceResponse> {
    // What it says of archived backups holds without any.
    if !matches!(ask.released_keep_policy.as_deref(), None | Some("None" | "Lastest" | "All")) {
        return Err(errors::rds::malformed("ReleasedKeepPolicy", "write `None`, `Lastest` or `All`"));
    }
    let instance = call.permit(DeleteDBInstance, named::instance(&ask.db_instance_id)).await?;

    let moment = named::moment(call);
    instances::delete_instance(call.txn(), &instance, &moment)?;

    Ok(DeleteDBInstanceResponse { region_id: Some(call.region().as_str().into()) })
}
