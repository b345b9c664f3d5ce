"""TDE of a MySQL instance by unmodified `alibabacloud_*` SDKs: accounts, rights, encryption, rotation, loss of the key."""

import types

import pymysql
import pytest
from alibabacloud_kms20160120 import models as kms_models
from alibabacloud_rds20140815 import models as rds_models
from alibabacloud_tea_openapi.exceptions import ClientException

import seed
import tables
from tea import Sdk


@pytest.fixture(scope="module")
def sdk(root):
    return Sdk(root)


@pytest.fixture(scope="module")
def mysql(sdk, root, role):
    """An instance with an account that may write into one database, and a row in it; TDE is off."""
    arn, _ = role(seed.ROLE_TRUST, seed.POLICY)
    key = sdk.kms.create_key(kms_models.CreateKeyRequest(description="tables")).body.key_metadata.key_id
    asked = rds_models.CreateDBInstanceRequest(
        region_id="cn-hangzhou",
        engine="MySQL",
        engine_version="8.0",
        dbinstance_class="mysql.n2.medium.1",
        dbinstance_storage=20,
        dbinstance_storage_type="cloud_essd",
        dbinstance_net_type="Intranet",
        pay_type="Postpaid",
        security_iplist="127.0.0.1",
    )
    made = sdk.rds.create_dbinstance(asked).body
    instance = made.dbinstance_id
    try:
        seed.wait_until(lambda: sdk.attribute(instance).dbinstance_status == "Running")
        database = seed.Database(made.connection_string, made.port, "app", "Secret-1234", "orders")
        on = {"dbinstance_id": instance, "account_name": database.user}
        sdk.rds.create_account(
            rds_models.CreateAccountRequest(**on, account_password=database.password, account_type="Normal")
        )
        seed.wait_until(lambda: account(sdk, instance).account_status == "Available")
        for name in (database.name, "other"):
            on = {"dbinstance_id": instance, "dbname": name}
            sdk.rds.create_database(rds_models.CreateDatabaseRequest(**on, character_set_name="utf8mb4"))
            asked = rds_models.DescribeDatabasesRequest(**on)
            seed.wait_until(
                lambda asked=asked: (
                    [d.dbstatus for d in sdk.rds.describe_databases(asked).body.databases.database] == ["Running"]
                )
            )
        grant(sdk, instance, database.name, "ReadWrite")
        database.mariadb("create table kept (what text); insert into kept values ('row')")
        yield types.SimpleNamespace(key=key, role=arn, instance=instance, database=database)
    finally:
        seed.put_away(root, instance)


def account(sdk, instance):
    asked = rds_models.DescribeAccountsRequest(dbinstance_id=instance, account_name="app")
    (found,) = sdk.rds.describe_accounts(asked).body.accounts.dbinstance_account
    return found


def grant(sdk, instance, database, privilege):
    """Grants, or with `None` takes away, and waits until it is so."""
    on = {"dbinstance_id": instance, "account_name": "app", "dbname": database}
    if privilege:
        sdk.rds.grant_account_privilege(rds_models.GrantAccountPrivilegeRequest(**on, account_privilege=privilege))
    else:
        sdk.rds.revoke_account_privilege(rds_models.RevokeAccountPrivilegeRequest(**on))

    def so():
        held = account(sdk, instance)
        privileges = {p.dbname: p.account_privilege for p in held.database_privileges.database_privilege}
        return held.account_status == "Available" and privileges.get(database) == privilege

    seed.wait_until(so)


def tde(sdk, instance):
    return sdk.rds.describe_dbinstance_tde(rds_models.DescribeDBInstanceTDERequest(dbinstance_id=instance)).body


def modify_tde(sdk, instance, **more):
    asked = {"dbinstance_id": instance, "tdestatus": "Enabled"} | more
    return sdk.rds.modify_dbinstance_tde(rds_models.ModifyDBInstanceTDERequest(**asked))


def test_a_mysql_is_shown_as_mysql_and_says_that_mariadb_serves_it(sdk, mysql):
    found = sdk.attribute(mysql.instance)
    assert (found.engine, found.engine_version, found.dbinstance_status) == ("MySQL", "8.0", "Running")
    assert "served by MariaDB 10.11" in found.tips
    assert "MariaDB" in mysql.database.mariadb("select version()")
    assert mysql.database.mariadb("select what from kept") == "row"


