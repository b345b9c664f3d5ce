//! `ModifyBackupPolicy` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `ModifyBackupPolicy` asks.
#[derive(Default)]
pub struct ModifyBackupPolicyRequest {
    pub advanced_data_policies: Vec<AdvancedDataPolicy>,
    pub advanced_log_policies: Vec<AdvancedLogPolicy>,
    pub archive_backup_keep_count: Option<i64>,
    pub archive_backup_keep_policy: Option<String>,
    pub archive_backup_retention_period: Option<String>,
    pub backup_interval: Option<String>,
    pub backup_log: Option<String>,
    pub backup_method: Option<String>,
    pub backup_policy_mode: Option<String>,
    pub backup_priority: Option<i64>,
    pub backup_retention_period: Option<String>,
    pub category: Option<String>,
    pub compress_type: Option<String>,
    pub db_instance_id: String,
    pub enable_advanced_backup_policy: Option<i64>,
    pub enable_backup_log: Option<String>,
    pub enable_increment_data_backup: Option<bool>,
    pub high_space_usage_protection: Option<String>,
    pub local_log_retention_hours: Option<String>,
    pub local_log_retention_space: Option<String>,
    pub log_backup_frequency: Option<String>,
    pub log_backup_local_retention_number: Option<i64>,
    pub log_backup_retention_period: Option<String>,
    pub preferred_backup_period: Option<String>,
    pub preferred_backup_time: Option<String>,
    pub released_keep_policy: Option<String>,
    pub enable_pitr_protection: Option<bool>,
    pub inc_backup_interval: Option<i64>,
}

