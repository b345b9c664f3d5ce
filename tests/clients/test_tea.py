"""The whole path by unmodified `alibabacloud_*` SDKs, signing by ACS3: authorise, encrypt, serve, lock, open again."""

import contextlib
import json
import types

import pytest
from alibabacloud_kms20160120 import models as kms_models
from alibabacloud_ram20150501 import models as ram_models
from alibabacloud_rds20140815 import models as rds_models
from alibabacloud_sts20150401 import models as sts_models
from alibabacloud_tea_openapi.exceptions import ClientException

import rpc
import seed
from conftest import needs_disks
from shape import check_shape, jsons
from tea import Sdk, by_its_name


@pytest.fixture(scope="module")
def sdk(root):
    return Sdk(root)


@pytest.fixture(scope="module")
def unauthorised(root):
    """Nothing is left of what another suite may have authorised."""
    policy = {"PolicyType": "Custom", "PolicyName": seed.POLICY_NAME}
    with contextlib.suppress(rpc.Refused):
        root.ask("ram", "DetachPolicyFromRole", policy, RoleName=seed.ROLE_NAME)
        root.ask("ram", "DeleteRole", RoleName=seed.ROLE_NAME)
        root.ask("ram", "DeletePolicy", PolicyName=seed.POLICY_NAME)


@pytest.fixture(scope="module")
def authorised(sdk, unauthorised):
    """The page, step by step; the role's ARN."""
    sdk.ram.create_policy(
        ram_models.CreatePolicyRequest(
            policy_name=seed.POLICY_NAME, description=seed.POLICY_DESCRIPTION, policy_document=seed.POLICY
        )
    )
    made = sdk.ram.create_role(
        ram_models.CreateRoleRequest(role_name=seed.ROLE_NAME, assume_role_policy_document=seed.ROLE_TRUST)
    )
    sdk.ram.attach_policy_to_role(
        ram_models.AttachPolicyToRoleRequest(
            policy_type="Custom", policy_name=seed.POLICY_NAME, role_name=seed.ROLE_NAME
        )
    )
    return made.body.role.arn


@pytest.fixture(scope="module")
def encrypted(sdk, root, authorised):
    """An instance under a key of the customer's, with an account, a database and a row in it."""
    key = sdk.kms.create_key(kms_models.CreateKeyRequest(description="disks")).body.key_metadata.key_id
    made = sdk.rds.create_dbinstance(
        rds_models.CreateDBInstanceRequest(
            region_id="cn-hangzhou",
            engine="PostgreSQL",
            engine_version="15.0",
            dbinstance_class="pg.n2.1c.1m",
            dbinstance_storage=20,
            dbinstance_storage_type="cloud_essd",
            dbinstance_net_type="Intranet",
            pay_type="Postpaid",
            security_iplist="127.0.0.1",
            encryption_key=key,
            role_arn=authorised,
            tag=[rds_models.CreateDBInstanceRequestTag(key="env", value="dev 1")],
        )
    ).body
    instance = made.dbinstance_id
    try:
        seed.wait_until(lambda: sdk.attribute(instance).dbinstance_status == "Running")
        database = seed.Database(made.connection_string, made.port, "app", "Secret-1234", "orders")
        on = {"dbinstance_id": instance, "account_name": database.user}
        sdk.rds.create_account(
            rds_models.CreateAccountRequest(**on, account_password=database.password, account_type="Super")
        )
        accounts = rds_models.DescribeAccountsRequest(**on)
        seed.wait_until(
            lambda: (
                [a.account_status for a in sdk.rds.describe_accounts(accounts).body.accounts.dbinstance_account]
                == ["Available"]
            )
        )
        on = {"dbinstance_id": instance, "dbname": database.name}
        sdk.rds.create_database(rds_models.CreateDatabaseRequest(**on, character_set_name="UTF8"))
        databases = rds_models.DescribeDatabasesRequest(**on)
        seed.wait_until(
            lambda: [d.dbstatus for d in sdk.rds.describe_databases(databases).body.databases.database] == ["Running"]
        )
        database.psql("create table kept (what text); insert into kept values ('row')")
        yield types.SimpleNamespace(key=key, instance=instance, database=database)
    finally:
        seed.put_away(root, instance)


