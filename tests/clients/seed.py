"""What the page "Authorize RDS to access KMS" says to create, to the letter, and how to wait for what comes of it."""

import contextlib
import dataclasses
import json
import os
import subprocess
import time

from rpc import Refused

POLICY_NAME = "AliyunRDSInstanceEncryptionRolePolicy"
POLICY_DESCRIPTION = "Authorize RDS to access KMS"
POLICY = """
{
    "Version": "1",
    "Statement": [
        {
            "Action": [
                "kms:List*",
                "kms:DescribeKey",
                "kms:TagResource",
                "kms:UntagResource"
            ],
            "Resource": [
                "acs:kms:*:*:*"
            ],
            "Effect": "Allow"
        },
        {
            "Action": [
                "kms:Encrypt",
                "kms:Decrypt",
                "kms:GenerateDataKey"
            ],
            "Resource": [
                "acs:kms:*:*:*"
            ],
            "Effect": "Allow",
            "Condition": {
                "StringEqualsIgnoreCase": {
                    "kms:tag/acs:rds:instance-encryption": "true"
                }
            }
        }
    ]
}
"""
ROLE_NAME = "AliyunRDSInstanceEncryptionDefaultRole"
TAG = "acs:rds:instance-encryption"


def trust(**principals):
    """A trust policy: `trust(Service="rds.aliyuncs.com")`, `trust(RAM="acs:ram::1234567890123456:root")`."""
    return document(
        {"Action": "sts:AssumeRole", "Effect": "Allow", "Principal": {k: [v] for k, v in principals.items()}}
    )


def allow(*actions, resource="*", **more):
    """A policy of one statement."""
    return document({"Action": list(actions), "Effect": "Allow", "Resource": resource} | more)


def document(*statements):
    return json.dumps({"Version": "1", "Statement": list(statements)})


# Selecting RDS in the console as the trusted service writes this.
ROLE_TRUST = trust(Service="rds.aliyuncs.com")


def wait_until(what, seconds=60):
    """Asks until the answer is true and returns it; then gives up with the last answer."""
    deadline = time.monotonic() + seconds
    while not (answer := what()):
        assert time.monotonic() < deadline, f"not in {seconds} s; the last answer was {answer!r}"
        time.sleep(0.1)
    return answer


@dataclasses.dataclass(frozen=True)
class Database:
    """Where a database is dialled, and as whom."""

    host: str
    port: str
    user: str
    password: str
    name: str

    def psql(self, statement):
        """Runs a statement in a session of its own; a refusal is raised as `subprocess.CalledProcessError`."""
        command = ["psql", "-X", "-At", "-v", "ON_ERROR_STOP=1", "-h", self.host, "-p", self.port, "-U", self.user]
        return said([*command, "-c", statement, self.name], PGPASSWORD=self.password, PGCONNECT_TIMEOUT="5")

    def mariadb(self, statement):
        """The same where MariaDB serves."""
        command = ["mariadb", "--no-defaults", "--protocol=tcp", "--connect-timeout=5", "-N", "-B", "-h", self.host]
        command += ["-P", self.port, "-u", self.user, "-e", statement, self.name]
        return said(command, MYSQL_PWD=self.password)

    def is_refused(self, ask=None):
        """Whether nobody gets in."""
        try:
            (ask or self.psql)("select 1")
        except subprocess.CalledProcessError as error:
            return error.stderr
        return None


def said(command, **environment):
    """What a database's own client prints."""
    return subprocess.run(
        command, env=os.environ | environment, check=True, capture_output=True, text=True, timeout=30
    ).stdout.strip()


def put_away(caller, instance):
    """Deletes an instance, whatever its state, and empties its bin."""
    with contextlib.suppress(Refused):
        caller.ask("rds", "ModifyDBInstanceDeletionProtection", DBInstanceId=instance, DeletionProtection="false")
    with contextlib.suppress(Refused):
        caller.ask("rds", "DeleteDBInstance", DBInstanceId=instance)
    with contextlib.suppress(Refused):
        caller.ask("rds", "DestroyDBInstance", DBInstanceId=instance, RegionId="cn-hangzhou")
