"""What changes by itself is seen without a reload, and by nobody whose session has ended."""

import pytest
from playwright.sync_api import expect

import instances
import people
from conftest import sign_in
from instances import REGION
from people import visitor

PASSWORD = "followed-Passw0rd-1"


@pytest.fixture(scope="module")
def instance(root):
    """One that runs, or is on its way there."""
    return instances.begun(root)


def state(page):
    return page.get_by_role("heading", level=1).get_by_role("status")


def test_an_instance_s_state_is_told_without_a_reload(page, root, instance):
    page.goto(f"/console/database/{instance}")
    listed = page.context.new_page()
    listed.goto("/console/databases")
    # Whatever is loaded anew loses this.
    for tab in (page, listed):
        tab.evaluate("window.loadedOnce = true")
    page.bring_to_front()
    expect(state(page)).to_have_text("Running", timeout=180_000)
    expect(page.get_by_role("button", name="Enable TDE")).to_be_visible()
    root.ask("rds", "StopDBInstance", RegionId=REGION, DBInstanceId=instance)
    expect(state(page)).to_have_text("Stopped", timeout=180_000)
    page.get_by_role("button", name="Start").focus()
    listed.bring_to_front()
    expect(listed.get_by_role("row").filter(has_text=instance)).to_contain_text("Stopped")
    root.ask("rds", "StartDBInstance", RegionId=REGION, DBInstanceId=instance)
    expect(listed.get_by_role("row").filter(has_text=instance)).to_contain_text("Running", timeout=180_000)
    for tab in (page, listed):
        assert tab.evaluate("window.loadedOnce"), "nothing was loaded anew"


def test_what_somebody_fills_in_stays_as_it_is(page, root, instance):
    page.goto(f"/console/database/{instance}")
    expect(state(page)).to_have_text("Running", timeout=180_000)
    page.get_by_label("Type the instance’s ID").fill("half of it")
    root.ask("rds", "StopDBInstance", RegionId=REGION, DBInstanceId=instance)
    expect(state(page)).to_have_text("Stopped", timeout=180_000)
    root.ask("rds", "StartDBInstance", RegionId=REGION, DBInstanceId=instance)
    expect(state(page)).to_have_text("Running", timeout=180_000)
    expect(page.get_by_label("Type the instance’s ID")).to_have_value("half of it")


def test_a_page_that_is_followed_leaves_with_its_session(browser, credentials, instance):
    with visitor(browser, credentials) as page:
        sign_in(page, credentials)
        page.goto(f"/console/database/{instance}")
        expect(state(page)).to_be_visible()
        other = page.context.new_page()
        other.goto("/console/")
        other.get_by_role("button", name="Sign out").click()
        expect(other.get_by_role("heading", name="Sign in")).to_be_visible()
        page.bring_to_front()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible(timeout=15_000)


def test_it_leaves_when_the_password_is_taken_away(browser, credentials, root, server, instance):
    root.ask("ram", "CreateUser", UserName="follower")
    root.ask("ram", "CreateLoginProfile", UserName="follower", Password=PASSWORD, PasswordResetRequired="false")
    attach = {"PolicyName": "AliyunRDSReadOnlyAccess", "PolicyType": "System", "UserName": "follower"}
    root.ask("ram", "AttachPolicyToUser", attach)
    with visitor(browser, credentials) as page:
        path = f"/console/sign-in?next=/console/database/{instance}"
        people.sign_in(page, f"follower@{server.account}", PASSWORD, path)
        expect(state(page)).to_have_text("Running", timeout=180_000)
        # Allowed no longer: the page stays as it was, and nothing new is told.
        detach = {"PolicyName": "AliyunRDSReadOnlyAccess", "PolicyType": "System", "UserName": "follower"}
        root.ask("ram", "DetachPolicyFromUser", detach)
        told = page.evaluate(f"fetch('/console/live/database/{instance}').then((answer) => answer.text())")
        assert "event: end" in told
        assert instance not in told
        root.ask("ram", "AttachPolicyToUser", attach)
        page.reload()
        expect(state(page)).to_be_visible()
        root.ask("ram", "DeleteLoginProfile", UserName="follower")
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible(timeout=15_000)


def test_without_a_script_a_reload_tells_it(browser, state_of_root, credentials, root, instance):
    context = browser.new_context(
        storage_state=state_of_root, java_script_enabled=False, base_url=credentials["Url"]
    )
    page = context.new_page()
    page.goto(f"/console/database/{instance}")
    expect(state(page)).to_have_text("Running")
    root.ask("rds", "ModifyDBInstanceDescription", RegionId=REGION, DBInstanceId=instance, DBInstanceDescription="told")
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("told")
    context.close()


@pytest.fixture
def state_of_root(browser, credentials):
    """Of a session of its own: others here sign theirs out."""
    with visitor(browser, credentials) as page:
        sign_in(page, credentials)
        yield page.context.storage_state()