def test_an_account_may_do_what_is_granted_and_no_more(sdk, mysql):
    """Each grant replaces the one before it."""
    sees, writes = "select count(*) from other.t", "insert into other.t values (1)"
    tables.check_refused(mysql.database, "create table other.t (n int)", "denied")
    grant(sdk, mysql.instance, "other", "ReadWrite")
    mysql.database.mariadb(f"create table other.t (n int); {writes}")
    grant(sdk, mysql.instance, "other", "ReadOnly")
    assert mysql.database.mariadb(sees) == "1"
    tables.check_refused(mysql.database, writes, "denied")
    grant(sdk, mysql.instance, "other", None)
    tables.check_refused(mysql.database, sees, "denied")
    tables.check_refused(mysql.database, "select user from mysql.global_priv", "denied")
    assert mysql.database.mariadb("select load_file('/etc/passwd')") == "NULL"


def test_tables_are_innodb_whatever_is_asked_for(mysql):
    """No other engine's tables would be encrypted."""
    for engine in ("MyISAM", "Aria", "CSV", "MEMORY"):
        odd = f"create or replace table odd (n int not null) engine={engine}"
        tables.check_refused(mysql.database, odd, "NO_ENGINE_SUBSTITUTION")
        mysql.database.mariadb(f"set sql_mode = ''; {odd}")
        made = "select engine from information_schema.tables where table_name = 'odd'"
        assert mysql.database.mariadb(made) == "InnoDB"


def test_an_ordinary_driver_connects(mysql):
    at = mysql.database
    with pymysql.connect(
        host=at.host, port=int(at.port), user=at.user, password=at.password, database=at.name
    ) as connection, connection.cursor() as cursor:
        cursor.execute("select what from kept")
        assert cursor.fetchall() == (("row",),)


def test_tde_is_off_until_it_is_asked_for(sdk, mysql):
    assert tde(sdk, mysql.instance).tdestatus == "Disabled"
    assert mysql.database.mariadb("select count(*) from kept") == "1"


def test_tde_encrypts_what_is_there_and_what_comes(sdk, root, mysql, server):
    modify_tde(sdk, mysql.instance, encryption_key=mysql.key, role_arn=mysql.role)
    assert sdk.attribute(mysql.instance).dbinstance_status in ("TDE_MODIFYING", "Running")
    seed.wait_until(lambda: tables.is_encrypted(root, mysql.instance), 120)
    told = tde(sdk, mysql.instance)
    assert (told.tdemode, told.encryption_key) == ("Customer_Provided_Key", mysql.key)
    mysql.database.mariadb("create table later (what text); insert into later values ('row')")
    assert mysql.database.mariadb("select what from kept union all select what from later") == "row\nrow"
    for clear in ("encrypted=no", "encryption='N'"):
        tables.check_refused(mysql.database, f"create table clear (n int) {clear}", "ERROR")
    tags = sdk.kms.list_resource_tags(kms_models.ListResourceTagsRequest(key_id=mysql.key)).body.tags.tag
    assert [(tag.tag_key, tag.tag_value) for tag in tags] == [(seed.TAG, "true")]
    needed = rds_models.DescribeKmsAssociateResourcesRequest(
        region_id="cn-hangzhou", kms_resource_id=mysql.key, kms_resource_type="key",
        kms_resource_region_id="cn-hangzhou", kms_resource_user=server.account,
    )
    found = sdk.rds.describe_kms_associate_resources(needed).body
    assert found.associate_status is True
    assert [(i.dbinstance_name, i.engine, i.key_used_by) for i in found.associate_dbinstances] == [
        (mysql.instance, "MySQL", "TDE")
    ]


def test_the_tasks_tell_how_far_it_came(sdk, mysql):
    asked = rds_models.DescribeTasksRequest(dbinstance_id=mysql.instance)
    found = sdk.rds.describe_tasks(asked).body.items.task_progress_info
    assert [(t.progress, t.status) for t in found if t.task_action == "ModifyDBInstanceTDE"] == [("100", "Finished")]


