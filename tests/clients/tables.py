"""MySQL instances that MariaDB serves, and their tables' encryption: what is asked for, and how to see that it holds."""

import subprocess

import pytest

# As `CreateDBInstance` takes it.
MYSQL = {
    "RegionId": "cn-hangzhou",
    "Engine": "MySQL",
    "EngineVersion": "8.0",
    "DBInstanceClass": "mysql.n2.medium.1",
    "DBInstanceStorage": 20,
    "DBInstanceStorageType": "cloud_essd",
    "DBInstanceNetType": "Intranet",
    "PayType": "Postpaid",
    "SecurityIPList": "127.0.0.1",
}


def is_encrypted(root, instance, newer_than=0):
    """Whether all is encrypted by the engine's own count, under a key newer than this: fields of ours beside the vendor's."""
    told = root.ask("rds", "DescribeDBInstanceTDE", DBInstanceId=instance)
    done = told["TDEStatus"] == "Enabled" and told["State"] == "Encrypted" and told["Progress"] == 100
    return done and told["KeyVersion"] > newer_than


def key_version(root, instance):
    """The newest version of the tables' keys that the engine has."""
    return root.ask("rds", "DescribeDBInstanceTDE", DBInstanceId=instance)["KeyVersion"]


def check_refused(database, statement, reason):
    """The engine itself refuses a statement."""
    with pytest.raises(subprocess.CalledProcessError) as refused:
        database.mariadb(statement)
    assert reason in refused.value.stderr, refused.value.stderr
