"""A server of its own in a temporary folder: talking to it, its instances, and putting it all away again."""

import contextlib
import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import time

from proof import raw

ROLE = "AliyunRDSInstanceEncryptionDefaultRole"
POLICY = "AliyunRDSInstanceEncryptionRolePolicy"
MARKER = "marker-7f3c1b9e-only-in-clear"
PASSWORD = "Check-3x4mple!"

ENGINES = {
    "PostgreSQL": {"EngineVersion": "15.0", "DBInstanceClass": "pg.n2.2c.1m", "DBInstanceStorageType": "cloud_essd"},
    "MySQL": {"EngineVersion": "8.0", "DBInstanceClass": "mysql.n2.medium.1", "DBInstanceStorageType": "cloud_essd"},
}


class Failed(Exception):
    """Something did not hold."""


class Bench:
    """The server, the policy, the role and a key."""

    def __init__(self, binary, keep):
        self.keep = keep
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rampart-check-"))
        # Database users pass through on the way to their own folders.
        self.folder.chmod(0o711)
        # Its own, since it is replaced on the way.
        self.binary = pathlib.Path(shutil.copy(binary, self.folder / "rampart"))
        self.data = self.folder / "data"
        self.log = (self.folder / "log").open("ab")
        self.server = None

    # -- talking to the server

    def start(self):
        self.server = subprocess.Popen(
            [self.binary, "serve", "--data-dir", self.data, "--listen", "127.0.0.1:0", "--mysql-engine", "mariadb"],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, start_new_session=True,
        )
        self.wait("the server answers", 60, lambda: self.try_call("sts", "GetCallerIdentity"))

    def kill(self):
        """kill -9, as a crash would."""
        self.server.kill()
        self.server.wait()

    def stop(self):
        """In order; databases run on."""
        done = self.command("stop", "--data-dir", self.data)
        if done.returncode != 0:
            raise Failed(f"it does not stop: {done.stderr.strip()}")
        self.server.wait(60)

    def install_another_build(self):
        """Puts a program that is not byte for byte the running one where that was started, under its name."""
        fresh = self.folder / "rampart.new"
        shutil.copy(self.binary, fresh)
        with fresh.open("ab") as program:
            program.write(b"another build")
        fresh.rename(self.binary)

    def running_build(self):
        """The digest of the program that runs, wherever it lies by now."""
        with open(f"/proc/{self.server.pid}/exe", "rb") as program:
            return hashlib.file_digest(program, "sha256").hexdigest()

    def said(self):
        """The server's log, without colours."""
        return re.sub(r"\x1b\[[0-9;]*m", "", (self.folder / "log").read_text(errors="replace"))

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

    # -- instances

    def create(self, engine, description, key=None):
        params = ENGINES[engine] | {
            "Engine": engine, "DBInstanceStorage": 20, "PayType": "Postpaid", "DBInstanceNetType": "Intranet",
            "SecurityIPList": "127.0.0.1", "DBInstanceDescription": description,
        }
        if key:
            params |= {"EncryptionKey": key, "RoleARN": self.role}
        return self.call("rds", "CreateDBInstance", **params)["DBInstanceId"]

    def attribute(self, instance):
        answer = self.call("rds", "DescribeDBInstanceAttribute", DBInstanceId=instance)
        return answer["Items"]["DBInstanceAttribute"][0]

    def running(self, instance, seconds=120):
        self.wait(f"{instance} is Running", seconds, lambda: self.attribute(instance)["DBInstanceStatus"] == "Running")

    def told(self, instance, *words):
        """Waits until the instance names a reason with all these words, as a lock or as a warning."""
        def reason():
            found = self.attribute(instance)
            text = f"{found['LockReason']} {found.get('Tips', '')}"
            return all(word in text for word in words) and text.strip()

        return self.wait(f"the instance says {words}", 60, reason)

    def prepare(self, instance, character_set):
        """An account and a database to write into, both `app`."""
        on = {"DBInstanceId": instance}
        self.call("rds", "CreateAccount", **on, AccountName="app", AccountPassword=PASSWORD, AccountType="Super")
        self.wait("the account is there", 30, lambda: "Available" in json.dumps(
            self.call("rds", "DescribeAccounts", **on)))
        self.call("rds", "CreateDatabase", **on, DBName="app", CharacterSetName=character_set)
        self.wait("the database is there", 30, lambda: "Running" in json.dumps(
            self.call("rds", "DescribeDatabases", **on)))

    def address(self, instance):
        net = self.call("rds", "DescribeDBInstanceNetInfo", DBInstanceId=instance)
        info = net["DBInstanceNetInfos"]["DBInstanceNetInfo"][0]
        return info["ConnectionString"], info["Port"]

    # -- the first step and the last

    def authorisation(self):
        done = self.command("authorize", "--data-dir", self.data, "rds")
        if done.returncode != 0:
            raise Failed(done.stderr)
        policies = self.call("ram", "ListPoliciesForRole", RoleName=ROLE)["Policies"]["Policy"]
        if [policy["PolicyName"] for policy in policies] != [POLICY]:
            raise Failed(f"the role holds {policies}")
        account = self.call("sts", "GetCallerIdentity")["AccountId"]
        self.role = f"acs:ram::{account}:role/{ROLE}"
        self.key = self.new_key()

    def new_key(self):
        return self.call("kms", "CreateKey", Description="check")["KeyMetadata"]["KeyId"]

    def marked(self, key):
        """Taking a key into use has marked it."""
        if "acs:rds:instance-encryption" not in json.dumps(self.call("kms", "ListResourceTags", KeyId=key)):
            raise Failed("the key bears no mark")

    def trail(self):
        self.stop()
        verified = self.command("audit", "verify", "--data-dir", self.data)
        if verified.returncode != 0:
            raise Failed(f"the audit trail: {verified.stdout}{verified.stderr}")
        self.start()

    # -- cleaning up

    def destroy(self, instance):
        self.call("rds", "DeleteDBInstance", DBInstanceId=instance)
        self.call("rds", "DestroyDBInstance", DBInstanceId=instance)
        self.wait("it is destroyed", 60, lambda: not (self.data / "instances" / instance).exists())

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
        left = raw.leftovers(self.data)
        if self.keep:
            print(f"   kept: {self.folder}")
        elif not left:
            shutil.rmtree(self.folder, ignore_errors=True)
        return left
