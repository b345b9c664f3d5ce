"""The calls that the Terraform provider makes for identities and keys, in its own form, and what it reads back.

It asserts types in Go: a field that is missing or of another type ends it. An answer of 404 means "gone" to it, 5xx
"again", and a success with `Code` or `Success` in it an error.
"""

import json

import seed
from shape import check_gone, check_shape, jsons

TAG = {"Key": "env", "Value": "dev 1+/=~*é"}


def ram_tags(terraform, kind, name):
    """RAM answers a bare array, where KMS and RDS wrap theirs."""
    found = terraform("ram", "ListTagResources", ResourceType=kind, ResourceNames=json.dumps([name]))["TagResources"]
    check_shape(found, list)
    return {tag["TagKey"]: tag["TagValue"] for tag in found}


def ram_untag(terraform, kind, name, tag_key):
    """The provider sends the keys in both encodings at once."""
    both = {"TagKeys": json.dumps([tag_key]), "TagKey.1": tag_key}
    terraform("ram", "UntagResources", both, ResourceType=kind, ResourceNames=json.dumps([name]))


def test_ram_policy(terraform, root, name):
    policy = name("policy")
    second = seed.allow("kms:List*")
    made = terraform(
        "ram", "CreatePolicy", PolicyName=policy, Description="d", PolicyDocument=seed.POLICY, Tag=jsons(TAG)
    )
    check_shape(made, {"Policy": {"PolicyName": policy}})

    asked = {"PolicyName": policy, "PolicyType": "Custom"}
    read = terraform("ram", "GetPolicy", asked)
    check_shape(
        read,
        {
            "DefaultPolicyVersion": {"PolicyDocument": str, "VersionId": "v1"},
            "Policy": {
                "PolicyName": policy,
                "PolicyType": "Custom",
                "Description": "d",
                "DefaultVersion": "v1",
                "AttachmentCount": int,
                "CreateDate": str,
            },
        },
    )
    assert json.loads(read["DefaultPolicyVersion"]["PolicyDocument"]) == json.loads(seed.POLICY)
    assert ram_tags(terraform, "policy", policy) == {TAG["Key"]: TAG["Value"]}

    rotate = {"SetAsDefault": "true", "RotateStrategy": "DeleteOldestNonDefaultVersionWhenLimitExceeded"}
    for _ in range(6):
        terraform("ram", "CreatePolicyVersion", rotate, PolicyName=policy, PolicyDocument=second)
    terraform("ram", "UpdatePolicyDescription", PolicyName=policy, NewDescription="e")
    read = terraform("ram", "GetPolicy", asked)
    check_shape(
        read, {"DefaultPolicyVersion": {"PolicyDocument": second, "VersionId": "v7"}, "Policy": {"Description": "e"}}
    )

    terraform(
        "ram",
        "TagResources",
        ResourceType="policy",
        ResourceNames=json.dumps([policy]),
        Tag=jsons({"Key": "a", "Value": "b"}),
    )
    ram_untag(terraform, "policy", policy, TAG["Key"])
    assert ram_tags(terraform, "policy", policy) == {"a": "b"}

    user = name("user")
    terraform("ram", "CreateUser", UserName=user)
    terraform("ram", "AttachPolicyToUser", asked, UserName=user)
    check_shape(
        terraform("ram", "ListEntitiesForPolicy", asked),
        {"Users": {"User": [{"UserName": user}]}, "Groups": {"Group": list}, "Roles": {"Role": list}},
    )
    refused = root.refused("ram", "DeletePolicy", PolicyName=policy, CascadingDelete="true")
    assert (refused.status, refused.code) == (409, "DeleteConflict.Policy.User")
    terraform("ram", "DetachPolicyFromUser", asked, UserName=user)
    versions = terraform("ram", "ListPolicyVersions", asked)["PolicyVersions"]["PolicyVersion"]
    check_shape(versions, [{"VersionId": str, "IsDefaultVersion": bool}])
    assert len(versions) == 5
    refused = root.refused("ram", "DeletePolicy", PolicyName=policy)
    assert (refused.status, refused.code) == (409, "DeleteConflict.Policy.Version")
    for version in (v for v in versions if not v["IsDefaultVersion"]):
        terraform("ram", "DeletePolicyVersion", PolicyName=policy, VersionId=version["VersionId"])
    terraform("ram", "DeletePolicy", PolicyName=policy, CascadingDelete="true")
    check_gone(root, "EntityNotExist.Policy", "ram", "GetPolicy", asked)
    check_gone(root, "EntityNotExist.Policy", "ram", "DeletePolicy", PolicyName=policy)


