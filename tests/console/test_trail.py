"""The audit trail in the console: what was called is found, what was denied opens why, and nobody looks who may not."""

import re

import pytest
import seed
from playwright.sync_api import expect

from explained import put_into_a_policy_and_granted, verdict
from people import signed_in


@pytest.fixture(scope="module")
def key(root):
    return root.ask("kms", "CreateKey", Description="audited")["KeyMetadata"]


def search(page, attribute, value, show="Every call"):
    page.get_by_label("Filter").select_option(label=attribute)
    page.get_by_label("Value").fill(value)
    page.get_by_label("Show").select_option(label=show)
    # What follows looks at the page that answers, and reloads that.
    with page.expect_navigation():
        page.get_by_role("button", name="Search").click()


def rows(page):
    return page.locator("tbody tr")


def recorded(page, count=1):
    """The trail is written beside the answer: looked at until it is there."""
    seed.wait_until(lambda: page.reload() and rows(page).count() >= count)


def test_a_call_is_found_by_each_of_its_facts(page, root, server, key):
    root.ask("kms", "DescribeKey", KeyId=key["KeyId"])
    page.goto("/console/")
    page.get_by_role("link", name="Audit").click()
    search(page, "Resource", key["Arn"])
    recorded(page)
    row = rows(page).last
    expect(row).to_contain_text("DescribeKey")
    expect(row).to_contain_text("Done")
    for attribute, value in [("Operation", "DescribeKey"), ("Service", "Kms"), ("Access key", server.key_id), ("User", "root"), ("Address", "127.0.0.1")]:
        search(page, attribute, value)
        expect(rows(page).first).to_be_visible()
        expect(page.get_by_label("Value")).to_have_value(value)
    search(page, "Operation", "DescribeKey", "Changes")
    expect(page.get_by_text("No event matches")).to_be_visible()
    search(page, "Operation", "CreateKey", "Changes")
    expect(rows(page).first).to_contain_text("CreateKey")
    search(page, "Operation", "NobodyCallsThis")
    expect(page.get_by_text("No event matches")).to_be_visible()
    # Of one event all is told.
    search(page, "Resource", key["Arn"])
    rows(page).last.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("DescribeKey Done"))
    expect(page.get_by_role("main")).to_contain_text(server.key_id)


def test_a_time_is_searched_and_pages_go_on(page, root):
    for _ in range(60):
        root.ask("sts", "GetCallerIdentity")
    page.goto("/console/audit?key=EventName&value=GetCallerIdentity")
    recorded(page, 50)
    first = [row.inner_text() for row in rows(page).all()]
    assert len(first) == 50
    page.get_by_role("link", name="Older").click()
    expect(page.get_by_role("link", name="Newest")).to_be_visible()
    assert 0 < rows(page).count() <= 50
    page.get_by_role("link", name="Newest").click()
    page.get_by_label("From (UTC)").fill("2030-01-01T00:00")
    page.get_by_label("To (UTC)").fill("2030-01-01T00:10")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("No event matches")).to_be_visible()
    page.get_by_label("To (UTC)").fill("2029-01-01T00:00")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("alert")).to_contain_text("A field is not right")


def test_a_denied_call_opens_why_and_after_the_proposed_change_is_let_through(
    page, browser, credentials, server, users, key  # noqa: F811
):
    users("shutout", "AliyunKMSReadOnlyAccess")
    with signed_in(browser, credentials, server, "shutout") as theirs:
        theirs.goto(f"/console/key/{key['KeyId']}")
        theirs.get_by_role("button", name="Disable").click()
        expect(theirs.get_by_role("alert")).to_contain_text("You are not allowed to do this")
        page.goto("/console/audit?key=EventName&value=DisableKey&show=denied")
        theirs_denied = rows(page).filter(has_text="shutout")
        seed.wait_until(lambda: page.reload() and theirs_denied.count() == 1)
        theirs_denied.get_by_role("link", name="Denied").click()
        expect(verdict(page)).to_have_text("Denied")
        expect(page.get_by_role("main")).to_contain_text("No statement allows it.")
        event = page.url
        put_into_a_policy_and_granted(page, "LetsShutout", "shutout")
        theirs.goto(f"/console/key/{key['KeyId']}")
        theirs.get_by_role("button", name="Disable").click()
        expect(theirs.get_by_role("status").first).to_have_text("Disabled.")
    page.goto(event)
    expect(page.get_by_text("By now it would be allowed.")).to_be_visible()


def test_nobody_looks_at_the_trail_who_may_not(browser, credentials, server, users, root):  # noqa: F811
    users("prying", "AliyunKMSReadOnlyAccess")
    told = root.ask("actiontrail", "LookupEvents")["Events"][0]["eventId"]
    with signed_in(browser, credentials, server, "prying") as theirs:
        for path in ("audit", f"audit/{told}", "audit?token=made-up"):
            theirs.goto(f"/console/{path}")
            expect(theirs.get_by_role("alert")).to_contain_text("You are not allowed to do this")
            assert rows(theirs).count() == 0


def test_a_made_up_token_and_a_made_up_event_lead_nowhere(page):
    page.goto("/console/audit?token=bWFkZSB1cA")
    expect(page.get_by_role("alert")).to_contain_text("A field is not right")
    page.goto("/console/audit/00000000-0000-0000-0000-000000000000")
    expect(page.get_by_role("alert")).to_contain_text("There is no such page")
