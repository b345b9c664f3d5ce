"""The whole path by the unmodified SDKs of the older generation, `aliyun-python-sdk-*`: HMAC-SHA1, raw JSON back."""

import json
import types

import pytest
from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.request import CommonRequest, RpcRequest
from aliyunsdkkms.request.v20160120 import (
    CreateKeyRequest,
    DecryptRequest,
    DescribeKeyRequest,
    DisableKeyRequest,
    EnableKeyRequest,
    EncryptRequest,
    ListKeysRequest,
)
from aliyunsdkram.request.v20150501 import (
    AttachPolicyToRoleRequest,
    CreatePolicyRequest,
    CreateRoleRequest,
    GetPolicyRequest,
    GetRoleRequest,
    ListRolesRequest,
)
from aliyunsdkrds.request.v20140815 import (
    CreateAccountRequest,
    CreateDatabaseRequest,
    CreateDBInstanceRequest,
    DescribeAccountsRequest,
    DescribeDatabasesRequest,
    DescribeDBInstanceAttributeRequest,
)
from aliyunsdksts.request.v20150401 import AssumeRoleRequest, GetCallerIdentityRequest

import rpc
import seed
from core import Sdk, refused
from conftest import needs_disks


@pytest.fixture(scope="module")
def sdk(root):
    return Sdk(root)


@pytest.fixture(scope="module")
def authorised(sdk, name):
    """The page's policy and role, under names of this file's own; the role's ARN."""
    policy, role = name("core-policy"), name("core-role")
    sdk.ask(CreatePolicyRequest, PolicyName=policy, PolicyDocument=seed.POLICY, Description=seed.POLICY_DESCRIPTION)
    made = sdk.ask(CreateRoleRequest, RoleName=role, AssumeRolePolicyDocument=seed.ROLE_TRUST)["Role"]
    sdk.ask(AttachPolicyToRoleRequest, PolicyType="Custom", PolicyName=policy, RoleName=role)
    found = sdk.ask(GetPolicyRequest, PolicyName=policy, PolicyType="Custom")["DefaultPolicyVersion"]
    assert json.loads(found["PolicyDocument"]) == json.loads(seed.POLICY)
    assert sdk.ask(GetRoleRequest, RoleName=role)["Role"]["Arn"] == made["Arn"]
    return made["Arn"]


@pytest.fixture(scope="module")
def encrypted(sdk, root, authorised):
    """An instance under a key of the customer's, with an account, a database and a row in it."""
    key = sdk.ask(CreateKeyRequest, Description="disks")["KeyMetadata"]["KeyId"]
    made = sdk.ask(
        CreateDBInstanceRequest,
        Engine="PostgreSQL",
        EngineVersion="15.0",
        DBInstanceClass="pg.n2.1c.1m",
        DBInstanceStorage=20,
        DBInstanceStorageType="cloud_essd",
        DBInstanceNetType="Intranet",
        PayType="Postpaid",
        SecurityIPList="127.0.0.1",
        EncryptionKey=key,
        RoleARN=authorised,
    )
    instance = made["DBInstanceId"]
    try:
        seed.wait_until(lambda: sdk.attribute(instance)["DBInstanceStatus"] == "Running")
        database = seed.Database(made["ConnectionString"], made["Port"], "app", "Secret-1234", "orders")
        on = {"DBInstanceId": instance, "AccountName": database.user}
        sdk.ask(CreateAccountRequest, **on, AccountPassword=database.password, AccountType="Super")
        accounts = lambda: sdk.ask(DescribeAccountsRequest, **on)["Accounts"]["DBInstanceAccount"]
        seed.wait_until(lambda: [a["AccountStatus"] for a in accounts()] == ["Available"])
        on = {"DBInstanceId": instance, "DBName": database.name}
        sdk.ask(CreateDatabaseRequest, **on, CharacterSetName="UTF8")
        databases = lambda: sdk.ask(DescribeDatabasesRequest, **on)["Databases"]["Database"]
        seed.wait_until(lambda: [d["DBStatus"] for d in databases()] == ["Running"])
        database.psql("create table kept (what text); insert into kept values ('row')")
        yield types.SimpleNamespace(key=key, instance=instance, database=database)
    finally:
        seed.put_away(root, instance)


@needs_disks
def test_a_disabled_key_locks_the_database_and_an_enabled_one_gives_it_back(sdk, encrypted):
    assert encrypted.database.psql("select what from kept") == "row"
    sdk.ask(DisableKeyRequest, KeyId=encrypted.key)
    try:
        locked = seed.wait_until(lambda: (a := sdk.attribute(encrypted.instance))["LockMode"] != "Unlock" and a)
        assert "disabled" in locked["LockReason"], locked
        seed.wait_until(encrypted.database.is_refused)
    finally:
        sdk.ask(EnableKeyRequest, KeyId=encrypted.key)
    seed.wait_until(lambda: sdk.attribute(encrypted.instance)["LockMode"] == "Unlock")
    seed.wait_until(lambda: not encrypted.database.is_refused())
    assert encrypted.database.psql("select what from kept") == "row"


