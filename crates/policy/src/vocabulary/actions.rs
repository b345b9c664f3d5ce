//! Operations by service, as API metadata of April 2026 lists them, and the actions that are no operation.

/// The operations of one service.
struct Service {
    code: &'static str,
    /// Whether every operation of the service is listed, so that another name is a mistake.
    complete: bool,
    /// Words separated by spaces.
    operations: &'static str,
}

const SERVICES: &[Service] = &[
    Service {
        code: "kms",
        complete: true,
        operations: "AsymmetricDecrypt AsymmetricEncrypt AsymmetricSign AsymmetricVerify BatchGetSecretValue \
            CancelKeyDeletion ConnectKmsInstance CreateAlias CreateApplicationAccessPoint CreateClientKey \
            CreateKey CreateKeyVersion CreateNetworkRule CreatePolicy CreateSecret Decrypt DeleteAlias \
            DeleteApplicationAccessPoint DeleteClientKey DeleteKeyMaterial DeleteNetworkRule DeletePolicy \
            DeleteSecret DescribeAccountKmsStatus DescribeApplicationAccessPoint DescribeKey \
            DescribeKeyVersion DescribeNetworkRule DescribePolicy DescribeRegions DescribeSecret DisableKey \
            EnableKey Encrypt ExportDataKey GenerateAndExportDataKey GenerateDataKey \
            GenerateDataKeyWithoutPlaintext GenerateMac GetChallenge GetCheckAssociateResourceTaskResults \
            GetClientKey GetDefaultKmsInstance GetKeyDefaultPolicy GetKeyPolicy GetKmsInstance \
            GetKmsInstanceQuotaInfos GetKmsInstanceSharedAccounts GetManagedDataKey GetParametersForImport \
            GetPublicKey GetRandomPassword GetSecretDefaultPolicy GetSecretPolicy GetSecretValue \
            GetUploadBackupDataInfo ImportKeyMaterial ListAliases ListAliasesByKeyId \
            ListApplicationAccessPoints ListClientKeys ListKeyVersions ListKeys ListKmsInstances \
            ListManagedDataKeyVersions ListNetworkRules ListPolicies ListResourceTags ListSecretVersionIds \
            ListSecrets ListTagResources OpenKmsService PutSecretValue ReEncrypt ReleaseKmsInstance \
            RestoreSecret RotateSecret ScheduleKeyDeletion SetDeletionProtection SetKeyPolicy \
            SetSecretPolicy TagResource TagResources UntagResource UntagResources UpdateAlias \
            UpdateApplicationAccessPoint UpdateKeyDescription UpdateKmsInstanceBindVpc UpdateNetworkRule \
            UpdatePolicy UpdateRotationPolicy UpdateSecret UpdateSecretRotationPolicy \
            UpdateSecretVersionStage VerifyMac",
    },
    Service {
        code: "sts",
        complete: true,
        operations: "AssumeRole AssumeRoleWithOIDC AssumeRoleWithSAML GetCallerIdentity SetSourceIdentity TagSession",
    },
    Service {
        code: "ram",
        complete: false,
        operations: "AddUserToGroup AttachPolicyToGroup AttachPolicyToRole AttachPolicyToUser BindMFADevice \
            ChangePassword CheckServiceLinkedRoleExistence ClearAccountAlias CreateAccessKey CreateGroup \
            CreateLoginProfile CreatePolicy CreatePolicyVersion CreateRole CreateServiceLinkedRole \
            CreateUser CreateVirtualMFADevice DecodeDiagnosticMessage DeleteAccessKey DeleteGroup \
            DeleteLoginProfile DeletePolicy DeletePolicyVersion DeleteRole DeleteServiceLinkedRole \
            DeleteUser DeleteVirtualMFADevice DetachPolicyFromGroup DetachPolicyFromRole \
            DetachPolicyFromUser GenerateCredentialReport GetAccessKeyLastUsed GetAccountAlias GetGroup \
            GetLoginProfile GetPasswordPolicy GetPolicy GetPolicyVersion GetRole GetSecurityPreference \
            GetServiceLinkedRoleDeletionStatus GetServiceLinkedRoleTemplate GetUser GetUserMFAInfo \
            ListAccessKeys ListEntitiesForPolicy ListGroups ListGroupsForUser ListPolicies \
            ListPoliciesForGroup ListPoliciesForRole ListPoliciesForUser ListPolicyVersions ListRoles \
            ListTagResources ListUserBasicInfos ListUsers ListUsersForGroup ListVirtualMFADevices PassRole \
            RemoveUserFromGroup SetAccountAlias SetDefaultPolicyVersion SetPasswordPolicy \
            SetSecurityPreference TagResources UnbindMFADevice UntagResources UpdateAccessKey UpdateGroup \
            UpdateLoginProfile UpdatePolicyDescription UpdateRole UpdateUser",
    },
    Service {
        code: "rds",
        complete: false,
        operations: "AddTagsToResource AllocateInstancePublicConnection AuthorizeBackupEncryption \
            CheckAccountNameAvailable CheckBackupEncryptionAuthorized CheckCloudResourceAuthorized \
            CheckDBNameAvailable CheckInstanceExist CheckRegionSupportBackupEncryption \
            CheckServiceLinkedRole CloneDBInstance CreateAccount CreateBackup CreateDBInstance \
            CreateDatabase CreateDdrInstance CreateMaskingRules CreateReadOnlyDBInstance CreateSecret \
            CreateServiceLinkedRole CreateTempDBInstance DeleteAccount DeleteBackup DeleteDBInstance \
            DeleteDatabase DeleteMaskingRules DeleteSecret DescribeAccountMaskingPrivilege DescribeAccounts \
            DescribeAvailableClasses DescribeAvailableCrossRegion DescribeAvailableRecoveryTime \
            DescribeAvailableZones DescribeBackupPolicy DescribeBackupTasks DescribeBackups \
            DescribeCharacterSetName DescribeClassDetails DescribeCrossRegionBackups \
            DescribeDBInstanceAttribute DescribeDBInstanceByTags DescribeDBInstanceCLS \
            DescribeDBInstanceDetail DescribeDBInstanceEncryptionKey DescribeDBInstanceHAConfig \
            DescribeDBInstanceIPArrayList DescribeDBInstanceMonitor DescribeDBInstanceNetInfo \
            DescribeDBInstanceSSL DescribeDBInstanceTDE DescribeDBInstances DescribeDBInstancesByExpireTime \
            DescribeDBMiniEngineVersions DescribeDatabases DescribeDetachedBackups DescribeEvents \
            DescribeHistoryTasks DescribeInstanceAutoRenewalAttribute DescribeInstanceCrossBackupPolicy \
            DescribeKmsAssociateResources DescribeLogBackupFiles DescribeMaskingRules DescribePGHbaConfig \
            DescribeParameterTemplates DescribeParameters DescribePrice DescribeRegionInfos DescribeRegions \
            DescribeSQLCollectorPolicy DescribeSQLCollectorRetention DescribeSecrets \
            DescribeSecurityGroupConfiguration DescribeTags DescribeTasks DescribeVSwitches DescribeVpcs \
            DestroyDBInstance EnableBackupEncryption GetDbProxyInstanceSsl GrantAccountPrivilege \
            GrantOperatorPermission ListClasses ListTagResources LockAccount MigrateToOtherZone \
            ModifyAccountDescription ModifyAccountMaskingPrivilege ModifyBackupPolicy ModifyDBDescription \
            ModifyDBInstance ModifyDBInstanceCLS ModifyDBInstanceConfig ModifyDBInstanceConnectionString \
            ModifyDBInstanceDeletionProtection ModifyDBInstanceDescription ModifyDBInstanceMaintainTime \
            ModifyDBInstanceSSL ModifyDBInstanceSpec ModifyDBInstanceTDE ModifyDbProxyInstanceSsl \
            ModifyInstanceCrossBackupPolicy ModifyMaskingRules ModifyParameter ModifyResourceGroup \
            ModifySQLCollectorPolicy ModifySecurityGroupConfiguration ModifySecurityIps RebuildDBInstance \
            RecoveryDBInstance ReleaseInstancePublicConnection RemoveTagsFromResource RenewInstance \
            ResetAccount ResetAccountPassword RestartDBInstance RestoreTable RevokeAccountPrivilege \
            RevokeOperatorPermission StartDBInstance StopDBInstance SwitchDBInstanceHA TagResources \
            TransformDBInstancePayType UnlockAccount UntagResources",
    },
];

/// The names of a service's listed operations, such as `Decrypt`; nothing for a service not listed.
pub fn documented_actions(service: &str) -> impl Iterator<Item = &'static str> {
    find(service).into_iter().flat_map(|service| service.operations.split_ascii_whitespace())
}

/// The listed spelling of an operation, found in any case.
#[must_use]
pub fn documented_action(service: &str, operation: &str) -> Option<&'static str> {
    documented_actions(service).find(|listed| listed.eq_ignore_ascii_case(operation))
}

/// Whether every operation of the service is listed here.
#[must_use]
pub fn is_fully_listed(service: &str) -> bool {
    find(service).is_some_and(|service| service.complete)
}

fn find(code: &str) -> Option<&'static Service> {
    SERVICES.iter().find(|service| service.code.eq_ignore_ascii_case(code))
}
