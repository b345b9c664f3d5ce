"""Every command of the README is run as it stands there, in a world of its own."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
POLICY = {"Version": "1", "Statement": [{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "acs:kms:*:*:key/k"}]}


def blocks(language):
    """The fenced blocks of a language, in order."""
    text = (ROOT / "README.md").read_text()
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


@pytest.fixture
def place():
    """An empty folder, an environment that leads every command there, and nothing left of it afterwards."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="rampart-readme-"))
    folder.chmod(0o711)
    (folder / "policy.json").write_text(json.dumps(POLICY))
    binary = pathlib.Path(os.environ["RAMPART_BINARY"]).resolve()
    environment = os.environ | {
        "PATH": f"{binary.parent}:{os.environ['PATH']}",
        "RAMPART_DATA_DIR": str(folder / "data"),
        "RAMPART_LISTEN": "127.0.0.1:0",
        "RAMPART_PROFILE": binary.parent.name,
        "TMPDIR": str(folder),
    }
    environment.pop("XDG_DATA_HOME", None)
    environment.pop("XDG_STATE_HOME", None)
    yield folder, environment
    subprocess.run([binary, "stop", "--databases"], env=environment, check=False, capture_output=True)
    shutil.rmtree(folder, ignore_errors=True)


def done(line, environment, cwd, by=()):
    return subprocess.run([*by, "bash", "-c", line], env=environment, cwd=cwd, capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, timeout=400, check=False)


def run(line, environment, cwd, by=()):
    ended = done(line, environment, cwd, by)
    assert ended.returncode == 0, f"{line}\n{ended.stdout[-4000:]}{ended.stderr[-4000:]}"
    return ended.stdout


def test_the_commands_of_by_hand_work_as_they_stand(place):
    folder, environment = place
    (lines,) = [block.splitlines() for block in blocks("sh") if "rampart serve" in block]
    server = None
    # Advice, not failure: doctor says by its exit code that the root key lies beside the data.
    advice = {"rampart doctor"}
    try:
        for line in lines:
            if line.startswith("rampart serve "):
                server = subprocess.Popen(line.removesuffix(" &").split(), env=environment, stderr=subprocess.PIPE,
                                          executable=shutil.which("rampart", path=environment["PATH"]))
                deadline = time.monotonic() + 60
                while b"rampart serves" not in server.stderr.readline():
                    assert time.monotonic() < deadline
            elif line in advice:
                subprocess.run(["bash", "-c", line], env=environment, cwd=folder, check=False, capture_output=True)
            else:
                run(line, environment, folder)
    finally:
        if server:
            server.wait(60)


@pytest.mark.skipif(os.geteuid() != 0, reason="encrypted disks need root")
def test_the_two_commands_work_as_they_stand(place):
    _, environment = place
    shown = [block.strip() for block in blocks("sh") if block.startswith("./run")]
    assert shown == ["./run", "./run --stop\n./run --purge"]
    first = run("./run", environment, ROOT)
    assert "rows there: 1" in first and "the encryption key is disabled" in first, first
    again = run("./run", environment, ROOT)
    assert "rows there: 2" in again, again
    run("./run --stop", environment, ROOT)
    run("./run --purge", environment, ROOT)
    assert not pathlib.Path(environment["RAMPART_DATA_DIR"]).exists()


NOBODY = 65534


def test_the_two_commands_work_without_root(place):
    """In a copy of what `./run` takes of the checkout, built already, by a user to whom nothing else belongs."""
    folder, environment = place
    home, checkout, tools = folder / "home", folder / "checkout", folder / "tools"
    built = checkout / "target" / environment["RAMPART_PROFILE"]
    for made in (home, built, tools):
        made.mkdir(parents=True)
    shutil.copy(ROOT / "run", checkout)
    shutil.copytree(ROOT / "scripts", checkout / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(os.environ["RAMPART_BINARY"], built)
    (tools / "cargo").write_text("#!/bin/sh\n")
    (tools / "cargo").chmod(0o755)
    own = {"HOME": str(home), "PATH": f"{tools}:{environment['PATH']}"}
    environment = {k: v for k, v in environment.items() if k not in ("RAMPART_DATA_DIR", "TMPDIR")} | own
    by = []
    if os.geteuid() == 0:
        by = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", home, checkout], check=True)
    data = home / ".local" / "share" / "rampart"
    try:
        first = run("./run", environment, checkout, by)
        assert "no encrypted disks here" in first and "hold its text: 0" in first and "rows there: 1" in first, first
        assert "its next start will be refused: the encryption key is disabled" in first, first
        again = run("./run", environment, checkout, by)
        assert "rows there: 2" in again, again
        # Nothing that runs is taken for gone, whatever is built here.
        built.rename(tools / "built")
        for left in ("--stop", "--purge"):
            refused = done(f"./run {left}", environment, checkout, by)
            assert refused.returncode == 1 and "has no build that could" in refused.stderr, refused
        assert (data / "server.json").exists()
        (tools / "built").rename(built)
        stopped = run("./run --stop", environment | {"RAMPART_PROFILE": "another"}, checkout, by)
        assert "server and databases are stopped" in stopped, stopped
    finally:
        run("./run --purge", environment, checkout, by)
    assert not data.exists()


def test_the_settings_of_the_clients_are_those_that_the_suites_use():
    (terraform,) = blocks("hcl")
    for needed in ('account_type = "Domestic"', "protocol", "endpoints", "ram", "sts", "kms", "rds"):
        assert needed in terraform
    for block in blocks("python"):
        compile(block, "README.md", "exec")
