"""What the page's policy gives to who wears a role with it, and what it does not."""

import pytest

import seed
from rpc import Refused

PLAINTEXT = "aGVsbG8="


@pytest.fixture(scope="module")
def page_role(server, role):
    """A role with the page's policy, which trusts the account instead of RDS."""
    arn, _ = role(seed.trust(RAM=f"acs:ram::{server.account}:root"), seed.POLICY)
    return arn


@pytest.fixture(scope="module")
def wearer(user):
    """A user who may assume roles, and nothing else."""
    return user(seed.allow("sts:AssumeRole"))[1]


@pytest.fixture(scope="module")
def session(wearer, page_role):
    return wearer.assume(page_role)


def check_denied(refused, action, kind="ImplicitDeny", policy_type="AccountLevelIdentityBasedPolicy"):
    assert (refused.status, refused.code) == (403, "Forbidden.NoPermission"), refused
    detail = refused.detail
    assert (detail["AuthAction"], detail["NoPermissionType"], detail["PolicyType"]) == (action, kind, policy_type)
    return detail


CRYPTOGRAPHIC = [
    ("GenerateDataKey", {}),
    ("GenerateDataKey", {"NumberOfBytes": 64, "EncryptionContext": '{"instance":"pgm-1"}'}),
    ("Encrypt", {"Plaintext": PLAINTEXT}),
]


@pytest.mark.parametrize("mark", [None, "false", "", "true:", "tru", "yes", "1"])
@pytest.mark.parametrize("action, params", CRYPTOGRAPHIC)
def test_a_key_without_the_mark_is_of_no_use(session, server, key, mark, action, params):
    made = key(mark)
    detail = check_denied(session.refused("kms", action, params, KeyId=made), f"kms:{action}")
    assert detail["AuthPrincipalType"] == "AssumedRoleUser"
    assert detail["AuthPrincipalDisplayName"].endswith(":session")
    assert detail["AuthPrincipalOwnerId"] == server.account


@pytest.mark.parametrize("mark", ["true", "TRUE", "True"])
@pytest.mark.parametrize("action, params", CRYPTOGRAPHIC)
def test_a_marked_key_serves_in_any_case_of_letters(session, server, key, mark, action, params):
    made = key(mark)
    for spelled in (made, server.key_arn(made)):
        answer = session.ask("kms", action, params, KeyId=spelled)
        opened = session.ask(
            "kms", "Decrypt", CiphertextBlob=answer["CiphertextBlob"], EncryptionContext=params.get("EncryptionContext")
        )
        assert opened["Plaintext"] == answer.get("Plaintext", PLAINTEXT)
        assert opened["KeyId"] == answer["KeyId"] == made


def test_a_mark_that_is_taken_away_takes_the_use_away_at_once(session, root, key):
    made = key("true")
    blob = session.ask("kms", "Encrypt", KeyId=made, Plaintext=PLAINTEXT)["CiphertextBlob"]
    root.ask("kms", "UntagResource", KeyId=made, TagKeys=f'["{seed.TAG}"]')
    check_denied(session.refused("kms", "Decrypt", CiphertextBlob=blob), "kms:Decrypt")
    assert root.ask("kms", "Decrypt", CiphertextBlob=blob)["Plaintext"] == PLAINTEXT


def test_another_tag_or_another_case_of_its_name_is_no_mark(session, root, key):
    made = key()
    for name in (seed.TAG.upper(), "rds:instance-encryption", "acs:ecs:disk-encryption"):
        root.ask("kms", "TagResource", KeyId=made, Tags=f'[{{"TagKey":"{name}","TagValue":"true"}}]')
        check_denied(session.refused("kms", "GenerateDataKey", KeyId=made), "kms:GenerateDataKey")


def test_the_role_may_see_and_mark_any_key_as_the_page_has_it(session, key):
    made = key()
    assert session.ask("kms", "DescribeKey", KeyId=made)["KeyMetadata"]["KeyState"] == "Enabled"
    assert session.ask("kms", "ListKeys")["TotalCount"] >= 1
    assert session.ask("kms", "ListResourceTags", KeyId=made)["Tags"]["Tag"] == []
    session.ask("kms", "TagResource", KeyId=made, Tags=f'[{{"TagKey":"{seed.TAG}","TagValue":"true"}}]')
    assert session.ask("kms", "GenerateDataKey", KeyId=made)["Plaintext"]
    session.ask("kms", "UntagResource", KeyId=made, TagKeys=f'["{seed.TAG}"]')
    check_denied(session.refused("kms", "GenerateDataKey", KeyId=made), "kms:GenerateDataKey")


