"""The calls that the Terraform provider makes for instances, their databases and accounts; and all that it may call."""

import pytest

import seed
from shape import check_gone, check_shape
from terraform import CALLS, INSTANCE, NOT_SERVED, READ


@pytest.fixture(scope="module")
def instance(terraform, root, name):
    """An instance that is Running, as the provider waits for it: only Creating may come before."""
    token = name("terraform")
    made = terraform("rds", "CreateDBInstance", INSTANCE, ClientToken=token)["DBInstanceId"]
    assert terraform("rds", "CreateDBInstance", INSTANCE, ClientToken=token)["DBInstanceId"] == made

    def is_running():
        status = attribute(terraform, made)["DBInstanceStatus"]
        assert status in ("Creating", "Running"), status
        return status == "Running"

    seed.wait_until(is_running)
    yield made
    seed.put_away(root, made)


def attribute(terraform, instance):
    return terraform("rds", "DescribeDBInstanceAttribute", DBInstanceId=instance)["Items"]["DBInstanceAttribute"][0]


@pytest.mark.parametrize("service", CALLS)
def test_every_call_is_served_or_known_not_to_be(user, service):
    """Asked by a user without rights, so that nothing happens."""
    _, caller = user()
    unserved = set()
    for operation in CALLS[service].split():
        if operation == "GetCallerIdentity":
            continue
        refused = caller.refused(service, operation)
        assert refused.status in (400, 403), f"{operation}: {refused}"
        if refused.code == "UnsupportedOperation":
            unserved.add(operation)
    assert unserved == set(NOT_SERVED[service].split())


@pytest.mark.parametrize("operation, shape", READ, ids=[operation for operation, _ in READ])
def test_db_instance_is_read(terraform, instance, operation, shape):
    if operation in NOT_SERVED["rds"].split():
        pytest.skip("not served yet")
    names = {"DBInstanceId": instance, "DBInstanceName": instance, "InsName": instance}
    check_shape(terraform("rds", operation, names, RegionId="cn-hangzhou", ClientToken="", SourceIp=""), shape)


def test_db_instance_is_updated(terraform, instance):
    terraform("rds", "ModifyDBInstanceDescription", DBInstanceId=instance, DBInstanceDescription="changed")
    terraform("rds", "ModifySecurityIps", DBInstanceId=instance, SecurityIps="127.0.0.1,10.0.0.0/8")
    tagged = {"RegionId": "cn-hangzhou", "ResourceType": "INSTANCE", "ResourceId.1": instance}
    terraform("rds", "TagResources", tagged | {"Tag.1.Key": "a", "Tag.1.Value": "b"})
    terraform("rds", "UnTagResources", tagged | {"TagKey.1": "env"})

    assert attribute(terraform, instance)["DBInstanceDescription"] == "changed"
    arrays = terraform("rds", "DescribeDBInstanceIPArrayList", DBInstanceId=instance)["Items"]["DBInstanceIPArray"]
    assert {one["DBInstanceIPArrayName"]: one["SecurityIPList"] for one in arrays} == {
        "default": "127.0.0.1,10.0.0.0/8"
    }
    tags = terraform("rds", "DescribeTags", DBInstanceId=instance)["Items"]["TagInfos"]
    assert [(tag["TagKey"], tag["TagValue"]) for tag in tags] == [("a", "b")]


def test_db_database_and_rds_account(terraform, root, instance):
    on = {"DBInstanceId": instance, "RegionId": "cn-hangzhou"}
    account = on | {"AccountName": "app"}
    terraform(
        "rds", "CreateAccount", account, AccountPassword="Secret-1234", AccountType="Super", AccountDescription="d"
    )

    def available():
        found = terraform("rds", "DescribeAccounts", account)["Accounts"]["DBInstanceAccount"]
        return found and found[0]["AccountStatus"] == "Available" and found[0]

    check_shape(
        seed.wait_until(available),
        {"AccountName": "app", "AccountType": "Super", "AccountDescription": "d", "DBInstanceId": instance},
    )
    database = on | {"DBName": "orders"}
    terraform("rds", "CreateDatabase", database, CharacterSetName="UTF8", DBDescription="d")

    def running():
        found = terraform("rds", "DescribeDatabases", database)["Databases"]["Database"]
        return found and found[0]["DBStatus"] == "Running" and found[0]

    wanted = {"DBName": "orders", "DBDescription": "d", "DBInstanceId": instance, "CharacterSetName": str}
    check_shape(seed.wait_until(running), wanted)
    terraform("rds", "ModifyDBDescription", database, DBDescription="e")
    assert running()["DBDescription"] == "e"
    terraform("rds", "ModifyAccountDescription", account, AccountDescription="f")
    assert available()["AccountDescription"] == "f"
    terraform("rds", "ResetAccountPassword", account, AccountPassword="Secret-5678")

    terraform("rds", "DeleteDatabase", database)
    seed.wait_until(lambda: not terraform("rds", "DescribeDatabases", database)["Databases"]["Database"])
    terraform("rds", "DeleteAccount", account)
    seed.wait_until(lambda: not terraform("rds", "DescribeAccounts", account)["Accounts"]["DBInstanceAccount"])


def test_db_instance_is_deleted(terraform, root, instance):
    """Last of all; what is not there is told by the code that the provider takes for gone."""
    protect = {"DBInstanceId": instance, "RegionId": "cn-hangzhou"}
    terraform("rds", "ModifyDBInstanceDeletionProtection", protect, DeletionProtection="true")
    refused = root.refused("rds", "DeleteDBInstance", protect)
    assert (refused.status, refused.code) == (400, "OperationDenied.DeletionProtection")
    terraform("rds", "ModifyDBInstanceDeletionProtection", protect, DeletionProtection="false")
    terraform("rds", "DeleteDBInstance", protect)
    for operation in ("DescribeDBInstanceAttribute", "DescribeDBInstanceNetInfo", "DeleteDBInstance"):
        check_gone(root, "InvalidDBInstanceId.NotFound", "rds", operation, DBInstanceId=instance)
