//! The services and their operations.

// Generated from `facts` by `cargo xtask generate`; do not edit.

use crate::{message::Request as _, operation::Facts};

/// One of the services that this server speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Service {
    /// Ram, version 2015-05-01.
    Ram,
    /// Sts, version 2015-04-01.
    Sts,
    /// Kms, version 2016-01-20.
    Kms,
    /// Rds, version 2014-08-15.
    Rds,
    /// Actiontrail, version 2020-07-06.
    Actiontrail,
}

impl Service {
    /// Every service.
    pub const ALL: [Self; 5] = [Self::Ram, Self::Sts, Self::Kms, Self::Rds, Self::Actiontrail];

    /// The product's name as the vendor spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ram => "Ram",
            Self::Sts => "Sts",
            Self::Kms => "Kms",
            Self::Rds => "Rds",
            Self::Actiontrail => "Actiontrail",
        }
    }

    /// The one version that is spoken.
    pub const fn version(self) -> &'static str {
        match self {
            Self::Ram => "2015-05-01",
            Self::Sts => "2015-04-01",
            Self::Kms => "2016-01-20",
            Self::Rds => "2014-08-15",
            Self::Actiontrail => "2020-07-06",
        }
    }

    /// The actions of this service, sorted by name.
    pub(crate) fn actions(self) -> &'static [(&'static str, Operation)] {
        match self {
            Self::Ram => &RAM,
            Self::Sts => &STS,
            Self::Kms => &KMS,
            Self::Rds => &RDS,
            Self::Actiontrail => &ACTIONTRAIL,
        }
    }
}