impl Request for ModifyBackupPolicyRequest {
    type Response = ModifyBackupPolicyResponse;
    const OPERATION: Operation = Operation::RdsModifyBackupPolicy;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("AdvancedDataPolicies", Shape::Objects(&[
            Parameter::optional("ActionType", Shape::Text),
            Parameter::optional("BakType", Shape::Text),
            Parameter::optional("DestRegion", Shape::Text),
            Parameter::optional("DestType", Shape::Text),
            Parameter::optional("FilterKey", Shape::Text),
            Parameter::optional("FilterType", Shape::Text),
            Parameter::optional("FilterValue", Shape::Text),
            Parameter::optional("OnlyPreserveOneEachDay", Shape::Boolean),
            Parameter::optional("OnlyPreserveOneEachHour", Shape::Boolean),
            Parameter::optional("RetentionType", Shape::Text),
            Parameter::optional("RetentionValue", Shape::Integer),
            Parameter::optional("SrcRegion", Shape::Text),
            Parameter::optional("SrcType", Shape::Text),
            Parameter::optional("StrategyId", Shape::Text),
        ])),
        Parameter::optional("AdvancedLogPolicies", Shape::Objects(&[
            Parameter::optional("ActionType", Shape::Text),
            Parameter::optional("DestRegion", Shape::Text),
            Parameter::optional("DestType", Shape::Text),
            Parameter::optional("EnableLogBackup", Shape::Integer),
            Parameter::optional("FilterKey", Shape::Text),
            Parameter::optional("FilterValue", Shape::Text),
            Parameter::optional("LogRetentionType", Shape::Text),
            Parameter::optional("LogRetentionValue", Shape::Integer),
            Parameter::optional("SrcRegion", Shape::Text),
            Parameter::optional("SrcType", Shape::Text),
            Parameter::optional("StrategyId", Shape::Text),
        ])),
        Parameter::optional("ArchiveBackupKeepCount", Shape::Integer),
        Parameter::optional("ArchiveBackupKeepPolicy", Shape::Text),
        Parameter::optional("ArchiveBackupRetentionPeriod", Shape::Text),
        Parameter::optional("BackupInterval", Shape::Text),
        Parameter::optional("BackupLog", Shape::Text),
        Parameter::optional("BackupMethod", Shape::Text),
        Parameter::optional("BackupPolicyMode", Shape::Text),
        Parameter::optional("BackupPriority", Shape::Integer),
        Parameter::optional("BackupRetentionPeriod", Shape::Text),
        Parameter::optional("Category", Shape::Text),
        Parameter::optional("CompressType", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("EnableAdvancedBackupPolicy", Shape::Integer),
        Parameter::optional("EnableBackupLog", Shape::Text),
        Parameter::optional("EnableIncrementDataBackup", Shape::Boolean),
        Parameter::optional("HighSpaceUsageProtection", Shape::Text),
        Parameter::optional("LocalLogRetentionHours", Shape::Text),
        Parameter::optional("LocalLogRetentionSpace", Shape::Text),
        Parameter::optional("LogBackupFrequency", Shape::Text),
        Parameter::optional("LogBackupLocalRetentionNumber", Shape::Integer),
        Parameter::optional("LogBackupRetentionPeriod", Shape::Text),
        Parameter::optional("PreferredBackupPeriod", Shape::Text),
        Parameter::optional("PreferredBackupTime", Shape::Text),
        Parameter::optional("ReleasedKeepPolicy", Shape::Text),
        Parameter::optional("EnablePitrProtection", Shape::Boolean),
        Parameter::optional("IncBackupInterval", Shape::Integer),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            advanced_data_policies: read::elements(params, "AdvancedDataPolicies")?,
            advanced_log_policies: read::elements(params, "AdvancedLogPolicies")?,
            archive_backup_keep_count: read::integer(params, "ArchiveBackupKeepCount")?,
            archive_backup_keep_policy: read::text(params, "ArchiveBackupKeepPolicy"),
            archive_backup_retention_period: read::text(params, "ArchiveBackupRetentionPeriod"),
            backup_interval: read::text(params, "BackupInterval"),
            backup_log: read::text(params, "BackupLog"),
            backup_method: read::text(params, "BackupMethod"),
            backup_policy_mode: read::text(params, "BackupPolicyMode"),
            backup_priority: read::integer(params, "BackupPriority")?,
            backup_retention_period: read::text(params, "BackupRetentionPeriod"),
            category: read::text(params, "Category"),
            compress_type: read::text(params, "CompressType"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            enable_advanced_backup_policy: read::integer(params, "EnableAdvancedBackupPolicy")?,
            enable_backup_log: read::text(params, "EnableBackupLog"),
            enable_increment_data_backup: read::boolean(params, "EnableIncrementDataBackup")?,
            high_space_usage_protection: read::text(params, "HighSpaceUsageProtection"),
            local_log_retention_hours: read::text(params, "LocalLogRetentionHours"),
            local_log_retention_space: read::text(params, "LocalLogRetentionSpace"),
            log_backup_frequency: read::text(params, "LogBackupFrequency"),
            log_backup_local_retention_number: read::integer(params, "LogBackupLocalRetentionNumber")?,
            log_backup_retention_period: read::text(params, "LogBackupRetentionPeriod"),
            preferred_backup_period: read::text(params, "PreferredBackupPeriod"),
            preferred_backup_time: read::text(params, "PreferredBackupTime"),
            released_keep_policy: read::text(params, "ReleasedKeepPolicy"),
            enable_pitr_protection: read::boolean(params, "EnablePitrProtection")?,
            inc_backup_interval: read::integer(params, "IncBackupInterval")?,
        })
    }
}

/// One element of `AdvancedDataPolicies`.
#[derive(Default)]
pub struct AdvancedDataPolicy {
    pub action_type: Option<String>,
    pub bak_type: Option<String>,
    pub dest_region: Option<String>,
    pub dest_type: Option<String>,
    pub filter_key: Option<String>,
    pub filter_type: Option<String>,
    pub filter_value: Option<String>,
    pub only_preserve_one_each_day: Option<bool>,
    pub only_preserve_one_each_hour: Option<bool>,
    pub retention_type: Option<String>,
    pub retention_value: Option<i64>,
    pub src_region: Option<String>,
    pub src_type: Option<String>,
    pub strategy_id: Option<String>,
}

