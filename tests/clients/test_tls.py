"""Plain http and TLS on one port, and the clients that assume a role over https whatever they are told."""

import json
import os
import socket
import ssl
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

import rpc
import seed


@pytest.fixture(scope="module")
def worn(server, role, user):
    """A role that a user may assume, and the user."""
    arn, _ = role(seed.trust(RAM=f"acs:ram::{server.account}:root"), seed.POLICY)
    return arn, user(seed.allow("sts:AssumeRole"))[1]


def over_tls(server, caller, context):
    query = caller.common("sts", "GetCallerIdentity")
    query["Signature"] = rpc.sign_v1("GET", query, caller.secret)
    with urllib.request.urlopen(
        f"https://{server.endpoint}/?{rpc.encode(query)}", context=context, timeout=10
    ) as answer:
        return json.load(answer)


def test_one_port_speaks_http_and_tls(server, root):
    trusting = ssl.create_default_context(cafile=server.ca)
    for _ in range(2):
        assert over_tls(server, root, trusting)["AccountId"] == server.account
        assert root.ask("sts", "GetCallerIdentity")["AccountId"] == server.account


def test_who_does_not_know_the_authority_is_not_connected(server, root):
    with pytest.raises(urllib.error.URLError) as refused:
        over_tls(server, root, ssl.create_default_context())
    assert isinstance(refused.value.reason, ssl.SSLCertVerificationError)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_the_certificate_names_the_loopback(server, host):
    port = int(server.endpoint.rsplit(":", 1)[1])
    context = ssl.create_default_context(cafile=server.ca)
    with socket.create_connection(("127.0.0.1", port), timeout=10) as plain:
        with context.wrap_socket(plain, server_hostname=host) as secured:
            assert secured.version() in ("TLSv1.2", "TLSv1.3")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("version", ["TLSv1", "TLSv1_1"])
def test_old_versions_of_tls_are_not_spoken(server, version):
    context = ssl.create_default_context(cafile=server.ca)
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion[version]
    context.set_ciphers("ALL:@SECLEVEL=0")
    host, port = server.endpoint.rsplit(":", 1)
    with socket.create_connection((host, int(port)), timeout=10) as plain, pytest.raises(ssl.SSLError) as refused:
        context.wrap_socket(plain, server_hostname=host)
    # The server's own alert: that this client could not speak it would prove nothing.
    assert "_ALERT_" in refused.value.reason, refused.value


def test_a_policy_can_ask_for_tls(server, root, user):
    deny = {
        "Action": "kms:*",
        "Effect": "Deny",
        "Resource": "*",
        "Condition": {"Bool": {"acs:SecureTransport": "false"}},
    }
    _, caller = user(seed.document(deny, {"Action": "kms:*", "Effect": "Allow", "Resource": "*"}))
    assert caller.refused("kms", "ListKeys").detail["NoPermissionType"] == "ExplicitDeny"
    query = caller.common("kms", "ListKeys")
    query["Signature"] = rpc.sign_v1("GET", query, caller.secret)
    trusting = ssl.create_default_context(cafile=server.ca)
    with urllib.request.urlopen(
        f"https://{server.endpoint}/?{rpc.encode(query)}", context=trusting, timeout=10
    ) as answer:
        assert json.load(answer)["TotalCount"] >= 0


# In a process of its own: the authority comes by the environment, and the library reads it once.
ASSUME = """
import sys
from alibabacloud_credentials.client import Client
from alibabacloud_credentials.models import Config
endpoint, key_id, secret, role = sys.argv[1:]
made = Client(Config(type="ram_role_arn", access_key_id=key_id, access_key_secret=secret, role_arn=role,
    role_session_name="credentials", sts_endpoint=endpoint)).get_credential()
print(made.access_key_id, made.access_key_secret, made.security_token)
"""


def assume_by_credentials(server, arn, caller, **environment):
    command = [sys.executable, "-c", ASSUME, server.endpoint, caller.key_id, caller.secret, arn]
    clean = {name: value for name, value in os.environ.items() if name not in ("SSL_CERT_FILE", "SSL_CERT_DIR")}
    return subprocess.run(command, env=clean | environment, capture_output=True, text=True, timeout=60)


def test_alibabacloud_credentials_assumes_a_role_over_tls(server, worn, key):
    done = assume_by_credentials(server, *worn, SSL_CERT_FILE=str(server.ca))
    assert done.returncode == 0, done.stderr
    session = rpc.Caller(server.endpoint, *done.stdout.split())
    assert session.ask("sts", "GetCallerIdentity")["Arn"].endswith("/credentials")
    assert session.ask("kms", "GenerateDataKey", KeyId=key("true"))["Plaintext"]
    assert session.refused("kms", "GenerateDataKey", KeyId=key()).code == "Forbidden.NoPermission"


def test_alibabacloud_credentials_trusts_no_unknown_authority(server, worn):
    done = assume_by_credentials(server, *worn)
    assert done.returncode != 0 and "CERTIFICATE_VERIFY_FAILED" in done.stderr
