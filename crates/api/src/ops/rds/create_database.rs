//! `CreateDatabase`: the wish for a database.

use rampart_rds::{
    action::CreateDatabase,
    databases::{self, NewDatabase},
};
use rampart_wire::rds::create_database::{CreateDatabaseRequest, CreateDatabaseResponse};

use super::{encoding, named};
use crate::{Answer, Call, errors};

pub(crate) async fn create_database(
    call: &mut Call<'_>,
    ask: CreateDatabaseRequest,
) -> Answer<CreateDatabaseResponse> {
    // An account named here owns the database, which is every privilege there is.
    if !matches!(ask.account_privilege.as_deref(), None | Some("DBOwner" | "ALL")) {
        return Err(errors::rds::unsupported("AccountPrivilege", "the account named owns the database"));
    }
    let instance = call.permit(CreateDatabase, named::instance(&ask.db_instance_id)).await?;
    let engine = instance.found()?.engine;
    let encoding = encoding::asked(engine, &ask.character_set_name)?;
    if ask.collation_name.is_some_and(|asked| Some(asked.as_str()) != encoding::locale(engine, encoding)) {
        return Err(errors::rds::unsupported(
            "CollationName",
            "it follows from the character set, leave it out",
        ));
    }

    let moment = named::moment(call);
    let description = ask.db_description.unwrap_or_default();
    let new = NewDatabase {
        name: &ask.db_name,
        owner: ask.account_name.as_deref(),
        encoding,
        description: &description,
    };
    databases::create_database(call.txn(), &instance, new, &moment).await?;

    Ok(CreateDatabaseResponse {})
}
