"""A signer written apart from the server's, for what the SDKs do not send: split requests, faults, attacks."""

import base64
import collections
import dataclasses
import datetime
import hashlib
import hmac
import http.client
import json
import secrets
import urllib.parse

VERSIONS = {
    "ram": "2015-05-01",
    "sts": "2015-04-01",
    "kms": "2016-01-20",
    "rds": "2014-08-15",
    "actiontrail": "2020-07-06",
}
ANSWER_SECONDS_MAX = 30

Answer = collections.namedtuple("Answer", "status headers body")


class Refused(Exception):
    """An error answer: status, code, what the decision was, and the whole body."""

    def __init__(self, status, body):
        self.status, self.body, self.code = status, body, body.get("Code")
        self.detail = body.get("AccessDeniedDetail") or {}
        super().__init__(f"{status} {self.code}: {body.get('Message')}")


@dataclasses.dataclass(frozen=True)
class Caller:
    """Someone with an access key, or with a session's."""

    endpoint: str
    key_id: str
    secret: str
    token: str | None = None

    def ask(self, service, action, params=None, **more):
        """Asks as the Terraform provider does: common parameters in the query, the operation's own in a form."""
        form = {name: str(value) for name, value in ((params or {}) | more).items() if value is not None}
        query = self.common(service, action)
        query["Signature"] = sign_v1("POST", query | form, self.secret)
        return parsed(send(self.endpoint, "POST", encode(query), encode(form).encode()))

    def ask_in_query(self, service, action, params=None, **more):
        """Asks as the Go SDK and the CLI do: a POST with everything in the query, an empty `SignatureType` too."""
        own = {name: str(value) for name, value in ((params or {}) | more).items() if value is not None}
        query = self.common(service, action, Format="JSON", SignatureType="", RegionId="cn-hangzhou") | own
        query["Signature"] = sign_v1("POST", query, self.secret)
        return parsed(send(self.endpoint, "POST", encode(query)))

    def refused(self, service, action, params=None, **more):
        """The same for what must not succeed."""
        try:
            answer = self.ask(service, action, params, **more)
        except Refused as refused:
            return refused
        raise AssertionError(f"{action} was answered: {answer}")

    def common(self, service, action, **changes):
        """The parameters that every V1 request bears; a change to `None` leaves one out."""
        params = {
            "Action": action,
            "Version": VERSIONS[service],
            "Format": "json",
            "AccessKeyId": self.key_id,
            "SecurityToken": self.token,
            "SignatureMethod": "HMAC-SHA1",
            "SignatureVersion": "1.0",
            "SignatureNonce": secrets.token_hex(16),
            "Timestamp": stamp(),
        } | changes
        return {name: value for name, value in params.items() if value is not None}

    def assume(self, role_arn, session="session", **more):
        """The same endpoint as a session of a role."""
        made = self.ask("sts", "AssumeRole", RoleArn=role_arn, RoleSessionName=session, **more)["Credentials"]
        return Caller(self.endpoint, made["AccessKeyId"], made["AccessKeySecret"], made["SecurityToken"])

    def acs3(self, service, action, **headers):
        """The headers of a signed V3 request without parameters; those given are added, and signed, too."""
        headers = {
            "host": self.endpoint,
            "x-acs-action": action,
            "x-acs-version": VERSIONS[service],
            "x-acs-date": stamp(),
            "x-acs-signature-nonce": secrets.token_hex(16),
            "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
        } | headers
        names = ";".join(sorted(headers))
        lines = "".join(f"{name}:{headers[name].strip()}\n" for name in sorted(headers))
        canonical = f"POST\n/\n\n{lines}\n{names}\n{headers['x-acs-content-sha256']}"
        to_sign = f"ACS3-HMAC-SHA256\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        signature = hmac.new(self.secret.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
        proof = f"ACS3-HMAC-SHA256 Credential={self.key_id},SignedHeaders={names},Signature={signature}"
        return headers | {"authorization": proof}


def stamp(minutes=0):
    """Now, or some minutes later, as requests write it."""
    then = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=minutes)
    return then.strftime("%Y-%m-%dT%H:%M:%SZ")


def encode(params):
    """RFC 3986: only letters, digits and `-_.~` stay."""
    quote = lambda text: urllib.parse.quote(str(text), safe="-_.~")
    return "&".join(f"{quote(name)}={quote(value)}" for name, value in sorted(params.items()))


def sign_v1(method, params, secret):
    """The `Signature` of version 1.0 over everything that is sent."""
    to_sign = f"{method}&%2F&{urllib.parse.quote(encode(params), safe='-_.~')}"
    digest = hmac.new((secret + "&").encode(), to_sign.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def send(endpoint, method, query="", body=b"", headers=None, path="/"):
    """Sends exactly what it is given."""
    connection = http.client.HTTPConnection(endpoint, timeout=ANSWER_SECONDS_MAX)
    try:
        headers = {"content-type": "application/x-www-form-urlencoded"} | (headers or {})
        connection.request(method, f"{path}?{query}" if query else path, body=body or None, headers=headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


def parsed(answer):
    """What a JSON answer holds; an error answer is raised."""
    body = json.loads(answer.body)
    if answer.status != 200:
        raise Refused(answer.status, body)
    return body
