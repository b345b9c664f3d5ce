"""A PostgreSQL on a disk that only its key opens."""

import os
import pathlib
import shutil
import subprocess
import time

from proof import raw
from proof.bench import MARKER, PASSWORD, POLICY, ROLE, Failed


class Disk:
    """An encrypted instance and a plain one beside it."""

    def __init__(self, bench):
        self.bench = bench

    def encrypted(self):
        self.instance = self.bench.create("PostgreSQL", "encrypted", self.bench.key)
        self.fill(self.instance)
        self.bench.marked(self.bench.key)

    def control(self):
        self.plain = self.bench.create("PostgreSQL", "control")
        self.fill(self.plain)

    def fill(self, instance):
        self.bench.running(instance)
        self.bench.prepare(instance, "UTF8")
        self.must_sql(instance, f"create table t (x text); insert into t values ('{MARKER}')")

    def raw_bytes(self):
        os.sync()
        if not raw.contains(self.image(self.plain), MARKER.encode()):
            raise Failed("the control's image does not hold the marker: the search proves nothing")
        if raw.contains(self.image(self.instance), MARKER.encode()):
            raise Failed("the encrypted image holds the marker in the clear")

    def key_in_kernel(self):
        if raw.key_status(self.folder() / "disk" / "data") != raw.KEY_PRESENT:
            raise Failed("the kernel does not hold the key of a running instance")

    def key_off(self):
        self.bench.call("kms", "DisableKey", KeyId=self.bench.key)
        self.bench.wait("connections are refused", 5, lambda: self.sql(self.instance, "select 1").returncode != 0)
        locked = self.bench.wait("the instance is locked", 15, lambda: (
            lambda found: found if found["LockMode"] != "Unlock" else None)(self.bench.attribute(self.instance)))
        if "disabled" not in locked["LockReason"]:
            raise Failed(f"the reason is {locked['LockReason']!r}")

    def key_gone(self):
        """On a copy of the locked disk, mounted by this program itself: the kernel holds no key, no name can be read."""
        self.bench.wait("the disk is unmounted", 15, lambda: str(self.folder()) not in
                        pathlib.Path("/proc/mounts").read_text())
        copy, mount = self.bench.folder / "copy", self.bench.folder / "mount"
        run("cp", "--sparse=always", self.image(self.instance), copy)
        mount.mkdir(exist_ok=True)
        run("mount", "-o", "loop,nosuid,nodev,noexec", copy, mount)
        try:
            status = raw.key_status(mount / "data")
            names = [entry.name for entry in (mount / "data").iterdir()]
        finally:
            run("umount", mount)
            copy.unlink()
        if status != raw.KEY_ABSENT:
            raise Failed(f"the kernel says of the key: {status}")
        if any("PG_VERSION" in name or "pgdata" in name for name in names):
            raise Failed("names can be read without the key")

    def key_on(self):
        self.bench.call("kms", "EnableKey", KeyId=self.bench.key)
        self.is_whole()

    def right_gone(self):
        self.bench.call("ram", "DetachPolicyFromRole", PolicyType="Custom", PolicyName=POLICY, RoleName=ROLE)
        if self.must_sql(self.instance, "select x from t") != MARKER:
            raise Failed("a right that is gone must not stop a running database")
        self.bench.told(self.instance, "may not", "kms:")
        if self.bench.try_call("rds", "RestartDBInstance", DBInstanceId=self.instance) is not None:
            raise Failed("a restart is granted that the database would not come back from")
        self.bench.call("rds", "StopDBInstance", DBInstanceId=self.instance)
        self.bench.wait("it is stopped", 60, lambda: self.sql(self.instance, "select 1").returncode != 0)
        self.bench.call("rds", "StartDBInstance", DBInstanceId=self.instance)
        self.bench.told(self.instance, "may not", "kms:")
        if self.sql(self.instance, "select 1").returncode == 0:
            raise Failed("it was opened without the right to its key")
        denied = self.bench.command("why", "--data-dir", self.bench.data, "--last-denied")
        if denied.returncode != 0 or "kms:" not in denied.stdout:
            raise Failed(f"the audit trail does not name the denial: {denied.stdout}{denied.stderr}")

    def right_back(self):
        self.bench.call("ram", "AttachPolicyToRole", PolicyType="Custom", PolicyName=POLICY, RoleName=ROLE)
        self.is_whole()

    def killed_while_creating(self):
        for delay in (0.05, 0.8, 2.0):
            instance = self.bench.create("PostgreSQL", "killed", self.bench.key)
            time.sleep(delay)  # somewhere in the middle: each delay hits another step
            self.bench.kill()
            self.bench.start()
            self.bench.running(instance)
            self.bench.destroy(instance)

    def adopted_under_load(self):
        self.under_load(self.bench.kill)

    def replaced_under_load(self):
        """As an upgrade does it: the new build takes the running one's place, and its server ends in order."""
        def replaced():
            self.bench.install_another_build()
            self.bench.stop()

        running = self.bench.running_build()
        self.under_load(replaced)
        if self.bench.running_build() == running:
            raise Failed("the same build runs again")
        self.is_whole()

    def under_load(self, end_server):
        """The server ends and another one starts while clients write: none of them notices, the engine stays."""
        dial = self.dial(self.instance)
        environment = os.environ | {"PGPASSWORD": PASSWORD}
        pgbench = shutil.which("pgbench") or max(pathlib.Path("/usr/lib/postgresql").glob("*/bin/pgbench"))
        subprocess.run([pgbench, "-i", "-q", "-s", "1", *dial, "app"], env=environment, check=True, capture_output=True)
        load = subprocess.Popen([pgbench, "-c", "4", "-T", "6", "-n", *dial, "app"], env=environment,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(1)  # the load is under way
        before = raw.engine_pids(self.bench.data, self.instance)
        end_server()
        self.bench.start()
        out, err = load.communicate(timeout=60)
        if load.returncode != 0 or "failed transactions: 0 " not in out:
            raise Failed(f"clients saw the server die: {out}{err}")
        self.bench.running(self.instance)
        if not before or raw.engine_pids(self.bench.data, self.instance) != before:
            raise Failed("the engine was restarted rather than adopted")

    def is_whole(self):
        self.bench.running(self.instance)
        if self.must_sql(self.instance, "select x from t") != MARKER:
            raise Failed("the row is gone")

    def folder(self):
        return self.bench.data / "instances" / self.instance

    def image(self, instance):
        return self.bench.data / "instances" / instance / "image"

    def dial(self, instance):
        host, port = self.bench.address(instance)
        return ["-h", host, "-p", port, "-U", "app"]

    def sql(self, instance, text):
        environment = os.environ | {"PGPASSWORD": PASSWORD, "PGCONNECT_TIMEOUT": "3"}
        return subprocess.run(["psql", "-X", "-At", "-v", "ON_ERROR_STOP=1", *self.dial(instance), "-c", text, "app"],
                              capture_output=True, text=True, check=False, env=environment)

    def must_sql(self, instance, text):
        done = self.sql(instance, text)
        if done.returncode != 0:
            raise Failed(f"psql: {done.stderr.strip()}")
        return done.stdout.strip()


def run(*words):
    subprocess.run(list(map(str, words)), check=True, capture_output=True)


def steps(bench):
    """Each line that is printed, and what shows that it holds."""
    disk = Disk(bench)
    return [
        ("an encrypted PostgreSQL is Running, a row written, the key marked", disk.encrypted),
        ("a control without encryption is Running, the same row written", disk.control),
        ("the row's bytes stand in the control's image and not in the encrypted one", disk.raw_bytes),
        ("the kernel holds the key while the instance runs", disk.key_in_kernel),
        ("key off: connections refused within 5 s, the lock names the reason", disk.key_off),
        ("the master key is gone from the kernel", disk.key_gone),
        ("key on: Running again, the row is there", disk.key_on),
        ("policy detached: it runs on, a restart and a start are refused with the reason, also in the audit trail", disk.right_gone),
        ("policy attached: it opens, the row is there", disk.right_back),
        ("server killed with -9 while creating: the instance comes up all the same", disk.killed_while_creating),
        ("server killed with -9 under pgbench: no client error, the engine is adopted", disk.adopted_under_load),
        ("server replaced by another build under pgbench: the same", disk.replaced_under_load),
    ]
