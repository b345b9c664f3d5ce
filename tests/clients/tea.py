"""The unmodified `alibabacloud_*` SDKs, all aimed at one server; they sign by ACS3."""

from alibabacloud_actiontrail20200706.client import Client as Trail
from alibabacloud_kms20160120.client import Client as Kms
from alibabacloud_ram20150501.client import Client as Ram
from alibabacloud_rds20140815 import models as rds_models
from alibabacloud_rds20140815.client import Client as Rds
from alibabacloud_sts20150401.client import Client as Sts
from alibabacloud_tea_openapi.models import Config


class Sdk:
    """One client a service, all at the same endpoint."""

    def __init__(self, caller, **config):
        def client(kind):
            own = {"access_key_id": caller.key_id, "access_key_secret": caller.secret, "security_token": caller.token}
            there = {"endpoint": caller.endpoint, "protocol": "HTTP", "region_id": "cn-hangzhou"}
            return kind(Config(**own, **there, **config))

        self.ram, self.sts, self.kms, self.rds = client(Ram), client(Sts), client(Kms), client(Rds)
        self.trail = client(Trail)

    def attribute(self, instance):
        asked = rds_models.DescribeDBInstanceAttributeRequest(dbinstance_id=instance)
        return self.rds.describe_dbinstance_attribute(asked).body.items.dbinstance_attribute[0]


def by_its_name(clients, service, request):
    """The client's method for a request: `CreateKeyRequest` is taken by `create_key`."""
    wanted = type(request).__name__.removesuffix("Request").lower()
    client = getattr(clients, service)
    (method,) = [m for m in dir(client) if m.replace("_", "") == wanted]
    return getattr(client, method)(request)
