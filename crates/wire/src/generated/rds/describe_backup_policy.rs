//! `DescribeBackupPolicy` of Rds.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::message::prelude::*;

/// What `DescribeBackupPolicy` asks.
#[derive(Default)]
pub struct DescribeBackupPolicyRequest {
    pub backup_policy_mode: Option<String>,
    pub compress_type: Option<String>,
    pub db_instance_id: String,
    pub released_keep_policy: Option<String>,
}

impl Request for DescribeBackupPolicyRequest {
    type Response = DescribeBackupPolicyResponse;
    const OPERATION: Operation = Operation::RdsDescribeBackupPolicy;
    const PARAMETERS: &'static [Parameter] = &[
        Parameter::optional("BackupPolicyMode", Shape::Text),
        Parameter::optional("CompressType", Shape::Text),
        Parameter::required("DBInstanceId", Shape::Text),
        Parameter::optional("ReleasedKeepPolicy", Shape::Text),
    ];

    fn decode(params: &Params) -> Result<Self, ParameterRefused> {
        Ok(Self {
            backup_policy_mode: read::text(params, "BackupPolicyMode"),
            compress_type: read::text(params, "CompressType"),
            db_instance_id: read::required_text(params, "DBInstanceId")?,
            released_keep_policy: read::text(params, "ReleasedKeepPolicy"),
        })
    }
}

/// What `DescribeBackupPolicy` answers.
#[derive(Default)]
pub struct DescribeBackupPolicyResponse {
    pub advanced_backup_policy_enabled: Option<bool>,
    pub advanced_data_policies: Vec<AdvancedDataPolicy>,
    pub advanced_log_policies: Vec<AdvancedLogPolicy>,
    pub archive_backup_keep_count: Option<String>,
    pub archive_backup_keep_policy: Option<String>,
    pub archive_backup_retention_period: Option<String>,
    pub backup_interval: Option<String>,
    pub backup_log: Option<String>,
    pub backup_method: Option<String>,
    pub backup_priority: Option<i64>,
    pub backup_retention_period: Option<i64>,
    pub category: Option<String>,
    pub compress_type: Option<String>,
    pub enable_backup_log: Option<String>,
    pub enable_increment_data_backup: Option<bool>,
    pub enable_pitr_protection: Option<bool>,
    pub high_space_usage_protection: Option<String>,
    pub inc_backup_interval: Option<i64>,
    pub local_log_retention_hours: Option<i64>,
    pub local_log_retention_space: Option<String>,
    pub log_backup_frequency: Option<String>,
    pub log_backup_local_retention_number: Option<i64>,
    pub log_backup_retention_period: Option<i64>,
    pub pitr_retention_period: Option<i64>,
    pub preferred_backup_period: Option<String>,
    pub preferred_backup_time: Option<String>,
    pub preferred_next_backup_time: Option<String>,
    pub released_keep_policy: Option<String>,
    pub support_modify_backup_priority: Option<bool>,
    pub support_released_keep: Option<i64>,
    pub support_volume_shadow_copy: Option<i64>,
    pub supports_high_frequency_backup: Option<i64>,
}