def test_policy_and_role_are_read_back_as_the_page_has_them(sdk, authorised, server):
    asked = ram_models.GetPolicyRequest(policy_name=seed.POLICY_NAME, policy_type="Custom")
    policy = sdk.ram.get_policy(asked).body
    assert json.loads(policy.default_policy_version.policy_document) == json.loads(seed.POLICY)
    assert (policy.policy.description, policy.policy.attachment_count) == (seed.POLICY_DESCRIPTION, 1)
    role = sdk.ram.get_role(ram_models.GetRoleRequest(role_name=seed.ROLE_NAME)).body.role
    assert json.loads(role.assume_role_policy_document)["Statement"][0]["Principal"] == {
        "Service": ["rds.aliyuncs.com"]
    }
    assert (role.role_name, role.arn) == (seed.ROLE_NAME, f"acs:ram::{server.account}:role/{seed.ROLE_NAME.lower()}")
    asked = ram_models.ListPoliciesForRoleRequest(role_name=seed.ROLE_NAME)
    held = sdk.ram.list_policies_for_role(asked).body.policies.policy
    assert [(p.policy_name, p.policy_type) for p in held] == [(seed.POLICY_NAME, "Custom")]


def test_the_command_line_makes_the_same_and_finds_it_made(server, authorised):
    said = server.rampart("authorize", "rds").splitlines()
    assert len(said) == 3 and all(line.startswith("found") for line in said), said


def test_rds_says_that_it_is_authorised(sdk, authorised):
    asked = rds_models.CheckCloudResourceAuthorizedRequest(region_id="cn-hangzhou")
    answer = sdk.rds.check_cloud_resource_authorized(asked).body
    assert (answer.authorization_state, answer.role_arn) == (1, authorised)


@needs_disks
def test_an_encrypted_database_serves_and_names_its_key(sdk, server, encrypted):
    assert encrypted.database.psql("select what from kept") == "row"
    found = sdk.attribute(encrypted.instance)
    assert (found.dbinstance_status, found.lock_mode, found.lock_reason) == ("Running", "Unlock", "")
    asked = rds_models.DescribeDBInstanceEncryptionKeyRequest(dbinstance_id=encrypted.instance)
    told = sdk.rds.describe_dbinstance_encryption_key(asked).body
    assert (told.encryption_key, told.encryption_key_status) == (encrypted.key, "Enabled")
    asked = rds_models.DescribeKmsAssociateResourcesRequest(
        region_id="cn-hangzhou",
        kms_resource_id=encrypted.key,
        kms_resource_type="key",
        kms_resource_region_id="cn-hangzhou",
        kms_resource_user=server.account,
    )
    needed = sdk.rds.describe_kms_associate_resources(asked).body
    assert [i.dbinstance_name for i in needed.associate_dbinstances] == [encrypted.instance]


@needs_disks
def test_taking_a_key_into_use_marks_it(sdk, encrypted):
    tags = sdk.kms.list_resource_tags(kms_models.ListResourceTagsRequest(key_id=encrypted.key)).body.tags.tag
    assert [(tag.tag_key, tag.tag_value) for tag in tags] == [(seed.TAG, "true")]


@needs_disks
def test_a_disabled_key_locks_the_database_and_an_enabled_one_gives_it_back(sdk, encrypted):
    sdk.kms.disable_key(kms_models.DisableKeyRequest(key_id=encrypted.key))
    try:
        locked = seed.wait_until(lambda: (a := sdk.attribute(encrypted.instance)).lock_mode != "Unlock" and a)
        assert locked.lock_mode == "ManualLock" and "disabled" in locked.lock_reason, locked
        seed.wait_until(encrypted.database.is_refused)
        account = {"dbinstance_id": encrypted.instance, "account_name": "other", "account_password": "Secret-1234"}
        with pytest.raises(ClientException) as refused:
            sdk.rds.create_account(rds_models.CreateAccountRequest(**account))
        assert refused.value.code in ("IncorrectDBInstanceLockMode", "OperationDenied.DBInstanceStatus")
    finally:
        sdk.kms.enable_key(kms_models.EnableKeyRequest(key_id=encrypted.key))
    seed.wait_until(
        lambda: (a := sdk.attribute(encrypted.instance)).lock_mode == "Unlock" and a.dbinstance_status == "Running"
    )
    seed.wait_until(lambda: not encrypted.database.is_refused())
    assert encrypted.database.psql("select what from kept") == "row"


