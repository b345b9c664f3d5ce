"""A MariaDB that this server does not run takes its tables' keys from it: attached, refused, renewed, detached."""

import json
import os
import pathlib
import secrets
import shutil
import stat
import subprocess
import tempfile
import time

import pytest

import seed

PLUGIN = pathlib.Path("/usr/lib/mysql/plugin/hashicorp_key_management.so")
START_SECONDS_MAX = 60
STOP_SECONDS_MAX = 60
# Stands in every row, so that it can be looked for in the files.
MARK = b"plain-to-see-4711"
ENCRYPTED = "SELECT COUNT(*) FROM information_schema.INNODB_TABLESPACES_ENCRYPTION WHERE "
OFF = (
    "innodb_encrypt_tables innodb_encrypt_log innodb_encrypt_temporary_tables aria_encrypt_tables "
    "encrypt_tmp_disk_tables encrypt_tmp_files encrypt_binlog"
).split()

pytestmark = pytest.mark.skipif(
    not (shutil.which("mariadbd") and PLUGIN.exists()),
    reason="needs MariaDB and its plugin hashicorp_key_management: see scripts/packages.sh",
)


class MariaDb:
    """A server as its owner would run it, in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.data, self.socket, self.log = folder / "data", folder / "sock", folder / "log.err"
        self.options, self.includes, self.process = [], [], None
        self.user = "mysql" if os.geteuid() == 0 else None
        self.data.mkdir()
        if self.user:
            shutil.chown(self.data, self.user)
            shutil.chown(folder, self.user)
        install = ["mariadb-install-db", "--no-defaults", f"--datadir={self.data}", "--skip-test-db"]
        install += [f"--user={self.user}"] if self.user else []
        subprocess.run(install, check=True, capture_output=True, timeout=120)

    def configured(self):
        lines = [
            "[mariadbd]",
            f"datadir={self.data}",
            f"socket={self.socket}",
            f"log-error={self.log}",
            f"pid-file={self.folder}/pid",
            "skip-networking",
            "log-bin=bin",
            "innodb_buffer_pool_size=16M",
        ]
        lines += [f"user={self.user}"] if self.user else []
        lines += [f"!include {file}" for file in self.includes]
        lines += ["[mariadbd]", *self.options]
        file = self.folder / "my.cnf"
        file.write_text("\n".join(lines) + "\n")
        return file

    def give(self, file):
        """What the printed steps say: the token is the server's own."""
        if self.user:
            shutil.chown(file, self.user)

    def start(self):
        """Whether it serves; else it has ended."""
        command = ["mariadbd", f"--defaults-file={self.configured()}"]
        nothing = {stream: subprocess.DEVNULL for stream in ("stdin", "stdout", "stderr")}
        self.process = subprocess.Popen(command, **nothing, start_new_session=True)
        deadline = time.monotonic() + START_SECONDS_MAX
        while time.monotonic() < deadline and self.process.poll() is None:
            if self.asked("SELECT 1").returncode == 0:
                return True
            time.sleep(0.1)
        self.stop()
        return False

    def stop(self):
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def asked(self, sql):
        command = ["mariadb", "--no-defaults", f"--socket={self.socket}", "--batch", "--skip-column-names", "-e", sql]
        return subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)

    def sql(self, sql):
        answer = self.asked(sql)
        assert answer.returncode == 0, answer.stderr
        return answer.stdout.strip()

    def complaints(self):
        return self.log.read_text(errors="replace")

    def holds(self, mark):
        """Whether a file of tables, of the log or of a binary log holds this."""
        files = [*self.data.rglob("*.ibd"), self.data / "ib_logfile0", self.data / "ibdata1", *self.data.glob("bin.0*")]
        return [file.name for file in files if file.exists() and mark in file.read_bytes()]


@pytest.fixture
def mariadb():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="rampart-attach-"))
    folder.chmod(0o711)
    database = MariaDb(folder)
    try:
        yield database
    finally:
        database.stop()
        shutil.rmtree(folder)


def told(server, *arguments):
    """What the command line says, with its exit code: some things are refused."""
    command = [server.binary, "tde", *arguments, "--data-dir", server.data_dir]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)


def listed(server, name):
    answer = told(server, "list", name, "--format", "json")
    (one,) = json.loads(answer.stdout)
    return one