impl Message for DescribeBackupPolicyResponse {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::boolean(to, "AdvancedBackupPolicyEnabled", &self.advanced_backup_policy_enabled);
        write::wrapped_list(to, "AdvancedDataPolicies", "AdvancedDataPolicy", &self.advanced_data_policies);
        write::wrapped_list(to, "AdvancedLogPolicies", "AdvancedLogPolicy", &self.advanced_log_policies);
        write::text(to, "ArchiveBackupKeepCount", &self.archive_backup_keep_count);
        write::text(to, "ArchiveBackupKeepPolicy", &self.archive_backup_keep_policy);
        write::text(to, "ArchiveBackupRetentionPeriod", &self.archive_backup_retention_period);
        write::text(to, "BackupInterval", &self.backup_interval);
        write::text(to, "BackupLog", &self.backup_log);
        write::text(to, "BackupMethod", &self.backup_method);
        write::integer(to, "BackupPriority", &self.backup_priority);
        write::integer(to, "BackupRetentionPeriod", &self.backup_retention_period);
        write::text(to, "Category", &self.category);
        write::text(to, "CompressType", &self.compress_type);
        write::text(to, "EnableBackupLog", &self.enable_backup_log);
        write::boolean(to, "EnableIncrementDataBackup", &self.enable_increment_data_backup);
        write::boolean(to, "EnablePitrProtection", &self.enable_pitr_protection);
        write::text(to, "HighSpaceUsageProtection", &self.high_space_usage_protection);
        write::integer(to, "IncBackupInterval", &self.inc_backup_interval);
        write::integer(to, "LocalLogRetentionHours", &self.local_log_retention_hours);
        write::text(to, "LocalLogRetentionSpace", &self.local_log_retention_space);
        write::text(to, "LogBackupFrequency", &self.log_backup_frequency);
        write::integer(to, "LogBackupLocalRetentionNumber", &self.log_backup_local_retention_number);
        write::integer(to, "LogBackupRetentionPeriod", &self.log_backup_retention_period);
        write::integer(to, "PitrRetentionPeriod", &self.pitr_retention_period);
        write::text(to, "PreferredBackupPeriod", &self.preferred_backup_period);
        write::text(to, "PreferredBackupTime", &self.preferred_backup_time);
        write::text(to, "PreferredNextBackupTime", &self.preferred_next_backup_time);
        write::text(to, "ReleasedKeepPolicy", &self.released_keep_policy);
        write::boolean(to, "SupportModifyBackupPriority", &self.support_modify_backup_priority);
        write::integer(to, "SupportReleasedKeep", &self.support_released_keep);
        write::integer(to, "SupportVolumeShadowCopy", &self.support_volume_shadow_copy);
        write::integer(to, "SupportsHighFrequencyBackup", &self.supports_high_frequency_backup);
    }
}

/// `AdvancedDataPolicy` in the answer.
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

impl Message for AdvancedDataPolicy {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ActionType", &self.action_type);
        write::text(to, "BakType", &self.bak_type);
        write::text(to, "DestRegion", &self.dest_region);
        write::text(to, "DestType", &self.dest_type);
        write::text(to, "FilterKey", &self.filter_key);
        write::text(to, "FilterType", &self.filter_type);
        write::text(to, "FilterValue", &self.filter_value);
        write::boolean(to, "OnlyPreserveOneEachDay", &self.only_preserve_one_each_day);
        write::boolean(to, "OnlyPreserveOneEachHour", &self.only_preserve_one_each_hour);
        write::text(to, "RetentionType", &self.retention_type);
        write::integer(to, "RetentionValue", &self.retention_value);
        write::text(to, "SrcRegion", &self.src_region);
        write::text(to, "SrcType", &self.src_type);
        write::text(to, "StrategyId", &self.strategy_id);
    }
}

/// `AdvancedLogPolicy` in the answer.
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

impl Message for AdvancedLogPolicy {
    fn write(&self, to: &mut dyn FieldWriter) {
        write::text(to, "ActionType", &self.action_type);
        write::text(to, "DestRegion", &self.dest_region);
        write::text(to, "DestType", &self.dest_type);
        write::integer(to, "EnableLogBackup", &self.enable_log_backup);
        write::text(to, "FilterKey", &self.filter_key);
        write::text(to, "FilterValue", &self.filter_value);
        write::text(to, "LogRetentionType", &self.log_retention_type);
        write::integer(to, "LogRetentionValue", &self.log_retention_value);
        write::text(to, "SrcRegion", &self.src_region);
        write::text(to, "SrcType", &self.src_type);
        write::text(to, "StrategyId", &self.strategy_id);
    }
}
