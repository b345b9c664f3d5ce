"""One real server for all client tests, on a free port, in a folder of its own; stopped and removed at the end."""

import contextlib
import json
import os
import pathlib
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request

import pytest

import rpc
import seed

START_SECONDS_MAX = 60
STOP_SECONDS_MAX = 90

# A proxy of this machine has no business between a client and its own loopback.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1"


def pytest_configure():
    """Ended from outside, we still put away what runs: as if interrupted at the terminal."""

    def interrupt(*_):
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)


class Server:
    """A running server and its root credentials."""

    def __init__(self, binary, data_dir):
        self.binary, self.data_dir = binary, data_dir
        root = json.loads((data_dir / "root-credentials.json").read_text())
        self.account = root["AccountId"]
        self.key_id = root["AccessKeyId"]
        self.secret = root["AccessKeySecret"]
        self.endpoint = root["Endpoint"].removeprefix("http://").removeprefix("https://")
        self.ca = data_dir / "tls" / "ca.pem"

    def key_arn(self, key, region="cn-hangzhou", account=None):
        return f"acs:kms:{region}:{account or self.account}:key/{key}"

    def rampart(self, *arguments):
        """Runs the command line on this server and returns what it prints."""
        command = [self.binary, *arguments, "--data-dir", self.data_dir]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


@pytest.fixture(scope="session")
def server():
    with served("--mysql-engine", "mariadb") as server:
        yield server


@contextlib.contextmanager
def served(*flags):
    """A server of its own with these flags, for as long as it is needed."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="rampart-clients-"))
    # Database users walk through it to their own folders.
    folder.chmod(0o711)
    data_dir = folder / "data"
    # A copy: a build meanwhile must not leave us without the means to stop what runs.
    binary = shutil.copy(os.environ["RAMPART_BINARY"], folder)
    with (folder / "log").open("wb") as log:
        command = [binary, "serve", "--data-dir", data_dir, "--listen", "127.0.0.1:0", *flags]
        # In a session of its own: an interrupt at the terminal is for pytest, which then stops the server in order.
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
    try:
        yield _ready(binary, data_dir, process, folder / "log")
    finally:
        _put_away(folder, binary, data_dir, process)


def _ready(binary, data_dir, process, log):
    deadline = time.monotonic() + START_SECONDS_MAX
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError, ValueError, KeyError):
            server = Server(binary, data_dir)
            with urllib.request.urlopen(f"http://{server.endpoint}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    return server
        time.sleep(0.05)
    raise RuntimeError("the server did not start:\n" + log.read_text())


def _put_away(folder, binary, data_dir, process):
    stop = [binary, "stop", "--databases", "--data-dir", data_dir]
    with contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(stop, check=False, stderr=subprocess.DEVNULL, timeout=STOP_SECONDS_MAX)
    process.terminate()
    try:
        process.wait(STOP_SECONDS_MAX)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    _put_away_rest(folder)
    shutil.rmtree(folder)


def _put_away_rest(folder):
    """What a server leaves that did not end in order: databases outlive it, and so do their mounts."""
    for pid in (entry.name for entry in pathlib.Path("/proc").iterdir() if entry.name.isdecimal()):
        with contextlib.suppress(OSError):
            if os.fsencode(folder) in pathlib.Path("/proc", pid, "cmdline").read_bytes():
                os.kill(int(pid), signal.SIGKILL)
    mounts = [line.split()[1] for line in pathlib.Path("/proc/mounts").read_text().splitlines()]
    for mount in sorted((mount for mount in mounts if mount.startswith(f"{folder}/")), reverse=True):
        unmount = ["umount", "--detach-loop", mount]
        seed.wait_until(lambda unmount=unmount: subprocess.run(unmount, check=False).returncode == 0, 30)


@pytest.fixture(scope="session")
def root(server):
    """The account itself."""
    return rpc.Caller(server.endpoint, server.key_id, server.secret)


@pytest.fixture(scope="session")
def name():
    """Makes names that no other test uses."""
    return lambda prefix: f"{prefix}-{secrets.token_hex(4)}"


@pytest.fixture(scope="session")
def user(root, name):
    """Makes a user with an access key and, where given, one policy."""

    def make(policy=None):
        user_name = name("user")
        root.ask("ram", "CreateUser", UserName=user_name)
        if policy:
            policy_name = name("policy")
            root.ask("ram", "CreatePolicy", PolicyName=policy_name, PolicyDocument=policy)
            root.ask("ram", "AttachPolicyToUser", PolicyType="Custom", PolicyName=policy_name, UserName=user_name)
        made = root.ask("ram", "CreateAccessKey", UserName=user_name)["AccessKey"]
        caller = rpc.Caller(root.endpoint, made["AccessKeyId"], made["AccessKeySecret"])
        return user_name, caller

    return make


@pytest.fixture(scope="session")
def role(root, name):
    """Makes a role with a trust policy and, where given, one policy, and returns its ARN and name."""

    def make(trust, policy=None, role_name=None):
        role_name = role_name or name("role")
        made = root.ask("ram", "CreateRole", RoleName=role_name, AssumeRolePolicyDocument=trust)["Role"]
        if policy:
            policy_name = name("policy")
            root.ask("ram", "CreatePolicy", PolicyName=policy_name, PolicyDocument=policy)
            root.ask("ram", "AttachPolicyToRole", PolicyType="Custom", PolicyName=policy_name, RoleName=role_name)
        return made["Arn"], role_name

    return make


@pytest.fixture(scope="session")
def key(root):
    """Makes a key, marked as the page's tag says where a value is given, and returns its id."""

    def make(mark=None):
        made = root.ask("kms", "CreateKey")["KeyMetadata"]["KeyId"]
        if mark is not None:
            tags = f'[{{"TagKey":"{seed.TAG}","TagValue":"{mark}"}}]'
            root.ask("kms", "TagResource", KeyId=made, Tags=tags)
        return made

    return make


@pytest.fixture(scope="session")
def terraform(root):
    """Root, asking as tea-rpc does; every success is looked at as the provider looks at it."""

    def ask(service, action, params=None, **more):
        answer = root.ask(service, action, params, **more)
        assert not {"Code", "Success"} & set(answer), answer
        return answer

    return ask


needs_disks = pytest.mark.skipif(os.geteuid() != 0, reason="encrypted disks need root: run the suite by root or sudo")
