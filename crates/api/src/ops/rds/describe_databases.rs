//! `DescribeDatabases`: the databases of an instance by name, those that are going included until they are gone.

use rampart_rds::{
    action::DescribeDatabases,
    databases,
    records::{self, ContentState, DbAccount, Instance},
};
use rampart_wire::rds::describe_databases::{
    AccountPrivilegeInfo, Database, DescribeDatabasesRequest, DescribeDatabasesResponse,
};

use super::{
    encoding,
    named::{self, Numbered},
    privilege, shown,
};
use crate::{Answer, Call};

pub(crate) async fn describe_databases(
    call: &mut Call<'_>,
    ask: DescribeDatabasesRequest,
) -> Answer<DescribeDatabasesResponse> {
    let page = Numbered::asked(ask.page_number, ask.page_size)?;
    let instance = call.permit(DescribeDatabases, named::instance(&ask.db_instance_id)).await?;

    let mut found = databases::describe_databases(call.txn(), &instance).await?;
    let accounts = databases::accounts_let_in(call.txn(), &instance).await?;
    found.retain(|database| {
        ask.db_name.as_deref().is_none_or(|name| name == database.name.as_str())
            && ask.db_status.as_deref().is_none_or(|wanted| wanted == status(database.state))
    });

    let instance = instance.found()?;
    let total = named::count(found.len());
    let one = |database: &records::Database| Database {
        page_number: page.number(),
        page_size: page.size(),
        total_count: total,
        ..shown(instance, database, &accounts)
    };
    Ok(DescribeDatabasesResponse { databases: page.of(found).iter().map(one).collect() })
}

fn shown(instance: &Instance, database: &records::Database, accounts: &[DbAccount]) -> Database {
    let owner = database.owner.as_ref().map(|owner| AccountPrivilegeInfo {
        account: Some(owner.to_string()),
        account_privilege: Some("DBOwner".into()),
        account_privilege_detail: Some("ALL".into()),
    });
    let let_in = accounts.iter().filter_map(|account| {
        let grant = account.grants.iter().find(|grant| grant.database == database.name)?;
        Some(AccountPrivilegeInfo {
            account: Some(account.name.to_string()),
            account_privilege: Some(privilege::word(grant.privilege).into()),
            account_privilege_detail: None,
        })
    });
    let engine = instance.engine;
    let locale = encoding::locale(engine, database.encoding).map(str::to_owned);
    let trouble = database.failure.iter().map(|why| vec![("Failure".to_owned(), why.to_string())]);
    Database {
        accounts: owner.into_iter().chain(let_in).collect(),
        character_set_name: Some(encoding::name(engine, database.encoding).into()),
        collate: locale.clone(),
        ctype: locale,
        db_description: Some(database.description.to_string()),
        db_instance_id: Some(instance.id.to_string()),
        db_name: Some(database.name.to_string()),
        db_status: Some(status(database.state).into()),
        engine: Some(shown::engine(instance).into()),
        runtime_info: trouble.collect(),
        ..Database::default()
    }
}

/// `DBStatus`.
const fn status(state: ContentState) -> &'static str {
    match state {
        ContentState::Wanted => "Creating",
        ContentState::Available => "Running",
        ContentState::Leaving => "Deleting",
    }
}
