"""Why a call was refused, and which calls there were, by unmodified SDKs: DecodeDiagnosticMessage and LookupEvents."""

import pytest
from alibabacloud_actiontrail20200706 import models as trail_models
from alibabacloud_ram20150501 import models as ram_models
from alibabacloud_tea_openapi.exceptions import ClientException

from tea import Sdk

ONLY_MARKED = """{"Version": "1", "Statement": [{"Effect": "Allow", "Action": "kms:DescribeKey", "Resource": "*",
    "Condition": {"StringEquals": {"kms:tag/team": "db"}}}]}"""
CODE = "Forbidden.NoPermission"


@pytest.fixture(scope="module")
def denied(key, user):
    """A refused call of somebody's: his name, the key that he asked for, and the refusal."""
    name, caller = user(ONLY_MARKED)
    asked = key()
    return name, asked, caller.refused("kms", "DescribeKey", KeyId=asked)


def test_a_refusal_is_decoded_by_whoever_may(root, user, denied):
    _, asked, refused = denied
    message = refused.body["AccessDeniedDetail"]["EncodedDiagnosticMessage"]
    request = ram_models.DecodeDiagnosticMessageRequest(encoded_diagnostic_message=message)
    told = Sdk(root).ram.decode_diagnostic_message(request).body.decoded_diagnostic_message
    assert (told.explicit_deny, told.auth_action) == (False, "kms:DescribeKey")
    assert told.auth_resource.endswith(asked)
    assert told.auth_principal.auth_principal_type == "SubUser"
    assert told.no_permission_policy_type == "AccountLevelIdentityBasedPolicy"
    _, somebody = user()
    with pytest.raises(ClientException) as not_told:
        Sdk(somebody).ram.decode_diagnostic_message(request)
    assert not_told.value.code == "NoPermission"


def test_the_refused_call_is_among_the_events(root, denied):
    name, asked, refused = denied
    sdk = Sdk(root)
    by = trail_models.LookupEventsRequestLookupAttribute
    request = trail_models.LookupEventsRequest(lookup_attribute=[by(key="User", value=name)], max_results="50")
    (event,) = sdk.trail.lookup_events(request).body.events
    assert (event["eventName"], event["serviceName"], event["eventRW"]) == ("DescribeKey", "Kms", "Read")
    assert (event["errorCode"], event["requestId"]) == (CODE, refused.body["RequestId"])
    assert event["userIdentity"]["userName"] == name
    assert event["referencedResources"] == {"ACS::KMS::Key": [asked]}
    assert event["additionalEventData"]["Decisions"][0]["Decision"] == "ImplicitDeny"


def test_pages_hold_every_event_once(root, user):
    sdk = Sdk(root)
    name, caller = user()
    asked = [caller.ask("sts", "GetCallerIdentity")["RequestId"] for _ in range(9)]
    by = [trail_models.LookupEventsRequestLookupAttribute(key="User", value=name)]
    seen, token = [], None
    while len(seen) <= len(asked):
        request = trail_models.LookupEventsRequest(
            direction="FORWARD", lookup_attribute=by, max_results="4", next_token=token
        )
        page = sdk.trail.lookup_events(request).body
        seen += [event["eventId"] for event in page.events]
        token = page.next_token
        if not token:
            break
    assert seen == asked