def test_a_rotated_key_is_used_without_a_restart(sdk, root, mysql):
    up = lambda: int(mysql.database.mariadb("show global status like 'Uptime'").split()[1])
    before, version = up(), tables.key_version(root, mysql.instance)
    modify_tde(sdk, mysql.instance, encryption_key=mysql.key, role_arn=mysql.role, is_rotate=True)
    seed.wait_until(lambda: tables.is_encrypted(root, mysql.instance, newer_than=version), 120)
    assert up() >= before
    assert mysql.database.mariadb("select what from kept") == "row"


def test_a_disabled_key_warns_and_an_enabled_one_clears_the_warning(sdk, mysql):
    sdk.kms.disable_key(kms_models.DisableKeyRequest(key_id=mysql.key))
    try:
        warned = seed.wait_until(lambda: (a := sdk.attribute(mysql.instance)).tips_level and a)
        assert "next start" in warned.tips and "disabled" in warned.tips, warned.tips
        assert (warned.dbinstance_status, warned.lock_mode) == ("Running", "Unlock")
        assert mysql.database.mariadb("select what from kept") == "row"
        # It would not come back from a restart, so it is granted none.
        with pytest.raises(ClientException) as raised:
            sdk.rds.restart_dbinstance(rds_models.RestartDBInstanceRequest(dbinstance_id=mysql.instance))
        assert (raised.value.status_code, raised.value.code) == (403, "OperationDenied.DBInstanceStatus"), raised.value
        assert "disabled" in raised.value.message, raised.value
        assert mysql.database.mariadb("select what from kept") == "row"
        sdk.rds.stop_dbinstance(rds_models.StopDBInstanceRequest(dbinstance_id=mysql.instance))
        seed.wait_until(lambda: mysql.database.is_refused(mysql.database.mariadb))
        refused = seed.wait_until(lambda: (a := sdk.attribute(mysql.instance)).lock_mode != "Unlock" and a)
        assert "disabled" in refused.lock_reason, refused
    finally:
        sdk.kms.enable_key(kms_models.EnableKeyRequest(key_id=mysql.key))
    seed.wait_until(lambda: sdk.attribute(mysql.instance).lock_mode == "Unlock")
    sdk.rds.start_dbinstance(rds_models.StartDBInstanceRequest(dbinstance_id=mysql.instance))
    seed.wait_until(lambda: (a := sdk.attribute(mysql.instance)).dbinstance_status == "Running" and not a.tips_level)
    seed.wait_until(lambda: not mysql.database.is_refused(mysql.database.mariadb))
    assert mysql.database.mariadb("select what from kept") == "row"


# What is asked with TDE on, and how it is refused.
REFUSED = [
    ("off", {"tdestatus": "Disabled"}, 400, "InvalidTDEStatus.AlreadyEnabled"),
    ("on once more", {}, 400, "InvalidTDEStatus.AlreadyEnabled"),
    ("under another key", {"encryption_key": "other"}, 400, "InvalidTDEStatus.AlreadyEnabled"),
    ("a rotation under another key", {"encryption_key": "other", "is_rotate": True}, 400, "InvalidTDEStatus.AlreadyEnabled"),
    ("no status", {"tdestatus": None}, 400, "MissingParameter"),
    ("a status that is none", {"tdestatus": "On"}, 400, "InvalidTDEStatus.Malformed"),
    ("a database alone", {"dbname": "orders"}, 400, "UnsupportedParameter"),
    ("an instance that is not there", {"dbinstance_id": "rm-none"}, 404, "InvalidDBInstanceId.NotFound"),
]


@pytest.mark.parametrize("more, status, code", [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_tde_is_refused(sdk, mysql, key, more, status, code):
    asked = {"encryption_key": mysql.key, "role_arn": mysql.role} | more
    if asked["encryption_key"] == "other":
        asked["encryption_key"] = key()
    with pytest.raises(ClientException) as raised:
        modify_tde(sdk, mysql.instance, **asked)
    assert (raised.value.status_code, raised.value.code) == (status, code), raised.value
