"""Whether everybody reaches everything: axe-core on each page, light and dark, and the keyboard alone."""

import os
import pathlib

import pytest
import seed
from playwright.sync_api import expect

import instances
from conftest import sign_in

PAGES = [
    "",
    "policies",
    "policies/create",
    "policies/System/AdministratorAccess",
    "roles",
    "roles/create",
    "roles/create?trusted=service",
    "role/reached",
    "role/reached/created",
    "role/reached/grant?add=System/AdministratorAccess",
    "users",
    "users/create",
    "user/reached",
    "keys",
    "keys/create",
    "key/{key}",
    "databases",
    "databases/create",
    "databases/authorize",
    "database/{instance}",
    "database/{instance}/accounts",
    "database/{instance}/accounts?account=reached",
    "database/{instance}/accounts?database=reached",
    "simulate",
    "simulate?principal=user/reached&action=kms:Decrypt&conditions=acs:SourceIp=192.0.2.1",
    "simulate?principal=role/reached&action=kms:Decrypt",
    "simulate?action=nonsense",
    "why",
    "audit",
    "audit?key=User&value=nobody",
    "audit/{event}?at={at}",
    "nowhere",
]
TRUST = '{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"RAM":["*"]}}]}'


@pytest.fixture(scope="module")
def things(root):
    """One of each, so that no page is empty."""
    root.ask("ram", "CreateUser", UserName="reached")
    root.ask("ram", "CreateAccessKey", UserName="reached")
    trust = TRUST.replace('"*"', f'"acs:ram::{root.ask("sts", "GetCallerIdentity")["AccountId"]}:root"')
    root.ask("ram", "CreateRole", RoleName="reached", AssumeRolePolicyDocument=trust)
    attach = {"PolicyName": "AdministratorAccess", "PolicyType": "System", "RoleName": "reached"}
    root.ask("ram", "AttachPolicyToRole", attach)
    instance = instances.running(root)
    root.ask("rds", "CreateAccount", DBInstanceId=instance, AccountName="reached", AccountPassword="reached-Passw0rd")
    root.ask("rds", "CreateDatabase", DBInstanceId=instance, DBName="reached", CharacterSetName="utf8mb4")
    event = seed.wait_until(lambda: root.ask("actiontrail", "LookupEvents")["Events"])[0]
    key = root.ask("kms", "CreateKey")["KeyMetadata"]["KeyId"]
    yield {"key": key, "instance": instance, "event": event["eventId"], "at": event["eventTime"]}
    seed.put_away(root, instance)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser, state, credentials, things, scheme):
    # The page's own policy lets no script in; the browser's debugger is not the page.
    axe = pathlib.Path(os.environ["AXE"]).read_text()
    context = browser.new_context(
        storage_state=state, color_scheme=scheme, base_url=credentials["Url"], bypass_csp=True
    )
    page = context.new_page()
    found = {}
    for path in PAGES:
        page.goto(f"/console/{path.format(**things)}")
        page.evaluate(axe)
        for violation in page.evaluate("axe.run()")["violations"]:
            nodes = [node["html"] for node in violation["nodes"]]
            found.setdefault(path, []).append((violation["id"], nodes))
    context.close()
    assert not found, found


def test_the_keyboard_reaches_everything(page, things):
    page.goto("/console/roles")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Create Role").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("reach")
    expect(page.get_by_role("row")).to_have_count(2)
    expect(page.get_by_label("Search roles")).to_be_focused()


def test_nothing_is_wider_than_a_narrow_screen(browser, state, credentials, things):
    context = browser.new_context(
        storage_state=state, viewport={"width": 360, "height": 720}, base_url=credentials["Url"]
    )
    page = context.new_page()
    for path in PAGES:
        page.goto(f"/console/{path.format(**things)}")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 360, f"{path} is {width} wide"
    context.close()


def test_signing_out_ends_it(browser, credentials):
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, credentials)
    kept = context.cookies()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    context.add_cookies(kept)
    page.goto(credentials["Url"] + "policies")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    context.close()
