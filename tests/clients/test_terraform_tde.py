"""The calls that the Terraform provider makes for `tde_status`, `encryption_key` and `role_arn` of a MySQL instance."""

import pytest

import seed
import tables
from shape import check_shape
from terraform import MYSQL, NOT_SERVED, READ, READ_OF_POSTGRESQL


@pytest.fixture(scope="module")
def instance(terraform, root, role, key):
    """An instance that was created, then given TDE, as the provider does: the update path runs after the create."""
    arn, _ = role(seed.ROLE_TRUST, seed.POLICY)
    own = key()
    made = terraform("rds", "CreateDBInstance", MYSQL)["DBInstanceId"]
    try:
        status = lambda: attribute(terraform, made)["DBInstanceStatus"]
        seed.wait_until(lambda: status() == "Running")
        asked = {"DBInstanceId": made, "RegionId": "cn-hangzhou", "TDEStatus": "Enabled", "SourceIp": ""}
        # The provider spells it so, unlike the operation's own pages.
        terraform("rds", "ModifyDBInstanceTDE", asked, RoleARN=arn, EncryptionKey=own)

        def is_running():
            found = status()
            assert found in ("TDE_MODIFYING", "Running"), found
            return found == "Running" and tables.is_encrypted(root, made)

        seed.wait_until(is_running, 120)
        yield made, own, arn
    finally:
        seed.put_away(root, made)


def attribute(terraform, instance):
    return terraform("rds", "DescribeDBInstanceAttribute", DBInstanceId=instance)["Items"]["DBInstanceAttribute"][0]


def told(terraform, instance):
    return terraform("rds", "DescribeDBInstanceTDE", DBInstanceId=instance, RegionId="cn-hangzhou", SourceIp="")


@pytest.mark.parametrize("operation, shape", READ, ids=[operation for operation, _ in READ])
def test_a_mysql_is_read(terraform, instance, operation, shape):
    if operation in NOT_SERVED["rds"].split():
        pytest.skip("not served yet")
    if operation in READ_OF_POSTGRESQL:
        pytest.skip("asked of PostgreSQL alone")
    names = {"DBInstanceId": instance[0], "DBInstanceName": instance[0], "InsName": instance[0]}
    as_mysql = {
        "Engine": MYSQL["Engine"], "EngineVersion": MYSQL["EngineVersion"], "DBInstanceClass": MYSQL["DBInstanceClass"],
    }
    if operation == "DescribeDBInstanceAttribute":
        (was,) = shape["Items"]["DBInstanceAttribute"]
        shape = {"Items": {"DBInstanceAttribute": [was | as_mysql]}}
    check_shape(terraform("rds", operation, names, RegionId="cn-hangzhou", ClientToken="", SourceIp=""), shape)


def test_tde_is_read_back_as_it_was_set(terraform, instance):
    made, own, _ = instance
    assert told(terraform, made)["TDEStatus"] == "Enabled"
    assert told(terraform, made)["EncryptionKey"] == own


def test_the_role_that_the_provider_writes_where_none_is_named_is_of_the_right_account(terraform, instance):
    """It writes the default role in small letters, under the account that DescribeKey calls the key's creator."""
    _, own, arn = instance
    creator = terraform("kms", "DescribeKey", KeyId=own)["KeyMetadata"]["Creator"]
    assert arn.split(":")[3] == creator
