"""A browser that is signed in to the console of a real server."""

import importlib.util
import json
import os
import pathlib
import sys

import pytest
from playwright.sync_api import expect, sync_playwright

import people

CLIENTS = pathlib.Path(__file__).parent.parent / "clients"
# What the pages wait for is a server on a slow machine.
PATIENCE_MS = 60_000

sys.path.append(str(CLIENTS))


def clients():
    """How a server is started and put away: as for the other clients."""
    spec = importlib.util.spec_from_file_location("clients_conftest", CLIENTS / "conftest.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CLIENTS_CONFTEST = clients()
pytest_configure = CLIENTS_CONFTEST.pytest_configure


@pytest.fixture(scope="session")
def server():
    with CLIENTS_CONFTEST.served() as server:
        yield server


@pytest.fixture(scope="session")
def root(server):
    """The account itself, by its access key."""
    return CLIENTS_CONFTEST.rpc.Caller(server.endpoint, server.key_id, server.secret)


@pytest.fixture(scope="session")
def browser():
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def credentials(server):
    """What the first start told of the console, once."""
    return json.loads((server.data_dir / "console-credentials.json").read_text())


@pytest.fixture(scope="session")
def state(browser, credentials):
    """The cookies of one signing in, for all tests."""
    context = browser.new_context()
    sign_in(context.new_page(), credentials)
    yield context.storage_state()
    context.close()


@pytest.fixture(scope="module")
def users(root):
    """Made by name with a password and system policies; gone at the end."""
    made = []

    def make(name, *policies):
        root.ask("ram", "CreateUser", UserName=name)
        made.append(name)
        root.ask("ram", "CreateLoginProfile", UserName=name, Password=people.PASSWORD, PasswordResetRequired="false")
        for policy in policies:
            root.ask("ram", "AttachPolicyToUser", UserName=name, PolicyType="System", PolicyName=policy)

    yield make
    for name in made:
        for held in root.ask("ram", "ListPoliciesForUser", UserName=name)["Policies"]["Policy"]:
            policy = {"PolicyType": held["PolicyType"], "PolicyName": held["PolicyName"]}
            root.ask("ram", "DetachPolicyFromUser", policy, UserName=name)
        root.ask("ram", "DeleteLoginProfile", UserName=name)
        root.ask("ram", "DeleteUser", UserName=name)


@pytest.fixture
def page(browser, state, credentials):
    """A page of somebody who is signed in; whatever its console complains of fails the test."""
    context = browser.new_context(storage_state=state, base_url=credentials["Url"])
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    yield page
    context.close()
    assert not complaints, complaints


def launch(playwright):
    # Chromium's own sandbox needs what containers do not give root; nothing but our own pages is opened.
    return playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"])


def sign_in(page, credentials):
    people.sign_in(page, credentials["AccountId"], credentials["Password"], credentials["Url"])
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