REFUSED = [
    (GetRoleRequest, {"RoleName": "nobody"}, 404, "EntityNotExist.Role"),
    (
        CreatePolicyRequest,
        {"PolicyName": "p q", "PolicyDocument": seed.POLICY},
        400,
        "InvalidParameter.PolicyName.InvalidChars",
    ),
    (DescribeKeyRequest, {"KeyId": "alias/nowhere"}, 404, "Forbidden.AliasNotFound"),
    (DecryptRequest, {"CiphertextBlob": "AAAA"}, 400, "InvalidParameter"),
    (DescribeDBInstanceAttributeRequest, {"DBInstanceId": "pgm-none"}, 404, "InvalidDBInstanceId.NotFound"),
]


@pytest.mark.parametrize("module, values, status, code", REFUSED, ids=[case[3] for case in REFUSED])
def test_an_error_is_an_exception_with_its_code(sdk, module, values, status, code):
    assert refused(sdk, module, **values) == (status, code)


def test_a_wrong_secret_is_told_from_a_wrong_signature(root):
    """The SDK compares the server's string to sign with its own, and only when they are equal says this."""
    sdk = Sdk(rpc.Caller(root.endpoint, root.key_id, "wrong"))
    for module, values in (
        (GetCallerIdentityRequest, {}),
        (GetRoleRequest, {"RoleName": "a b+c/é~*"}),
        (EncryptRequest, {"KeyId": "alias/a", "Plaintext": "SGVsbG8+/w==", "EncryptionContext": '{"a":"b c"}'}),
    ):
        assert refused(sdk, module, **values) == (400, "InvalidAccessKeySecret")


def test_an_unknown_key_is_not_found(root):
    sdk = Sdk(rpc.Caller(root.endpoint, "LTAI5tAAAAAAAAAAAAAAAAAA", "secret"))
    assert refused(sdk, GetCallerIdentityRequest) == (404, "InvalidAccessKeyId.NotFound")


def test_sessions_sign_with_their_token(root, server, sdk, role, user, key):
    arn, _ = role(seed.trust(RAM=f"acs:ram::{server.account}:root"), seed.POLICY)
    _, caller = user(seed.allow("sts:AssumeRole"))
    made = Sdk(caller).ask(AssumeRoleRequest, RoleArn=arn, RoleSessionName="session", DurationSeconds=900)
    own = made["Credentials"]
    worn = rpc.Caller(root.endpoint, own["AccessKeyId"], own["AccessKeySecret"], own["SecurityToken"])
    session = Sdk(worn)
    assert session.ask(GetCallerIdentityRequest)["IdentityType"] == "AssumedRoleUser"
    sealed = session.ask(EncryptRequest, KeyId=key("true"), Plaintext="SGVsbG8=")["CiphertextBlob"]
    assert session.ask(DecryptRequest, CiphertextBlob=sealed)["Plaintext"] == "SGVsbG8="
    assert refused(session, EncryptRequest, KeyId=key(), Plaintext="SGVsbG8=") == (403, "Forbidden.NoPermission")
    stolen = Sdk(rpc.Caller(worn.endpoint, worn.key_id, worn.secret, worn.token[:-4] + "AAAA"))
    status, code = refused(stolen, GetCallerIdentityRequest)
    assert status == 400 and code.startswith("InvalidSecurityToken."), code
    bare = Sdk(rpc.Caller(worn.endpoint, worn.key_id, worn.secret))
    assert refused(bare, GetCallerIdentityRequest) == (400, "MissingSecurityToken")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_requests_by_hand_are_taken_in_both_methods(sdk, key, method):
    request = RpcRequest("Kms", "2016-01-20", "DescribeKey", "kms")
    request.set_method(method)
    made = key()
    request.add_query_param("KeyId", made)
    assert sdk.send(request)["KeyMetadata"]["KeyId"] == made


def test_a_common_request_puts_parameters_into_a_signed_body(sdk, key):
    def common(action, **body):
        request = CommonRequest(domain=sdk.endpoint, version="2016-01-20", action_name=action)
        request.set_method("POST")
        request.set_protocol_type("http")
        for name, value in body.items():
            request.add_body_params(name, value)
        return json.loads(sdk.client.do_action_with_exception(request))

    context = {"EncryptionContext": '{"a":"b c+é"}'}
    sealed = common("Encrypt", KeyId=key(), Plaintext="SGVsbG8+/w==", **context)["CiphertextBlob"]
    assert common("Decrypt", CiphertextBlob=sealed, **context)["Plaintext"] == "SGVsbG8+/w=="
    with pytest.raises(ServerException) as raised:
        common("Decrypt", CiphertextBlob=sealed)
    assert raised.value.error_code == "InvalidParameter"


def test_lists_come_in_pages(sdk, key):
    made = {key() for _ in range(3)}
    found, page = set(), 1
    while True:
        answer = sdk.ask(ListKeysRequest, PageSize=100, PageNumber=page)
        found |= {one["KeyId"] for one in answer["Keys"]["Key"]}
        if len(answer["Keys"]["Key"]) < 100:
            break
        page += 1
    assert made <= found and len(found) == answer["TotalCount"]
    first = sdk.ask(ListRolesRequest, MaxItems=1)
    assert first["IsTruncated"] in (True, False) and len(first["Roles"]["Role"]) <= 1
