"""What the Terraform provider calls and what it reads from the answers, as data.

Which of it is not served yet stands in `NOT_SERVED`.
"""

INSTANCE = {
    "RegionId": "cn-hangzhou",
    "Engine": "PostgreSQL",
    "EngineVersion": "15.0",
    "DBInstanceClass": "pg.n2.1c.1m",
    "DBInstanceStorage": 20,
    "DBInstanceStorageType": "cloud_essd",
    "DBInstanceNetType": "Intranet",
    "DBInstanceDescription": "terraform",
    "InstanceNetworkType": "VPC",
    "PayType": "Postpaid",
    "SecurityIPList": "127.0.0.1",
    "ZoneId": "cn-hangzhou-h",
    "VPCId": "vpc-1",
    "VSwitchId": "vsw-1",
    "SourceIp": "",
    "Tag.1.Key": "env",
    "Tag.1.Value": "dev",
}

# With `tde_status = "Enabled"`, `encryption_key` and `role_arn` beside it.
MYSQL = INSTANCE | {"Engine": "MySQL", "EngineVersion": "8.0", "DBInstanceClass": "mysql.n2.medium.1"}

NAMED_PARAMETERS = {"DBInstanceParameter": [{"ParameterName": str, "ParameterValue": str}]}
# Every refresh, in this order.
READ = [
    (
        "DescribeDBInstanceAttribute",
        {
            "Items": {
                "DBInstanceAttribute": [
                    {
                        "Engine": "PostgreSQL",
                        "EngineVersion": "15.0",
                        "DBInstanceStorageType": "cloud_essd",
                        "SlaveZones": {"SlaveZone": list},
                        "Extra": dict,
                        "PayType": "Postpaid",
                        "kindCode": "18",
                        "DBInstanceStatus": "Running",
                        "DBInstanceClass": "pg.n2.1c.1m",
                        "DBInstanceStorage": 20,
                        "DBInstanceDescription": "terraform",
                        "Port": str,
                        "ConnectionString": str,
                        "ZoneId": "cn-hangzhou-h",
                        "VpcId": "vpc-1",
                        "VSwitchId": "vsw-1",
                        "DeletionProtection": False,
                        "DBInstanceNetType": "Intranet",
                        "InstanceNetworkType": "VPC",
                        "CreationTime": str,
                    }
                ]
            }
        },
    ),
    (
        "DescribeDBInstanceIPArrayList",
        {"Items": {"DBInstanceIPArray": [{"DBInstanceIPArrayName": str, "SecurityIPList": str}]}},
    ),
    ("DescribeTags", {"Items": {"TagInfos": [{"TagKey": "env", "TagValue": "dev"}]}}),
    ("DescribeDBInstanceMonitor", {"Period": str}),
    ("DescribeSQLCollectorPolicy", {"SQLCollectorStatus": str}),
    ("DescribeSQLCollectorRetention", {"ConfigValue": str}),
    (
        "DescribeDBInstanceNetInfo",
        {
            "DBInstanceNetInfos": {
                "DBInstanceNetInfo": [{"IPType": str, "IPAddress": str, "ConnectionString": str, "Port": str}]
            }
        },
    ),
    ("DescribeDBInstanceEncryptionKey", {"EncryptionKey": ""}),
    ("DescribeDBInstanceHAConfig", {"HostInstanceInfos": {"NodeInfo": [{"NodeType": str, "NodeId": str}]}}),
    ("DescribeParameters", {"RunningParameters": NAMED_PARAMETERS, "ConfigParameters": NAMED_PARAMETERS}),
    ("DescribePGHbaConfig", {"RunningHbaItems": {"HbaItem": list}}),
    ("DescribeSecurityGroupConfiguration", {"Items": {"EcsSecurityGroupRelation": list}}),
    ("DescribeDBInstanceSSL", {"ConnectionString": str}),
    ("DescribeDBInstanceTDE", {"TDEStatus": str, "Databases": {"Database": list}}),
    ("DescribeHASwitchConfig", {"HAConfig": str}),
    ("DescribeHADiagnoseConfig", {"TcpConnectionType": str}),
    ("DescribeInstanceLinkedWhitelistTemplate", {"Data": {"Templates": list}}),
]

# Of those the provider asks these of PostgreSQL alone.
READ_OF_POSTGRESQL = {"DescribeDBInstanceEncryptionKey", "DescribePGHbaConfig"}

# Every call of the resources above and of the rest that the provider has for these services.
CALLS = {
    "ram": """CreatePolicy GetPolicy CreatePolicyVersion UpdatePolicyDescription ListPolicyVersions DeletePolicyVersion
        ListEntitiesForPolicy DeletePolicy ListTagResources TagResources UntagResources CreateRole GetRole
        UpdateRole DeleteRole ListPoliciesForRole AttachPolicyToRole DetachPolicyFromRole CreateUser ListUsers
        GetUser UpdateUser DeleteUser ListPoliciesForUser AttachPolicyToUser DetachPolicyFromUser
        ListGroupsForUser RemoveUserFromGroup DeleteLoginProfile UnbindMFADevice CreateAccessKey ListAccessKeys
        UpdateAccessKey DeleteAccessKey CreateGroup GetGroup UpdateGroup DeleteGroup ListUsersForGroup
        ListPoliciesForGroup DetachPolicyFromGroup""",
    "sts": "GetCallerIdentity AssumeRole",
    "kms": """CreateKey DescribeKey ListKeys EnableKey DisableKey UpdateKeyDescription UpdateRotationPolicy
        SetDeletionProtection SetKeyPolicy GetKeyPolicy ScheduleKeyDeletion TagResources UntagResources
        ListTagResources CreateAlias UpdateAlias DeleteAlias ListAliases Encrypt Decrypt CreateKeyVersion
        DescribeKeyVersion CreateSecret DescribeSecret GetSecretValue PutSecretValue UpdateSecret
        UpdateSecretRotationPolicy DeleteSecret SetSecretPolicy GetSecretPolicy ListKeyVersions ListSecrets
        ListSecretVersionIds""",
    "rds": """CreateDBInstance DeleteDBInstance DescribeTasks ModifyDBInstanceTDE ModifyDBInstanceConfig
        ModifySecurityIps TagResources UnTagResources CreateDatabase DescribeDatabases ModifyDBDescription
        DeleteDatabase CreateAccount DescribeAccounts ModifyAccountDescription ResetAccountPassword
        ModifyAccountCheckPolicy ResetAccount LockAccount UnlockAccount DeleteAccount
        DescribeInstanceAutoRenewalAttribute"""
    + "".join(f" {operation}" for operation, _ in READ),
}

# What is not served yet. This list may only shrink: serve an operation, strike it out.
NOT_SERVED = {
    "ram": "UnbindMFADevice",
    "sts": "",
    "kms": """UpdateRotationPolicy SetKeyPolicy GetKeyPolicy CreateSecret DescribeSecret GetSecretValue PutSecretValue
        UpdateSecret UpdateSecretRotationPolicy DeleteSecret SetSecretPolicy GetSecretPolicy ListSecrets
        ListSecretVersionIds""",
    "rds": "ModifyDBInstanceConfig ModifyAccountCheckPolicy ResetAccount LockAccount UnlockAccount",
}