def test_ram_role(terraform, root, server, name):
    role = name("Role.With-Case")
    made = terraform(
        "ram",
        "CreateRole",
        RoleName=role,
        Description="hello world +/=~*é",
        MaxSessionDuration=3600,
        AssumeRolePolicyDocument=seed.ROLE_TRUST,
        Tag=jsons(TAG),
    )
    check_shape(made, {"Role": {"RoleName": role}})
    wanted = {
        "Role": {
            "Arn": f"acs:ram::{server.account}:role/{role.lower()}",
            "AssumeRolePolicyDocument": seed.ROLE_TRUST,
            "CreateDate": str,
            "Description": "hello world +/=~*é",
            "MaxSessionDuration": 3600,
            "RoleId": str,
            "RoleName": role,
        }
    }
    check_shape(terraform("ram", "GetRole", RoleName=role), wanted)
    assert ram_tags(terraform, "role", role) == {TAG["Key"]: TAG["Value"]}

    other = seed.trust(RAM=f"acs:ram::{server.account}:root")
    change = {"NewDescription": "f", "NewMaxSessionDuration": 7200, "NewAssumeRolePolicyDocument": other}
    terraform("ram", "UpdateRole", change, RoleName=role)
    wanted["Role"] |= {"Description": "f", "MaxSessionDuration": 7200, "AssumeRolePolicyDocument": other}
    check_shape(terraform("ram", "GetRole", RoleName=role), wanted)
    ram_untag(terraform, "role", role, TAG["Key"])
    assert ram_tags(terraform, "role", role) == {}

    terraform("ram", "DeleteRole", RoleName=role)
    check_gone(root, "EntityNotExist.Role", "ram", "GetRole", RoleName=role)
    check_gone(root, "EntityNotExist.Role", "ram", "DeleteRole", RoleName=role)


def test_ram_role_policy_attachment(terraform, root, role, name):
    _, role_name = role(seed.ROLE_TRUST)
    policy = name("policy")
    terraform("ram", "CreatePolicy", PolicyName=policy, PolicyDocument=seed.POLICY)
    bound = {"PolicyType": "Custom", "PolicyName": policy, "RoleName": role_name}

    terraform("ram", "AttachPolicyToRole", bound)
    refused = root.refused("ram", "AttachPolicyToRole", bound)
    assert (refused.status, refused.code) == (409, "EntityAlreadyExists.Role.Policy")
    check_shape(
        terraform("ram", "ListPoliciesForRole", RoleName=role_name),
        {"Policies": {"Policy": [{"PolicyName": policy, "PolicyType": "Custom"}]}},
    )
    refused = root.refused("ram", "DeleteRole", RoleName=role_name)
    assert (refused.status, refused.code) == (409, "DeleteConflict.Role.Policy")
    terraform("ram", "DetachPolicyFromRole", bound)
    assert terraform("ram", "ListPoliciesForRole", RoleName=role_name)["Policies"] == {"Policy": []}
    check_gone(root, "EntityNotExist.Role.Policy", "ram", "DetachPolicyFromRole", bound)
    check_gone(root, "EntityNotExist.Role", "ram", "ListPoliciesForRole", RoleName="nobody")


def test_ram_user(root, name):
    """This resource asks by the Go SDK: everything in the query, an empty `SignatureType` among it."""
    user = name("user")
    facts = {"DisplayName": "d", "MobilePhone": "86-18600008888", "Email": "alice@example.com", "Comments": "c"}
    made = root.ask_in_query("ram", "CreateUser", facts, UserName=user)["User"]
    check_shape(made, {"UserId": str, "UserName": user})

    def listed():
        """Walks the pages by the marker, as the provider does."""
        found, marker = [], None
        while True:
            page = root.ask_in_query("ram", "ListUsers", MaxItems=2, Marker=marker)
            check_shape(page, {"IsTruncated": bool, "Users": {"User": [{"UserId": str, "UserName": str}]}})
            assert len(page["Users"]["User"]) <= 2
            found += page["Users"]["User"]
            if not page["IsTruncated"]:
                return {one["UserId"]: one["UserName"] for one in found}
            marker = page["Marker"]

    for _ in range(3):
        root.ask_in_query("ram", "CreateUser", UserName=name("other"))
    assert listed()[made["UserId"]] == user
    check_shape(
        root.ask_in_query("ram", "GetUser", UserName=user),
        {"User": facts | {"UserId": made["UserId"], "CreateDate": str}},
    )

    renamed = name("renamed")
    change = {
        "NewUserName": renamed,
        "NewDisplayName": "e",
        "NewMobilePhone": "86-18600009999",
        "NewEmail": "b@example.com",
        "NewComments": "f",
    }
    root.ask_in_query("ram", "UpdateUser", change, UserName=user)
    assert listed()[made["UserId"]] == renamed
    check_shape(
        root.ask_in_query("ram", "GetUser", UserName=renamed), {"User": {"DisplayName": "e", "UserId": made["UserId"]}}
    )
    check_gone(root, "EntityNotExist.User", "ram", "GetUser", UserName=user)

    key = root.ask_in_query("ram", "CreateAccessKey", UserName=renamed)["AccessKey"]["AccessKeyId"]
    refused = root.refused("ram", "DeleteUser", UserName=renamed)
    assert (refused.status, refused.code) == (409, "DeleteConflict.User.AccessKey")
    root.ask_in_query("ram", "DeleteAccessKey", UserName=renamed, UserAccessKeyId=key)
    root.ask_in_query("ram", "DeleteUser", UserName=renamed)
    assert made["UserId"] not in listed()
    check_gone(root, "EntityNotExist.User", "ram", "DeleteUser", UserName=renamed)