NOT_GIVEN = [
    ("GenerateDataKeyWithoutPlaintext", {}),
    ("DisableKey", {}),
    ("EnableKey", {}),
    ("ScheduleKeyDeletion", {"PendingWindowInDays": 7}),
    ("CreateAlias", {"AliasName": "alias/taken"}),
    ("CreateKeyVersion", {}),
    ("UpdateKeyDescription", {"Description": "mine"}),
]


@pytest.mark.parametrize("action, params", NOT_GIVEN)
def test_what_the_page_does_not_name_is_denied_on_a_marked_key_too(session, key, action, params):
    check_denied(session.refused("kms", action, params, KeyId=key("true")), f"kms:{action}")


def test_the_role_makes_no_keys_and_touches_no_other_service(session):
    check_denied(session.refused("kms", "CreateKey"), "kms:CreateKey")
    for service, action in (("ram", "ListUsers"), ("rds", "DescribeDBInstances")):
        refused = session.refused(service, action, RegionId="cn-hangzhou")
        assert (refused.status, refused.detail["AuthAction"]) == (403, f"{service}:{action}")


ELSEWHERE = [
    ("another region", "cn-beijing", None, (403, "Forbidden.NoPermission"), (404, "Forbidden.KeyNotFound")),
    ("another account", "cn-hangzhou", "1234567890123456", *[(403, "Forbidden.NoPermission")] * 2),
    ("no region", "", None, *[(400, "InvalidParameter")] * 2),
    ("no account", "cn-hangzhou", "", *[(400, "InvalidParameter")] * 2),
]


@pytest.mark.parametrize("region, account, used, seen", [c[1:] for c in ELSEWHERE], ids=[c[0] for c in ELSEWHERE])
def test_a_key_is_not_found_under_an_arn_of(session, server, key, region, account, used, seen):
    """The page allows DescribeKey on any key: what is then not there may be said, but not of another account."""
    owner = server.account if account is None else account
    elsewhere = f"acs:kms:{region}:{owner}:key/{key('true')}"
    for action, expected in (("GenerateDataKey", used), ("DescribeKey", seen)):
        refused = session.refused("kms", action, KeyId=elsewhere)
        assert (refused.status, refused.code) == expected, refused


def test_absence_is_told_only_to_who_may_see(session, wearer):
    unknown = "01a20f68-0000-7000-8000-000000000000"
    refused = session.refused("kms", "DescribeKey", KeyId=unknown)
    assert (refused.status, refused.code) == (404, "Forbidden.KeyNotFound")
    check_denied(session.refused("kms", "GenerateDataKey", KeyId=unknown), "kms:GenerateDataKey")
    check_denied(wearer.refused("kms", "DescribeKey", KeyId=unknown), "kms:DescribeKey")


def test_both_sides_must_allow_an_assumption(server, user, role):
    name, named = user(seed.allow("sts:AssumeRole"))
    _, other = user(seed.allow("sts:AssumeRole"))
    _, powerless = user()
    arn, _ = role(seed.trust(RAM=f"acs:ram::{server.account}:user/{name}"), seed.POLICY)
    assert named.assume(arn).ask("sts", "GetCallerIdentity")["IdentityType"] == "AssumedRoleUser"
    with pytest.raises(Refused) as refused:
        other.assume(arn)
    assert (refused.value.status, refused.value.code) == (403, "NoPermission")
    assert refused.value.detail["PolicyType"] == "AssumeRolePolicy"

    everyone, _ = role(seed.trust(RAM=f"acs:ram::{server.account}:root"))
    with pytest.raises(Refused) as refused:
        powerless.assume(everyone)
    assert (refused.value.code, refused.value.detail["AuthAction"]) == ("NoPermission", "sts:AssumeRole")
    assert refused.value.detail["PolicyType"] == "AccountLevelIdentityBasedPolicy"


def test_a_role_that_trusts_a_service_is_for_no_user(wearer, role):
    arn, _ = role(seed.ROLE_TRUST, seed.POLICY)
    with pytest.raises(Refused) as refused:
        wearer.assume(arn)
    assert (refused.value.status, refused.value.code) == (403, "NoPermission")


def test_the_account_itself_assumes_no_role(root, page_role):
    with pytest.raises(Refused) as refused:
        root.assume(page_role)
    assert (refused.value.status, refused.value.code) == (403, "NoPermission")
    assert refused.value.body["Message"] == "Roles may not be assumed by root accounts."