@needs_disks
def test_a_key_whose_mark_is_gone_opens_no_disk_again_and_says_why(sdk, encrypted):
    untag = kms_models.UntagResourceRequest(key_id=encrypted.key, tag_keys=json.dumps([seed.TAG]))
    tag = kms_models.TagResourceRequest(key_id=encrypted.key, tags=jsons({"TagKey": seed.TAG, "TagValue": "True"}))
    sdk.kms.untag_resource(untag)
    try:
        warned = seed.wait_until(lambda: (a := sdk.attribute(encrypted.instance)).tips and a)
        assert (warned.dbinstance_status, warned.lock_mode) == ("Running", "Unlock")
        assert "kms:Decrypt" in warned.tips, warned.tips
        assert encrypted.database.psql("select what from kept") == "row"
        with pytest.raises(ClientException) as refused:
            sdk.rds.restart_dbinstance(rds_models.RestartDBInstanceRequest(dbinstance_id=encrypted.instance))
        assert refused.value.code == "OperationDenied.DBInstanceStatus" and "kms:Decrypt" in refused.value.message
        assert encrypted.database.psql("select what from kept") == "row"
        sdk.rds.stop_dbinstance(rds_models.StopDBInstanceRequest(dbinstance_id=encrypted.instance))
        seed.wait_until(encrypted.database.is_refused)
        sdk.rds.start_dbinstance(rds_models.StartDBInstanceRequest(dbinstance_id=encrypted.instance))
        assert "kms:Decrypt" in sdk.attribute(encrypted.instance).tips
    finally:
        sdk.kms.tag_resource(tag)
    seed.wait_until(lambda: (a := sdk.attribute(encrypted.instance)).dbinstance_status == "Running" and not a.tips)
    assert encrypted.database.psql("select what from kept") == "row"


# What is asked, and the error that comes as an exception.
RAISED = [
    ("kms", kms_models.DescribeKeyRequest(key_id="key-hzz0000000000000"), 404, "Forbidden.KeyNotFound"),
    ("kms", kms_models.DescribeKeyRequest(key_id="alias/nowhere"), 404, "Forbidden.AliasNotFound"),
    ("kms", kms_models.DescribeKeyRequest(), 400, "MissingParameter"),
    ("kms", kms_models.DecryptRequest(ciphertext_blob="AAAA"), 400, "InvalidParameter"),
    ("ram", ram_models.GetRoleRequest(role_name="nobody"), 404, "EntityNotExist.Role"),
    ("ram", ram_models.GetPolicyRequest(policy_name="none", policy_type="Custom"), 404, "EntityNotExist.Policy"),
    (
        "ram",
        ram_models.CreateRoleRequest(role_name=seed.ROLE_NAME, assume_role_policy_document=seed.ROLE_TRUST),
        409,
        "EntityAlreadyExists.Role",
    ),
    (
        "ram",
        ram_models.CreatePolicyRequest(policy_name=seed.POLICY_NAME, policy_document=seed.POLICY),
        409,
        "EntityAlreadyExists.Policy",
    ),
    (
        "ram",
        ram_models.CreatePolicyRequest(policy_name="new", policy_document='{"Version":"2"}'),
        400,
        "MalformedPolicyDocument",
    ),
    ("ram", ram_models.DeleteRoleRequest(role_name=seed.ROLE_NAME), 409, "DeleteConflict.Role.Policy"),
    ("sts", sts_models.AssumeRoleRequest(role_arn=None, role_session_name="session"), 403, "NoPermission"),
    (
        "rds",
        rds_models.DescribeDBInstanceAttributeRequest(dbinstance_id="pgm-none"),
        404,
        "InvalidDBInstanceId.NotFound",
    ),
]