def test_ram_access_key(terraform, root, user):
    user_name, caller = user()
    made = terraform("ram", "CreateAccessKey", UserName=user_name)
    check_shape(made, {"AccessKey": {"AccessKeyId": str, "AccessKeySecret": str}})
    key = {"UserName": user_name, "UserAccessKeyId": made["AccessKey"]["AccessKeyId"]}
    terraform("ram", "UpdateAccessKey", key, Status="Inactive")
    listed = terraform("ram", "ListAccessKeys", UserName=user_name)
    check_shape(listed, {"AccessKeys": {"AccessKey": [{"AccessKeyId": str, "Status": str, "CreateDate": str}]}})
    statuses = {one["AccessKeyId"]: one["Status"] for one in listed["AccessKeys"]["AccessKey"]}
    assert statuses == {caller.key_id: "Active", key["UserAccessKeyId"]: "Inactive"}
    terraform("ram", "DeleteAccessKey", key)
    check_gone(root, "EntityNotExist.User.AccessKey", "ram", "DeleteAccessKey", key)
    check_gone(root, "EntityNotExist.User", "ram", "ListAccessKeys", UserName="nobody")
    # Without a user's name the caller's own: an empty parameter is none.
    own = terraform("ram", "ListAccessKeys", UserName="")["AccessKeys"]["AccessKey"]
    assert [one["AccessKeyId"] for one in own] == [root.key_id]


def test_kms_key(terraform, root, server):
    made = terraform(
        "kms",
        "CreateKey",
        Description="d",
        KeySpec="Aliyun_AES_256",
        KeyUsage="ENCRYPT/DECRYPT",
        Origin="Aliyun_KMS",
        ProtectionLevel="SOFTWARE",
        EnableAutomaticRotation="false",
        Tags=jsons({"TagKey": "env", "TagValue": "dev"}),
    )
    key = made["KeyMetadata"]["KeyId"]
    wanted = {
        "Arn": server.key_arn(key),
        "AutomaticRotation": "Disabled",
        "CreationDate": str,
        "Creator": server.account,
        "DeleteDate": "",
        "DeletionProtection": "Disabled",
        "DeletionProtectionDescription": "",
        "Description": "d",
        "DKMSInstanceId": "",
        "KeySpec": "Aliyun_AES_256",
        "KeyState": "Enabled",
        "KeyUsage": "ENCRYPT/DECRYPT",
        "LastRotationDate": str,
        "MaterialExpireTime": "",
        "Origin": "Aliyun_KMS",
        "PrimaryKeyVersion": str,
        "ProtectionLevel": "SOFTWARE",
    }

    def read(**changes):
        check_shape(terraform("kms", "DescribeKey", KeyId=key), {"KeyMetadata": wanted | changes})

    read()
    asked = {"RegionId": "cn-hangzhou", "ResourceType": "key", "ResourceId.1": key}
    tags = {
        "TagResources": {"TagResource": [{"TagKey": "env", "TagValue": "dev", "ResourceId": key, "ResourceType": str}]}
    }
    check_shape(terraform("kms", "ListTagResources", asked, NextToken=""), tags)

    terraform("kms", "DisableKey", KeyId=key)
    read(KeyState="Disabled")
    terraform("kms", "EnableKey", KeyId=key)
    terraform("kms", "UpdateKeyDescription", KeyId=key, Description="e")
    read(Description="e")
    protect = {"KeyId": key, "EnableDeletionProtection": "true", "DeletionProtectionDescription": "orders"}
    terraform("kms", "SetDeletionProtection", protect)
    read(Description="e", DeletionProtection="Enabled", DeletionProtectionDescription="orders")
    refused = root.refused("kms", "ScheduleKeyDeletion", KeyId=key, PendingWindowInDays=7)
    assert (refused.status, refused.code) == (409, "Rejected.StateModifiedFailed")
    terraform("kms", "SetDeletionProtection", KeyId=key, EnableDeletionProtection="false")

    terraform("kms", "TagResources", asked | {"Tag.1.Key": "a", "Tag.1.Value": "b"})
    terraform("kms", "UntagResources", asked | {"TagKey.1": "env"})
    left = terraform("kms", "ListTagResources", asked)["TagResources"]["TagResource"]
    assert [(tag["TagKey"], tag["TagValue"]) for tag in left] == [("a", "b")]

    terraform("kms", "ScheduleKeyDeletion", KeyId=key, PendingWindowInDays=7)
    found = terraform("kms", "DescribeKey", KeyId=key)["KeyMetadata"]
    assert found["KeyState"] == "PendingDeletion" and found["DeleteDate"].endswith("Z")
    check_gone(root, "Forbidden.KeyNotFound", "kms", "DescribeKey", KeyId="01a20f68-0000-7000-8000-000000000000")