def test_a_session_shows_itself_as_both_operations_have_it(server, wearer, page_role):
    named = {"RoleArn": page_role, "RoleSessionName": "alice"}
    worn = wearer.ask("sts", "AssumeRole", named)["AssumedRoleUser"]
    role_name = page_role.rsplit("/", 1)[1]
    assert worn["Arn"].lower() == f"acs:ram::{server.account}:role/{role_name}/alice".lower()
    seen = wearer.assume(page_role, "alice").ask("sts", "GetCallerIdentity")
    assert seen["Arn"].lower() == f"acs:ram::{server.account}:assumed-role/{role_name}/alice".lower()
    assert seen["PrincipalId"] == worn["AssumedRoleId"]
    assert seen["RoleId"] == worn["AssumedRoleId"].split(":")[0]


SESSION_POLICIES = [
    ("one that allows it too", seed.allow("kms:*"), None),
    ("one of another action", seed.allow("kms:Decrypt"), "ImplicitDeny"),
    ("one of another key", seed.allow("kms:*", resource="acs:kms:*:*:key/other"), "ImplicitDeny"),
    ("one that denies", seed.document({"Action": "kms:*", "Effect": "Deny", "Resource": "*"}), "ExplicitDeny"),
]


@pytest.mark.parametrize("policy, denied", [c[1:] for c in SESSION_POLICIES], ids=[c[0] for c in SESSION_POLICIES])
def test_a_session_policy_narrows(wearer, page_role, key, policy, denied):
    made = key("true")
    session = wearer.assume(page_role, Policy=policy)
    if denied is None:
        assert session.ask("kms", "GenerateDataKey", KeyId=made)["Plaintext"]
    else:
        check_denied(
            session.refused("kms", "GenerateDataKey", KeyId=made), "kms:GenerateDataKey", denied, "SessionPolicy"
        )


def test_a_session_policy_widens_nothing(wearer, page_role, key):
    session = wearer.assume(page_role, Policy=seed.allow("*"))
    check_denied(session.refused("kms", "GenerateDataKey", KeyId=key()), "kms:GenerateDataKey")
    check_denied(session.refused("kms", "DisableKey", KeyId=key("true")), "kms:DisableKey")


@pytest.mark.parametrize("seconds, taken", [(899, False), (900, True), (3600, True), (3601, False)])
def test_a_session_lasts_as_long_as_the_role_allows(wearer, page_role, seconds, taken):
    asked = {"RoleArn": page_role, "RoleSessionName": "session", "DurationSeconds": seconds}
    if taken:
        assert wearer.ask("sts", "AssumeRole", asked)["Credentials"]["Expiration"].endswith("Z")
    else:
        refused = wearer.refused("sts", "AssumeRole", asked)
        assert (refused.status, refused.code) == (400, "InvalidParameter.DurationSeconds")


def test_a_session_of_a_role_made_again_under_its_name_is_refused(server, root, wearer, role, key):
    trust = seed.trust(RAM=f"acs:ram::{server.account}:root")
    arn, role_name = role(trust, seed.allow("kms:*"))
    old = wearer.assume(arn)
    assert old.ask("kms", "DescribeKey", KeyId=key())
    held = root.ask("ram", "ListPoliciesForRole", RoleName=role_name)["Policies"]["Policy"][0]["PolicyName"]
    bound = {"PolicyType": "Custom", "PolicyName": held, "RoleName": role_name}
    root.ask("ram", "DetachPolicyFromRole", bound)
    root.ask("ram", "DeleteRole", RoleName=role_name)
    for remade in (False, True):
        if remade:
            role(trust, role_name=role_name)
            root.ask("ram", "AttachPolicyToRole", bound)
        refused = old.refused("kms", "DescribeKey", KeyId=key())
        assert (refused.status, refused.code) == (400, "InvalidSecurityToken.Expired"), refused
    assert wearer.assume(arn).ask("kms", "DescribeKey", KeyId=key())


def test_a_detached_policy_ends_the_rights_of_running_sessions(server, root, wearer, role, key):
    arn, role_name = role(seed.trust(RAM=f"acs:ram::{server.account}:root"), seed.POLICY)
    session, made = wearer.assume(arn), key("true")
    assert session.ask("kms", "GenerateDataKey", KeyId=made)
    held = root.ask("ram", "ListPoliciesForRole", RoleName=role_name)["Policies"]["Policy"][0]["PolicyName"]
    root.ask("ram", "DetachPolicyFromRole", PolicyType="Custom", PolicyName=held, RoleName=role_name)
    check_denied(session.refused("kms", "GenerateDataKey", KeyId=made), "kms:GenerateDataKey")