@pytest.mark.parametrize(
    "service, request_, status, code", RAISED, ids=[f"{c[0]}-{type(c[1]).__name__}-{c[3]}" for c in RAISED]
)
def test_an_error_is_an_exception_with_its_code(sdk, authorised, service, request_, status, code):
    if isinstance(request_, sts_models.AssumeRoleRequest):
        request_.role_arn = authorised
    with pytest.raises(ClientException) as raised:
        by_its_name(sdk, service, request_)
    error = raised.value
    assert (error.status_code, error.code) == (status, code), error
    assert error.request_id and f"code: {status}" in error.message


def test_a_denied_call_carries_its_detail(user, authorised):
    _, caller = user(seed.allow("kms:DescribeKey"))
    with pytest.raises(ClientException) as raised:
        Sdk(caller).kms.list_keys(kms_models.ListKeysRequest())
    assert (raised.value.status_code, raised.value.code) == (403, "Forbidden.NoPermission")
    detail = raised.value.access_denied_detail
    check_shape(
        detail, {"AuthAction": "kms:ListKeys", "NoPermissionType": "ImplicitDeny", "AuthPrincipalType": "SubUser"}
    )
    check_shape(
        detail,
        {"PolicyType": "AccountLevelIdentityBasedPolicy", "AuthPrincipalOwnerId": str, "AuthPrincipalDisplayName": str},
    )


def test_tags_arrive_in_each_services_own_encoding(sdk, name):
    pairs = [("env", "dev 1"), ("team", "a+b/c=d"), ("city", "Zürich")]
    role = name("tagged")
    sdk.ram.create_role(
        ram_models.CreateRoleRequest(
            role_name=role,
            assume_role_policy_document=seed.ROLE_TRUST,
            description="hello world +/=~*é",
            tag=[ram_models.CreateRoleRequestTag(key=k, value=v) for k, v in pairs],
        )
    )
    assert sdk.ram.get_role(ram_models.GetRoleRequest(role_name=role)).body.role.description == "hello world +/=~*é"
    asked = ram_models.ListTagResourcesRequest(resource_type="role", resource_names=[role])
    found = sdk.ram.list_tag_resources(asked).body.tag_resources
    assert {(tag.tag_key, tag.tag_value) for tag in found} == set(pairs)

    pairs = [("env", "dev"), ("team", "a+b/c=d")]
    tags = jsons(*({"TagKey": k, "TagValue": v} for k, v in pairs))
    key = sdk.kms.create_key(kms_models.CreateKeyRequest(tags=tags)).body.key_metadata.key_id
    asked = kms_models.ListTagResourcesRequest(region_id="cn-hangzhou", resource_type="key", resource_id=[key])
    listed = lambda: {
        (tag.tag_key, tag.tag_value) for tag in sdk.kms.list_tag_resources(asked).body.tag_resources.tag_resource
    }
    assert listed() == set(pairs)
    same = {"region_id": "cn-hangzhou", "resource_type": "key", "resource_id": [key]}
    more = [kms_models.TagResourcesRequestTag(key="more", value="1")]
    sdk.kms.tag_resources(kms_models.TagResourcesRequest(**same, tag=more))
    sdk.kms.untag_resources(kms_models.UntagResourcesRequest(**same, tag_key=["env"]))
    assert listed() == {("team", "a+b/c=d"), ("more", "1")}


def test_the_reserved_mark_is_set_by_tag_resource_alone(sdk):
    mark = jsons({"TagKey": seed.TAG, "TagValue": "true"})
    with pytest.raises(ClientException) as raised:
        sdk.kms.create_key(kms_models.CreateKeyRequest(tags=mark))
    assert (raised.value.status_code, raised.value.code) == (400, "InvalidParameter")
    key = sdk.kms.create_key(kms_models.CreateKeyRequest()).body.key_metadata.key_id
    sdk.kms.tag_resource(kms_models.TagResourceRequest(key_id=key, tags=mark))


CONTEXTS = [None, {"a": "b", "c": "d e"}, {"é": "+/=~*&%", "": ""}]