def test_kms_alias(terraform, root, key, name):
    first, second = key(), key()
    aliases = [f"alias/{name('orders')}" for _ in range(21)]
    for alias in aliases:
        terraform("kms", "CreateAlias", AliasName=alias, KeyId=first)
    refused = root.refused("kms", "CreateAlias", AliasName=aliases[0], KeyId=second)
    assert (refused.status, refused.code) == (400, "AliasAlreadyExists")

    def targets():
        """Scans pages of twenty and stops at a short one, as the provider does."""
        found = {}
        for page in range(1, 100):
            answer = terraform("kms", "ListAliases", PageSize=20, PageNumber=page)
            check_shape(answer, {"Aliases": {"Alias": list}, "TotalCount": int, "PageNumber": page, "PageSize": 20})
            for alias in answer["Aliases"]["Alias"]:
                check_shape(alias, {"AliasName": str, "AliasArn": str, "KeyId": str})
                found[alias["AliasName"]] = alias["KeyId"]
            if len(answer["Aliases"]["Alias"]) < 20:
                return found

    assert {targets()[alias] for alias in aliases} == {first}
    terraform("kms", "UpdateAlias", AliasName=aliases[0], KeyId=second)
    assert targets()[aliases[0]] == second
    assert terraform("kms", "DescribeKey", KeyId=aliases[0])["KeyMetadata"]["KeyId"] == second
    for alias in aliases:
        terraform("kms", "DeleteAlias", AliasName=alias)
    assert not set(aliases) & set(targets())
    check_gone(root, "Forbidden.AliasNotFound", "kms", "DeleteAlias", AliasName=aliases[0])
    check_gone(root, "Forbidden.AliasNotFound", "kms", "DescribeKey", KeyId=aliases[0])


def test_kms_ciphertext(terraform, key):
    """Resource and data source: the plaintext is sent as it is written in the configuration."""
    made = key()
    context = {"EncryptionContext": json.dumps({"name": "value", "more": "é +"}), "RegionId": "cn-hangzhou"}
    sealed = terraform("kms", "Encrypt", context, KeyId=made, Plaintext="bXkgc2VjcmV0")
    check_shape(sealed, {"CiphertextBlob": str})
    opened = terraform("kms", "Decrypt", context, CiphertextBlob=sealed["CiphertextBlob"])
    check_shape(opened, {"Plaintext": "bXkgc2VjcmV0", "KeyId": made})


def test_data_caller_identity(root, server):
    answer = root.ask_in_query("sts", "GetCallerIdentity")
    check_shape(answer, {"AccountId": server.account, "Arn": str, "IdentityType": "Account", "PrincipalId": str})


def test_data_kms_keys(terraform, root):
    """Pages of fifty until a short one, by a filter."""
    mine = {
        root.ask("kms", "CreateKey", Tags=jsons({"TagKey": "of", "TagValue": "fifty"}))["KeyMetadata"]["KeyId"]
        for _ in range(51)
    }
    filters = jsons({"Key": "TagKey", "Values": ["of"]}, {"Key": "TagValue", "Values": ["fifty"]})
    pages = [terraform("kms", "ListKeys", Filters=filters, PageSize=50, PageNumber=n) for n in (1, 2, 3)]
    for page in pages:
        check_shape(page, {"Keys": {"Key": list}, "TotalCount": 51})
    found = [key for page in pages for key in page["Keys"]["Key"]]
    check_shape(found, [{"KeyId": str, "KeyArn": str}])
    assert [len(page["Keys"]["Key"]) for page in pages] == [50, 1, 0]
    assert {key["KeyId"] for key in found} == mine
