"""What is refused before an operation runs, each with the documented status and code."""

import xml.etree.ElementTree as xml

import pytest

import rpc
import seed

WHO = ("sts", "GetCallerIdentity")


def signed(caller, service="sts", action="GetCallerIdentity", method="GET", secret=None, extra=None, **changes):
    """A V1 request all in the query; changes are made before it is signed."""
    params = caller.common(service, action, **changes) | (extra or {})
    params["Signature"] = rpc.sign_v1(method, params, secret or caller.secret)
    return rpc.encode(params)


def get(caller, **changes):
    return rpc.send(caller.endpoint, "GET", signed(caller, **changes))


def check(answer, status, code):
    with pytest.raises(rpc.Refused) as refused:
        rpc.parsed(answer)
    assert (refused.value.status, refused.value.code) == (status, code), refused.value
    assert refused.value.body["RequestId"] and refused.value.body["Message"]
    return refused.value.body


CHANGED = [
    ("an expired timestamp", {"Timestamp": rpc.stamp(-16)}, 400, "InvalidTimeStamp.Expired"),
    ("a timestamp to come", {"Timestamp": rpc.stamp(+30)}, 400, "InvalidTimeStamp.Expired"),
    ("a timestamp in another form", {"Timestamp": "yesterday"}, 400, "InvalidTimeStamp.Format"),
    ("no timestamp", {"Timestamp": None}, 400, "MissingTimestamp"),
    ("no nonce", {"SignatureNonce": None}, 400, "MissingSignatureNonce"),
    ("no access key", {"AccessKeyId": None}, 400, "MissingAccessKeyId"),
    ("no action", {"Action": None}, 400, "MissingAction"),
    ("no version", {"Version": None}, 400, "MissingVersion"),
    ("an unknown version", {"Version": "1999-01-01"}, 400, "NoSuchVersion"),
    ("an unknown action", {"Action": "GetCallerIdentities"}, 404, "InvalidAction.NotFound"),
    ("an action of another service", {"Action": "CreateKey"}, 404, "InvalidAction.NotFound"),
    ("an unknown format", {"Format": "yaml"}, 400, "InvalidParameter.Format"),
    ("an unknown signature method", {"SignatureMethod": "HMAC-MD5"}, 400, "InvalidSignatureMethod"),
    ("an unknown access key", {"AccessKeyId": "LTAI5tAAAAAAAAAAAAAAAAAA"}, 404, "InvalidAccessKeyId.NotFound"),
    ("a session's key without its token", {"AccessKeyId": "STS.NUgYrLnoC37mZZCNnAbe1"}, 400, "MissingSecurityToken"),
    ("a token that is none", {"SecurityToken": "CAIS"}, 400, "InvalidSecurityToken.MismatchWithAccessKey"),
    ("no parameter where one is needed", {"Action": "AssumeRole"}, 400, "MissingRoleArn"),
]


@pytest.mark.parametrize("changes, status, code", [case[1:] for case in CHANGED], ids=[case[0] for case in CHANGED])
def test_a_request_is_refused_for(root, changes, status, code):
    check(get(root, **changes), status, code)


def test_a_wrong_secret_gets_the_string_to_sign_that_sdks_compare_with_their_own(root):
    query = signed(root, secret="wrong")
    body = check(rpc.send(root.endpoint, "GET", query), 400, "SignatureDoesNotMatch")
    text, to_sign = body["Message"].split(":", 1)
    assert text == "Specified signature is not matched with our calculation. server string to sign is"
    assert to_sign.startswith("GET&%2F&AccessKeyId%3D")


def test_a_parameter_changed_on_the_way_is_noticed(root):
    query = signed(root, "ram", "GetUser", extra={"UserName": "alice"})
    check(rpc.send(root.endpoint, "GET", query.replace("alice", "mallory")), 400, "SignatureDoesNotMatch")
    check(rpc.send(root.endpoint, "POST", query), 400, "SignatureDoesNotMatch")


def test_a_request_is_answered_once(root):
    query = signed(root)
    assert rpc.send(root.endpoint, "GET", query).status == 200
    check(rpc.send(root.endpoint, "GET", query), 400, "SignatureNonceUsed")
    headers = root.acs3(*WHO)
    assert rpc.send(root.endpoint, "POST", headers=headers).status == 200
    check(rpc.send(root.endpoint, "POST", headers=headers), 400, "SignatureNonceUsed")


