"""The unmodified SDKs of the older generation, `aliyun-python-sdk-*`, aimed at one server: HMAC-SHA1, raw JSON back."""

import json

import pytest
from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.auth.credentials import StsTokenCredential
from aliyunsdkcore.client import AcsClient
from aliyunsdkrds.request.v20140815 import DescribeDBInstanceAttributeRequest


class Sdk:
    """One client for all services, aimed request by request."""

    def __init__(self, caller):
        self.endpoint = caller.endpoint
        if caller.token:
            credential = StsTokenCredential(caller.key_id, caller.secret, caller.token)
            self.client = AcsClient(region_id="cn-hangzhou", credential=credential, auto_retry=False)
        else:
            self.client = AcsClient(caller.key_id, caller.secret, "cn-hangzhou", auto_retry=False)

    def ask(self, module, **values):
        """Asks by the request class that a module holds, in the method that the class chose."""
        request = getattr(module, module.__name__.rsplit(".", 1)[1])()
        for name, value in values.items():
            getattr(request, f"set_{name}")(value)
        return self.send(request)

    def send(self, request):
        request.set_protocol_type("http")
        request.set_endpoint(self.endpoint)
        return json.loads(self.client.do_action_with_exception(request))

    def attribute(self, instance):
        answer = self.ask(DescribeDBInstanceAttributeRequest, DBInstanceId=instance)
        return answer["Items"]["DBInstanceAttribute"][0]


def refused(sdk, *arguments, **values):
    with pytest.raises(ServerException) as raised:
        sdk.ask(*arguments, **values)
    error = raised.value
    assert error.request_id and error.message
    return error.http_status, error.error_code