INSTANCE = {
    "RegionId": "cn-hangzhou",
    "Engine": "PostgreSQL",
    "EngineVersion": "15.0",
    "DBInstanceClass": "pg.n2.1c.1m",
    "DBInstanceStorage": 20,
    "DBInstanceStorageType": "cloud_essd",
    "DBInstanceNetType": "Intranet",
    "PayType": "Postpaid",
    "SecurityIPList": "127.0.0.1",
    "DryRun": "true",
}
CREATES = {"Action": "rds:CreateDBInstance", "Effect": "Allow", "Resource": "*"}
LENDS_ROLE = {"Action": "sts:AssumeRole", "Effect": "Allow", "Resource": "*"}
SEES_KEY = {"Action": "kms:DescribeKey", "Effect": "Allow", "Resource": "*"}
MARKS_KEY = {"Action": "kms:TagResource", "Effect": "Allow", "Resource": "*"}

LENDING = [
    ("only to create", [CREATES], None, "sts:AssumeRole"),
    ("all but to create", [LENDS_ROLE, SEES_KEY, MARKS_KEY], "true", "rds:CreateDBInstance"),
    ("all but the role", [CREATES, SEES_KEY, MARKS_KEY], "true", "sts:AssumeRole"),
    ("all but the key", [CREATES, LENDS_ROLE], "true", "kms:DescribeKey"),
    ("all but to mark a key that bears no mark", [CREATES, LENDS_ROLE, SEES_KEY], None, "kms:TagResource"),
    ("all but to mark a key that bears one", [CREATES, LENDS_ROLE, SEES_KEY], "true", None),
    ("all", [CREATES, LENDS_ROLE, SEES_KEY, MARKS_KEY], None, None),
]


@pytest.mark.parametrize("statements, mark, lacking", [c[1:] for c in LENDING], ids=[c[0] for c in LENDING])
def test_nobody_lends_rds_what_he_may_not_use(user, role, key, statements, mark, lacking):
    arn, _ = role(seed.ROLE_TRUST, seed.POLICY)
    _, caller = user(seed.document(*statements))
    asked = INSTANCE | {"RoleARN": arn, "EncryptionKey": key(mark)}
    if lacking is None:
        assert caller.ask("rds", "CreateDBInstance", asked)["DryRunResult"] is True
    else:
        refused = caller.refused("rds", "CreateDBInstance", asked)
        assert (refused.status, refused.detail["AuthAction"]) == (403, lacking), refused


# `None` leaves it out, as when a client forgets it.
UNFIT = [
    ("a role of another account", {"role": "acs:ram::1234567890123456:role/{role}"}, 403, "Forbidden.RAM"),
    ("a key of another account", {"key": "acs:kms:cn-hangzhou:1234567890123456:key/{key}"}, 403, "Forbidden.RAM"),
    ("a role that is not there", {"role": "acs:ram::{account}:role/nobody"}, 404, "EntityNotExist.Role"),
    ("a key that is not there", {"key": "01a20f68-0000-7000-8000-000000000000"}, 404, "Forbidden.KeyNotFound"),
    ("a role that is no ARN", {"role": "{role}"}, 400, "InvalidRoleARN.Malformed"),
    ("a key without a role", {"role": None}, 400, "MissingParameter"),
]


@pytest.mark.parametrize("change, status, code", [c[1:] for c in UNFIT], ids=[c[0] for c in UNFIT])
def test_not_even_the_account_lends(root, server, role, key, change, status, code):
    _, role_name = role(seed.ROLE_TRUST, seed.POLICY)
    facts = {"role": role_name, "key": key("true"), "account": server.account}
    lent = {"role": "acs:ram::{account}:role/{role}", "key": "{key}"} | change
    lent = {name: text and text.format(**facts) for name, text in lent.items()}
    refused = root.refused("rds", "CreateDBInstance", INSTANCE, RoleARN=lent["role"], EncryptionKey=lent["key"])
    assert (refused.status, refused.code) == (status, code), refused


def test_a_role_without_a_key_is_lent_the_services_own(root, role):
    arn, _ = role(seed.ROLE_TRUST, seed.POLICY)
    for key in (None, "ServiceKey"):
        assert root.ask("rds", "CreateDBInstance", INSTANCE, RoleARN=arn, EncryptionKey=key)["DryRunResult"] is True


def test_a_disabled_key_is_lent_to_no_disk(root, role, key):
    arn, _ = role(seed.ROLE_TRUST, seed.POLICY)
    made = key("true")
    root.ask("kms", "DisableKey", KeyId=made)
    refused = root.refused("rds", "CreateDBInstance", INSTANCE, RoleARN=arn, EncryptionKey=made)
    assert (refused.status, refused.code) == (403, "InvalidKmsKey")
