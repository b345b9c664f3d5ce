//! `DescribeAccounts`: the accounts of an instance by name, those that are going included until they are gone.

use rampart_rds::{
    accounts,
    action::DescribeAccounts,
    intent::{AccountKind, Grant},
    records::{ContentState, DbAccount},
};
use rampart_wire::rds::describe_accounts::{
    DBInstanceAccount, DatabasePrivilege, DescribeAccountsRequest, DescribeAccountsResponse,
};

use super::{
    named::{self, Numbered},
    privilege,
};
use crate::{Answer, Call};

pub(crate) async fn describe_accounts(
    call: &mut Call<'_>,
    ask: DescribeAccountsRequest,
) -> Answer<DescribeAccountsResponse> {
    let page = Numbered::asked(ask.page_number, ask.page_size)?;
    let instance = call.permit(DescribeAccounts, named::instance(&ask.db_instance_id)).await?;

    let mut found = accounts::describe_accounts(call.txn(), &instance).await?;
    if let Some(name) = ask.account_name {
        found.retain(|account| account.name.as_str() == name);
    }

    let id = instance.found()?.id.as_str();
    Ok(DescribeAccountsResponse {
        page_number: page.number(),
        total_record_count: named::count(found.len()),
        accounts: page.of(found).iter().map(|account| shown(id, account)).collect(),
        ..DescribeAccountsResponse::default()
    })
}

fn shown(instance: &str, account: &DbAccount) -> DBInstanceAccount {
    let privileges = |grant: &Grant| DatabasePrivilege {
        account_privilege: Some(privilege::word(grant.privilege).into()),
        account_privilege_detail: None,
        db_name: Some(grant.database.to_string()),
    };
    let status = match account.state {
        ContentState::Available => "Available",
        ContentState::Wanted | ContentState::Leaving => "Unavailable",
    };
    let (kind, makes_databases) = match account.kind {
        AccountKind::Normal => ("Normal", "f"),
        AccountKind::Super => ("Super", "t"),
    };
    DBInstanceAccount {
        account_description: Some(account.description.to_string()),
        account_name: Some(account.name.to_string()),
        account_status: Some(status.into()),
        account_type: Some(kind.into()),
        bypass_rls: Some("f".into()),
        check_policy: None,
        create_db: Some(makes_databases.into()),
        create_role: Some("f".into()),
        db_instance_id: Some(instance.into()),
        database_privileges: account.grants.iter().map(privileges).collect(),
        password_expire_time: None,
        priv_exceeded: Some("0".into()),
        replication: Some("f".into()),
        valid_until: None,
    }
}
