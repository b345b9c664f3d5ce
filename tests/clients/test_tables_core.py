"""TDE with the service's own key, by the unmodified SDKs of the older generation; and what is refused around it."""

import types

import pytest
from aliyunsdkkms.request.v20160120 import CreateKeyRequest, DescribeKeyRequest, DisableKeyRequest
from aliyunsdkrds.request.v20140815 import (
    CreateAccountRequest,
    CreateDatabaseRequest,
    CreateDBInstanceRequest,
    DescribeAccountsRequest,
    DescribeDatabasesRequest,
    DescribeDBInstanceEncryptionKeyRequest,
    DescribeDBInstanceTDERequest,
    DescribeKmsAssociateResourcesRequest,
    DescribeTasksRequest,
    GrantAccountPrivilegeRequest,
    ModifyDBInstanceTDERequest,
)

import rpc
import seed
import tables
from conftest import needs_disks, served
from core import Sdk, refused


@pytest.fixture(scope="module")
def sdk(root):
    return Sdk(root)


@pytest.fixture(scope="module")
def lent(role):
    """A role as on the page, under a name of its own."""
    return role(seed.ROLE_TRUST, seed.POLICY)[0]


@pytest.fixture(scope="module")
def mysql(sdk, root):
    """A MySQL 5.7 with a privileged account, a database and a row in it; TDE is off."""
    asked = {name: value for name, value in tables.MYSQL.items() if name != "RegionId"}
    made = sdk.ask(CreateDBInstanceRequest, **asked | {"EngineVersion": "5.7"})
    instance = made["DBInstanceId"]
    try:
        seed.wait_until(lambda: sdk.attribute(instance)["DBInstanceStatus"] == "Running")
        database = seed.Database(made["ConnectionString"], made["Port"], "owner", "Secret-1234", "orders")
        on = {"DBInstanceId": instance, "AccountName": database.user}
        sdk.ask(CreateAccountRequest, **on, AccountPassword=database.password, AccountType="Super")
        accounts = lambda: sdk.ask(DescribeAccountsRequest, **on)["Accounts"]["DBInstanceAccount"]
        seed.wait_until(lambda: [a["AccountStatus"] for a in accounts()] == ["Available"])
        on = {"DBInstanceId": instance, "DBName": database.name}
        sdk.ask(CreateDatabaseRequest, **on, CharacterSetName="utf8mb4")
        databases = lambda: sdk.ask(DescribeDatabasesRequest, **on)["Databases"]["Database"]
        seed.wait_until(lambda: [d["DBStatus"] for d in databases()] == ["Running"])
        database.mariadb("create table kept (what text); insert into kept values ('row')")
        yield types.SimpleNamespace(instance=instance, database=database)
    finally:
        seed.put_away(root, instance)


@pytest.fixture(scope="module")
def encrypted(sdk, root, mysql, lent):
    """The same with TDE under the service's own key: none is named. Returns the key that was taken."""
    on = {"DBInstanceId": mysql.instance}
    sdk.ask(ModifyDBInstanceTDERequest, **on, TDEStatus="Enabled", RoleArn=lent)
    seed.wait_until(lambda: tables.is_encrypted(root, mysql.instance), 120)
    return sdk.ask(DescribeDBInstanceTDERequest, **on)["EncryptionKey"]


def test_the_service_key_is_made_at_first_use_and_belongs_to_the_service(sdk, server, mysql, encrypted):
    told = sdk.ask(DescribeDBInstanceTDERequest, DBInstanceId=mysql.instance)
    assert told["TDEMode"] == "Aliyun_Generate_Key"
    alias = sdk.ask(DescribeKeyRequest, KeyId="alias/acs/rds")["KeyMetadata"]
    assert (alias["KeyId"], alias["KeyState"]) == (encrypted, "Enabled")
    assert refused(sdk, DisableKeyRequest, KeyId=encrypted) == (400, "Rejected.UnsupportedOperation")
    needed = sdk.ask(
        DescribeKmsAssociateResourcesRequest,
        KmsResourceId=encrypted,
        KmsResourceType="key",
        KmsResourceRegionId="cn-hangzhou",
        KmsResourceUser=server.account,
    )["AssociateDBInstances"]
    assert (mysql.instance, "TDE") in [(one["DBInstanceName"], one["KeyUsedBy"]) for one in needed]


def test_the_disk_is_told_apart_from_the_tables(sdk, mysql, encrypted):
    told = sdk.ask(DescribeDBInstanceEncryptionKeyRequest, DBInstanceId=mysql.instance)
    assert told["EncryptionKey"] == ""


def test_a_task_tells_of_the_encryption(sdk, mysql, encrypted):
    found = sdk.ask(DescribeTasksRequest, DBInstanceId=mysql.instance)
    assert found["TotalRecordCount"] == len(found["Items"]["TaskProgressInfo"]) > 0, found


def test_the_service_key_is_rotated_too(sdk, root, mysql, encrypted):
    version = tables.key_version(root, mysql.instance)
    sdk.ask(ModifyDBInstanceTDERequest, DBInstanceId=mysql.instance, TDEStatus="Enabled", IsRotate="true")
    seed.wait_until(lambda: tables.is_encrypted(root, mysql.instance, newer_than=version), 120)
    assert mysql.database.mariadb("select what from kept") == "row"