@pytest.mark.parametrize("context", CONTEXTS)
def test_what_is_encrypted_opens_with_its_context_alone(sdk, key, context):
    made = key()
    asked = {"key_id": made, "encryption_context": context}
    sealed = sdk.kms.encrypt(kms_models.EncryptRequest(plaintext="SGVsbG8+/w==", **asked)).body
    opened = sdk.kms.decrypt(
        kms_models.DecryptRequest(ciphertext_blob=sealed.ciphertext_blob, encryption_context=context)
    ).body
    assert (opened.plaintext, opened.key_id) == ("SGVsbG8+/w==", made)
    with pytest.raises(ClientException) as raised:
        wrong = {"encryption_context": {"a": "other"}}
        sdk.kms.decrypt(kms_models.DecryptRequest(ciphertext_blob=sealed.ciphertext_blob, **wrong))
    assert raised.value.code == "InvalidParameter"
    data_key = sdk.kms.generate_data_key(kms_models.GenerateDataKeyRequest(number_of_bytes=64, **asked)).body
    opened = sdk.kms.decrypt(
        kms_models.DecryptRequest(ciphertext_blob=data_key.ciphertext_blob, encryption_context=context)
    ).body
    assert opened.plaintext == data_key.plaintext and len(data_key.plaintext) == 88


def test_lists_come_in_pages(sdk):
    tags = jsons({"TagKey": "page", "TagValue": "tea"})
    made = {sdk.kms.create_key(kms_models.CreateKeyRequest(tags=tags)).body.key_metadata.key_id for _ in range(5)}
    filters = jsons({"Key": "TagKey", "Values": ["page"]})
    found = []
    for page, size in ((1, 2), (2, 2), (3, 1), (4, 0)):
        asked = kms_models.ListKeysRequest(filters=filters, page_number=page, page_size=2)
        answer = sdk.kms.list_keys(asked).body
        assert (answer.total_count, answer.page_number, len(answer.keys.key)) == (5, page, size)
        found += [key.key_id for key in answer.keys.key]
    assert set(found) == made

    roles, marker = [], None
    while True:
        answer = sdk.ram.list_roles(ram_models.ListRolesRequest(max_items=1, marker=marker)).body
        assert len(answer.roles.role) == 1
        roles += [role.role_name for role in answer.roles.role]
        if not answer.is_truncated:
            break
        marker = answer.marker
    assert len(roles) == len(set(roles)) == len(sdk.ram.list_roles(ram_models.ListRolesRequest()).body.roles.role)


@pytest.mark.parametrize("config", [{}, {"signature_algorithm": "v2"}], ids=["acs3", "v2"])
def test_each_signature_is_taken_from_each_client(root, server, role, user, config):
    sdk = Sdk(root, **config)
    assert sdk.sts.get_caller_identity().body.account_id == server.account
    key = sdk.kms.create_key(kms_models.CreateKeyRequest(description="a b+c/é~*")).body.key_metadata
    assert key.description == "a b+c/é~*"
    assert (
        sdk.rds.describe_dbinstances(rds_models.DescribeDBInstancesRequest(region_id="cn-hangzhou")).body.page_number
        == 1
    )
    assert sdk.ram.list_users(ram_models.ListUsersRequest()).body.is_truncated is False

    arn, _ = role(seed.trust(RAM=f"acs:ram::{server.account}:root"), seed.allow("kms:*"))
    _, caller = user(seed.allow("sts:AssumeRole"))
    asked = sts_models.AssumeRoleRequest(role_arn=arn, role_session_name="session", duration_seconds=900)
    made = Sdk(caller, **config).sts.assume_role(asked).body
    own = made.credentials
    worn = rpc.Caller(root.endpoint, own.access_key_id, own.access_key_secret, own.security_token)
    session = Sdk(worn, **config)
    assert session.sts.get_caller_identity().body.principal_id == made.assumed_role_user.assumed_role_id
    asked = kms_models.DescribeKeyRequest(key_id=key.key_id)
    assert session.kms.describe_key(asked).body.key_metadata.creator == server.account
