#!/usr/bin/env python3
"""Proves the whole path on real parts, in a temporary folder on free ports: `./run --check`.

Each line that it prints was seen to hold. It exits 0 when all held, 1 at the first that did not, and puts
processes, mounts, loop devices and users away either way.
"""

import argparse
import contextlib
import fcntl
import json
import os
import pathlib
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time

ROLE = "AliyunRDSInstanceEncryptionDefaultRole"
POLICY = "AliyunRDSInstanceEncryptionRolePolicy"
MARKER = "marker-7f3c1b9e-only-in-clear"
PASSWORD = "Check-3x4mple!"

# include/uapi/linux/fscrypt.h
GET_POLICY_EX = 0xC0096616
GET_KEY_STATUS = 0xC080661A
KEY_ABSENT, KEY_PRESENT = 1, 2


class Failed(Exception):
    """Something did not hold."""


class Check:
    """A server of its own, and the steps that are proven on it."""

    def __init__(self, binary, keep):
        self.binary, self.keep = binary, keep
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rampart-check-"))
        # Database users pass through on the way to their own folders.
        self.folder.chmod(0o711)
        self.data = self.folder / "data"
        self.log = (self.folder / "log").open("ab")
        self.server = None

    # -- talking to the server

    def start(self):
        self.server = subprocess.Popen(
            [self.binary, "serve", "--data-dir", self.data, "--listen", "127.0.0.1:0"],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, start_new_session=True,
        )
        self.wait("the server answers", 60, lambda: self.try_call("sts", "GetCallerIdentity"))

    def kill(self):
        """kill -9, as a crash would."""
        self.server.kill()
        self.server.wait()

    def command(self, *words):
        return subprocess.run([self.binary, *map(str, words)], capture_output=True, text=True, check=False)

    def call(self, service, operation, **params):
        words = [word for name, value in params.items() for word in (f"--{name}", str(value))]
        done = self.command("call", "--data-dir", self.data, service, operation, *words)
        if done.returncode != 0:
            raise Failed(f"{operation} was refused: {done.stderr.strip()}")
        return json.loads(done.stdout)

    def try_call(self, service, operation, **params):
        with contextlib.suppress(Failed):
            return self.call(service, operation, **params)
        return None

    def attribute(self, instance):
        answer = self.call("rds", "DescribeDBInstanceAttribute", DBInstanceId=instance)
        return answer["Items"]["DBInstanceAttribute"][0]

    def status(self, instance):
        return self.attribute(instance)["DBInstanceStatus"]

    def wait(self, what, seconds, holds):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.server.poll() is not None:
                raise Failed(f"the server ended while waiting for: {what}")
            got = holds()
            if got:
                return got
            time.sleep(0.1)
        raise Failed(f"{what}: not within {seconds} seconds")

    # -- databases

    def create(self, description, encrypted):
        params = {
            "Engine": "PostgreSQL", "EngineVersion": "15.0", "DBInstanceClass": "pg.n2.2c.1m", "DBInstanceStorage": 20,
            "DBInstanceStorageType": "cloud_essd", "PayType": "Postpaid", "DBInstanceNetType": "Intranet",
            "SecurityIPList": "127.0.0.1", "DBInstanceDescription": description,
        }
        if encrypted:
            params |= {"EncryptionKey": self.key, "RoleARN": f"acs:ram::{self.account}:role/{ROLE}"}
        return self.call("rds", "CreateDBInstance", **params)["DBInstanceId"]

    def running(self, instance, seconds=120):
        self.wait(f"{instance} is Running", seconds, lambda: self.status(instance) == "Running")

    def prepare(self, instance):
        """An account and a database to write into."""
        self.call("rds", "CreateAccount", DBInstanceId=instance, AccountName="app", AccountPassword=PASSWORD,
                  AccountType="Super")
        self.wait("the account is there", 30, lambda: "Available" in json.dumps(
            self.call("rds", "DescribeAccounts", DBInstanceId=instance)))
        self.call("rds", "CreateDatabase", DBInstanceId=instance, DBName="app", CharacterSetName="UTF8")
        self.wait("the database is there", 30, lambda: "Running" in json.dumps(
            self.call("rds", "DescribeDatabases", DBInstanceId=instance)))

    def dial(self, instance):
        net = self.call("rds", "DescribeDBInstanceNetInfo", DBInstanceId=instance)
        info = net["DBInstanceNetInfos"]["DBInstanceNetInfo"][0]
        return ["-h", info["ConnectionString"], "-p", info["Port"], "-U", "app"]

    def sql(self, instance, text):
        environment = os.environ | {"PGPASSWORD": PASSWORD, "PGCONNECT_TIMEOUT": "3"}
        return subprocess.run(["psql", "-X", "-At", "-v", "ON_ERROR_STOP=1", *self.dial(instance), "-c", text, "app"],
                              capture_output=True, text=True, check=False, env=environment)

    def must_sql(self, instance, text):
        done = self.sql(instance, text)
        if done.returncode != 0:
            raise Failed(f"psql: {done.stderr.strip()}")
        return done.stdout.strip()

    def image(self, instance):
        return self.data / "instances" / instance / "image"

    # -- the list

    def authorisation(self):
        done = self.command("authorize", "--data-dir", self.data, "rds")
        if done.returncode != 0:
            raise Failed(done.stderr)
        policies = self.call("ram", "ListPoliciesForRole", RoleName=ROLE)["Policies"]["Policy"]
        if [policy["PolicyName"] for policy in policies] != [POLICY]:
            raise Failed(f"the role holds {policies}")
        self.account = self.call("sts", "GetCallerIdentity")["AccountId"]
        self.key = self.call("kms", "CreateKey", Description="check")["KeyMetadata"]["KeyId"]

    def encrypted_instance(self):
        self.instance = self.create("encrypted", encrypted=True)
        self.running(self.instance)
        self.prepare(self.instance)
        self.must_sql(self.instance, f"create table t (x text); insert into t values ('{MARKER}')")
        tags = json.dumps(self.call("kms", "ListResourceTags", KeyId=self.key))
        if "acs:rds:instance-encryption" not in tags:
            raise Failed("the key bears no mark")

    def control_instance(self):
        self.control = self.create("control", encrypted=False)
        self.running(self.control)
        self.prepare(self.control)
        self.must_sql(self.control, f"create table t (x text); insert into t values ('{MARKER}')")

    def raw_bytes(self):
        os.sync()
        if not contains(self.image(self.control), MARKER.encode()):
            raise Failed("the control's image does not hold the marker: the search proves nothing")
        if contains(self.image(self.instance), MARKER.encode()):
            raise Failed("the encrypted image holds the marker in the clear")

    def key_in_kernel(self):
        data = self.data / "instances" / self.instance / "disk" / "data"
        if key_status(data) != KEY_PRESENT:
            raise Failed("the kernel does not hold the key of a running instance")

    def key_off(self):
        self.call("kms", "DisableKey", KeyId=self.key)
        self.wait("connections are refused", 5, lambda: self.sql(self.instance, "select 1").returncode != 0)
        locked = self.wait("the instance is locked", 15, lambda: (
            lambda found: found if found["LockMode"] != "Unlock" else None)(self.attribute(self.instance)))
        if "disabled" not in locked["LockReason"]:
            raise Failed(f"the reason is {locked['LockReason']!r}")

    def key_gone(self):
        """On a copy of the locked disk, mounted by this program itself: the kernel holds no key, no name can be read."""
        self.wait("the disk is unmounted", 15, lambda: str(self.data / "instances" / self.instance) not in
                  pathlib.Path("/proc/mounts").read_text())
        copy, mount = self.folder / "copy", self.folder / "mount"
        run("cp", "--sparse=always", self.image(self.instance), copy)
        mount.mkdir(exist_ok=True)
        run("mount", "-o", "loop,nosuid,nodev,noexec", copy, mount)
        try:
            status = key_status(mount / "data")
            names = [entry.name for entry in (mount / "data").iterdir()]
        finally:
            run("umount", mount)
            copy.unlink()
        if status != KEY_ABSENT:
            raise Failed(f"the kernel says of the key: {status}")
        if any("PG_VERSION" in name or "pgdata" in name for name in names):
            raise Failed("names can be read without the key")

    def key_on(self):
        self.call("kms", "EnableKey", KeyId=self.key)
        self.running(self.instance)
        if self.must_sql(self.instance, "select x from t") != MARKER:
            raise Failed("the row is gone")

    def right_gone(self):
        self.call("ram", "DetachPolicyFromRole", PolicyType="Custom", PolicyName=POLICY, RoleName=ROLE)
        if self.must_sql(self.instance, "select x from t") != MARKER:
            raise Failed("a right that is gone must not stop a running database")
        self.try_call("rds", "RestartDBInstance", DBInstanceId=self.instance)
        self.wait("the restart is refused", 60, lambda: self.sql(self.instance, "select 1").returncode != 0)
        found = self.wait("the instance names the reason", 60, lambda: (
            lambda text: text if "may not" in text and "kms:" in text else None)(json.dumps(self.attribute(self.instance))))
        self.told = found
        denied = self.command("why", "--data-dir", self.data, "--last-denied")
        if denied.returncode != 0 or "kms:" not in denied.stdout:
            raise Failed(f"the audit trail does not name the denial: {denied.stdout}{denied.stderr}")

    def right_back(self):
        self.call("ram", "AttachPolicyToRole", PolicyType="Custom", PolicyName=POLICY, RoleName=ROLE)
        self.running(self.instance)
        if self.must_sql(self.instance, "select x from t") != MARKER:
            raise Failed("the row is gone")

    def killed_while_creating(self):
        for delay in (0.05, 0.8, 2.0):
            instance = self.create("killed", encrypted=True)
            time.sleep(delay)  # somewhere in the middle: each delay hits another step
            self.kill()
            self.start()
            self.running(instance)
            self.call("rds", "DeleteDBInstance", DBInstanceId=instance)
            self.call("rds", "DestroyDBInstance", DBInstanceId=instance)
            self.wait("it is destroyed", 60, lambda name=instance: not (self.data / "instances" / name).exists())

    def adopted_under_load(self):
        dial = self.dial(self.instance)
        environment = os.environ | {"PGPASSWORD": PASSWORD}
        pgbench = shutil.which("pgbench") or max(pathlib.Path("/usr/lib/postgresql").glob("*/bin/pgbench"))
        subprocess.run([pgbench, "-i", "-q", "-s", "1", *dial, "app"], env=environment, check=True, capture_output=True)
        load = subprocess.Popen([pgbench, "-c", "4", "-T", "6", "-n", *dial, "app"], env=environment,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(1)  # the load is under way
        before = engine_pids(self.data, self.instance)
        self.kill()
        self.start()
        out, err = load.communicate(timeout=60)
        if load.returncode != 0 or "failed transactions: 0 " not in out:
            raise Failed(f"clients saw the server die: {out}{err}")
        self.running(self.instance)
        if not before or engine_pids(self.data, self.instance) != before:
            raise Failed("the engine was restarted rather than adopted")

    def trail(self):
        self.command("stop", "--data-dir", self.data)
        self.server.wait(60)
        verified = self.command("audit", "verify", "--data-dir", self.data)
        if verified.returncode != 0:
            raise Failed(f"the audit trail: {verified.stdout}{verified.stderr}")
        self.start()

    # -- cleaning up

    def clean(self):
        instances = self.data / "instances"
        names = [path.name for path in instances.iterdir() if path.is_dir()] if instances.exists() else []
        if self.server:
            if self.server.poll() is not None:
                with contextlib.suppress(Failed):
                    self.start()
            for name in names:
                self.try_call("rds", "DeleteDBInstance", DBInstanceId=name)
                self.try_call("rds", "DestroyDBInstance", DBInstanceId=name)
            deadline = time.monotonic() + 60
            while any((instances / name).exists() for name in names) and time.monotonic() < deadline:
                time.sleep(0.2)
            self.command("stop", "--databases", "--data-dir", self.data)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.server.wait(30)
            if self.server.poll() is None:
                self.server.kill()
        left = leftovers(self.data)
        if self.keep:
            print(f"   kept: {self.folder}")
        elif not left:
            shutil.rmtree(self.folder, ignore_errors=True)
        return left


def run(*words):
    subprocess.run(list(map(str, words)), check=True, capture_output=True)


def contains(path, needle):
    """Whether a file's raw bytes hold `needle`; holes of a sparse file are passed over."""
    with path.open("rb") as file:
        end, at = os.fstat(file.fileno()).st_size, 0
        while at < end:
            try:
                begin = os.lseek(file.fileno(), at, os.SEEK_DATA)
            except OSError:
                return False
            stop = os.lseek(file.fileno(), begin, os.SEEK_HOLE)
            file.seek(max(begin - len(needle), 0))
            tail = b""
            while file.tell() < stop:
                block = file.read(1 << 20)
                if needle in tail + block:
                    return True
                tail = block[-len(needle):]
            at = stop
    return False


def key_status(folder):
    """What the kernel says of the key of an encrypted folder."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        # struct fscrypt_get_policy_ex_arg { u64 size; policy }; the v2 policy's last 16 bytes are the key's identifier.
        argument = bytearray(struct.pack("Q", 24) + bytes(24))
        fcntl.ioctl(descriptor, GET_POLICY_EX, argument)
        identifier = bytes(argument[8 + 8:8 + 24])
        # struct fscrypt_get_key_status_arg { key_spec { u32 type, reserved; u8[32] }; reserved; u32 status; … }, 128 bytes.
        argument = bytearray(struct.pack("II", 2, 0) + identifier + bytes(16) + bytes(24) + bytes(64))
        fcntl.ioctl(descriptor, GET_KEY_STATUS, argument)
        return struct.unpack_from("I", argument, 64)[0]
    finally:
        os.close(descriptor)


def engine_pids(data, instance):
    """The engine's first process, by the folder that it was started on."""
    pids = set()
    for proc in pathlib.Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            line = (proc / "cmdline").read_bytes().split(b"\0")
            if any(str(data / "instances" / instance).encode() in word for word in line):
                pids.add(int(proc.name))
    return pids


def leftovers(data):
    """Mounts, loop devices and processes that belong to the folder."""
    left = [line for line in pathlib.Path("/proc/mounts").read_text().splitlines() if str(data) in line]
    for backing in pathlib.Path("/sys/block").glob("loop*/loop/backing_file"):
        with contextlib.suppress(OSError):
            if str(data) in backing.read_text():
                left.append(f"{backing.parts[3]} on {backing.read_text().strip()}")
    for proc in pathlib.Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if str(data).encode() in (proc / "cmdline").read_bytes() and int(proc.name) != os.getpid():
                left.append(f"process {proc.name}")
    return left


ALWAYS = [
    ("the server is up", Check.start),
    ("policy, role and grant are made, and a key", Check.authorisation),
]
DISKS = [
    ("an encrypted PostgreSQL is Running, a row written, the key marked", Check.encrypted_instance),
    ("a control without encryption is Running, the same row written", Check.control_instance),
    ("the row's bytes stand in the control's image and not in the encrypted one", Check.raw_bytes),
    ("the kernel holds the key while the instance runs", Check.key_in_kernel),
    ("key off: connections refused within 5 s, the lock names the reason", Check.key_off),
    ("the master key is gone from the kernel", Check.key_gone),
    ("key on: Running again, the row is there", Check.key_on),
    ("policy detached: it runs on, a restart is refused with the reason, also in the audit trail", Check.right_gone),
    ("policy attached: it opens, the row is there", Check.right_back),
    ("server killed with -9 while creating: the instance comes up all the same", Check.killed_while_creating),
    ("server killed with -9 under pgbench: no client error, the engine is adopted", Check.adopted_under_load),
]
LAST = [("the audit trail is whole", Check.trail)]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("--keep", action="store_true", help="keep the folder for a look")
    options = parser.parse_args()
    check = Check(options.binary, options.keep)
    root = os.geteuid() == 0
    steps = ALWAYS + (DISKS if root else []) + LAST
    failed = None
    print("\n== the path, proven")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        for text, step in steps:
            began = time.monotonic()
            step(check)
            print(f"   ok    {text} ({time.monotonic() - began:.1f} s)", flush=True)
    except (Failed, subprocess.SubprocessError, OSError, KeyError) as error:
        failed = f"{text}: {error}"
        print(f"   FAILED {failed}", flush=True)
    finally:
        if failed:
            tail = (check.folder / "log").read_text(errors="replace").splitlines()[-25:]
            print("\n".join("   | " + line[:200] for line in tail))
        left = check.clean()
    if not root:
        print("   not proven: encrypted disks, which need root")
    if left:
        print("   FAILED left behind: " + "; ".join(left))
    else:
        print("   ok    nothing is left behind")
    sys.exit(1 if failed or left else 0)


if __name__ == "__main__":
    main()
