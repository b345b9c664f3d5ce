"""A MariaDB, shown as MySQL, that encrypts its tables itself (TDE) with keys that only the role opens."""

import os
import signal
import subprocess

from proof import raw
from proof.bench import MARKER, PASSWORD, POLICY, ROLE, Failed

ROWS = 500
# Another text than the marker, which is looked for later.
CONTROL = "control-52d0c8a1-written-before"


class Tables:
    """An instance that is plain at first, and then is not."""

    def __init__(self, bench):
        self.bench = bench

    def plain(self):
        self.instance = self.bench.create("MySQL", "tables")
        self.bench.running(self.instance)
        self.bench.prepare(self.instance, "utf8mb4")
        # Never another in its life: it is dialled while the server is down, too.
        self.address = self.bench.address(self.instance)
        self.must_sql(f"create table before_tde (x text); insert into before_tde values ('{CONTROL}')")
        self.flush()
        found, _ = raw.files_with(self.data_folder(), f"{CONTROL}".encode())
        if not found:
            raise Failed("no file holds the row: the search proves nothing")

    def turned_on(self):
        self.key = self.bench.new_key()
        self.bench.call("rds", "ModifyDBInstanceTDE", DBInstanceId=self.instance, TDEStatus="Enabled",
                        EncryptionKey=self.key, RoleArn=self.bench.role)
        self.bench.wait("every table is encrypted", 120, self.is_encrypted)
        self.bench.marked(self.key)

    def raw_bytes(self):
        self.must_sql("create table t (id int primary key auto_increment, x text)")
        self.must_sql(f"insert into t (x) values ('{MARKER}')")
        more = f"with recursive n (i) as (select 1 union all select i + 1 from n where i < {ROWS - 1})"
        self.must_sql(f"insert into t (x) {more} select concat('{MARKER}', i) from n")
        self.flush()
        found, searched = raw.files_with(self.data_folder(), MARKER.encode())
        if found or searched < 10:
            raise Failed(f"of {searched} files these hold the row in the clear: {found}")

    def rotated(self):
        engine = raw.engine_pids(self.bench.data, self.instance)
        before = self.told()["KeyVersion"]
        self.bench.call("rds", "ModifyDBInstanceTDE", DBInstanceId=self.instance, TDEStatus="Enabled", IsRotate="true")
        self.bench.wait("every table is encrypted anew", 120,
                        lambda: self.is_encrypted() and self.told()["KeyVersion"] > before)
        self.is_whole()
        if not engine or raw.engine_pids(self.bench.data, self.instance) != engine:
            raise Failed("the engine was restarted for a rotation")

    def adopted_without_right(self):
        """The endpoint must never be what stops an engine: neither its absence nor its having nothing to answer."""
        engine = raw.engine_pids(self.bench.data, self.instance)
        policy = {"PolicyType": "Custom", "PolicyName": POLICY, "RoleName": ROLE}
        self.bench.call("ram", "DetachPolicyFromRole", **policy)
        self.bench.kill()
        self.must_sql("create table while_down (x text); insert into while_down values ('down')")
        self.bench.start()
        self.bench.told(self.instance, "may not", "kms:")
        self.must_sql("create table after_down (x text); insert into after_down values ('up')")
        self.is_whole()
        self.bench.call("ram", "AttachPolicyToRole", **policy)
        if not engine or raw.engine_pids(self.bench.data, self.instance) != engine:
            raise Failed("the engine was restarted rather than adopted")
        self.bench.wait("the warning is gone", 60, lambda: not self.bench.attribute(self.instance)["TipsLevel"])

    def key_off(self):
        self.bench.call("kms", "DisableKey", KeyId=self.key)
        self.bench.told(self.instance, "next start", "disabled")
        self.is_whole()
        if self.bench.attribute(self.instance)["LockMode"] != "Unlock":
            raise Failed("an instance whose disk is not encrypted must not lock")

    def restart_refused(self):
        if self.bench.try_call("rds", "RestartDBInstance", DBInstanceId=self.instance) is not None:
            raise Failed("a restart is granted that the database would not come back from")
        self.is_whole()

    def start_refused(self):
        for engine in raw.engine_pids(self.bench.data, self.instance):
            os.kill(engine, signal.SIGKILL)
        self.bench.wait("it is down", 60, lambda: self.sql("select 1").returncode != 0)
        self.bench.wait("it locks", 60, lambda: self.bench.attribute(self.instance)["LockMode"] != "Unlock")
        self.bench.told(self.instance, "disabled")

    def key_on(self):
        self.bench.call("kms", "EnableKey", KeyId=self.key)
        self.bench.running(self.instance)
        self.is_whole()

    # -- looking

    def told(self):
        return self.bench.call("rds", "DescribeDBInstanceTDE", DBInstanceId=self.instance)

    def is_encrypted(self):
        """By the engine's own count of table spaces."""
        told = self.told()
        return told["TDEStatus"] == "Enabled" and told["State"] == "Encrypted"

    def is_whole(self):
        self.bench.wait("the database answers", 30, lambda: self.sql("select 1").returncode == 0)
        if self.must_sql("select count(*) from t") != str(ROWS):
            raise Failed("rows are gone")

    def flush(self):
        """A restart writes every page that is only in memory."""
        self.bench.call("rds", "RestartDBInstance", DBInstanceId=self.instance)
        self.bench.wait("it restarts", 30, lambda: self.sql("select 1").returncode != 0)
        self.bench.running(self.instance)
        self.bench.wait("the database answers", 30, lambda: self.sql("select 1").returncode == 0)

    def data_folder(self):
        (system,) = (self.bench.data / "instances" / self.instance).rglob("ibdata1")
        return system.parent

    def sql(self, text):
        host, port = self.address
        environment = os.environ | {"MYSQL_PWD": PASSWORD}
        return subprocess.run(["mariadb", "--no-defaults", "--protocol=tcp", "--connect-timeout=3", "-N", "-B", "-h", host,
                               "-P", port, "-u", "app", "-e", text, "app"],
                              capture_output=True, text=True, check=False, env=environment)

    def must_sql(self, text):
        done = self.sql(text)
        if done.returncode != 0:
            raise Failed(f"mariadb: {done.stderr.strip()}")
        return done.stdout.strip()


def steps(bench):
    """Each line that is printed, and what shows that it holds."""
    tables = Tables(bench)
    return [
        ("a plain MariaDB, shown as MySQL, is Running; a row stands in its files", tables.plain),
        ("TDE on with a key of one's own: every table space encrypted, the key marked", tables.turned_on),
        ("rows written since stand in no file of the data folder", tables.raw_bytes),
        ("rotated: encrypted anew under a new key version, without a restart", tables.rotated),
        ("policy detached, server killed with -9: it runs on with a warning", tables.adopted_without_right),
        ("key off: it runs on, with a warning", tables.key_off),
        ("a restart that it would not come back from is refused, and it serves on", tables.restart_refused),
        ("the engine dies: its start is refused, with the reason", tables.start_refused),
        ("key on: it comes back by itself, every row is there", tables.key_on),
    ]