def test_a_key_that_is_lent_must_be_usable_and_the_asker_must_be_allowed_to_lend_it(root, mysql, user, key, lent):
    """Told before anything else about the instance: that TDE is on already is not what the asker may know."""
    own = key("true")
    asked = {"DBInstanceId": mysql.instance, "TDEStatus": "Enabled", "RoleARN": lent, "EncryptionKey": own}
    rights = []
    for lacking in ("rds:ModifyDBInstanceTDE", "sts:AssumeRole", "kms:DescribeKey"):
        _, caller = user(seed.allow(*rights) if rights else None)
        refused = caller.refused("rds", "ModifyDBInstanceTDE", asked)
        assert (refused.status, refused.detail["AuthAction"]) == (403, lacking), refused
        rights.append(lacking)
    root.ask("kms", "DisableKey", KeyId=own)
    refused = root.refused("rds", "ModifyDBInstanceTDE", asked)
    assert (refused.status, refused.code) == (403, "InvalidKmsKey"), refused


def test_postgresql_has_no_tde_and_says_so(sdk, root):
    postgresql = {"Engine": "PostgreSQL", "EngineVersion": "15.0", "DBInstanceClass": "pg.n2.1c.1m"}
    made = root.ask("rds", "CreateDBInstance", tables.MYSQL | postgresql)["DBInstanceId"]
    try:
        seed.wait_until(lambda: sdk.attribute(made)["DBInstanceStatus"] == "Running")
        code = (400, "InstanceEngineType.NotSupport")
        for status in ("Enabled", "Disabled"):
            assert refused(sdk, ModifyDBInstanceTDERequest, DBInstanceId=made, TDEStatus=status) == code
        assert sdk.ask(DescribeDBInstanceTDERequest, DBInstanceId=made)["TDEStatus"] == "Disabled"
    finally:
        seed.put_away(root, made)


@needs_disks
def test_disk_and_tables_each_have_a_key_of_their_own(sdk, root, server, key, lent):
    disk, own = key(), key()
    made = root.ask("rds", "CreateDBInstance", tables.MYSQL, EncryptionKey=disk, RoleARN=lent)["DBInstanceId"]
    try:
        seed.wait_until(lambda: sdk.attribute(made)["DBInstanceStatus"] == "Running")
        on = {"DBInstanceId": made}
        sdk.ask(ModifyDBInstanceTDERequest, **on, TDEStatus="Enabled", RoleArn=lent, EncryptionKey=own)
        seed.wait_until(lambda: tables.is_encrypted(root, made), 120)
        assert sdk.ask(DescribeDBInstanceEncryptionKeyRequest, **on)["EncryptionKey"] == disk
        assert sdk.ask(DescribeDBInstanceTDERequest, **on)["EncryptionKey"] == own
        for one, used_by in ((disk, "DiskEncryption"), (own, "TDE")):
            needed = {"KmsResourceId": one, "KmsResourceType": "key", "KmsResourceUser": server.account}
            found = sdk.ask(DescribeKmsAssociateResourcesRequest, **needed)["AssociateDBInstances"]
            assert [(i["DBInstanceName"], i["KeyUsedBy"]) for i in found] == [(made, used_by)]
        # The disk locks at once; the tables' key alone would not have.
        root.ask("kms", "DisableKey", KeyId=own)
        seed.wait_until(lambda: sdk.attribute(made)["TipsLevel"] == 1)
        assert sdk.attribute(made)["LockMode"] == "Unlock"
        root.ask("kms", "DisableKey", KeyId=disk)
        seed.wait_until(lambda: sdk.attribute(made)["LockMode"] != "Unlock")
        for one in (disk, own):
            root.ask("kms", "EnableKey", KeyId=one)
        seed.wait_until(lambda: (a := sdk.attribute(made))["DBInstanceStatus"] == "Running" and a["LockMode"] == "Unlock")
    finally:
        seed.put_away(root, made)


VERSIONS_REFUSED = [
    ("MySQL", "5.6", "InvalidEngineVersion.Malformed", "8.0"),
    ("MariaDB", "10.3", "InvalidEngineVersion.Malformed", "10.11"),
    ("MariaDB", "10.6", "InvalidEngineVersion.Malformed", "10.11"),
]


@pytest.mark.parametrize("engine, version, code, remedy", VERSIONS_REFUSED)
def test_a_version_that_is_not_there_is_refused_with_one_that_is(root, engine, version, code, remedy):
    refused = root.refused("rds", "CreateDBInstance", tables.MYSQL | {"Engine": engine, "EngineVersion": version})
    assert (refused.status, refused.code) == (400, code) and remedy in refused.body["Message"], refused


def test_a_mariadb_is_one_by_its_own_name(root):
    asked = tables.MYSQL | {"Engine": "MariaDB", "EngineVersion": "10.11", "DryRun": "true"}
    assert root.ask("rds", "CreateDBInstance", asked)["DryRunResult"] is True


def test_without_the_flag_mysql_is_refused_and_the_flag_named():
    with served() as server:
        root = rpc.Caller(server.endpoint, server.key_id, server.secret)
        refused = root.refused("rds", "CreateDBInstance", tables.MYSQL)
        assert (refused.status, refused.code) == (400, "InvaildEngineInRegion.ValueNotSupported")
        assert "--mysql-engine mariadb" in refused.body["Message"]
