"""What stands where on a narrow screen, and what does not move when something is told."""

import pytest
from playwright.sync_api import expect

NARROW = {"width": 390, "height": 720}


@pytest.fixture
def narrow(page):
    page.set_viewport_size(NARROW)
    return page


@pytest.fixture
def user(root):
    """A user with two policies, by his name."""
    name = "narrow"
    held = [{"PolicyType": "System", "PolicyName": policy} for policy in ("AliyunRAMReadOnlyAccess", "AliyunKMSReadOnlyAccess")]
    root.ask("ram", "CreateUser", UserName=name, DisplayName="Somebody of a long name", Comments="of many words")
    for policy in held:
        root.ask("ram", "AttachPolicyToUser", policy, UserName=name)
    yield name
    for policy in held:
        root.ask("ram", "DetachPolicyFromUser", policy, UserName=name)
    root.ask("ram", "DeleteUser", UserName=name)


def box(page, selector):
    return page.locator(selector).first.bounding_box()


def test_short_words_in_tables_never_break(narrow, user):
    for path in ("policies", f"user/{user}", f"user/{user}/grant"):
        narrow.goto(f"/console/{path}")
        heights = narrow.locator("td .tag").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
        assert heights and max(heights) < 30, path
        assert narrow.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], path


def test_what_can_be_done_with_a_row_and_where_one_is_stand_within_a_narrow_screen(narrow, user):
    narrow.goto("/console/users")
    act = narrow.get_by_role("link", name=f"Grant Permission to {user}").bounding_box()
    assert act["x"] + act["width"] <= NARROW["width"]
    for path in ("keys", "databases", "audit"):
        narrow.goto(f"/console/{path}")
        here = box(narrow, ".side [aria-current]")
        assert 0 <= here["x"] and here["x"] + here["width"] <= NARROW["width"], path


def test_what_was_done_is_told_without_moving_the_page(page):
    page.goto("/console/users")
    before = box(page, "h1")
    page.goto("/console/users?told=created")
    expect(page.get_by_role("status").first).to_have_text("Created.")
    assert box(page, "h1") == before
    told = box(page, ".notice.good")
    assert told["y"] + told["height"] <= page.viewport_size["height"]


def test_fields_of_a_row_are_of_one_height_and_findings_of_one_column(page):
    page.goto("/console/audit")
    fields = page.locator("#main form :is(input:not([type=hidden]), select)")
    heights = fields.evaluate_all("all => all.map(one => one.offsetHeight)")
    assert len(heights) > 3 and len(set(heights)) == 1, heights
    page.goto("/console/policies/create")
    text = '{"Version": "1",\n"Statement": [' + "{},\n" * 9 + '{"Effect": "Alow", "Action": "kms", "Resource": "*"}]}'
    page.locator("#document").fill(text)
    expect(page.get_by_role("link", name="Line 11, column", exact=False).first).to_be_visible()
    starts = page.locator("#found .where + span").evaluate_all("all => all.map(one => Math.round(one.getBoundingClientRect().x))")
    assert len(starts) > 3 and len(set(starts)) == 1, starts
