"""Instances for tests to look at."""

import seed

REGION = "cn-hangzhou"
ENGINES = {
    "MariaDB": {"EngineVersion": "10.11", "DBInstanceClass": "mariadb.n2.1c.1m"},
    "PostgreSQL": {"EngineVersion": "15.0", "DBInstanceClass": "pg.n2.1c.1m"},
}


def begun(root, engine="MariaDB"):
    """One that is on its way."""
    asked = {
        "RegionId": REGION,
        "Engine": engine,
        "DBInstanceStorage": 20,
        "DBInstanceStorageType": "cloud_essd",
        "DBInstanceNetType": "Intranet",
        "PayType": "Postpaid",
        "SecurityIPList": "127.0.0.1",
    }
    return root.ask("rds", "CreateDBInstance", asked | ENGINES[engine])["DBInstanceId"]


def running(root, engine="MariaDB"):
    """One that runs."""
    instance = begun(root, engine)

    def status():
        told = root.ask("rds", "DescribeDBInstanceAttribute", DBInstanceId=instance)
        return told["Items"]["DBInstanceAttribute"][0]["DBInstanceStatus"]

    seed.wait_until(lambda: status() == "Running", 180)
    return instance