impl Element for AdvancedDataPolicy {
    fn decode(row: &Row<'_>) -> Result<Self, ParameterRefused> {
        Ok(Self {
            action_type: read::text(row, "ActionType"),
            bak_type: read::text(row, "BakType"),
            dest_region: read::text(row, "DestRegion"),
            dest_type: read::text(row, "DestType"),
            filter_key: read::text(row, "FilterKey"),
            filter_type: read::text(row, "FilterType"),
            filter_value: read::text(row, "FilterValue"),
            only_preserve_one_each_day: read::boolean(row, "OnlyPreserveOneEachDay")?,
            only_preserve_one_each_hour: read::boolean(row, "OnlyPreserveOneEachHour")?,
            retention_type: read::text(row, "RetentionType"),
            retention_value: read::integer(row, "RetentionValue")?,
            src_region: read::text(row, "SrcRegion"),
            src_type: read::text(row, "SrcType"),
            strategy_id: read::text(row, "StrategyId"),
        })
    }
}

/// One element of `AdvancedLogPolicies`.
#[derive(Default)]
pub struct AdvancedLogPolicy {
    pub action_type: Option<String>,
    pub dest_region: Option<String>,
    pub dest_type: Option<String>,
    pub enable_log_backup: Option<i64>,
    pub filter_key: Option<String>,
    pub filter_value: Option<String>,
    pub log_retention_type: Option<String>,
    pub log_retention_value: Option<i64>,
    pub src_region: Option<String>,
    pub src_type: Option<String>,
    pub strategy_id: Option<String>,
}

impl Element for AdvancedLogPolicy {
    fn decode(row: &Row<'_>) -> Result<Self, ParameterRefused> {
        Ok(Self {
            action_type: read::text(row, "ActionType"),
            dest_region: read::text(row, "DestRegion"),
            dest_type: read::text(row, "DestType"),
            enable_log_backup: read::integer(row, "EnableLogBackup")?,
            filter_key: read::text(row, "FilterKey"),
            filter_value: read::text(row, "FilterValue"),
            log_retention_type: read::text(row, "LogRetentionType"),
            log_retention_value: read::integer(row, "LogRetentionValue")?,
            src_region: read::text(row, "SrcRegion"),
            src_type: read::text(row, "SrcType"),
            strategy_id: read::text(row, "StrategyId"),
        })
    }
}

/// What `ModifyBackupPolicy` answers.
#[derive(Default)]
pub struct ModifyBackupPolicyResponse {
    pub compress_type: Option<String>,
    pub db_instance_id: Option<String>,
    pub enable_backup_log: Option<String>,
    pub enable_increment_data_backup: Option<bool>,
    pub enable_pitr_protection: Option<bool>,
    pub high_space_usage_protection: Option<String>,
    pub inc_backup_interval: Option<i64>,
    pub local_log_retention_hours: Option<i64>,
    pub local_log_retention_space: Option<String>,
    pub log_backup_local_retention_number: Option<i64>,
}

impl Message for ModifyBackupPolicyResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "CompressType", &self.compress_type);
        write::text(to, "DBInstanceID", &self.db_instance_id);
        write::text(to, "EnableBackupLog", &self.enable_backup_log);
        write::boolean(to, "EnableIncrementDataBackup", &self.enable_increment_data_backup);
        write::boolean(to, "EnablePitrProtection", &self.enable_pitr_protection);
        write::text(to, "HighSpaceUsageProtection", &self.high_space_usage_protection);
        write::integer(to, "IncBackupInterval", &self.inc_backup_interval);
        write::integer(to, "LocalLogRetentionHours", &self.local_log_retention_hours);
        write::text(to, "LocalLogRetentionSpace", &self.local_log_retention_space);
        write::integer(to, "LogBackupLocalRetentionNumber", &self.log_backup_local_retention_number);
    }
}
