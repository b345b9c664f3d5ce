//! `DeleteDatabase`: the wish that a database be gone, with everything in it.

use rampart_rds::{action::DeleteDatabase, databases};
use rampart_wire::rds::delete_database::{DeleteDatabaseRequest, DeleteDatabaseResponse};

use super::named;
use crate::{Answer, Call};

pub(crate) async fn delete_database(
    call: &mut Call<'_>,
    ask: DeleteDatabaseRequest,
) -> Answer<DeleteDatabaseResponse> {
    let instance = call.permit(DeleteDatabase, named::instance(&ask.db_instance_id)).await?;

    databases::delete_database(call.txn(), &instance, &ask.db_name).await?;

    Ok(DeleteDatabaseResponse {})
}