/// One operation of one service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u16)]
pub enum Operation {
    /// `AddUserToGroup` of Ram.
    RamAddUserToGroup,
    /// `AttachPolicyToGroup` of Ram.
    RamAttachPolicyToGroup,
    /// `AttachPolicyToRole` of Ram.
    RamAttachPolicyToRole,
    /// `AttachPolicyToUser` of Ram.
    RamAttachPolicyToUser,
    /// `BindMFADevice` of Ram.
    RamBindMFADevice,
    /// `ChangePassword` of Ram.
    RamChangePassword,
    /// `ClearAccountAlias` of Ram.
    RamClearAccountAlias,
    /// `CreateAccessKey` of Ram.
    RamCreateAccessKey,
    /// `CreateGroup` of Ram.
    RamCreateGroup,
    /// `CreateLoginProfile` of Ram.
    RamCreateLoginProfile,
    /// `CreatePolicy` of Ram.
    RamCreatePolicy,
    /// `CreatePolicyVersion` of Ram.
    RamCreatePolicyVersion,
    /// `CreateRole` of Ram.
    RamCreateRole,
    /// `CreateServiceLinkedRole` of Ram.
    RamCreateServiceLinkedRole,
    /// `CreateUser` of Ram.
    RamCreateUser,
    /// `CreateVirtualMFADevice` of Ram.
    RamCreateVirtualMFADevice,
    /// `DecodeDiagnosticMessage` of Ram.
    RamDecodeDiagnosticMessage,
    /// `DeleteAccessKey` of Ram.
    RamDeleteAccessKey,
    /// `DeleteGroup` of Ram.
    RamDeleteGroup,
    /// `DeleteLoginProfile` of Ram.
    RamDeleteLoginProfile,
    /// `DeletePolicy` of Ram.
    RamDeletePolicy,
    /// `DeletePolicyVersion` of Ram.
    RamDeletePolicyVersion,
    /// `DeleteRole` of Ram.
    RamDeleteRole,
    /// `DeleteServiceLinkedRole` of Ram.
    RamDeleteServiceLinkedRole,
    /// `DeleteUser` of Ram.
    RamDeleteUser,
    /// `DeleteVirtualMFADevice` of Ram.
    RamDeleteVirtualMFADevice,
    /// `DetachPolicyFromGroup` of Ram.
    RamDetachPolicyFromGroup,
    /// `DetachPolicyFromRole` of Ram.
    RamDetachPolicyFromRole,
    /// `DetachPolicyFromUser` of Ram.
    RamDetachPolicyFromUser,
    /// `EndSessions` of Ram.
    RamEndSessions,
    /// `GetAccessKeyLastUsed` of Ram.
    RamGetAccessKeyLastUsed,
    /// `GetAccountAlias` of Ram.
    RamGetAccountAlias,
    /// `GetGroup` of Ram.
    RamGetGroup,
    /// `GetLoginProfile` of Ram.
    RamGetLoginProfile,
    /// `GetPasswordPolicy` of Ram.
    RamGetPasswordPolicy,
    /// `GetPolicy` of Ram.
    RamGetPolicy,
    /// `GetPolicyVersion` of Ram.
    RamGetPolicyVersion,
    /// `GetRole` of Ram.
    RamGetRole,
    /// `GetSecurityPreference` of Ram.
    RamGetSecurityPreference,
    /// `GetServiceLinkedRoleTemplate` of Ram.
    RamGetServiceLinkedRoleTemplate,
    /// `GetUser` of Ram.
    RamGetUser,
    /// `GetUserMFAInfo` of Ram.
    RamGetUserMFAInfo,
    /// `ListAccessKeys` of Ram.
    RamListAccessKeys,
    /// `ListEntitiesForPolicy` of Ram.
    RamListEntitiesForPolicy,
    /// `ListGroups` of Ram.
    RamListGroups,
    /// `ListGroupsForUser` of Ram.
    RamListGroupsForUser,
    /// `ListPolicies` of Ram.
    RamListPolicies,
    /// `ListPoliciesForGroup` of Ram.
    RamListPoliciesForGroup,
    /// `ListPoliciesForRole` of Ram.
    RamListPoliciesForRole,
    /// `ListPoliciesForUser` of Ram.
    RamListPoliciesForUser,
    /// `ListPolicyVersions` of Ram.
    RamListPolicyVersions,
    /// `ListRoles` of Ram.
    RamListRoles,
    /// `ListTagResources` of Ram.
    RamListTagResources,
    /// `ListUsers` of Ram.
    RamListUsers,
    /// `ListUsersForGroup` of Ram.
    RamListUsersForGroup,
    /// `ListVirtualMFADevices` of Ram.
    RamListVirtualMFADevices,
    /// `RemoveUserFromGroup` of Ram.
    RamRemoveUserFromGroup,
    /// `SetAccountAlias` of Ram.
    RamSetAccountAlias,
    /// `SetDefaultPolicyVersion` of Ram.
    RamSetDefaultPolicyVersion,
    /// `SetPasswordPolicy` of Ram.
    RamSetPasswordPolicy,
    /// `SetSecurityPreference` of Ram.
    RamSetSecurityPreference,
    /// `SimulatePolicy` of Ram.
    RamSimulatePolicy,
    /// `TagResources` of Ram.
    RamTagResources,
    /// `UnbindMFADevice` of Ram.
    RamUnbindMFADevice,
    /// `UntagResources` of Ram.
    RamUntagResources,
    /// `UpdateAccessKey` of Ram.
    RamUpdateAccessKey,
    /// `UpdateGroup` of Ram.
    RamUpdateGroup,
    /// `UpdateLoginProfile` of Ram.
    RamUpdateLoginProfile,
    /// `UpdatePolicyDescription` of Ram.
    RamUpdatePolicyDescription,
    /// `UpdateRole` of Ram.
    RamUpdateRole,
    /// `UpdateUser` of Ram.
    RamUpdateUser,
    /// `AssumeRole` of Sts.
    StsAssumeRole,
    /// `AssumeRoleWithOIDC` of Sts.
    StsAssumeRoleWithOIDC,
    /// `AssumeRoleWithSAML` of Sts.
    StsAssumeRoleWithSAML,
    /// `GetCallerIdentity` of Sts.
    StsGetCallerIdentity,
    /// `AsymmetricDecrypt` of Kms.
    KmsAsymmetricDecrypt,
    /// `AsymmetricEncrypt` of Kms.
    KmsAsymmetricEncrypt,
    /// `AsymmetricSign` of Kms.
    KmsAsymmetricSign,
    /// `AsymmetricVerify` of Kms.
    KmsAsymmetricVerify,
    /// `BatchGetSecretValue` of Kms.
    KmsBatchGetSecretValue,
    /// `CancelKeyDeletion` of Kms.
    KmsCancelKeyDeletion,
    /// `ConnectKmsInstance` of Kms.
    KmsConnectKmsInstance,
    /// `CreateAlias` of Kms.
    KmsCreateAlias,
    /// `CreateApplicationAccessPoint` of Kms.
    KmsCreateApplicationAccessPoint,
    /// `CreateClientKey` of Kms.
    KmsCreateClientKey,
    /// `CreateKey` of Kms.
    KmsCreateKey,
    /// `CreateKeyVersion` of Kms.
    KmsCreateKeyVersion,
    /// `CreateNetworkRule` of Kms.
    KmsCreateNetworkRule,
    /// `CreatePolicy` of Kms.
    KmsCreatePolicy,
    /// `CreateSecret` of Kms.
    KmsCreateSecret,
    /// `Decrypt` of Kms.
    KmsDecrypt,
    /// `DeleteAlias` of Kms.
    KmsDeleteAlias,
    /// `DeleteApplicationAccessPoint` of Kms.
    KmsDeleteApplicationAccessPoint,
    /// `DeleteClientKey` of Kms.
    KmsDeleteClientKey,
    /// `DeleteKeyMaterial` of Kms.
    KmsDeleteKeyMaterial,
    /// `DeleteNetworkRule` of Kms.
    KmsDeleteNetworkRule,
    /// `DeletePolicy` of Kms.
    KmsDeletePolicy,
    /// `DeleteSecret` of Kms.
    KmsDeleteSecret,
    /// `DescribeAccountKmsStatus` of Kms.
    KmsDescribeAccountKmsStatus,
    /// `DescribeApplicationAccessPoint` of Kms.
    KmsDescribeApplicationAccessPoint,
    /// `DescribeKey` of Kms.
    KmsDescribeKey,
    /// `DescribeKeyVersion` of Kms.
    KmsDescribeKeyVersion,
    /// `DescribeNetworkRule` of Kms.
    KmsDescribeNetworkRule,
    /// `DescribePolicy` of Kms.
    KmsDescribePolicy,
    /// `DescribeRegions` of Kms.
    KmsDescribeRegions,
    /// `DescribeSecret` of Kms.
    KmsDescribeSecret,
    /// `DisableKey` of Kms.
    KmsDisableKey,
    /// `EnableKey` of Kms.
    KmsEnableKey,
    /// `Encrypt` of Kms.
    KmsEncrypt,
    /// `ExportDataKey` of Kms.
    KmsExportDataKey,
    /// `GenerateAndExportDataKey` of Kms.
    KmsGenerateAndExportDataKey,
    /// `GenerateDataKey` of Kms.
    KmsGenerateDataKey,
    /// `GenerateDataKeyWithoutPlaintext` of Kms.
    KmsGenerateDataKeyWithoutPlaintext,
    /// `GenerateMac` of Kms.
    KmsGenerateMac,
    /// `GetChallenge` of Kms.
    KmsGetChallenge,
    /// `GetClientKey` of Kms.
    KmsGetClientKey,
    /// `GetDefaultKmsInstance` of Kms.
    KmsGetDefaultKmsInstance,
    /// `GetKeyPolicy` of Kms.
    KmsGetKeyPolicy,
    /// `GetKmsInstance` of Kms.
    KmsGetKmsInstance,
    /// `GetKmsInstanceQuotaInfos` of Kms.
    KmsGetKmsInstanceQuotaInfos,
    /// `GetManagedDataKey` of Kms.
    KmsGetManagedDataKey,
    /// `GetParametersForImport` of Kms.
    KmsGetParametersForImport,
    /// `GetPublicKey` of Kms.
    KmsGetPublicKey,
    /// `GetRandomPassword` of Kms.
    KmsGetRandomPassword,
    /// `GetSecretPolicy` of Kms.
    KmsGetSecretPolicy,
    /// `GetSecretValue` of Kms.
    KmsGetSecretValue,
    /// `ImportKeyMaterial` of Kms.
    KmsImportKeyMaterial,
    /// `ListAliases` of Kms.
    KmsListAliases,
    /// `ListAliasesByKeyId` of Kms.
    KmsListAliasesByKeyId,
    /// `ListApplicationAccessPoints` of Kms.
    KmsListApplicationAccessPoints,
    /// `ListClientKeys` of Kms.
    KmsListClientKeys,
    /// `ListKeyVersions` of Kms.
    KmsListKeyVersions,
    /// `ListKeys` of Kms.
    KmsListKeys,
    /// `ListKmsInstances` of Kms.
    KmsListKmsInstances,
    /// `ListManagedDataKeyVersions` of Kms.
    KmsListManagedDataKeyVersions,
    /// `ListNetworkRules` of Kms.
    KmsListNetworkRules,
    /// `ListPolicies` of Kms.
    KmsListPolicies,
    /// `ListResourceTags` of Kms.
    KmsListResourceTags,
    /// `ListSecretVersionIds` of Kms.
    KmsListSecretVersionIds,
    /// `ListSecrets` of Kms.
    KmsListSecrets,
    /// `ListTagResources` of Kms.
    KmsListTagResources,
    /// `OpenKmsService` of Kms.
    KmsOpenKmsService,
    /// `PutSecretValue` of Kms.
    KmsPutSecretValue,
    /// `ReEncrypt` of Kms.
    KmsReEncrypt,
    /// `ReleaseKmsInstance` of Kms.
    KmsReleaseKmsInstance,
    /// `RestoreSecret` of Kms.
    KmsRestoreSecret,
    /// `RotateSecret` of Kms.
    KmsRotateSecret,
    /// `ScheduleKeyDeletion` of Kms.
    KmsScheduleKeyDeletion,
    /// `SetDeletionProtection` of Kms.
    KmsSetDeletionProtection,
    /// `SetKeyPolicy` of Kms.
    KmsSetKeyPolicy,
    /// `SetSecretPolicy` of Kms.
    KmsSetSecretPolicy,
    /// `TagResource` of Kms.
    KmsTagResource,
    /// `TagResources` of Kms.
    KmsTagResources,
    /// `UntagResource` of Kms.
    KmsUntagResource,
    /// `UntagResources` of Kms.
    KmsUntagResources,
    /// `UpdateAlias` of Kms.
    KmsUpdateAlias,
    /// `UpdateApplicationAccessPoint` of Kms.
    KmsUpdateApplicationAccessPoint,
    /// `UpdateKeyDescription` of Kms.
    KmsUpdateKeyDescription,
    /// `UpdateKmsInstanceBindVpc` of Kms.
    KmsUpdateKmsInstanceBindVpc,
    /// `UpdateNetworkRule` of Kms.
    KmsUpdateNetworkRule,
    /// `UpdatePolicy` of Kms.
    KmsUpdatePolicy,
    /// `UpdateRotationPolicy` of Kms.
    KmsUpdateRotationPolicy,
    /// `UpdateSecret` of Kms.
    KmsUpdateSecret,
    /// `UpdateSecretRotationPolicy` of Kms.
    KmsUpdateSecretRotationPolicy,
    /// `UpdateSecretVersionStage` of Kms.
    KmsUpdateSecretVersionStage,
    /// `VerifyMac` of Kms.
    KmsVerifyMac,
    /// `AddTagsToResource` of Rds.
    RdsAddTagsToResource,
    /// `AllocateInstancePublicConnection` of Rds.
    RdsAllocateInstancePublicConnection,
    /// `AuthorizeBackupEncryption` of Rds.
    RdsAuthorizeBackupEncryption,
    /// `CheckAccountNameAvailable` of Rds.
    RdsCheckAccountNameAvailable,
    /// `CheckBackupEncryptionAuthorized` of Rds.
    RdsCheckBackupEncryptionAuthorized,
    /// `CheckCloudResourceAuthorized` of Rds.
    RdsCheckCloudResourceAuthorized,
    /// `CheckDBNameAvailable` of Rds.
    RdsCheckDBNameAvailable,
    /// `CheckInstanceExist` of Rds.
    RdsCheckInstanceExist,
    /// `CheckRegionSupportBackupEncryption` of Rds.
    RdsCheckRegionSupportBackupEncryption,
    /// `CheckServiceLinkedRole` of Rds.
    RdsCheckServiceLinkedRole,
    /// `CloneDBInstance` of Rds.
    RdsCloneDBInstance,
    /// `CreateAccount` of Rds.
    RdsCreateAccount,
    /// `CreateBackup` of Rds.
    RdsCreateBackup,
    /// `CreateDBInstance` of Rds.
    RdsCreateDBInstance,
    /// `CreateDatabase` of Rds.
    RdsCreateDatabase,
    /// `CreateDdrInstance` of Rds.
    RdsCreateDdrInstance,
    /// `CreateMaskingRules` of Rds.
    RdsCreateMaskingRules,
    /// `CreateReadOnlyDBInstance` of Rds.
    RdsCreateReadOnlyDBInstance,
    /// `CreateSecret` of Rds.
    RdsCreateSecret,
    /// `CreateServiceLinkedRole` of Rds.
    RdsCreateServiceLinkedRole,
    /// `CreateTdeAttachment` of Rds.
    RdsCreateTdeAttachment,
    /// `CreateTempDBInstance` of Rds.
    RdsCreateTempDBInstance,
    /// `DeleteAccount` of Rds.
    RdsDeleteAccount,
    /// `DeleteBackup` of Rds.
    RdsDeleteBackup,
    /// `DeleteDBInstance` of Rds.
    RdsDeleteDBInstance,
    /// `DeleteDatabase` of Rds.
    RdsDeleteDatabase,
    /// `DeleteMaskingRules` of Rds.
    RdsDeleteMaskingRules,
    /// `DeleteSecret` of Rds.
    RdsDeleteSecret,
    /// `DeleteTdeAttachment` of Rds.
    RdsDeleteTdeAttachment,
    /// `DescribeAccountMaskingPrivilege` of Rds.
    RdsDescribeAccountMaskingPrivilege,
    /// `DescribeAccounts` of Rds.
    RdsDescribeAccounts,
    /// `DescribeAvailableClasses` of Rds.
    RdsDescribeAvailableClasses,
    /// `DescribeAvailableCrossRegion` of Rds.
    RdsDescribeAvailableCrossRegion,
    /// `DescribeAvailableRecoveryTime` of Rds.
    RdsDescribeAvailableRecoveryTime,
    /// `DescribeAvailableZones` of Rds.
    RdsDescribeAvailableZones,
    /// `DescribeBackupPolicy` of Rds.
    RdsDescribeBackupPolicy,
    /// `DescribeBackupTasks` of Rds.
    RdsDescribeBackupTasks,
    /// `DescribeBackups` of Rds.
    RdsDescribeBackups,
    /// `DescribeCharacterSetName` of Rds.
    RdsDescribeCharacterSetName,
    /// `DescribeClassDetails` of Rds.
    RdsDescribeClassDetails,
    /// `DescribeCrossRegionBackups` of Rds.
    RdsDescribeCrossRegionBackups,
    /// `DescribeDBInstanceAttribute` of Rds.
    RdsDescribeDBInstanceAttribute,
    /// `DescribeDBInstanceByTags` of Rds.
    RdsDescribeDBInstanceByTags,
    /// `DescribeDBInstanceCLS` of Rds.
    RdsDescribeDBInstanceCLS,
    /// `DescribeDBInstanceDetail` of Rds.
    RdsDescribeDBInstanceDetail,
    /// `DescribeDBInstanceEncryptionKey` of Rds.
    RdsDescribeDBInstanceEncryptionKey,
    /// `DescribeDBInstanceHAConfig` of Rds.
    RdsDescribeDBInstanceHAConfig,
    /// `DescribeDBInstanceIPArrayList` of Rds.
    RdsDescribeDBInstanceIPArrayList,
    /// `DescribeDBInstanceMonitor` of Rds.
    RdsDescribeDBInstanceMonitor,
    /// `DescribeDBInstanceNetInfo` of Rds.
    RdsDescribeDBInstanceNetInfo,
    /// `DescribeDBInstanceSSL` of Rds.
    RdsDescribeDBInstanceSSL,
    /// `DescribeDBInstanceTDE` of Rds.
    RdsDescribeDBInstanceTDE,
    /// `DescribeDBInstances` of Rds.
    RdsDescribeDBInstances,
    /// `DescribeDBInstancesByExpireTime` of Rds.
    RdsDescribeDBInstancesByExpireTime,
    /// `DescribeDBMiniEngineVersions` of Rds.
    RdsDescribeDBMiniEngineVersions,
    /// `DescribeDatabases` of Rds.
    RdsDescribeDatabases,
    /// `DescribeDetachedBackups` of Rds.
    RdsDescribeDetachedBackups,
    /// `DescribeEvents` of Rds.
    RdsDescribeEvents,
    /// `DescribeHADiagnoseConfig` of Rds.
    RdsDescribeHADiagnoseConfig,
    /// `DescribeHASwitchConfig` of Rds.
    RdsDescribeHASwitchConfig,
    /// `DescribeHistoryTasks` of Rds.
    RdsDescribeHistoryTasks,
    /// `DescribeInstanceAutoRenewalAttribute` of Rds.
    RdsDescribeInstanceAutoRenewalAttribute,
    /// `DescribeInstanceCrossBackupPolicy` of Rds.
    RdsDescribeInstanceCrossBackupPolicy,
    /// `DescribeInstanceLinkedWhitelistTemplate` of Rds.
    RdsDescribeInstanceLinkedWhitelistTemplate,
    /// `DescribeKmsAssociateResources` of Rds.
    RdsDescribeKmsAssociateResources,
    /// `DescribeLogBackupFiles` of Rds.
    RdsDescribeLogBackupFiles,
    /// `DescribeMaskingRules` of Rds.
    RdsDescribeMaskingRules,
    /// `DescribePGHbaConfig` of Rds.
    RdsDescribePGHbaConfig,
    /// `DescribeParameterTemplates` of Rds.
    RdsDescribeParameterTemplates,
    /// `DescribeParameters` of Rds.
    RdsDescribeParameters,
    /// `DescribePrice` of Rds.
    RdsDescribePrice,
    /// `DescribeRegionInfos` of Rds.
    RdsDescribeRegionInfos,
    /// `DescribeRegions` of Rds.
    RdsDescribeRegions,
    /// `DescribeSQLCollectorPolicy` of Rds.
    RdsDescribeSQLCollectorPolicy,
    /// `DescribeSQLCollectorRetention` of Rds.
    RdsDescribeSQLCollectorRetention,
    /// `DescribeSecrets` of Rds.
    RdsDescribeSecrets,
    /// `DescribeSecurityGroupConfiguration` of Rds.
    RdsDescribeSecurityGroupConfiguration,
    /// `DescribeTags` of Rds.
    RdsDescribeTags,
    /// `DescribeTasks` of Rds.
    RdsDescribeTasks,
    /// `DescribeTdeAttachments` of Rds.
    RdsDescribeTdeAttachments,
    /// `DescribeVSwitches` of Rds.
    RdsDescribeVSwitches,
    /// `DescribeVpcs` of Rds.
    RdsDescribeVpcs,
    /// `DestroyDBInstance` of Rds.
    RdsDestroyDBInstance,
    /// `DestroyTdeAttachment` of Rds.
    RdsDestroyTdeAttachment,
    /// `EnableBackupEncryption` of Rds.
    RdsEnableBackupEncryption,
    /// `GetDbProxyInstanceSsl` of Rds.
    RdsGetDbProxyInstanceSsl,
    /// `GrantAccountPrivilege` of Rds.
    RdsGrantAccountPrivilege,
    /// `GrantOperatorPermission` of Rds.
    RdsGrantOperatorPermission,
    /// `ListClasses` of Rds.
    RdsListClasses,
    /// `ListTagResources` of Rds.
    RdsListTagResources,
    /// `LockAccount` of Rds.
    RdsLockAccount,
    /// `MigrateToOtherZone` of Rds.
    RdsMigrateToOtherZone,
    /// `ModifyAccountCheckPolicy` of Rds.
    RdsModifyAccountCheckPolicy,
    /// `ModifyAccountDescription` of Rds.
    RdsModifyAccountDescription,
    /// `ModifyAccountMaskingPrivilege` of Rds.
    RdsModifyAccountMaskingPrivilege,
    /// `ModifyBackupPolicy` of Rds.
    RdsModifyBackupPolicy,
    /// `ModifyDBDescription` of Rds.
    RdsModifyDBDescription,
    /// `ModifyDBInstance` of Rds.
    RdsModifyDBInstance,
    /// `ModifyDBInstanceCLS` of Rds.
    RdsModifyDBInstanceCLS,
    /// `ModifyDBInstanceConfig` of Rds.
    RdsModifyDBInstanceConfig,
    /// `ModifyDBInstanceConnectionString` of Rds.
    RdsModifyDBInstanceConnectionString,
    /// `ModifyDBInstanceDeletionProtection` of Rds.
    RdsModifyDBInstanceDeletionProtection,
    /// `ModifyDBInstanceDescription` of Rds.
    RdsModifyDBInstanceDescription,
    /// `ModifyDBInstanceMaintainTime` of Rds.
    RdsModifyDBInstanceMaintainTime,
    /// `ModifyDBInstanceSSL` of Rds.
    RdsModifyDBInstanceSSL,
    /// `ModifyDBInstanceSpec` of Rds.
    RdsModifyDBInstanceSpec,
    /// `ModifyDBInstanceTDE` of Rds.
    RdsModifyDBInstanceTDE,
    /// `ModifyDbProxyInstanceSsl` of Rds.
    RdsModifyDbProxyInstanceSsl,
    /// `ModifyInstanceCrossBackupPolicy` of Rds.
    RdsModifyInstanceCrossBackupPolicy,
    /// `ModifyMaskingRules` of Rds.
    RdsModifyMaskingRules,
    /// `ModifyParameter` of Rds.
    RdsModifyParameter,
    /// `ModifyResourceGroup` of Rds.
    RdsModifyResourceGroup,
    /// `ModifySQLCollectorPolicy` of Rds.
    RdsModifySQLCollectorPolicy,
    /// `ModifySecurityGroupConfiguration` of Rds.
    RdsModifySecurityGroupConfiguration,
    /// `ModifySecurityIps` of Rds.
    RdsModifySecurityIps,
    /// `RebuildDBInstance` of Rds.
    RdsRebuildDBInstance,
    /// `RecoverTdeAttachment` of Rds.
    RdsRecoverTdeAttachment,
    /// `RecoveryDBInstance` of Rds.
    RdsRecoveryDBInstance,
    /// `ReleaseInstancePublicConnection` of Rds.
    RdsReleaseInstancePublicConnection,
    /// `RemoveTagsFromResource` of Rds.
    RdsRemoveTagsFromResource,
    /// `RenewInstance` of Rds.
    RdsRenewInstance,
    /// `RenewTdeAttachment` of Rds.
    RdsRenewTdeAttachment,
    /// `ResetAccount` of Rds.
    RdsResetAccount,
    /// `ResetAccountPassword` of Rds.
    RdsResetAccountPassword,
    /// `RestartDBInstance` of Rds.
    RdsRestartDBInstance,
    /// `RestoreTable` of Rds.
    RdsRestoreTable,
    /// `RevokeAccountPrivilege` of Rds.
    RdsRevokeAccountPrivilege,
    /// `RevokeOperatorPermission` of Rds.
    RdsRevokeOperatorPermission,
    /// `StartDBInstance` of Rds.
    RdsStartDBInstance,
    /// `StopDBInstance` of Rds.
    RdsStopDBInstance,
    /// `SwitchDBInstanceHA` of Rds.
    RdsSwitchDBInstanceHA,
    /// `TagResources` of Rds.
    RdsTagResources,
    /// `TransformDBInstancePayType` of Rds.
    RdsTransformDBInstancePayType,
    /// `UnlockAccount` of Rds.
    RdsUnlockAccount,
    /// `UntagResources` of Rds.
    RdsUntagResources,
    /// `LookupEvents` of Actiontrail.
    ActiontrailLookupEvents,
}

