"""Attacks on the console of a real server, from outside: old sessions, forged addresses, and who locks whom out."""

import contextlib
import http.client
import json
import re
import urllib.parse

import pytest
import seed

from conftest import CLIENTS_CONFTEST

FIRST, OWN = "first-Passw0rd-told", "own-Passw0rd-chosen"
# By `crates/console/src/limits.rs`.
TRIES_PER_NAME_AND_ADDRESS, TRIES_PER_KNOWN_BROWSER = 5, 5
LET_IN, WRONG, HELD_UP = 303, 422, 429
KNOWN = "rampart-known"


class Visitor:
    """A browser that follows nothing by itself: cookies, the token of the page last seen, and headers of its own."""

    def __init__(self, endpoint, headers=None, cookies=None):
        self.endpoint, self.headers = endpoint, headers or {}
        self.cookies, self.token = dict(cookies or {}), ""

    def send(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection(self.endpoint, timeout=60)
        with contextlib.closing(connection):
            cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            sent = self.headers | (headers or {}) | ({"Cookie": cookies} if cookies else {})
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
            if not value:
                del self.cookies[name]
        if token := re.search(r'name="csrf" value="([^"]+)"', text):
            self.token = token[1]
        return answer.status, answer.headers.get("Location", ""), text

    def get(self, path):
        return self.send("GET", path)

    def post(self, path, **fields):
        form = urllib.parse.urlencode(fields | {"csrf": self.token})
        return self.send("POST", path, form, {"Content-Type": "application/x-www-form-urlencoded"})

    def sign_in(self, name, password):
        """The status: whether he was let in, was wrong, or was not even looked at."""
        self.get("/console/sign-in")
        return self.post("/console/sign-in", name=name, password=password)[0]

    def is_in(self):
        """By a page that asks the API for something, which he may be refused."""
        status, to, _ = self.get("/console/policies")
        assert status in (200, 403) or to.startswith("/console/sign-in"), (status, to)
        return not to


@pytest.fixture
def user(root):
    """Somebody with console access; whoever ends without him does not mind."""
    root.ask("ram", "CreateUser", UserName="attacked")
    root.ask("ram", "CreateLoginProfile", UserName="attacked", Password=FIRST, PasswordResetRequired="false")
    yield "attacked"
    for operation in ("DeleteLoginProfile", "DeleteUser"):
        with contextlib.suppress(Exception):
            root.ask("ram", operation, UserName="attacked")


@pytest.fixture
def tabs(server, user):
    """Two browsers in which he is signed in."""
    both = [Visitor(server.endpoint), Visitor(server.endpoint)]
    assert [tab.sign_in(user, FIRST) for tab in both] == [LET_IN, LET_IN]
    assert all(tab.is_in() for tab in both)
    return both


def test_every_session_ends_with_the_password_it_began_with(tabs, user, server):
    one, other = tabs
    before = dict(one.cookies)
    one.get("/console/password")
    status, to, _ = one.post("/console/password", old=FIRST, new=OWN, again=OWN)
    assert (status, to) == (303, "/console/sign-in?told=password")
    assert not one.is_in()
    assert not other.is_in()
    # Nor do the cookies of before come back, nor the password.
    assert not Visitor(server.endpoint, cookies=before).is_in()
    assert Visitor(server.endpoint).sign_in(user, FIRST) == WRONG
    assert other.sign_in(user, OWN) == LET_IN
    assert other.is_in()


def test_every_session_ends_with_its_user_and_his_namesake_has_none_of_them(tabs, user, root):
    root.ask("ram", "DeleteLoginProfile", UserName=user)
    root.ask("ram", "DeleteUser", UserName=user)
    # Asked only now: the pages of before say what they said.
    root.ask("ram", "CreateUser", UserName=user)
    root.ask("ram", "CreateLoginProfile", UserName=user, Password=FIRST, PasswordResetRequired="false")
    for tab in tabs:
        status, to, _ = tab.get("/console/policies")
        assert (status, to) == (303, "/console/sign-in?next=%2Fconsole%2Fpolicies")
        assert not tab.is_in()


def test_a_session_is_over_once_signed_out_and_the_trail_says_so(tabs, user, root):
    one, other = tabs
    before = dict(one.cookies)
    one.get("/console/password")
    assert one.post("/console/sign-out")[0] == 303
    one.cookies = before
    assert not one.is_in()
    assert other.is_in(), "nobody else was signed out"

    def recorded():
        asked = {"LookupAttribute.1.Key": "EventName", "LookupAttribute.1.Value": "ConsoleSignout"}
        events = root.ask("actiontrail", "LookupEvents", asked)["Events"]
        his = [event for event in events if event["userIdentity"].get("userName") == user]
        assert {event["eventType"] for event in his} <= {"ConsoleSignout"}
        return bool(his)

    seed.wait_until(recorded)


def at(address):
    """What a proxy writes of a browser there."""
    return {"X-Forwarded-For": address, "X-Forwarded-Proto": "https"}


def guess(endpoint, name, tries, headers):
    """Wrong passwords, one after the other, each with other headers; how many were looked at."""
    told = [Visitor(endpoint, headers(number)).sign_in(name, "guessed") for number in range(tries)]
    assert set(told) <= {WRONG, HELD_UP}, told
    return told.count(WRONG)


def test_who_writes_an_address_of_his_own_is_held_up_all_the_same():
    """No proxy is named to this server."""
    with CLIENTS_CONFTEST.served() as server:
        tries = 2 * TRIES_PER_NAME_AND_ADDRESS
        tried = guess(server.endpoint, "alice", tries, lambda number: {"X-Forwarded-For": f"198.51.100.{number}"})
        # One more comes back each minute, and the machine may be slow.
        assert TRIES_PER_NAME_AND_ADDRESS <= tried < tries


def test_behind_a_proxy_its_own_word_counts_and_strangers_there_lock_nobody_out_of_his_browser():
    with CLIENTS_CONFTEST.served("--trusted-proxy", "127.0.0.1") as server:
        told = json.loads((server.data_dir / "console-credentials.json").read_text())
        account, password = told["AccountId"], told["Password"]
        home, office = at("203.0.113.5"), at("203.0.113.9")
        owner = Visitor(server.endpoint, office)
        assert owner.sign_in(account, password) == LET_IN
        # What a client wrote before the proxy's own entry is no address.
        tries = 2 * TRIES_PER_NAME_AND_ADDRESS
        assert guess(server.endpoint, account, tries, lambda number: at(f"198.51.100.{number}, 203.0.113.9")) < tries
        # Elsewhere he is let in, and where strangers try he is in the browser that he used before.
        assert Visitor(server.endpoint, home).sign_in(account, password) == LET_IN
        assert Visitor(server.endpoint, office).sign_in(account, password) == HELD_UP
        assert owner.sign_in(account, password) == LET_IN
        # That browser's mark is worth a few tries to whoever steals it, and is no session.
        mark = {name: value for name, value in owner.cookies.items() if name.endswith(KNOWN)}
        assert len(mark) == 1
        thief = Visitor(server.endpoint, office, mark)
        assert not thief.is_in()
        tried = [thief.sign_in(account, "guessed") for _ in range(2 * TRIES_PER_KNOWN_BROWSER)]
        assert TRIES_PER_KNOWN_BROWSER <= tried.count(WRONG) < len(tried), tried
