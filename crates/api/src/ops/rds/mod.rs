//! The operations of RDS, one file each. What their parameters name stands in `named`, how an instance is shown in
//! `shown`, and who may lend it a role and a key in `lend`.

pub(crate) mod create_account;
pub(crate) mod create_database;
pub(crate) mod create_db_instance;
pub(crate) mod delete_account;
pub(crate) mod delete_database;
pub(crate) mod delete_db_instance;
pub(crate) mod describe_accounts;
pub(crate) mod describe_databases;
pub(crate) mod describe_db_instance_attribute;
pub(crate) mod describe_db_instance_net_info;
pub(crate) mod describe_db_instances;
pub(crate) mod destroy_db_instance;
mod encoding;
mod lend;
mod named;
pub(crate) mod reset_account_password;
pub(crate) mod restart_db_instance;
mod shown;
pub(crate) mod start_db_instance;
pub(crate) mod stop_db_instance;

built! {
    RdsCreateAccount => create_account::create_account;
    RdsCreateDBInstance => create_db_instance::create_db_instance;
    RdsCreateDatabase => create_database::create_database;
    RdsDeleteAccount => delete_account::delete_account (takes rights away);
    RdsDeleteDBInstance => delete_db_instance::delete_db_instance;
    RdsDeleteDatabase => delete_database::delete_database;
    RdsDescribeAccounts => describe_accounts::describe_accounts;
    RdsDescribeDBInstanceAttribute => describe_db_instance_attribute::describe_db_instance_attribute;
    RdsDescribeDBInstanceNetInfo => describe_db_instance_net_info::describe_db_instance_net_info;
    RdsDescribeDBInstances => describe_db_instances::describe_db_instances;
    RdsDescribeDatabases => describe_databases::describe_databases;
    RdsDestroyDBInstance => destroy_db_instance::destroy_db_instance;
    RdsResetAccountPassword => reset_account_password::reset_account_password;
    RdsRestartDBInstance => restart_db_instance::restart_db_instance;
    RdsStartDBInstance => start_db_instance::start_db_instance;
    RdsStopDBInstance => stop_db_instance::stop_db_instance (takes rights away);
}