impl Operation {
    /// Every operation, services together.
    pub const ALL: [Self; 302] = [
        Self::RamAddUserToGroup,
        Self::RamAttachPolicyToGroup,
        Self::RamAttachPolicyToRole,
        Self::RamAttachPolicyToUser,
        Self::RamBindMFADevice,
        Self::RamChangePassword,
        Self::RamClearAccountAlias,
        Self::RamCreateAccessKey,
        Self::RamCreateGroup,
        Self::RamCreateLoginProfile,
        Self::RamCreatePolicy,
        Self::RamCreatePolicyVersion,
        Self::RamCreateRole,
        Self::RamCreateServiceLinkedRole,
        Self::RamCreateUser,
        Self::RamCreateVirtualMFADevice,
        Self::RamDecodeDiagnosticMessage,
        Self::RamDeleteAccessKey,
        Self::RamDeleteGroup,
        Self::RamDeleteLoginProfile,
        Self::RamDeletePolicy,
        Self::RamDeletePolicyVersion,
        Self::RamDeleteRole,
        Self::RamDeleteServiceLinkedRole,
        Self::RamDeleteUser,
        Self::RamDeleteVirtualMFADevice,
        Self::RamDetachPolicyFromGroup,
        Self::RamDetachPolicyFromRole,
        Self::RamDetachPolicyFromUser,
        Self::RamEndSessions,
        Self::RamGetAccessKeyLastUsed,
        Self::RamGetAccountAlias,
        Self::RamGetGroup,
        Self::RamGetLoginProfile,
        Self::RamGetPasswordPolicy,
        Self::RamGetPolicy,
        Self::RamGetPolicyVersion,
        Self::RamGetRole,
        Self::RamGetSecurityPreference,
        Self::RamGetServiceLinkedRoleTemplate,
        Self::RamGetUser,
        Self::RamGetUserMFAInfo,
        Self::RamListAccessKeys,
        Self::RamListEntitiesForPolicy,
        Self::RamListGroups,
        Self::RamListGroupsForUser,
        Self::RamListPolicies,
        Self::RamListPoliciesForGroup,
        Self::RamListPoliciesForRole,
        Self::RamListPoliciesForUser,
        Self::RamListPolicyVersions,
        Self::RamListRoles,
        Self::RamListTagResources,
        Self::RamListUsers,
        Self::RamListUsersForGroup,
        Self::RamListVirtualMFADevices,
        Self::RamRemoveUserFromGroup,
        Self::RamSetAccountAlias,
        Self::RamSetDefaultPolicyVersion,
        Self::RamSetPasswordPolicy,
        Self::RamSetSecurityPreference,
        Self::RamSimulatePolicy,
        Self::RamTagResources,
        Self::RamUnbindMFADevice,
        Self::RamUntagResources,
        Self::RamUpdateAccessKey,
        Self::RamUpdateGroup,
        Self::RamUpdateLoginProfile,
        Self::RamUpdatePolicyDescription,
        Self::RamUpdateRole,
        Self::RamUpdateUser,
        Self::StsAssumeRole,
        Self::StsAssumeRoleWithOIDC,
        Self::StsAssumeRoleWithSAML,
        Self::StsGetCallerIdentity,
        Self::KmsAsymmetricDecrypt,
        Self::KmsAsymmetricEncrypt,
        Self::KmsAsymmetricSign,
        Self::KmsAsymmetricVerify,
        Self::KmsBatchGetSecretValue,
        Self::KmsCancelKeyDeletion,
        Self::KmsConnectKmsInstance,
        Self::KmsCreateAlias,
        Self::KmsCreateApplicationAccessPoint,
        Self::KmsCreateClientKey,
        Self::KmsCreateKey,
        Self::KmsCreateKeyVersion,
        Self::KmsCreateNetworkRule,
        Self::KmsCreatePolicy,
        Self::KmsCreateSecret,
        Self::KmsDecrypt,
        Self::KmsDeleteAlias,
        Self::KmsDeleteApplicationAccessPoint,
        Self::KmsDeleteClientKey,
        Self::KmsDeleteKeyMaterial,
        Self::KmsDeleteNetworkRule,
        Self::KmsDeletePolicy,
        Self::KmsDeleteSecret,
        Self::KmsDescribeAccountKmsStatus,
        Self::KmsDescribeApplicationAccessPoint,
        Self::KmsDescribeKey,
        Self::KmsDescribeKeyVersion,
        Self::KmsDescribeNetworkRule,
        Self::KmsDescribePolicy,
        Self::KmsDescribeRegions,
        Self::KmsDescribeSecret,
        Self::KmsDisableKey,
        Self::KmsEnableKey,
        Self::KmsEncrypt,
        Self::KmsExportDataKey,
        Self::KmsGenerateAndExportDataKey,
        Self::KmsGenerateDataKey,
        Self::KmsGenerateDataKeyWithoutPlaintext,
        Self::KmsGenerateMac,
        Self::KmsGetChallenge,
        Self::KmsGetClientKey,
        Self::KmsGetDefaultKmsInstance,
        Self::KmsGetKeyPolicy,
        Self::KmsGetKmsInstance,
        Self::KmsGetKmsInstanceQuotaInfos,
        Self::KmsGetManagedDataKey,
        Self::KmsGetParametersForImport,
        Self::KmsGetPublicKey,
        Self::KmsGetRandomPassword,
        Self::KmsGetSecretPolicy,
        Self::KmsGetSecretValue,
        Self::KmsImportKeyMaterial,
        Self::KmsListAliases,
        Self::KmsListAliasesByKeyId,
        Self::KmsListApplicationAccessPoints,
        Self::KmsListClientKeys,
        Self::KmsListKeyVersions,
        Self::KmsListKeys,
        Self::KmsListKmsInstances,
        Self::KmsListManagedDataKeyVersions,
        Self::KmsListNetworkRules,
        Self::KmsListPolicies,
        Self::KmsListResourceTags,
        Self::KmsListSecretVersionIds,
        Self::KmsListSecrets,
        Self::KmsListTagResources,
        Self::KmsOpenKmsService,
        Self::KmsPutSecretValue,
        Self::KmsReEncrypt,
        Self::KmsReleaseKmsInstance,
        Self::KmsRestoreSecret,
        Self::KmsRotateSecret,
        Self::KmsScheduleKeyDeletion,
        Self::KmsSetDeletionProtection,
        Self::KmsSetKeyPolicy,
        Self::KmsSetSecretPolicy,
        Self::KmsTagResource,
        Self::KmsTagResources,
        Self::KmsUntagResource,
        Self::KmsUntagResources,
        Self::KmsUpdateAlias,
        Self::KmsUpdateApplicationAccessPoint,
        Self::KmsUpdateKeyDescription,
        Self::KmsUpdateKmsInstanceBindVpc,
        Self::KmsUpdateNetworkRule,
        Self::KmsUpdatePolicy,
        Self::KmsUpdateRotationPolicy,
        Self::KmsUpdateSecret,
        Self::KmsUpdateSecretRotationPolicy,
        Self::KmsUpdateSecretVersionStage,
        Self::KmsVerifyMac,
        Self::RdsAddTagsToResource,
        Self::RdsAllocateInstancePublicConnection,
        Self::RdsAuthorizeBackupEncryption,
        Self::RdsCheckAccountNameAvailable,
        Self::RdsCheckBackupEncryptionAuthorized,
        Self::RdsCheckCloudResourceAuthorized,
        Self::RdsCheckDBNameAvailable,
        Self::RdsCheckInstanceExist,
        Self::RdsCheckRegionSupportBackupEncryption,
        Self::RdsCheckServiceLinkedRole,
        Self::RdsCloneDBInstance,
        Self::RdsCreateAccount,
        Self::RdsCreateBackup,
        Self::RdsCreateDBInstance,
        Self::RdsCreateDatabase,
        Self::RdsCreateDdrInstance,
        Self::RdsCreateMaskingRules,
        Self::RdsCreateReadOnlyDBInstance,
        Self::RdsCreateSecret,
        Self::RdsCreateServiceLinkedRole,
        Self::RdsCreateTdeAttachment,
        Self::RdsCreateTempDBInstance,
        Self::RdsDeleteAccount,
        Self::RdsDeleteBackup,
        Self::RdsDeleteDBInstance,
        Self::RdsDeleteDatabase,
        Self::RdsDeleteMaskingRules,
        Self::RdsDeleteSecret,
        Self::RdsDeleteTdeAttachment,
        Self::RdsDescribeAccountMaskingPrivilege,
        Self::RdsDescribeAccounts,
        Self::RdsDescribeAvailableClasses,
        Self::RdsDescribeAvailableCrossRegion,
        Self::RdsDescribeAvailableRecoveryTime,
        Self::RdsDescribeAvailableZones,
        Self::RdsDescribeBackupPolicy,
        Self::RdsDescribeBackupTasks,
        Self::RdsDescribeBackups,
        Self::RdsDescribeCharacterSetName,
        Self::RdsDescribeClassDetails,
        Self::RdsDescribeCrossRegionBackups,
        Self::RdsDescribeDBInstanceAttribute,
        Self::RdsDescribeDBInstanceByTags,
        Self::RdsDescribeDBInstanceCLS,
        Self::RdsDescribeDBInstanceDetail,
        Self::RdsDescribeDBInstanceEncryptionKey,
        Self::RdsDescribeDBInstanceHAConfig,
        Self::RdsDescribeDBInstanceIPArrayList,
        Self::RdsDescribeDBInstanceMonitor,
        Self::RdsDescribeDBInstanceNetInfo,
        Self::RdsDescribeDBInstanceSSL,
        Self::RdsDescribeDBInstanceTDE,
        Self::RdsDescribeDBInstances,
        Self::RdsDescribeDBInstancesByExpireTime,
        Self::RdsDescribeDBMiniEngineVersions,
        Self::RdsDescribeDatabases,
        Self::RdsDescribeDetachedBackups,
        Self::RdsDescribeEvents,
        Self::RdsDescribeHADiagnoseConfig,
        Self::RdsDescribeHASwitchConfig,
        Self::RdsDescribeHistoryTasks,
        Self::RdsDescribeInstanceAutoRenewalAttribute,
        Self::RdsDescribeInstanceCrossBackupPolicy,
        Self::RdsDescribeInstanceLinkedWhitelistTemplate,
        Self::RdsDescribeKmsAssociateResources,
        Self::RdsDescribeLogBackupFiles,
        Self::RdsDescribeMaskingRules,
        Self::RdsDescribePGHbaConfig,
        Self::RdsDescribeParameterTemplates,
        Self::RdsDescribeParameters,
        Self::RdsDescribePrice,
        Self::RdsDescribeRegionInfos,
        Self::RdsDescribeRegions,
        Self::RdsDescribeSQLCollectorPolicy,
        Self::RdsDescribeSQLCollectorRetention,
        Self::RdsDescribeSecrets,
        Self::RdsDescribeSecurityGroupConfiguration,
        Self::RdsDescribeTags,
        Self::RdsDescribeTasks,
        Self::RdsDescribeTdeAttachments,
        Self::RdsDescribeVSwitches,
        Self::RdsDescribeVpcs,
        Self::RdsDestroyDBInstance,
        Self::RdsDestroyTdeAttachment,
        Self::RdsEnableBackupEncryption,
        Self::RdsGetDbProxyInstanceSsl,
        Self::RdsGrantAccountPrivilege,
        Self::RdsGrantOperatorPermission,
        Self::RdsListClasses,
        Self::RdsListTagResources,
        Self::RdsLockAccount,
        Self::RdsMigrateToOtherZone,
        Self::RdsModifyAccountCheckPolicy,
        Self::RdsModifyAccountDescription,
        Self::RdsModifyAccountMaskingPrivilege,
        Self::RdsModifyBackupPolicy,
        Self::RdsModifyDBDescription,
        Self::RdsModifyDBInstance,
        Self::RdsModifyDBInstanceCLS,
        Self::RdsModifyDBInstanceConfig,
        Self::RdsModifyDBInstanceConnectionString,
        Self::RdsModifyDBInstanceDeletionProtection,
        Self::RdsModifyDBInstanceDescription,
        Self::RdsModifyDBInstanceMaintainTime,
        Self::RdsModifyDBInstanceSSL,
        Self::RdsModifyDBInstanceSpec,
        Self::RdsModifyDBInstanceTDE,
        Self::RdsModifyDbProxyInstanceSsl,
        Self::RdsModifyInstanceCrossBackupPolicy,
        Self::RdsModifyMaskingRules,
        Self::RdsModifyParameter,
        Self::RdsModifyResourceGroup,
        Self::RdsModifySQLCollectorPolicy,
        Self::RdsModifySecurityGroupConfiguration,
        Self::RdsModifySecurityIps,
        Self::RdsRebuildDBInstance,
        Self::RdsRecoverTdeAttachment,
        Self::RdsRecoveryDBInstance,
        Self::RdsReleaseInstancePublicConnection,
        Self::RdsRemoveTagsFromResource,
        Self::RdsRenewInstance,
        Self::RdsRenewTdeAttachment,
        Self::RdsResetAccount,
        Self::RdsResetAccountPassword,
        Self::RdsRestartDBInstance,
        Self::RdsRestoreTable,
        Self::RdsRevokeAccountPrivilege,
        Self::RdsRevokeOperatorPermission,
        Self::RdsStartDBInstance,
        Self::RdsStopDBInstance,
        Self::RdsSwitchDBInstanceHA,
        Self::RdsTagResources,
        Self::RdsTransformDBInstancePayType,
        Self::RdsUnlockAccount,
        Self::RdsUntagResources,
        Self::ActiontrailLookupEvents,
    ];
}

