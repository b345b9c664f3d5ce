"""The npm SDK against the same server: its own suite runs under Node, and each of its tests is seen to have run."""

import os
import pathlib
import re
import subprocess

import seed

SUITE = pathlib.Path(__file__).parent / "node" / "rds.test.js"


def test_the_npm_sdk_takes_a_mysql_through_tde(server, role, key, user):
    arn, _ = role(seed.ROLE_TRUST, seed.POLICY)
    _, powerless = user()
    environment = os.environ | {
        "ENDPOINT": server.endpoint,
        "ALIBABA_CLOUD_ACCESS_KEY_ID": server.key_id,
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": server.secret,
        "POWERLESS_ID": powerless.key_id,
        "POWERLESS_SECRET": powerless.secret,
        "ROLE_ARN": arn,
        "KEY": key(),
    }
    done = subprocess.run(["node", "--test", "--test-reporter=tap", SUITE], env=environment, check=False,
                          capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert int(re.search(r"^# pass (\d+)$", done.stdout, re.MULTILINE)[1]) >= 9, done.stdout