def test_an_inactive_access_key_opens_nothing(root, user):
    user_name, caller = user()
    change = {"UserName": user_name, "UserAccessKeyId": caller.key_id}
    assert caller.ask(*WHO)["IdentityType"] == "RAMUser"
    root.ask("ram", "UpdateAccessKey", change, Status="Inactive")
    check(get(caller), 400, "InvalidAccessKeyId.Inactive")
    root.ask("ram", "UpdateAccessKey", change, Status="Active")
    assert get(caller).status == 200
    root.ask("ram", "DeleteAccessKey", change)
    check(get(caller), 404, "InvalidAccessKeyId.NotFound")


DENIED = [
    ("kms", "ListKeys", {}, "Forbidden.NoPermission", "kms:ListKeys"),
    ("kms", "DescribeKey", {"KeyId": "no-such-key"}, "Forbidden.NoPermission", "kms:DescribeKey"),
    ("ram", "GetUser", {"UserName": "nobody"}, "NoPermission", "ram:GetUser"),
    ("ram", "ListPolicies", {}, "NoPermission", "ram:ListPolicies"),
    ("rds", "DescribeDBInstances", {"RegionId": "cn-hangzhou"}, "Forbidden.RAM", "rds:DescribeDBInstances"),
]


@pytest.mark.parametrize("service, action, params, code, right", DENIED, ids=[case[4] for case in DENIED])
def test_a_user_without_rights_is_told_which_right_is_lacking_and_nothing_else(
    user, service, action, params, code, right
):
    _, caller = user()
    refused = caller.refused(service, action, params)
    assert (refused.status, refused.code) == (403, code)
    assert refused.detail["AuthAction"] == right
    assert refused.detail["AuthPrincipalType"] == "SubUser"
    assert refused.detail["NoPermissionType"] == "ImplicitDeny"
    assert refused.detail["PolicyType"] == "AccountLevelIdentityBasedPolicy"


def test_an_explicit_deny_is_told_apart(user):
    deny = {"Action": "kms:ListKeys", "Effect": "Deny", "Resource": "*"}
    _, caller = user(seed.document(deny, {"Action": "*", "Effect": "Allow", "Resource": "*"}))
    assert caller.refused("kms", "ListKeys").detail["NoPermissionType"] == "ExplicitDeny"
    assert caller.ask("kms", "ListAliases")["TotalCount"] >= 0


# What is sent beside a signed query, in it or as a body.
MISSHAPEN = [
    ("a percent sign that encodes nothing", "&Extra=%zz", b"", {}, "InvalidParameter"),
    ("a percent sign at the end", "&Extra=%4", b"", {}, "InvalidParameter"),
    ("bytes that are no text", "&Extra=%ff%fe", b"", {}, "InvalidParameter"),
    ("a parameter twice", "&RegionId=a&RegionId=b", b"", {}, "InvalidParameter"),
    ("a parameter in two spellings", "&regionid=a&RegionId=b", b"", {}, "InvalidParameter"),
    ("a parameter without a name", "&=a", b"", {}, "InvalidParameter"),
    ("too many parameters", "".join(f"&P{n}=1" for n in range(600)), b"", {}, "InvalidParameter"),
    ("a query too long for GET", "&Extra=" + "a" * (17 << 10), b"", {}, "InvalidParameter"),
    ("a body too long", "", b"Extra=" + b"a" * (300 << 10), {}, "InvalidParameter"),
    ("a body that is no form", "", b'{"Extra":1}', {"content-type": "application/json"}, "InvalidParameter"),
]


@pytest.mark.parametrize(
    "more, body, headers, code", [case[1:] for case in MISSHAPEN], ids=[case[0] for case in MISSHAPEN]
)
def test_a_request_is_not_read_with(root, more, body, headers, code):
    method = "POST" if body else "GET"
    check(rpc.send(root.endpoint, method, signed(root, method=method) + more, body, headers), 400, code)


def test_only_get_and_post_are_taken_and_only_at_the_root(root):
    check(rpc.send(root.endpoint, "PUT", signed(root, method="PUT")), 403, "UnsupportedHTTPMethod")
    check(rpc.send(root.endpoint, "GET", signed(root), path="/v1/"), 404, "InvalidAction.NotFound")