/// What is known of each operation, in the order of the variants.
pub(crate) static FACTS: [Facts; 302] = [
    Facts { service: Service::Ram, name: "AddUserToGroup", anonymous: false, ram_action: Some("ram:AddUserToGroup"), ram_resources: &["acs:ram:*:${AccountId}:user/${UserName}", "acs:ram:*:${AccountId}:group/${GroupName}"], parameters: super::ram::AddUserToGroupRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "AttachPolicyToGroup", anonymous: false, ram_action: Some("ram:AttachPolicyToGroup"), ram_resources: &["acs:ram:*:${AccountId}:group/${GroupName}", "acs:ram:*:{${AccountId}|system}:policy/${PolicyName}"], parameters: super::ram::AttachPolicyToGroupRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "AttachPolicyToRole", anonymous: false, ram_action: Some("ram:AttachPolicyToRole"), ram_resources: &["acs:ram:*:${AccountId}:role/${RoleName}", "acs:ram:*:{${AccountId}|system}:policy/${PolicyName}"], parameters: super::ram::AttachPolicyToRoleRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "AttachPolicyToUser", anonymous: false, ram_action: Some("ram:AttachPolicyToUser"), ram_resources: &["acs:ram:*:${AccountId}:user/${UserName}", "acs:ram:*:{${AccountId}|system}:policy/${PolicyName}"], parameters: super::ram::AttachPolicyToUserRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "BindMFADevice", anonymous: false, ram_action: Some("ram:BindMFADevice"), ram_resources: &["acs:ram:*:${AccountId}:user/${UserName}"], parameters: super::ram::BindMFADeviceRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "ChangePassword", anonymous: false, ram_action: Some("ram:ChangePassword"), ram_resources: &["acs:ram:*:${AccountId}:user/${UserName}"], parameters: super::ram::ChangePasswordRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "ClearAccountAlias", anonymous: false, ram_action: Some("ram:ClearAccountAlias"), ram_resources: &["acs:ram:*:${AccountId}:*"], parameters: super::ram::ClearAccountAliasRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "CreateAccessKey", anonymous: false, ram_action: Some("ram:CreateAccessKey"), ram_resources: &["acs:ram:*:${AccountId}:user/${UserName}"], parameters: super::ram::CreateAccessKeyRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "CreateGroup", anonymous: false, ram_action: Some("ram:CreateGroup"), ram_resources: &["acs:ram:*:${AccountId}:group/*"], parameters: super::ram::CreateGroupRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "CreateLoginProfile", anonymous: false, ram_action: Some("ram:CreateLoginProfile"), ram_resources: &["acs:ram:*:${AccountId}:user/${UserName}"], parameters: super::ram::CreateLoginProfileRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "CreatePolicy", anonymous: false, ram_action: Some("ram:CreatePolicy"), ram_resources: &["acs:ram:*:${AccountId}:policy/*"], parameters: super::ram::CreatePolicyRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "CreatePolicyVersion", anonymous: false, ram_action: Some("ram:CreatePolicyVersion"), ram_resources: &["acs:ram:*:${AccountId}:policy/${PolicyName}"], parameters: super::ram::CreatePolicyVersionRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "CreateRole", anonymous: false, ram_action: Some("ram:CreateRole"), ram_resources: &["acs:ram:*:${AccountId}:role/*"], parameters: super::ram::CreateRoleRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "CreateServiceLinkedRole", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::ram::CreateServiceLinkedRoleRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "CreateUser", anonymous: false, ram_action: Some("ram:CreateUser"), ram_resources: &["acs:ram:*:${AccountId}:user/*"], parameters: super::ram::CreateUserRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "CreateVirtualMFADevice", anonymous: false, ram_action: Some("ram:CreateVirtualMFADevice"), ram_resources: &["acs:ram:*:${AccountId}:mfa/*"], parameters: super::ram::CreateVirtualMFADeviceRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "DecodeDiagnosticMessage", anonymous: false, ram_action: Some("ram:DecodeDiagnosticMessage"), ram_resources: &["acs:ram:*:${AccountId}:*"], parameters: super::ram::DecodeDiagnosticMessageRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "DeleteAccessKey", anonymous: false, ram_action: Some("ram:DeleteAccessKey"), ram_resources: &["acs:ram:*:${AccountId}:user/${UserName}"], parameters: super::ram::DeleteAccessKeyRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "DeleteGroup", anonymous: false, ram_action: Some("ram:DeleteGroup"), ram_resources: &["acs:ram:*:${AccountId}:group/${GroupName}"], parameters: super::ram::DeleteGroupRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "DeleteLoginProfile", anonymous: false, ram_action: Some("ram:DeleteLoginProfile"), ram_resources: &["acs:ram:*:${AccountId}:user/${UserName}"], parameters: super::ram::DeleteLoginProfileRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "DeletePolicy", anonymous: false, ram_action: Some("ram:DeletePolicy"), ram_resources: &["acs:ram:*:${AccountId}:policy/${PolicyName}"], parameters: super::ram::DeletePolicyRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "DeletePolicyVersion", anonymous: false, ram_action: Some("ram:DeletePolicyVersion"), ram_resources: &["acs:ram:*:${AccountId}:policy/${PolicyName}"], parameters: super::ram::DeletePolicyVersionRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "DeleteRole", anonymous: false, ram_action: Some("ram:DeleteRole"), ram_resources: &["acs:ram:*:${AccountId}:role/${RoleName}"], parameters: super::ram::DeleteRoleRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "DeleteServiceLinkedRole", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::ram::DeleteServiceLinkedRoleRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "DeleteUser", anonymous: false, ram_action: Some("ram:DeleteUser"), ram_resources: &["acs:ram:*:${AccountId}:user/${UserName}"], parameters: super::ram::DeleteUserRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "DeleteVirtualMFADevice", anonymous: false, ram_action: Some("ram:DeleteVirtualMFADevice"), ram_resources: &["${SerialNumber}"], parameters: super::ram::DeleteVirtualMFADeviceRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "DetachPolicyFromGroup", anonymous: false, ram_action: Some("ram:DetachPolicyFromGroup"), ram_resources: &["acs:ram:*:${AccountId}:group/${GroupName}", "acs:ram:*:{${AccountId}|system}:policy/${PolicyName}"], parameters: super::ram::DetachPolicyFromGroupRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "DetachPolicyFromRole", anonymous: false, ram_action: Some("ram:DetachPolicyFromRole"), ram_resources: &["acs:ram:*:${AccountId}:role/${RoleName}", "acs:ram:*:{${AccountId}|system}:policy/${PolicyName}"], parameters: super::ram::DetachPolicyFromRoleRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "DetachPolicyFromUser", anonymous: false, ram_action: Some("ram:DetachPolicyFromUser"), ram_resources: &["acs:ram:*:${AccountId}:user/${UserName}", "acs:ram:*:{${AccountId}|system}:policy/${PolicyName}"], parameters: super::ram::DetachPolicyFromUserRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "EndSessions", anonymous: false, ram_action: Some("ram:EndSessions"), ram_resources: &["acs:ram:*:${AccountId}:role/${RoleName}", "acs:ram:*:${AccountId}:user/${UserName}", "acs:ram:*:${AccountId}:session/${SessionAccessKeyId}", "acs:ram:*:${AccountId}:session/*"], parameters: super::ram::EndSessionsRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "GetAccessKeyLastUsed", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::ram::GetAccessKeyLastUsedRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "GetAccountAlias", anonymous: false, ram_action: Some("ram:GetAccountAlias"), ram_resources: &["acs:ram:*:${AccountId}:*"], parameters: super::ram::GetAccountAliasRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "GetGroup", anonymous: false, ram_action: Some("ram:GetGroup"), ram_resources: &["acs:ram:*:${AccountId}:group/${GroupName}"], parameters: super::ram::GetGroupRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "GetLoginProfile", anonymous: false, ram_action: Some("ram:GetLoginProfile"), ram_resources: &["acs:ram:*:${AccountId}:user/${UserName}"], parameters: super::ram::GetLoginProfileRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "GetPasswordPolicy", anonymous: false, ram_action: Some("ram:GetPasswordPolicy"), ram_resources: &["acs:ram:*:${AccountId}:*"], parameters: super::ram::GetPasswordPolicyRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "GetPolicy", anonymous: false, ram_action: Some("ram:GetPolicy"), ram_resources: &["acs:ram:*:{${AccountId}|system}:policy/${PolicyName}"], parameters: super::ram::GetPolicyRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "GetPolicyVersion", anonymous: false, ram_action: Some("ram:GetPolicyVersion"), ram_resources: &["acs:ram:*:{${AccountId}|system}:group/${PolicyName}"], parameters: super::ram::GetPolicyVersionRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "GetRole", anonymous: false, ram_action: Some("ram:GetRole"), ram_resources: &["acs:ram:*:${AccountId}:role/${RoleName}"], parameters: super::ram::GetRoleRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "GetSecurityPreference", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::ram::GetSecurityPreferenceRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "GetServiceLinkedRoleTemplate", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::ram::GetServiceLinkedRoleTemplateRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "GetUser", anonymous: false, ram_action: Some("ram:GetUser"), ram_resources: &["acs:ram:*:${AccountId}:user/${UserName}"], parameters: super::ram::GetUserRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "GetUserMFAInfo", anonymous: false, ram_action: Some("ram:GetUserMFAInfo"), ram_resources: &["acs:ram:*:${AccountId}:user/${UserName}"], parameters: super::ram::GetUserMFAInfoRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "ListAccessKeys", anonymous: false, ram_action: Some("ram:ListAccessKeys"), ram_resources: &["acs:ram:*:${AccountId}:user/${UserName}"], parameters: super::ram::ListAccessKeysRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "ListEntitiesForPolicy", anonymous: false, ram_action: Some("ram:ListEntitiesForPolicy"), ram_resources: &["acs:ram:*:{${AccountId}|system}:policy/${PolicyName}"], parameters: super::ram::ListEntitiesForPolicyRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "ListGroups", anonymous: false, ram_action: Some("ram:ListGroups"), ram_resources: &["acs:ram:*:${AccountId}:group/*"], parameters: super::ram::ListGroupsRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "ListGroupsForUser", anonymous: false, ram_action: Some("ram:ListGroupsForUser"), ram_resources: &["acs:ram:*:${AccountId}:user/${UserName}"], parameters: super::ram::ListGroupsForUserRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "ListPolicies", anonymous: false, ram_action: Some("ram:ListPolicies"), ram_resources: &["acs:ram:*:${AccountId}:policy/*"], parameters: super::ram::ListPoliciesRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "ListPoliciesForGroup", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::ram::ListPoliciesForGroupRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "ListPoliciesForRole", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::ram::ListPoliciesForRoleRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "ListPoliciesForUser", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::ram::ListPoliciesForUserRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "ListPolicyVersions", anonymous: false, ram_action: Some("ram:ListPolicyVersions"), ram_resources: &["acs:ram:*:{${AccountId}|system}:policy/${PolicyName}"], parameters: super::ram::ListPolicyVersionsRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "ListRoles", anonymous: false, ram_action: Some("ram:ListRoles"), ram_resources: &["acs:ram:*:${AccountId}:role/*"], parameters: super::ram::ListRolesRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "ListTagResources", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::ram::ListTagResourcesRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "ListUsers", anonymous: false, ram_action: Some("ram:ListUsers"), ram_resources: &["acs:ram:*:${AccountId}:user/*"], parameters: super::ram::ListUsersRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "ListUsersForGroup", anonymous: false, ram_action: Some("ram:ListUsersForGroup"), ram_resources: &["acs:ram:*:${AccountId}:group/${GroupName}"], parameters: super::ram::ListUsersForGroupRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "ListVirtualMFADevices", anonymous: false, ram_action: Some("ram:ListVirtualMFADevices"), ram_resources: &["acs:ram:*:${AccountId}:mfa/*"], parameters: super::ram::ListVirtualMFADevicesRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "RemoveUserFromGroup", anonymous: false, ram_action: Some("ram:RemoveUserFromGroup"), ram_resources: &["acs:ram:*:${AccountId}:user/${UserName}", "acs:ram:*:${AccountId}:group/${GroupName}"], parameters: super::ram::RemoveUserFromGroupRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "SetAccountAlias", anonymous: false, ram_action: Some("ram:SetAccountAlias"), ram_resources: &["acs:ram:*:${AccountId}:*"], parameters: super::ram::SetAccountAliasRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "SetDefaultPolicyVersion", anonymous: false, ram_action: Some("ram:SetDefaultPolicyVersion"), ram_resources: &["acs:ram:*:${AccountId}:policy/${PolicyName}"], parameters: super::ram::SetDefaultPolicyVersionRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "SetPasswordPolicy", anonymous: false, ram_action: Some("ram:SetPasswordPolicy"), ram_resources: &["acs:ram:*:${AccountId}:*"], parameters: super::ram::SetPasswordPolicyRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "SetSecurityPreference", anonymous: false, ram_action: Some("ram:SetSecurityPreference"), ram_resources: &["acs:ram:*:${AccountId}:*"], parameters: super::ram::SetSecurityPreferenceRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "SimulatePolicy", anonymous: false, ram_action: Some("ram:SimulatePolicy"), ram_resources: &["acs:ram:*:${AccountId}:user/${UserName}", "acs:ram:*:${AccountId}:role/${RoleName}", "acs:ram:*:${AccountId}:root"], parameters: super::ram::SimulatePolicyRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "TagResources", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::ram::TagResourcesRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "UnbindMFADevice", anonymous: false, ram_action: Some("ram:UnbindMFADevice"), ram_resources: &["acs:ram:*:${AccountId}:user/${UserName}"], parameters: super::ram::UnbindMFADeviceRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "UntagResources", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::ram::UntagResourcesRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "UpdateAccessKey", anonymous: false, ram_action: Some("ram:UpdateAccessKey"), ram_resources: &["acs:ram:*:${AccountId}:user/${UserName}"], parameters: super::ram::UpdateAccessKeyRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "UpdateGroup", anonymous: false, ram_action: Some("ram:UpdateGroup"), ram_resources: &["acs:ram:*:${AccountId}:group/${GroupName}"], parameters: super::ram::UpdateGroupRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "UpdateLoginProfile", anonymous: false, ram_action: Some("ram:UpdateLoginProfile"), ram_resources: &["acs:ram:*:${AccountId}:user/${UserName}"], parameters: super::ram::UpdateLoginProfileRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "UpdatePolicyDescription", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::ram::UpdatePolicyDescriptionRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "UpdateRole", anonymous: false, ram_action: Some("ram:UpdateRole"), ram_resources: &["acs:ram:*:${AccountId}:role/${RoleName}"], parameters: super::ram::UpdateRoleRequest::PARAMETERS },
    Facts { service: Service::Ram, name: "UpdateUser", anonymous: false, ram_action: Some("ram:UpdateUser"), ram_resources: &["acs:ram:*:${AccountId}:user/${UserName}"], parameters: super::ram::UpdateUserRequest::PARAMETERS },
    Facts { service: Service::Sts, name: "AssumeRole", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::sts::AssumeRoleRequest::PARAMETERS },
    Facts { service: Service::Sts, name: "AssumeRoleWithOIDC", anonymous: true, ram_action: None, ram_resources: &[], parameters: super::sts::AssumeRoleWithOIDCRequest::PARAMETERS },
    Facts { service: Service::Sts, name: "AssumeRoleWithSAML", anonymous: true, ram_action: None, ram_resources: &[], parameters: super::sts::AssumeRoleWithSAMLRequest::PARAMETERS },
    Facts { service: Service::Sts, name: "GetCallerIdentity", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::sts::GetCallerIdentityRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "AsymmetricDecrypt", anonymous: false, ram_action: Some("kms:AsymmetricDecrypt"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::AsymmetricDecryptRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "AsymmetricEncrypt", anonymous: false, ram_action: Some("kms:AsymmetricEncrypt"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::AsymmetricEncryptRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "AsymmetricSign", anonymous: false, ram_action: Some("kms:AsymmetricSign"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::AsymmetricSignRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "AsymmetricVerify", anonymous: false, ram_action: Some("kms:AsymmetricVerify"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::AsymmetricVerifyRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "BatchGetSecretValue", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::BatchGetSecretValueRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "CancelKeyDeletion", anonymous: false, ram_action: Some("kms:CancelKeyDeletion"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::CancelKeyDeletionRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "ConnectKmsInstance", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::ConnectKmsInstanceRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "CreateAlias", anonymous: false, ram_action: Some("kms:CreateAlias"), ram_resources: &["acs:kms:${region}:${account}:alias/${alias-name}", "acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::CreateAliasRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "CreateApplicationAccessPoint", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::CreateApplicationAccessPointRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "CreateClientKey", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::CreateClientKeyRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "CreateKey", anonymous: false, ram_action: Some("kms:CreateKey"), ram_resources: &["acs:kms:${region}:${account}:key"], parameters: super::kms::CreateKeyRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "CreateKeyVersion", anonymous: false, ram_action: Some("kms:CreateKeyVersion"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::CreateKeyVersionRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "CreateNetworkRule", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::CreateNetworkRuleRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "CreatePolicy", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::CreatePolicyRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "CreateSecret", anonymous: false, ram_action: Some("kms:CreateSecret"), ram_resources: &["acs:kms:${region}:${account}:secret"], parameters: super::kms::CreateSecretRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "Decrypt", anonymous: false, ram_action: Some("kms:Decrypt"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::DecryptRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "DeleteAlias", anonymous: false, ram_action: Some("kms:DeleteAlias"), ram_resources: &["acs:kms:${region}:${account}:alias/${alias-name}", "acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::DeleteAliasRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "DeleteApplicationAccessPoint", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::DeleteApplicationAccessPointRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "DeleteClientKey", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::DeleteClientKeyRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "DeleteKeyMaterial", anonymous: false, ram_action: Some("kms:DeleteKeyMaterial"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::DeleteKeyMaterialRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "DeleteNetworkRule", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::DeleteNetworkRuleRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "DeletePolicy", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::DeletePolicyRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "DeleteSecret", anonymous: false, ram_action: Some("kms:DeleteSecret"), ram_resources: &["acs:kms:${region}:${account}:secret/${secret-name}"], parameters: super::kms::DeleteSecretRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "DescribeAccountKmsStatus", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::DescribeAccountKmsStatusRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "DescribeApplicationAccessPoint", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::DescribeApplicationAccessPointRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "DescribeKey", anonymous: false, ram_action: Some("kms:DescribeKey"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::DescribeKeyRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "DescribeKeyVersion", anonymous: false, ram_action: Some("kms:DescribeKeyVersion"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::DescribeKeyVersionRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "DescribeNetworkRule", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::DescribeNetworkRuleRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "DescribePolicy", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::DescribePolicyRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "DescribeRegions", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::DescribeRegionsRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "DescribeSecret", anonymous: false, ram_action: Some("kms:DescribeSecret"), ram_resources: &["acs:kms:${region}:${account}:secret/${secret-name}"], parameters: super::kms::DescribeSecretRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "DisableKey", anonymous: false, ram_action: Some("kms:DisableKey"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::DisableKeyRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "EnableKey", anonymous: false, ram_action: Some("kms:EnableKey"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::EnableKeyRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "Encrypt", anonymous: false, ram_action: Some("kms:Encrypt"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::EncryptRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "ExportDataKey", anonymous: false, ram_action: Some("kms:ExportDataKey"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::ExportDataKeyRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "GenerateAndExportDataKey", anonymous: false, ram_action: Some("kms:GenerateAndExportDataKey"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::GenerateAndExportDataKeyRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "GenerateDataKey", anonymous: false, ram_action: Some("kms:GenerateDataKey"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::GenerateDataKeyRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "GenerateDataKeyWithoutPlaintext", anonymous: false, ram_action: Some("kms:GenerateDataKeyWithoutPlaintext"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::GenerateDataKeyWithoutPlaintextRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "GenerateMac", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::GenerateMacRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "GetChallenge", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::GetChallengeRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "GetClientKey", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::GetClientKeyRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "GetDefaultKmsInstance", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::GetDefaultKmsInstanceRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "GetKeyPolicy", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::GetKeyPolicyRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "GetKmsInstance", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::GetKmsInstanceRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "GetKmsInstanceQuotaInfos", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::GetKmsInstanceQuotaInfosRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "GetManagedDataKey", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::GetManagedDataKeyRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "GetParametersForImport", anonymous: false, ram_action: Some("kms:GetParametersForImport"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::GetParametersForImportRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "GetPublicKey", anonymous: false, ram_action: Some("kms:GetPublicKey"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::GetPublicKeyRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "GetRandomPassword", anonymous: false, ram_action: Some("kms:GetRandomPassword"), ram_resources: &[], parameters: super::kms::GetRandomPasswordRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "GetSecretPolicy", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::GetSecretPolicyRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "GetSecretValue", anonymous: false, ram_action: Some("kms:GetSecretValue"), ram_resources: &["acs:kms:${region}:${account}:secret/${secret-name}"], parameters: super::kms::GetSecretValueRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "ImportKeyMaterial", anonymous: false, ram_action: Some("kms:ImportKeyMaterial"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::ImportKeyMaterialRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "ListAliases", anonymous: false, ram_action: Some("kms:ListAliases"), ram_resources: &["acs:kms:${region}:${account}:alias"], parameters: super::kms::ListAliasesRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "ListAliasesByKeyId", anonymous: false, ram_action: Some("kms:ListAliasesByKeyId"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::ListAliasesByKeyIdRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "ListApplicationAccessPoints", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::ListApplicationAccessPointsRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "ListClientKeys", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::ListClientKeysRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "ListKeyVersions", anonymous: false, ram_action: Some("kms:ListKeyVersions"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::ListKeyVersionsRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "ListKeys", anonymous: false, ram_action: Some("kms:ListKeys"), ram_resources: &["acs:kms:${region}:${account}:key"], parameters: super::kms::ListKeysRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "ListKmsInstances", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::ListKmsInstancesRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "ListManagedDataKeyVersions", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::ListManagedDataKeyVersionsRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "ListNetworkRules", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::ListNetworkRulesRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "ListPolicies", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::ListPoliciesRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "ListResourceTags", anonymous: false, ram_action: Some("kms:ListResourceTags"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}", "acs:kms:${region}:${account}:secret/${secret-name}"], parameters: super::kms::ListResourceTagsRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "ListSecretVersionIds", anonymous: false, ram_action: Some("kms:ListSecretVersionIds"), ram_resources: &["acs:kms:${region}:${account}:secret/${secret-name}"], parameters: super::kms::ListSecretVersionIdsRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "ListSecrets", anonymous: false, ram_action: Some("kms:ListSecrets"), ram_resources: &["acs:kms:${region}:${account}:secret"], parameters: super::kms::ListSecretsRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "ListTagResources", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::ListTagResourcesRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "OpenKmsService", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::OpenKmsServiceRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "PutSecretValue", anonymous: false, ram_action: Some("kms:PutSecretValue"), ram_resources: &["acs:kms:${region}:${account}:secret/${secret-name}"], parameters: super::kms::PutSecretValueRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "ReEncrypt", anonymous: false, ram_action: Some("kms:ReEncryptFrom"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::ReEncryptRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "ReleaseKmsInstance", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::ReleaseKmsInstanceRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "RestoreSecret", anonymous: false, ram_action: Some("kms:RestoreSecret"), ram_resources: &["acs:kms:${region}:${account}:secret/${secret-name}"], parameters: super::kms::RestoreSecretRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "RotateSecret", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::RotateSecretRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "ScheduleKeyDeletion", anonymous: false, ram_action: Some("kms:ScheduleKeyDeletion"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::ScheduleKeyDeletionRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "SetDeletionProtection", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::SetDeletionProtectionRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "SetKeyPolicy", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::SetKeyPolicyRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "SetSecretPolicy", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::SetSecretPolicyRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "TagResource", anonymous: false, ram_action: Some("kms:TagResource"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}", "acs:kms:${region}:${account}:secret/${secret-name}"], parameters: super::kms::TagResourceRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "TagResources", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::TagResourcesRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "UntagResource", anonymous: false, ram_action: Some("kms:UntagResource"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}", "acs:kms:${region}:${account}:secret/${secret-name}"], parameters: super::kms::UntagResourceRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "UntagResources", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::UntagResourcesRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "UpdateAlias", anonymous: false, ram_action: Some("kms:UpdateAlias"), ram_resources: &["acs:kms:${region}:${account}:alias/${alias-name}", "acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::UpdateAliasRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "UpdateApplicationAccessPoint", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::UpdateApplicationAccessPointRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "UpdateKeyDescription", anonymous: false, ram_action: Some("kms:UpdateKeyDescription"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::UpdateKeyDescriptionRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "UpdateKmsInstanceBindVpc", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::UpdateKmsInstanceBindVpcRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "UpdateNetworkRule", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::UpdateNetworkRuleRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "UpdatePolicy", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::UpdatePolicyRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "UpdateRotationPolicy", anonymous: false, ram_action: Some("kms:UpdateRotationPolicy"), ram_resources: &["acs:kms:${region}:${account}:key/${key-id}"], parameters: super::kms::UpdateRotationPolicyRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "UpdateSecret", anonymous: false, ram_action: Some("kms:UpdateSecret"), ram_resources: &["acs:kms:${region}:${account}:secret/${secret-name}"], parameters: super::kms::UpdateSecretRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "UpdateSecretRotationPolicy", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::UpdateSecretRotationPolicyRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "UpdateSecretVersionStage", anonymous: false, ram_action: Some("kms:UpdateSecretVersionStage"), ram_resources: &["acs:kms:${region}:${account}:secret/${secret-name}"], parameters: super::kms::UpdateSecretVersionStageRequest::PARAMETERS },
    Facts { service: Service::Kms, name: "VerifyMac", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::kms::VerifyMacRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "AddTagsToResource", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::AddTagsToResourceRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "AllocateInstancePublicConnection", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::AllocateInstancePublicConnectionRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "AuthorizeBackupEncryption", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::AuthorizeBackupEncryptionRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "CheckAccountNameAvailable", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::CheckAccountNameAvailableRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "CheckBackupEncryptionAuthorized", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::CheckBackupEncryptionAuthorizedRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "CheckCloudResourceAuthorized", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::CheckCloudResourceAuthorizedRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "CheckDBNameAvailable", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::CheckDBNameAvailableRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "CheckInstanceExist", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::CheckInstanceExistRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "CheckRegionSupportBackupEncryption", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::CheckRegionSupportBackupEncryptionRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "CheckServiceLinkedRole", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::CheckServiceLinkedRoleRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "CloneDBInstance", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::CloneDBInstanceRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "CreateAccount", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::CreateAccountRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "CreateBackup", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::CreateBackupRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "CreateDBInstance", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::CreateDBInstanceRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "CreateDatabase", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::CreateDatabaseRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "CreateDdrInstance", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::CreateDdrInstanceRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "CreateMaskingRules", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::CreateMaskingRulesRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "CreateReadOnlyDBInstance", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::CreateReadOnlyDBInstanceRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "CreateSecret", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::CreateSecretRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "CreateServiceLinkedRole", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::CreateServiceLinkedRoleRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "CreateTdeAttachment", anonymous: false, ram_action: Some("rds:CreateTdeAttachment"), ram_resources: &["acs:rds:${RegionId}:${AccountId}:tdeattachment/${Name}"], parameters: super::rds::CreateTdeAttachmentRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "CreateTempDBInstance", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::CreateTempDBInstanceRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DeleteAccount", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DeleteAccountRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DeleteBackup", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DeleteBackupRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DeleteDBInstance", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DeleteDBInstanceRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DeleteDatabase", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DeleteDatabaseRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DeleteMaskingRules", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DeleteMaskingRulesRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DeleteSecret", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DeleteSecretRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DeleteTdeAttachment", anonymous: false, ram_action: Some("rds:DeleteTdeAttachment"), ram_resources: &["acs:rds:${RegionId}:${AccountId}:tdeattachment/${Name}"], parameters: super::rds::DeleteTdeAttachmentRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeAccountMaskingPrivilege", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeAccountMaskingPrivilegeRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeAccounts", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeAccountsRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeAvailableClasses", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeAvailableClassesRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeAvailableCrossRegion", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeAvailableCrossRegionRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeAvailableRecoveryTime", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeAvailableRecoveryTimeRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeAvailableZones", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeAvailableZonesRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeBackupPolicy", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeBackupPolicyRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeBackupTasks", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeBackupTasksRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeBackups", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeBackupsRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeCharacterSetName", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeCharacterSetNameRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeClassDetails", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeClassDetailsRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeCrossRegionBackups", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeCrossRegionBackupsRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeDBInstanceAttribute", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeDBInstanceAttributeRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeDBInstanceByTags", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeDBInstanceByTagsRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeDBInstanceCLS", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeDBInstanceCLSRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeDBInstanceDetail", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeDBInstanceDetailRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeDBInstanceEncryptionKey", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeDBInstanceEncryptionKeyRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeDBInstanceHAConfig", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeDBInstanceHAConfigRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeDBInstanceIPArrayList", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeDBInstanceIPArrayListRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeDBInstanceMonitor", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeDBInstanceMonitorRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeDBInstanceNetInfo", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeDBInstanceNetInfoRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeDBInstanceSSL", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeDBInstanceSSLRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeDBInstanceTDE", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeDBInstanceTDERequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeDBInstances", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeDBInstancesRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeDBInstancesByExpireTime", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeDBInstancesByExpireTimeRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeDBMiniEngineVersions", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeDBMiniEngineVersionsRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeDatabases", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeDatabasesRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeDetachedBackups", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeDetachedBackupsRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeEvents", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeEventsRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeHADiagnoseConfig", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeHADiagnoseConfigRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeHASwitchConfig", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeHASwitchConfigRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeHistoryTasks", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeHistoryTasksRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeInstanceAutoRenewalAttribute", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeInstanceAutoRenewalAttributeRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeInstanceCrossBackupPolicy", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeInstanceCrossBackupPolicyRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeInstanceLinkedWhitelistTemplate", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeInstanceLinkedWhitelistTemplateRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeKmsAssociateResources", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeKmsAssociateResourcesRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeLogBackupFiles", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeLogBackupFilesRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeMaskingRules", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeMaskingRulesRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribePGHbaConfig", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribePGHbaConfigRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeParameterTemplates", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeParameterTemplatesRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeParameters", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeParametersRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribePrice", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribePriceRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeRegionInfos", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeRegionInfosRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeRegions", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeRegionsRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeSQLCollectorPolicy", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeSQLCollectorPolicyRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeSQLCollectorRetention", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeSQLCollectorRetentionRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeSecrets", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeSecretsRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeSecurityGroupConfiguration", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeSecurityGroupConfigurationRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeTags", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeTagsRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeTasks", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeTasksRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeTdeAttachments", anonymous: false, ram_action: Some("rds:DescribeTdeAttachments"), ram_resources: &["acs:rds:${RegionId}:${AccountId}:tdeattachment/*"], parameters: super::rds::DescribeTdeAttachmentsRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeVSwitches", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeVSwitchesRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DescribeVpcs", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DescribeVpcsRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DestroyDBInstance", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::DestroyDBInstanceRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "DestroyTdeAttachment", anonymous: false, ram_action: Some("rds:DestroyTdeAttachment"), ram_resources: &["acs:rds:${RegionId}:${AccountId}:tdeattachment/${Name}"], parameters: super::rds::DestroyTdeAttachmentRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "EnableBackupEncryption", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::EnableBackupEncryptionRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "GetDbProxyInstanceSsl", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::GetDbProxyInstanceSslRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "GrantAccountPrivilege", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::GrantAccountPrivilegeRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "GrantOperatorPermission", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::GrantOperatorPermissionRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ListClasses", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ListClassesRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ListTagResources", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ListTagResourcesRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "LockAccount", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::LockAccountRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "MigrateToOtherZone", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::MigrateToOtherZoneRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ModifyAccountCheckPolicy", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ModifyAccountCheckPolicyRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ModifyAccountDescription", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ModifyAccountDescriptionRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ModifyAccountMaskingPrivilege", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ModifyAccountMaskingPrivilegeRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ModifyBackupPolicy", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ModifyBackupPolicyRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ModifyDBDescription", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ModifyDBDescriptionRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ModifyDBInstance", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ModifyDBInstanceRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ModifyDBInstanceCLS", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ModifyDBInstanceCLSRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ModifyDBInstanceConfig", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ModifyDBInstanceConfigRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ModifyDBInstanceConnectionString", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ModifyDBInstanceConnectionStringRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ModifyDBInstanceDeletionProtection", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ModifyDBInstanceDeletionProtectionRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ModifyDBInstanceDescription", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ModifyDBInstanceDescriptionRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ModifyDBInstanceMaintainTime", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ModifyDBInstanceMaintainTimeRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ModifyDBInstanceSSL", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ModifyDBInstanceSSLRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ModifyDBInstanceSpec", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ModifyDBInstanceSpecRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ModifyDBInstanceTDE", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ModifyDBInstanceTDERequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ModifyDbProxyInstanceSsl", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ModifyDbProxyInstanceSslRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ModifyInstanceCrossBackupPolicy", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ModifyInstanceCrossBackupPolicyRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ModifyMaskingRules", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ModifyMaskingRulesRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ModifyParameter", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ModifyParameterRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ModifyResourceGroup", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ModifyResourceGroupRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ModifySQLCollectorPolicy", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ModifySQLCollectorPolicyRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ModifySecurityGroupConfiguration", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ModifySecurityGroupConfigurationRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ModifySecurityIps", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ModifySecurityIpsRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "RebuildDBInstance", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::RebuildDBInstanceRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "RecoverTdeAttachment", anonymous: false, ram_action: Some("rds:RecoverTdeAttachment"), ram_resources: &["acs:rds:${RegionId}:${AccountId}:tdeattachment/${Name}"], parameters: super::rds::RecoverTdeAttachmentRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "RecoveryDBInstance", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::RecoveryDBInstanceRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ReleaseInstancePublicConnection", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ReleaseInstancePublicConnectionRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "RemoveTagsFromResource", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::RemoveTagsFromResourceRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "RenewInstance", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::RenewInstanceRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "RenewTdeAttachment", anonymous: false, ram_action: Some("rds:RenewTdeAttachment"), ram_resources: &["acs:rds:${RegionId}:${AccountId}:tdeattachment/${Name}"], parameters: super::rds::RenewTdeAttachmentRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ResetAccount", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ResetAccountRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "ResetAccountPassword", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::ResetAccountPasswordRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "RestartDBInstance", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::RestartDBInstanceRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "RestoreTable", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::RestoreTableRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "RevokeAccountPrivilege", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::RevokeAccountPrivilegeRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "RevokeOperatorPermission", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::RevokeOperatorPermissionRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "StartDBInstance", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::StartDBInstanceRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "StopDBInstance", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::StopDBInstanceRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "SwitchDBInstanceHA", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::SwitchDBInstanceHARequest::PARAMETERS },
    Facts { service: Service::Rds, name: "TagResources", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::TagResourcesRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "TransformDBInstancePayType", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::TransformDBInstancePayTypeRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "UnlockAccount", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::UnlockAccountRequest::PARAMETERS },
    Facts { service: Service::Rds, name: "UntagResources", anonymous: false, ram_action: None, ram_resources: &[], parameters: super::rds::UntagResourcesRequest::PARAMETERS },
    Facts { service: Service::Actiontrail, name: "LookupEvents", anonymous: false, ram_action: Some("actiontrail:LookupEvents"), ram_resources: &["*"], parameters: super::actiontrail::LookupEventsRequest::PARAMETERS },
];

static RAM: [(&str, Operation); 71] = [
    ("AddUserToGroup", Operation::RamAddUserToGroup),
    ("AttachPolicyToGroup", Operation::RamAttachPolicyToGroup),
    ("AttachPolicyToRole", Operation::RamAttachPolicyToRole),
    ("AttachPolicyToUser", Operation::RamAttachPolicyToUser),
    ("BindMFADevice", Operation::RamBindMFADevice),
    ("ChangePassword", Operation::RamChangePassword),
    ("ClearAccountAlias", Operation::RamClearAccountAlias),
    ("CreateAccessKey", Operation::RamCreateAccessKey),
    ("CreateGroup", Operation::RamCreateGroup),
    ("CreateLoginProfile", Operation::RamCreateLoginProfile),
    ("CreatePolicy", Operation::RamCreatePolicy),
    ("CreatePolicyVersion", Operation::RamCreatePolicyVersion),
    ("CreateRole", Operation::RamCreateRole),
    ("CreateServiceLinkedRole", Operation::RamCreateServiceLinkedRole),
    ("CreateUser", Operation::RamCreateUser),
    ("CreateVirtualMFADevice", Operation::RamCreateVirtualMFADevice),
    ("DecodeDiagnosticMessage", Operation::RamDecodeDiagnosticMessage),
    ("DeleteAccessKey", Operation::RamDeleteAccessKey),
    ("DeleteGroup", Operation::RamDeleteGroup),
    ("DeleteLoginProfile", Operation::RamDeleteLoginProfile),
    ("DeletePolicy", Operation::RamDeletePolicy),
    ("DeletePolicyVersion", Operation::RamDeletePolicyVersion),
    ("DeleteRole", Operation::RamDeleteRole),
    ("DeleteServiceLinkedRole", Operation::RamDeleteServiceLinkedRole),
    ("DeleteUser", Operation::RamDeleteUser),
    ("DeleteVirtualMFADevice", Operation::RamDeleteVirtualMFADevice),
    ("DetachPolicyFromGroup", Operation::RamDetachPolicyFromGroup),
    ("DetachPolicyFromRole", Operation::RamDetachPolicyFromRole),
    ("DetachPolicyFromUser", Operation::RamDetachPolicyFromUser),
    ("EndSessions", Operation::RamEndSessions),
    ("GetAccessKeyLastUsed", Operation::RamGetAccessKeyLastUsed),
    ("GetAccountAlias", Operation::RamGetAccountAlias),
    ("GetGroup", Operation::RamGetGroup),
    ("GetLoginProfile", Operation::RamGetLoginProfile),
    ("GetPasswordPolicy", Operation::RamGetPasswordPolicy),
    ("GetPolicy", Operation::RamGetPolicy),
    ("GetPolicyVersion", Operation::RamGetPolicyVersion),
    ("GetRole", Operation::RamGetRole),
    ("GetSecurityPreference", Operation::RamGetSecurityPreference),
    ("GetServiceLinkedRoleTemplate", Operation::RamGetServiceLinkedRoleTemplate),
    ("GetUser", Operation::RamGetUser),
    ("GetUserMFAInfo", Operation::RamGetUserMFAInfo),
    ("ListAccessKeys", Operation::RamListAccessKeys),
    ("ListEntitiesForPolicy", Operation::RamListEntitiesForPolicy),
    ("ListGroups", Operation::RamListGroups),
    ("ListGroupsForUser", Operation::RamListGroupsForUser),
    ("ListPolicies", Operation::RamListPolicies),
    ("ListPoliciesForGroup", Operation::RamListPoliciesForGroup),
    ("ListPoliciesForRole", Operation::RamListPoliciesForRole),
    ("ListPoliciesForUser", Operation::RamListPoliciesForUser),
    ("ListPolicyVersions", Operation::RamListPolicyVersions),
    ("ListRoles", Operation::RamListRoles),
    ("ListTagResources", Operation::RamListTagResources),
    ("ListUsers", Operation::RamListUsers),
    ("ListUsersForGroup", Operation::RamListUsersForGroup),
    ("ListVirtualMFADevices", Operation::RamListVirtualMFADevices),
    ("RemoveUserFromGroup", Operation::RamRemoveUserFromGroup),
    ("SetAccountAlias", Operation::RamSetAccountAlias),
    ("SetDefaultPolicyVersion", Operation::RamSetDefaultPolicyVersion),
    ("SetPasswordPolicy", Operation::RamSetPasswordPolicy),
    ("SetSecurityPreference", Operation::RamSetSecurityPreference),
    ("SimulatePolicy", Operation::RamSimulatePolicy),
    ("TagResources", Operation::RamTagResources),
    ("UnbindMFADevice", Operation::RamUnbindMFADevice),
    ("UntagResources", Operation::RamUntagResources),
    ("UpdateAccessKey", Operation::RamUpdateAccessKey),
    ("UpdateGroup", Operation::RamUpdateGroup),
    ("UpdateLoginProfile", Operation::RamUpdateLoginProfile),
    ("UpdatePolicyDescription", Operation::RamUpdatePolicyDescription),
    ("UpdateRole", Operation::RamUpdateRole),
    ("UpdateUser", Operation::RamUpdateUser),
];

static STS: [(&str, Operation); 4] = [
    ("AssumeRole", Operation::StsAssumeRole),
    ("AssumeRoleWithOIDC", Operation::StsAssumeRoleWithOIDC),
    ("AssumeRoleWithSAML", Operation::StsAssumeRoleWithSAML),
    ("GetCallerIdentity", Operation::StsGetCallerIdentity),
];

static KMS: [(&str, Operation); 91] = [
    ("AsymmetricDecrypt", Operation::KmsAsymmetricDecrypt),
    ("AsymmetricEncrypt", Operation::KmsAsymmetricEncrypt),
    ("AsymmetricSign", Operation::KmsAsymmetricSign),
    ("AsymmetricVerify", Operation::KmsAsymmetricVerify),
    ("BatchGetSecretValue", Operation::KmsBatchGetSecretValue),
    ("CancelKeyDeletion", Operation::KmsCancelKeyDeletion),
    ("ConnectKmsInstance", Operation::KmsConnectKmsInstance),
    ("CreateAlias", Operation::KmsCreateAlias),
    ("CreateApplicationAccessPoint", Operation::KmsCreateApplicationAccessPoint),
    ("CreateClientKey", Operation::KmsCreateClientKey),
    ("CreateKey", Operation::KmsCreateKey),
    ("CreateKeyVersion", Operation::KmsCreateKeyVersion),
    ("CreateNetworkRule", Operation::KmsCreateNetworkRule),
    ("CreatePolicy", Operation::KmsCreatePolicy),
    ("CreateSecret", Operation::KmsCreateSecret),
    ("Decrypt", Operation::KmsDecrypt),
    ("DeleteAlias", Operation::KmsDeleteAlias),
    ("DeleteApplicationAccessPoint", Operation::KmsDeleteApplicationAccessPoint),
    ("DeleteClientKey", Operation::KmsDeleteClientKey),
    ("DeleteKeyMaterial", Operation::KmsDeleteKeyMaterial),
    ("DeleteNetworkRule", Operation::KmsDeleteNetworkRule),
    ("DeletePolicy", Operation::KmsDeletePolicy),
    ("DeleteSecret", Operation::KmsDeleteSecret),
    ("DescribeAccountKmsStatus", Operation::KmsDescribeAccountKmsStatus),
    ("DescribeApplicationAccessPoint", Operation::KmsDescribeApplicationAccessPoint),
    ("DescribeKey", Operation::KmsDescribeKey),
    ("DescribeKeyVersion", Operation::KmsDescribeKeyVersion),
    ("DescribeNetworkRule", Operation::KmsDescribeNetworkRule),
    ("DescribePolicy", Operation::KmsDescribePolicy),
    ("DescribeRegions", Operation::KmsDescribeRegions),
    ("DescribeSecret", Operation::KmsDescribeSecret),
    ("DisableKey", Operation::KmsDisableKey),
    ("EnableKey", Operation::KmsEnableKey),
    ("Encrypt", Operation::KmsEncrypt),
    ("ExportDataKey", Operation::KmsExportDataKey),
    ("GenerateAndExportDataKey", Operation::KmsGenerateAndExportDataKey),
    ("GenerateDataKey", Operation::KmsGenerateDataKey),
    ("GenerateDataKeyWithoutPlaintext", Operation::KmsGenerateDataKeyWithoutPlaintext),
    ("GenerateMac", Operation::KmsGenerateMac),
    ("GetChallenge", Operation::KmsGetChallenge),
    ("GetClientKey", Operation::KmsGetClientKey),
    ("GetDefaultKmsInstance", Operation::KmsGetDefaultKmsInstance),
    ("GetKeyPolicy", Operation::KmsGetKeyPolicy),
    ("GetKmsInstance", Operation::KmsGetKmsInstance),
    ("GetKmsInstanceQuotaInfos", Operation::KmsGetKmsInstanceQuotaInfos),
    ("GetManagedDataKey", Operation::KmsGetManagedDataKey),
    ("GetParametersForImport", Operation::KmsGetParametersForImport),
    ("GetPublicKey", Operation::KmsGetPublicKey),
    ("GetRandomPassword", Operation::KmsGetRandomPassword),
    ("GetSecretPolicy", Operation::KmsGetSecretPolicy),
    ("GetSecretValue", Operation::KmsGetSecretValue),
    ("ImportKeyMaterial", Operation::KmsImportKeyMaterial),
    ("ListAliases", Operation::KmsListAliases),
    ("ListAliasesByKeyId", Operation::KmsListAliasesByKeyId),
    ("ListApplicationAccessPoints", Operation::KmsListApplicationAccessPoints),
    ("ListClientKeys", Operation::KmsListClientKeys),
    ("ListKeyVersions", Operation::KmsListKeyVersions),
    ("ListKeys", Operation::KmsListKeys),
    ("ListKmsInstances", Operation::KmsListKmsInstances),
    ("ListManagedDataKeyVersions", Operation::KmsListManagedDataKeyVersions),
    ("ListNetworkRules", Operation::KmsListNetworkRules),
    ("ListPolicies", Operation::KmsListPolicies),
    ("ListResourceTags", Operation::KmsListResourceTags),
    ("ListSecretVersionIds", Operation::KmsListSecretVersionIds),
    ("ListSecrets", Operation::KmsListSecrets),
    ("ListTagResources", Operation::KmsListTagResources),
    ("OpenKmsService", Operation::KmsOpenKmsService),
    ("PutSecretValue", Operation::KmsPutSecretValue),
    ("ReEncrypt", Operation::KmsReEncrypt),
    ("ReleaseKmsInstance", Operation::KmsReleaseKmsInstance),
    ("RestoreSecret", Operation::KmsRestoreSecret),
    ("RotateSecret", Operation::KmsRotateSecret),
    ("ScheduleKeyDeletion", Operation::KmsScheduleKeyDeletion),
    ("SetDeletionProtection", Operation::KmsSetDeletionProtection),
    ("SetKeyPolicy", Operation::KmsSetKeyPolicy),
    ("SetSecretPolicy", Operation::KmsSetSecretPolicy),
    ("TagResource", Operation::KmsTagResource),
    ("TagResources", Operation::KmsTagResources),
    ("UntagResource", Operation::KmsUntagResource),
    ("UntagResources", Operation::KmsUntagResources),
    ("UpdateAlias", Operation::KmsUpdateAlias),
    ("UpdateApplicationAccessPoint", Operation::KmsUpdateApplicationAccessPoint),
    ("UpdateKeyDescription", Operation::KmsUpdateKeyDescription),
    ("UpdateKmsInstanceBindVpc", Operation::KmsUpdateKmsInstanceBindVpc),
    ("UpdateNetworkRule", Operation::KmsUpdateNetworkRule),
    ("UpdatePolicy", Operation::KmsUpdatePolicy),
    ("UpdateRotationPolicy", Operation::KmsUpdateRotationPolicy),
    ("UpdateSecret", Operation::KmsUpdateSecret),
    ("UpdateSecretRotationPolicy", Operation::KmsUpdateSecretRotationPolicy),
    ("UpdateSecretVersionStage", Operation::KmsUpdateSecretVersionStage),
    ("VerifyMac", Operation::KmsVerifyMac),
];

static RDS: [(&str, Operation); 136] = [
    ("AddTagsToResource", Operation::RdsAddTagsToResource),
    ("AllocateInstancePublicConnection", Operation::RdsAllocateInstancePublicConnection),
    ("AuthorizeBackupEncryption", Operation::RdsAuthorizeBackupEncryption),
    ("CheckAccountNameAvailable", Operation::RdsCheckAccountNameAvailable),
    ("CheckBackupEncryptionAuthorized", Operation::RdsCheckBackupEncryptionAuthorized),
    ("CheckCloudResourceAuthorized", Operation::RdsCheckCloudResourceAuthorized),
    ("CheckDBNameAvailable", Operation::RdsCheckDBNameAvailable),
    ("CheckInstanceExist", Operation::RdsCheckInstanceExist),
    ("CheckRegionSupportBackupEncryption", Operation::RdsCheckRegionSupportBackupEncryption),
    ("CheckServiceLinkedRole", Operation::RdsCheckServiceLinkedRole),
    ("CloneDBInstance", Operation::RdsCloneDBInstance),
    ("CreateAccount", Operation::RdsCreateAccount),
    ("CreateBackup", Operation::RdsCreateBackup),
    ("CreateDBInstance", Operation::RdsCreateDBInstance),
    ("CreateDatabase", Operation::RdsCreateDatabase),
    ("CreateDdrInstance", Operation::RdsCreateDdrInstance),
    ("CreateMaskingRules", Operation::RdsCreateMaskingRules),
    ("CreateReadOnlyDBInstance", Operation::RdsCreateReadOnlyDBInstance),
    ("CreateSecret", Operation::RdsCreateSecret),
    ("CreateServiceLinkedRole", Operation::RdsCreateServiceLinkedRole),
    ("CreateTdeAttachment", Operation::RdsCreateTdeAttachment),
    ("CreateTempDBInstance", Operation::RdsCreateTempDBInstance),
    ("DeleteAccount", Operation::RdsDeleteAccount),
    ("DeleteBackup", Operation::RdsDeleteBackup),
    ("DeleteDBInstance", Operation::RdsDeleteDBInstance),
    ("DeleteDatabase", Operation::RdsDeleteDatabase),
    ("DeleteMaskingRules", Operation::RdsDeleteMaskingRules),
    ("DeleteSecret", Operation::RdsDeleteSecret),
    ("DeleteTdeAttachment", Operation::RdsDeleteTdeAttachment),
    ("DescribeAccountMaskingPrivilege", Operation::RdsDescribeAccountMaskingPrivilege),
    ("DescribeAccounts", Operation::RdsDescribeAccounts),
    ("DescribeAvailableClasses", Operation::RdsDescribeAvailableClasses),
    ("DescribeAvailableCrossRegion", Operation::RdsDescribeAvailableCrossRegion),
    ("DescribeAvailableRecoveryTime", Operation::RdsDescribeAvailableRecoveryTime),
    ("DescribeAvailableZones", Operation::RdsDescribeAvailableZones),
    ("DescribeBackupPolicy", Operation::RdsDescribeBackupPolicy),
    ("DescribeBackupTasks", Operation::RdsDescribeBackupTasks),
    ("DescribeBackups", Operation::RdsDescribeBackups),
    ("DescribeCharacterSetName", Operation::RdsDescribeCharacterSetName),
    ("DescribeClassDetails", Operation::RdsDescribeClassDetails),
    ("DescribeCrossRegionBackups", Operation::RdsDescribeCrossRegionBackups),
    ("DescribeDBInstanceAttribute", Operation::RdsDescribeDBInstanceAttribute),
    ("DescribeDBInstanceByTags", Operation::RdsDescribeDBInstanceByTags),
    ("DescribeDBInstanceCLS", Operation::RdsDescribeDBInstanceCLS),
    ("DescribeDBInstanceDetail", Operation::RdsDescribeDBInstanceDetail),
    ("DescribeDBInstanceEncryptionKey", Operation::RdsDescribeDBInstanceEncryptionKey),
    ("DescribeDBInstanceHAConfig", Operation::RdsDescribeDBInstanceHAConfig),
    ("DescribeDBInstanceIPArrayList", Operation::RdsDescribeDBInstanceIPArrayList),
    ("DescribeDBInstanceMonitor", Operation::RdsDescribeDBInstanceMonitor),
    ("DescribeDBInstanceNetInfo", Operation::RdsDescribeDBInstanceNetInfo),
    ("DescribeDBInstanceSSL", Operation::RdsDescribeDBInstanceSSL),
    ("DescribeDBInstanceTDE", Operation::RdsDescribeDBInstanceTDE),
    ("DescribeDBInstances", Operation::RdsDescribeDBInstances),
    ("DescribeDBInstancesByExpireTime", Operation::RdsDescribeDBInstancesByExpireTime),
    ("DescribeDBMiniEngineVersions", Operation::RdsDescribeDBMiniEngineVersions),
    ("DescribeDatabases", Operation::RdsDescribeDatabases),
    ("DescribeDetachedBackups", Operation::RdsDescribeDetachedBackups),
    ("DescribeEvents", Operation::RdsDescribeEvents),
    ("DescribeHADiagnoseConfig", Operation::RdsDescribeHADiagnoseConfig),
    ("DescribeHASwitchConfig", Operation::RdsDescribeHASwitchConfig),
    ("DescribeHistoryTasks", Operation::RdsDescribeHistoryTasks),
    ("DescribeInstanceAutoRenewalAttribute", Operation::RdsDescribeInstanceAutoRenewalAttribute),
    ("DescribeInstanceCrossBackupPolicy", Operation::RdsDescribeInstanceCrossBackupPolicy),
    ("DescribeInstanceLinkedWhitelistTemplate", Operation::RdsDescribeInstanceLinkedWhitelistTemplate),
    ("DescribeKmsAssociateResources", Operation::RdsDescribeKmsAssociateResources),
    ("DescribeLogBackupFiles", Operation::RdsDescribeLogBackupFiles),
    ("DescribeMaskingRules", Operation::RdsDescribeMaskingRules),
    ("DescribePGHbaConfig", Operation::RdsDescribePGHbaConfig),
    ("DescribeParameterTemplates", Operation::RdsDescribeParameterTemplates),
    ("DescribeParameters", Operation::RdsDescribeParameters),
    ("DescribePrice", Operation::RdsDescribePrice),
    ("DescribeRegionInfos", Operation::RdsDescribeRegionInfos),
    ("DescribeRegions", Operation::RdsDescribeRegions),
    ("DescribeSQLCollectorPolicy", Operation::RdsDescribeSQLCollectorPolicy),
    ("DescribeSQLCollectorRetention", Operation::RdsDescribeSQLCollectorRetention),
    ("DescribeSecrets", Operation::RdsDescribeSecrets),
    ("DescribeSecurityGroupConfiguration", Operation::RdsDescribeSecurityGroupConfiguration),
    ("DescribeTags", Operation::RdsDescribeTags),
    ("DescribeTasks", Operation::RdsDescribeTasks),
    ("DescribeTdeAttachments", Operation::RdsDescribeTdeAttachments),
    ("DescribeVSwitches", Operation::RdsDescribeVSwitches),
    ("DescribeVpcs", Operation::RdsDescribeVpcs),
    ("DestroyDBInstance", Operation::RdsDestroyDBInstance),
    ("DestroyTdeAttachment", Operation::RdsDestroyTdeAttachment),
    ("EnableBackupEncryption", Operation::RdsEnableBackupEncryption),
    ("GetDbProxyInstanceSsl", Operation::RdsGetDbProxyInstanceSsl),
    ("GrantAccountPrivilege", Operation::RdsGrantAccountPrivilege),
    ("GrantOperatorPermission", Operation::RdsGrantOperatorPermission),
    ("ListClasses", Operation::RdsListClasses),
    ("ListTagResources", Operation::RdsListTagResources),
    ("LockAccount", Operation::RdsLockAccount),
    ("MigrateToOtherZone", Operation::RdsMigrateToOtherZone),
    ("ModifyAccountCheckPolicy", Operation::RdsModifyAccountCheckPolicy),
    ("ModifyAccountDescription", Operation::RdsModifyAccountDescription),
    ("ModifyAccountMaskingPrivilege", Operation::RdsModifyAccountMaskingPrivilege),
    ("ModifyBackupPolicy", Operation::RdsModifyBackupPolicy),
    ("ModifyDBDescription", Operation::RdsModifyDBDescription),
    ("ModifyDBInstance", Operation::RdsModifyDBInstance),
    ("ModifyDBInstanceCLS", Operation::RdsModifyDBInstanceCLS),
    ("ModifyDBInstanceConfig", Operation::RdsModifyDBInstanceConfig),
    ("ModifyDBInstanceConnectionString", Operation::RdsModifyDBInstanceConnectionString),
    ("ModifyDBInstanceDeletionProtection", Operation::RdsModifyDBInstanceDeletionProtection),
    ("ModifyDBInstanceDescription", Operation::RdsModifyDBInstanceDescription),
    ("ModifyDBInstanceMaintainTime", Operation::RdsModifyDBInstanceMaintainTime),
    ("ModifyDBInstanceSSL", Operation::RdsModifyDBInstanceSSL),
    ("ModifyDBInstanceSpec", Operation::RdsModifyDBInstanceSpec),
    ("ModifyDBInstanceTDE", Operation::RdsModifyDBInstanceTDE),
    ("ModifyDbProxyInstanceSsl", Operation::RdsModifyDbProxyInstanceSsl),
    ("ModifyInstanceCrossBackupPolicy", Operation::RdsModifyInstanceCrossBackupPolicy),
    ("ModifyMaskingRules", Operation::RdsModifyMaskingRules),
    ("ModifyParameter", Operation::RdsModifyParameter),
    ("ModifyResourceGroup", Operation::RdsModifyResourceGroup),
    ("ModifySQLCollectorPolicy", Operation::RdsModifySQLCollectorPolicy),
    ("ModifySecurityGroupConfiguration", Operation::RdsModifySecurityGroupConfiguration),
    ("ModifySecurityIps", Operation::RdsModifySecurityIps),
    ("RebuildDBInstance", Operation::RdsRebuildDBInstance),
    ("RecoverTdeAttachment", Operation::RdsRecoverTdeAttachment),
    ("RecoveryDBInstance", Operation::RdsRecoveryDBInstance),
    ("ReleaseInstancePublicConnection", Operation::RdsReleaseInstancePublicConnection),
    ("RemoveTagsFromResource", Operation::RdsRemoveTagsFromResource),
    ("RenewInstance", Operation::RdsRenewInstance),
    ("RenewTdeAttachment", Operation::RdsRenewTdeAttachment),
    ("ResetAccount", Operation::RdsResetAccount),
    ("ResetAccountPassword", Operation::RdsResetAccountPassword),
    ("RestartDBInstance", Operation::RdsRestartDBInstance),
    ("RestoreTable", Operation::RdsRestoreTable),
    ("RevokeAccountPrivilege", Operation::RdsRevokeAccountPrivilege),
    ("RevokeOperatorPermission", Operation::RdsRevokeOperatorPermission),
    ("StartDBInstance", Operation::RdsStartDBInstance),
    ("StopDBInstance", Operation::RdsStopDBInstance),
    ("SwitchDBInstanceHA", Operation::RdsSwitchDBInstanceHA),
    ("TagResources", Operation::RdsTagResources),
    ("TransformDBInstancePayType", Operation::RdsTransformDBInstancePayType),
    ("UnTagResources", Operation::RdsUntagResources),
    ("UnlockAccount", Operation::RdsUnlockAccount),
    ("UntagResources", Operation::RdsUntagResources),
];

static ACTIONTRAIL: [(&str, Operation); 1] = [
    ("LookupEvents", Operation::ActiontrailLookupEvents),
];
