//! The operations of RDS, one file each. What their parameters name stands in `named`, how an instance is shown in
//! `shown`, and who may lend it a role and a key in `lend`.

mod attachment;
pub(crate) mod check_cloud_resource_authorized;
pub(crate) mod create_account;
pub(crate) mod create_database;
pub(crate) mod create_db_instance;
pub(crate) mod create_tde_attachment;
pub(crate) mod delete_account;
pub(crate) mod delete_database;
pub(crate) mod delete_db_instance;
pub(crate) mod delete_tde_attachment;
pub(crate) mod describe_accounts;
pub(crate) mod describe_databases;
pub(crate) mod describe_db_instance_attribute;
pub(crate) mod describe_db_instance_encryption_key;
pub(crate) mod describe_db_instance_ha_config;
pub(crate) mod describe_db_instance_ip_array_list;
pub(crate) mod describe_db_instance_monitor;
pub(crate) mod describe_db_instance_net_info;
pub(crate) mod describe_db_instance_ssl;
pub(crate) mod describe_db_instance_tde;
pub(crate) mod describe_db_instances;
pub(crate) mod describe_events;
pub(crate) mod describe_ha_diagnose_config;
pub(crate) mod describe_ha_switch_config;
pub(crate) mod describe_instance_auto_renewal_attribute;
pub(crate) mod describe_instance_linked_whitelist_template;
pub(crate) mod describe_kms_associate_resources;
pub(crate) mod describe_parameters;
pub(crate) mod describe_pg_hba_config;
pub(crate) mod describe_regions;
pub(crate) mod describe_security_group_configuration;
pub(crate) mod describe_sql_collector_policy;
pub(crate) mod describe_sql_collector_retention;
pub(crate) mod describe_tags;
pub(crate) mod describe_tasks;
pub(crate) mod describe_tde_attachments;
pub(crate) mod destroy_db_instance;
pub(crate) mod destroy_tde_attachment;
mod encoding;
pub(crate) mod grant_account_privilege;
mod lend;
pub(crate) mod list_tag_resources;
pub(crate) mod modify_account_description;
pub(crate) mod modify_db_description;
pub(crate) mod modify_db_instance_deletion_protection;
pub(crate) mod modify_db_instance_description;
pub(crate) mod modify_db_instance_tde;
pub(crate) mod modify_security_ips;
mod named;
mod privilege;
mod progress;
pub(crate) mod recover_tde_attachment;
pub(crate) mod recovery_db_instance;
pub(crate) mod renew_tde_attachment;
pub(crate) mod reset_account_password;
pub(crate) mod restart_db_instance;
pub(crate) mod revoke_account_privilege;
mod service_role;
mod shown;
pub(crate) mod start_db_instance;
pub(crate) mod stop_db_instance;
pub(crate) mod tag_resources;
pub(crate) mod untag_resources;