PARAMETERS = [
    ("ram", "GetUser", {}, "MissingUserName"),
    ("sts", "AssumeRole", {"RoleSessionName": "s"}, "MissingRoleArn"),
    ("kms", "DescribeKey", {}, "MissingParameter"),
    ("kms", "DescribeKey", {"KeyId": ""}, "MissingParameter"),
    ("kms", "ListKeys", {"PageSize": "many"}, "InvalidParameter"),
    ("kms", "ListKeys", {"PageSize": "101"}, "InvalidParameter"),
    ("kms", "Encrypt", {"KeyId": "k", "Plaintext": "x", "EncryptionContext": "[]"}, "InvalidParameter"),
    ("ram", "CreateUser", {"UserName": "a b"}, "InvalidParameter.UserName.InvalidChars"),
    ("ram", "CreateUser", {"UserName": "a" * 65}, "InvalidParameter.UserName.Length"),
    ("ram", "CreatePolicy", {"PolicyName": "p", "PolicyDocument": "{}"}, "MalformedPolicyDocument"),
    ("rds", "DescribeDBInstanceAttribute", {}, "MissingParameter"),
    ("rds", "CreateDBInstance", {}, "MissingParameter"),
]


@pytest.mark.parametrize("service, action, params, code", PARAMETERS)
def test_a_parameter_is_refused_in_the_words_of_its_service(root, service, action, params, code):
    refused = root.refused(service, action, params)
    assert (refused.status, refused.code) == (400, code), refused


@pytest.mark.parametrize("service, action", [("rds", "MigrateToOtherZone"), ("kms", "OpenKmsService")])
def test_an_operation_that_is_known_but_not_served_is_no_server_error(root, service, action):
    refused = root.refused(service, action)
    assert (refused.status, refused.code) == (400, "UnsupportedOperation")
    assert action in refused.body["Message"]


def test_xml_is_answered_to_who_asks_for_it(root, server):
    answer = get(root, Format="XML")
    assert answer.headers["content-type"] == "text/xml;charset=utf-8"
    found = xml.fromstring(answer.body)
    assert found.tag == "GetCallerIdentityResponse"
    assert found.findtext("AccountId") == server.account
    assert found.findtext("RequestId")


def test_a_list_in_xml_repeats_its_elements(root, key):
    made = {key(), key()}
    found = xml.fromstring(get(root, Format="XML", service="kms", action="ListKeys", extra={"PageSize": "100"}).body)
    assert found.tag == "KMS" and int(found.findtext("TotalCount")) >= 2
    assert made <= {one.findtext("KeyId") for one in found.findall("Keys/Key")}


def test_an_error_in_xml_has_the_shape_that_sdks_read(root):
    answer = get(root, Format="xml", service="ram", action="GetUser", extra={"UserName": "nobody"})
    assert (answer.status, answer.headers["content-type"]) == (404, "text/xml;charset=utf-8")
    found = xml.fromstring(answer.body)
    assert (found.tag, found.findtext("Code")) == ("Error", "EntityNotExist.User")
    assert found.findtext("HostId") == root.endpoint and found.findtext("RequestId")


def test_json_answers_and_errors_have_the_common_fields(root):
    answer = get(root)
    assert answer.headers["content-type"] == "application/json;charset=utf-8"
    body = root.refused("ram", "GetUser", UserName="nobody").body
    assert {"RequestId", "HostId", "Code", "Message", "Recommend"} <= set(body)
    assert body["HostId"] == root.endpoint


# Signed headers are made, then changed; an `x-acs-` header that came must be signed.
HEADERS = [
    ("none changed", {}, 200, None),
    ("one that is not signed", {"x-acs-extra": "1"}, 400, "IncompleteSignature"),
    ("another action", {"x-acs-action": "AssumeRole"}, 400, "SignatureDoesNotMatch"),
    ("another hash of the body", {"x-acs-content-sha256": "0" * 64}, 400, "SignatureDoesNotMatch"),
    ("no hash of the body", {"x-acs-content-sha256": None}, 400, "IncompleteSignature"),
    ("no date", {"x-acs-date": None}, 400, "IncompleteSignature"),
    ("another algorithm", {"authorization": "ACS3-HMAC-MD5 Credential=a"}, 400, "InvalidSignatureMethod"),
    ("half a proof", {"authorization": "ACS3-HMAC-SHA256 Credential=a"}, 400, "IncompleteSignature"),
]


@pytest.mark.parametrize("changes, status, code", [case[1:] for case in HEADERS], ids=[case[0] for case in HEADERS])
def test_v3_headers_count_as_they_were_signed_with(root, changes, status, code):
    headers = {k: v for k, v in (root.acs3(*WHO) | changes).items() if v is not None}
    answer = rpc.send(root.endpoint, "POST", headers=headers)
    if status == 200:
        assert rpc.parsed(answer)["IdentityType"] == "Account"
    else:
        check(answer, status, code)


def test_nobody_is_answered_without_a_signature(root):
    query = rpc.encode({"Action": "ListKeys", "Version": "2016-01-20", "Format": "json"})
    check(rpc.send(root.endpoint, "GET", query), 400, "MissingAccessKeyId")
