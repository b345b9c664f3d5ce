"""A user with console access: led to a password of his own, allowed what is granted, and out as soon as it is taken away."""

import pytest
from playwright.sync_api import expect

from people import sign_in, visitor

FIRST, OWN = "first-Passw0rd-told", "own-Passw0rd-chosen"


@pytest.fixture(scope="module")
def alice(root, server):
    root.ask("ram", "CreateUser", UserName="alice")
    attach = {"PolicyName": "AliyunRAMReadOnlyAccess", "PolicyType": "System", "UserName": "alice"}
    root.ask("ram", "AttachPolicyToUser", attach)
    return f"alice@{server.account}"


def test_a_user_chooses_a_password_and_does_what_is_granted(page, browser, credentials, alice):
    page.goto("/console/user/alice")
    page.get_by_label("Password", exact=True).fill(FIRST)
    page.get_by_role("button", name="Enable Console Access").click()
    expect(page.get_by_role("status").first).to_have_text("The password is set.")
    with visitor(browser, credentials) as hers:
        sign_in(hers, alice, "guessed")
        expect(hers.get_by_role("alert")).to_have_text("The name or the password is not right.")
        sign_in(hers, alice, FIRST)
        expect(hers.get_by_role("heading", name="Change Password")).to_be_visible()
        hers.goto("/console/keys")
        expect(hers.get_by_role("heading", name="Your password comes first")).to_be_visible()
        hers.get_by_role("main").get_by_role("link", name="Change Password").click()
        hers.get_by_label("Old password").fill(FIRST)
        hers.get_by_label("New password", exact=True).fill(OWN)
        hers.get_by_label("New password, again").fill(OWN)
        hers.get_by_role("button", name="OK").click()
        expect(hers.get_by_role("status")).to_have_text("The password is changed. Sign in with it.")
        sign_in(hers, "alice", OWN)
        expect(hers.get_by_role("heading", name="Overview")).to_be_visible()
        hers.goto("/console/roles")
        expect(hers.get_by_role("heading", name="Roles")).to_be_visible()
        hers.goto("/console/roles/create?trusted=account")
        hers.get_by_label("RAM Role Name").fill("hers")
        hers.get_by_role("button", name="OK").click()
        expect(hers.get_by_role("alert")).to_contain_text("You are not allowed to do this")


def test_her_session_ends_with_her_access(page, browser, credentials, alice):
    with visitor(browser, credentials) as hers:
        sign_in(hers, alice, OWN)
        expect(hers.get_by_role("heading", name="Overview")).to_be_visible()
        page.goto("/console/user/alice")
        page.get_by_role("button", name="Disable Console Access").click()
        expect(page.get_by_role("status").first).to_contain_text("Console access is taken away")
        hers.goto("/console/roles")
        expect(hers.get_by_role("heading", name="Sign in")).to_be_visible()
        sign_in(hers, alice, OWN)
        expect(hers.get_by_role("alert")).to_have_text("The name or the password is not right.")


def test_a_user_who_is_gone_is_told_of_on_his_open_panel(page, root):
    root.ask("ram", "CreateUser", UserName="fleeting")
    page.goto("/console/user/fleeting/grant")
    root.ask("ram", "DeleteUser", UserName="fleeting")
    page.get_by_role("button", name="Select AliyunKMSFullAccess", exact=False).click()
    expect(page.get_by_role("alert")).to_contain_text("It is not there any more")
    expect(page.get_by_role("heading", name="Grant Permission")).to_be_visible()