built! {
    RdsCheckCloudResourceAuthorized => check_cloud_resource_authorized::check_cloud_resource_authorized;
    RdsCreateAccount => create_account::create_account;
    RdsCreateDBInstance => create_db_instance::create_db_instance;
    RdsCreateDatabase => create_database::create_database;
    RdsCreateTdeAttachment => create_tde_attachment::create_tde_attachment;
    RdsDeleteAccount => delete_account::delete_account (takes rights away);
    RdsDeleteDBInstance => delete_db_instance::delete_db_instance;
    RdsDeleteDatabase => delete_database::delete_database;
    RdsDeleteTdeAttachment => delete_tde_attachment::delete_tde_attachment (takes rights away);
    RdsDescribeAccounts => describe_accounts::describe_accounts;
    RdsDescribeDBInstanceAttribute => describe_db_instance_attribute::describe_db_instance_attribute;
    RdsDescribeDBInstanceEncryptionKey => describe_db_instance_encryption_key::describe_db_instance_encryption_key;
    RdsDescribeDBInstanceHAConfig => describe_db_instance_ha_config::describe_db_instance_ha_config;
    RdsDescribeDBInstanceIPArrayList => describe_db_instance_ip_array_list::describe_db_instance_ip_array_list;
    RdsDescribeDBInstanceMonitor => describe_db_instance_monitor::describe_db_instance_monitor;
    RdsDescribeDBInstanceNetInfo => describe_db_instance_net_info::describe_db_instance_net_info;
    RdsDescribeDBInstanceSSL => describe_db_instance_ssl::describe_db_instance_ssl;
    RdsDescribeDBInstanceTDE => describe_db_instance_tde::describe_db_instance_tde;
    RdsDescribeDBInstances => describe_db_instances::describe_db_instances;
    RdsDescribeDatabases => describe_databases::describe_databases;
    RdsDescribeEvents => describe_events::describe_events;
    RdsDescribeHADiagnoseConfig => describe_ha_diagnose_config::describe_ha_diagnose_config;
    RdsDescribeHASwitchConfig => describe_ha_switch_config::describe_ha_switch_config;
    RdsDescribeInstanceAutoRenewalAttribute =>
        describe_instance_auto_renewal_attribute::describe_instance_auto_renewal_attribute;
    RdsDescribeInstanceLinkedWhitelistTemplate =>
        describe_instance_linked_whitelist_template::describe_instance_linked_whitelist_template;
    RdsDescribeKmsAssociateResources => describe_kms_associate_resources::describe_kms_associate_resources;
    RdsDescribePGHbaConfig => describe_pg_hba_config::describe_pg_hba_config;
    RdsDescribeParameters => describe_parameters::describe_parameters;
    RdsDescribeRegions => describe_regions::describe_regions
        [open: "it names the region served and nothing else; every client asks it first"];
    RdsDescribeSQLCollectorPolicy => describe_sql_collector_policy::describe_sql_collector_policy;
    RdsDescribeSQLCollectorRetention => describe_sql_collector_retention::describe_sql_collector_retention;
    RdsDescribeSecurityGroupConfiguration =>
        describe_security_group_configuration::describe_security_group_configuration;
    RdsDescribeTags => describe_tags::describe_tags;
    RdsDescribeTasks => describe_tasks::describe_tasks;
    RdsDescribeTdeAttachments => describe_tde_attachments::describe_tde_attachments;
    RdsDestroyDBInstance => destroy_db_instance::destroy_db_instance;
    RdsDestroyTdeAttachment => destroy_tde_attachment::destroy_tde_attachment;
    RdsGrantAccountPrivilege => grant_account_privilege::grant_account_privilege;
    RdsListTagResources => list_tag_resources::list_tag_resources;
    RdsModifyAccountDescription => modify_account_description::modify_account_description;
    RdsModifyDBDescription => modify_db_description::modify_db_description;
    RdsModifyDBInstanceDeletionProtection =>
        modify_db_instance_deletion_protection::modify_db_instance_deletion_protection;
    RdsModifyDBInstanceDescription => modify_db_instance_description::modify_db_instance_description;
    RdsModifyDBInstanceTDE => modify_db_instance_tde::modify_db_instance_tde;
    RdsModifySecurityIps => modify_security_ips::modify_security_ips;
    RdsRecoverTdeAttachment => recover_tde_attachment::recover_tde_attachment;
    RdsRecoveryDBInstance => recovery_db_instance::recovery_db_instance;
    RdsRenewTdeAttachment => renew_tde_attachment::renew_tde_attachment;
    RdsResetAccountPassword => reset_account_password::reset_account_password;
    RdsRestartDBInstance => restart_db_instance::restart_db_instance;
    RdsRevokeAccountPrivilege => revoke_account_privilege::revoke_account_privilege (takes rights away);
    RdsStartDBInstance => start_db_instance::start_db_instance;
    RdsStopDBInstance => stop_db_instance::stop_db_instance (takes rights away);
    RdsTagResources => tag_resources::tag_resources;
    RdsUntagResources => untag_resources::untag_resources;
}

#[cfg(test)]
mod tests;