def mark(root, key, marked):
    if marked:
        tags = json.dumps([{"TagKey": seed.TAG, "TagValue": "true"}])
        root.ask("kms", "TagResource", KeyId=key, Tags=tags)
    else:
        root.ask("kms", "UntagResource", KeyId=key, TagKeys=json.dumps([seed.TAG]))


def mode(file):
    return stat.S_IMODE(file.stat().st_mode)


def test_a_server_of_ones_own_has_its_keys_from_here(server, root, key, mariadb):
    server.rampart("authorize", "rds")
    name, made = f"own-{secrets.token_hex(4)}", key()

    # Plain: everything is there to see.
    assert mariadb.start(), mariadb.complaints()
    mariadb.sql("CREATE DATABASE o; CREATE TABLE o.t (a INT PRIMARY KEY, b VARCHAR(64)) ENGINE=InnoDB")
    mariadb.sql("INSERT INTO o.t SELECT seq, '" + MARK.decode() + "' FROM (SELECT 1 seq UNION SELECT 2) s")
    mariadb.stop()
    plain = mariadb.holds(MARK)
    assert "t.ibd" in plain and any(file.startswith("bin.") for file in plain), plain

    # Attached: the files that it is configured with, and nothing of the token elsewhere.
    keys = mariadb.folder / "keys"
    refused = told(server, "attach", name, "--key", made)
    assert refused.returncode == 2 and "--out" in refused.stderr, refused
    refused = told(server, "attach", name, "--key", "alias/nowhere", "--out", keys / "of" / "it")
    assert refused.returncode == 1 and not keys.exists(), refused
    attached = told(server, "attach", name, "--key", made, "--out", keys)
    assert attached.returncode == 0, attached
    configuration, ca = keys / f"{name}.cnf", keys / f"{name}-ca.pem"
    assert (mode(configuration), mode(ca)) == (0o400, 0o444)
    token = next(line for line in configuration.read_text().splitlines() if "_token =" in line).split()[-1]
    assert token not in attached.stdout + attached.stderr
    assert "loopback" in attached.stdout
    assert listed(server, name)["nextStart"] == "Succeeds"
    again = told(server, "attach", name, "--key", made, "--out", keys)
    assert again.returncode == 1 and "there already" in again.stderr, again

    # Encrypted in the background, and only what is encrypted is left.
    mariadb.give(configuration)
    mariadb.includes = [configuration]
    assert mariadb.start(), mariadb.complaints()
    seed.wait_until(lambda: mariadb.sql(ENCRYPTED + "MIN_KEY_VERSION = 0 OR ROTATING_OR_FLUSHING <> 0") == "0")
    mariadb.sql("FLUSH BINARY LOGS; PURGE BINARY LOGS BEFORE DATE_ADD(NOW(), INTERVAL 1 DAY)")
    mariadb.sql("INSERT INTO o.t VALUES (3, '" + MARK.decode() + "')")
    assert listed(server, name)["lastOpened"]
    mariadb.stop()
    assert mariadb.holds(MARK) == []

    # Without the right the next start is refused, said so before it and after it.
    mark(root, made, False)
    seed.wait_until(lambda: listed(server, name)["nextStart"] == "Refused")
    answer = told(server, "list", name)
    assert answer.returncode == 1 and "WOULD BE REFUSED: the role may not use the encryption key" in answer.stdout
    assert not mariadb.start()
    assert "the role may not use the encryption key" in mariadb.complaints()
    assert "the role may not use" in listed(server, name)["lastRefusedReason"]
    mark(root, made, True)
    seed.wait_until(lambda: listed(server, name)["nextStart"] == "Succeeds")
    assert mariadb.start(), mariadb.complaints()
    assert mariadb.sql("SELECT COUNT(*) FROM o.t") == "3"

    # A new token: the one before opens nothing.
    old = keys / "old.cnf"
    shutil.copy2(configuration, old)
    mariadb.give(old)
    renewed = told(server, "renew", name, "--out", keys)
    assert renewed.returncode == 0 and mode(configuration) == 0o400, renewed
    mariadb.give(configuration)
    assert mariadb.sql("SELECT COUNT(*) FROM o.t") == "3"
    mariadb.stop()
    mariadb.includes = [old]
    assert not mariadb.start()
    assert "permission denied" in mariadb.complaints()
    mariadb.includes = [configuration]
    assert mariadb.start(), mariadb.complaints()

    # Detached only when nothing there needs the keys.
    look = ("--socket", mariadb.socket)
    for arguments, reason in [
        ((), "--without-looking"),
        (("--without-looking", "another"), "nothing was detached"),
        (look, "innodb_encrypt_tables is FORCE"),
        (look, "table space o/t"),
        (("--socket", mariadb.folder / "nowhere"), "cannot be looked at"),
    ]:
        refused = told(server, "detach", name, *arguments)
        assert refused.returncode == 1 and reason in refused.stderr, (arguments, refused)
    mariadb.sql("SET GLOBAL innodb_encrypt_tables = OFF")
    seed.wait_until(lambda: mariadb.sql(ENCRYPTED + "ENCRYPTION_SCHEME <> 0") == "0")
    refused = told(server, "detach", name, *look)
    assert "innodb_encrypt_log is ON" in refused.stderr and "table space" not in refused.stderr, refused
    mariadb.stop()
    mariadb.options = [f"{variable}=OFF" for variable in OFF]
    assert mariadb.start(), mariadb.complaints()
    refused = told(server, "detach", name, *look)
    assert "log bin.0" in refused.stderr and "Aria table" in refused.stderr, refused
    # Whoever may not read tables is shown none of Aria's: taken for an answer, that would lose them.
    mariadb.sql("CREATE USER looker@localhost IDENTIFIED BY 'looks'")
    mariadb.sql("GRANT PROCESS, BINLOG MONITOR, REPLICA MONITOR ON *.* TO looker@localhost")
    lookers = mariadb.folder / "looker.cnf"
    lookers.write_text(f"[client]\nuser=looker\npassword=looks\nsocket={mariadb.socket}\n")
    refused = told(server, "detach", name, "--defaults-file", lookers)
    assert refused.returncode == 1 and "he lacks SELECT on *.*" in refused.stderr, refused
    assert "Aria table mysql." not in refused.stderr and listed(server, name)["status"] == "Attached", refused
    mariadb.sql("FLUSH BINARY LOGS; PURGE BINARY LOGS BEFORE DATE_ADD(NOW(), INTERVAL 1 DAY)")
    # The installation is as young as the attachment, so its own tables are not surely from before it.
    aria = (
        "SELECT CONCAT('ALTER TABLE `', TABLE_SCHEMA, '`.`', TABLE_NAME, '` FORCE;') FROM information_schema.TABLES "
        "WHERE ENGINE = 'Aria' AND TABLE_SCHEMA NOT IN ('information_schema', 'performance_schema')"
    )
    seed.wait_until(lambda: int(mariadb.sql("SHOW GLOBAL STATUS LIKE 'Uptime'").split()[-1]) > 4)
    mariadb.sql("SET sql_log_bin = 0; " + mariadb.sql(aria).replace("\n", " "))
    # Nothing is left to find, and he still does not know it; with the rights that he is told of he does.
    assert told(server, "detach", name, "--defaults-file", lookers).returncode == 1
    assert listed(server, name)["status"] == "Attached"
    mariadb.sql("SET sql_log_bin = 0; GRANT SELECT, PROCESS, BINLOG MONITOR, REPLICA MONITOR ON *.* TO looker@localhost")
    detached = told(server, "detach", name, "--defaults-file", lookers)
    assert detached.returncode == 0, detached
    assert listed(server, name)["status"] == "Detached"

    # Its owner's again: no key is asked for, and nothing was lost.
    mariadb.stop()
    mariadb.includes = []
    assert mariadb.start(), mariadb.complaints()
    assert mariadb.sql("SELECT COUNT(*) FROM o.t WHERE b = '" + MARK.decode() + "'") == "3"

    # A mistake can be mended, and the bin be emptied.
    assert told(server, "recover", name).returncode == 0
    assert listed(server, name)["status"] == "Attached"
    used = root.ask("rds", "DescribeKmsAssociateResources", KmsResourceId=made, KmsResourceType="key",
                    KmsResourceUser=server.account, RegionId="cn-hangzhou")
    assert [one["KeyUsedBy"] for one in used["AssociateDBInstances"]] == ["TDE"]
    assert told(server, "detach", name, "--without-looking", name).returncode == 0
    root.ask("rds", "DestroyTdeAttachment", Name=name)
    assert told(server, "list", name).stdout.startswith("no server is attached")
