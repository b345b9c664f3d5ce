"""The policy editor: rows beside the text, which stay in step without a byte of what nobody touched changing."""

import os
import pathlib

import pytest
from playwright.sync_api import expect

import people

# Each oddity that no row can show, between statements that rows do show.
ODD = r"""{ "Version" : "1",
  "Comment": {"kept": [1.50, 1e400]},
    "Statement": [
        {"Effect":"Allow", "Action": "kms:\u0044ecrypt", "Resource": "*"},
        {
            "Effect": "Deny",
            "NotAction": ["kms:List*" , "kms:Describe*"],
            "Resource": ["acs:kms:*:*:key/*"], "Why": "<img src=x onerror=alert(1)>",
            "Condition": {
                "StringEquals": {"kms:tag/a": ["x", "y"], "acs:SourceIp": "10.0.0.1"},
                "Bool": {"acs:SecureTransport": false},
                "Odd": [{}]
            }
        },
        "no statement at all",
        {"Effect": "Alow", "Action": ["kms:*", 7], "Action": "twice", "Resource": "line\nbreak"}
    ]
}
"""
PLAIN = """{
    "Version": "1",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "kms:Decrypt",
            "Resource": "*"
        },
        {
            "Effect": "Deny",
            "Action": [
                "kms:Encrypt"
            ],
            "Resource": "*"
        }
    ]
}
"""


@pytest.fixture
def editor(page):
    page.goto("/console/policies/create")
    return page.locator("#document")


def text_of(editor):
    return editor.evaluate("area => area.value")


def visual(page):
    page.get_by_role("tab", name="Visual").click()
    return page.get_by_role("tabpanel", name="Visual")


def field(panel, label):
    return panel.get_by_label(label, exact=True)


def written(page, editor, text):
    """The rows of a text."""
    editor.fill(text)
    return visual(page)


TEXTS = {"odd": ODD, "plain": PLAIN, "one line": PLAIN.replace("\n", ""), "torn": "{", "empty": "", "list": "[]", "number": '{"Statement": 1}'}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_looking_at_the_rows_changes_no_byte(page, editor, text):
    panel = written(page, editor, text)
    assert text_of(editor) == text
    if text == ODD:
        expect(panel.get_by_role("group", name="Statement", exact=False)).to_have_count(4)
        # What no row shows is shown as it is written, and is no element of the page.
        for kept in ['"Comment": {"kept": [1.50, 1e400]}', '"Odd": [{}]', '"no statement at all"', '"Effect": "Alow"']:
            expect(panel.locator("pre", has_text=kept).first).to_have_text(kept)
        expect(panel.locator("pre", has_text="onerror")).to_have_text('"Why": "<img src=x onerror=alert(1)>"')
        assert panel.locator("img").count() == 0
        expect(field(panel, "Action 1, statement 1")).to_have_value("kms:Decrypt")
    elif "Effect" not in text:
        expect(panel.locator("pre")).to_have_text(text)
    page.get_by_role("tab", name="JSON").click()
    expect(editor).to_have_value(text)


def test_an_edit_of_one_statement_leaves_the_others_as_they_are(page, editor):
    panel = written(page, editor, ODD)
    field(panel, "Action 2, statement 2").fill("kms:Get*")
    assert text_of(editor) == ODD.replace("kms:Describe*", "kms:Get*")
    field(panel, "Value 1 of condition 3, statement 2").fill("true")
    assert text_of(editor) == ODD.replace("kms:Describe*", "kms:Get*").replace("false", "true"), "a word stays one"
    field(panel, "Key of condition 2, statement 2").fill("acs:VpcSourceIp")
    after = ODD.replace("kms:Describe*", "kms:Get*").replace("false", "true").replace("acs:SourceIp", "acs:VpcSourceIp")
    assert text_of(editor) == after
    field(panel, "Move up statement 2").click()
    one, two = (after[after.index(start) : after.index(end)] for start, end in [('{"Effect":"Allow"', ",\n        {\n"), ('{\n            "Effect"', ',\n        "no')])
    swapped = after.replace(one, "1").replace(two, "2").replace("1,\n        2", f"{two},\n        {one}")
    assert text_of(editor) == swapped
    # Undone step by step, down to what was there.
    while panel.get_by_role("button", name="Undo").is_enabled():
        panel.get_by_role("button", name="Undo").click()
    assert text_of(editor) == ODD


def test_statements_actions_and_conditions_come_and_go(page, editor):
    panel = written(page, editor, PLAIN)
    field(panel, "Action 2, statement 1").press_sequentially("kms:Encrypt")
    expect(field(panel, "Action 2, statement 1")).to_be_focused()
    after = PLAIN.replace('"kms:Decrypt"', '["kms:Decrypt", "kms:Encrypt"]')
    assert text_of(editor) == after
    panel.get_by_role("button", name="Remove Action 2, statement 1").click()
    assert text_of(editor) == PLAIN.replace('"kms:Decrypt"', '["kms:Decrypt"]')
    field(panel, "Which actions, statement 2").select_option("NotAction")
    after = PLAIN.replace('"kms:Decrypt"', '["kms:Decrypt"]').replace('"Action": [\n', '"NotAction": [\n')
    assert text_of(editor) == after

    field(panel, "Operator of a new condition, statement 2").select_option("Bool")
    field(panel, "Key of a new condition, statement 2").press_sequentially("acs:SecureTransport")
    field(panel, "Value 1 of condition 1, statement 2").press_sequentially("false")
    condition = """"Resource": "*",
            "Condition": {
                "Bool": {
                    "acs:SecureTransport": [
                        "false"
                    ]
                }
            }
        }
    ]"""
    last = '"Resource": "*"\n        }\n    ]'
    assert text_of(editor) == after.replace(last, condition)
    field(panel, "Operator of condition 1, statement 2").select_option("StringLike")
    assert text_of(editor) == after.replace(last, condition.replace("Bool", "StringLike"))
    panel.get_by_role("button", name="Remove condition 1, statement 2").click()
    assert text_of(editor) == after

    panel.get_by_role("button", name="Add Statement").click()
    field(panel, "Effect, statement 3").select_option("Deny")
    field(panel, "Action 1, statement 3").press_sequentially("kms:*")
    field(panel, "Resource 1, statement 3").press_sequentially("*")
    panel.get_by_role("button", name="Remove statement 2", exact=True).click()
    panel.get_by_role("button", name="Remove statement 1", exact=True).click()
    assert text_of(editor) == """{
    "Version": "1",
    "Statement": [
        {
            "Effect": "Deny",
            "Action": [
                "kms:*"
            ],
            "Resource": [
                "*"
            ]
        }
    ]
}
"""


def test_what_is_wrong_is_told_at_its_row_and_the_way_leads_to_the_text(page, editor):
    panel = written(page, editor, PLAIN.replace('"kms:Decrypt"', '"kmsDecrypt"'))
    first = panel.get_by_role("group", name="Statement 1")
    expect(first.get_by_role("listitem").filter(has_text="kmsDecrypt")).to_be_visible()
    expect(field(panel, "Action 1, statement 1")).to_have_attribute("aria-invalid", "true")
    field(panel, "Action 1, statement 1").fill("kms:Decrypt")
    expect(field(panel, "Action 1, statement 1")).not_to_have_attribute("aria-invalid", "true")
    field(panel, "Action 1, statement 2").fill("nothing")
    page.get_by_role("link", name="Line 12", exact=False).click()
    expect(page.get_by_role("tab", name="JSON")).to_have_attribute("aria-selected", "true")
    place = editor.evaluate("area => area.selectionStart")
    assert text_of(editor)[place:].startswith('"nothing"')


def test_underlines_follow_what_one_types(page, editor):
    editor.fill(PLAIN.replace("Deny", "Dny"))
    expect(page.locator(".mirror .u")).to_have_text('"Dny"')
    # What was found moves with its word at once, before anybody was asked again.
    page.route("**/policies/check", lambda route: route.abort())
    editor.evaluate("area => { area.setSelectionRange(0, 0); area.focus(); }")
    page.keyboard.type("\n\n")
    assert page.locator(".mirror .u").inner_text() == '"Dny"'
    assert page.locator(".lines b").inner_text().strip() == "12"


def test_a_policy_is_made_by_rows_alone(page, root):
    page.goto("/console/policies/create")
    panel = visual(page)
    field(panel, "Action 1, statement 1").press_sequentially("kms:Decrypt")
    # Enter goes on to the next and sends nothing.
    page.keyboard.press("Enter")
    page.keyboard.type("kms:DescribeKey")
    field(panel, "Resource 1, statement 1").press_sequentially("*")
    field(panel, "Key of a new condition, statement 1").press_sequentially("kms:tag/team")
    field(panel, "Value 1 of condition 1, statement 1").press_sequentially("blue")
    page.get_by_role("button", name="OK").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("by-rows")
    dialog.get_by_role("button", name="OK").click()
    expect(page.get_by_role("heading", name="by-rows")).to_be_visible()
    policy = root.ask("ram", "GetPolicy", PolicyName="by-rows", PolicyType="Custom")
    document = policy["DefaultPolicyVersion"]["PolicyDocument"]
    assert document == """{
    "Version": "1",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": [
                "kms:Decrypt",
                "kms:DescribeKey"
            ],
            "Resource": [
                "*"
            ],
            "Condition": {
                "StringEquals": {
                    "kms:tag/team": [
                        "blue"
                    ]
                }
            }
        }
    ]
}
"""
    # Opened again, looked at by both tabs and saved, it is the same text.
    page.get_by_role("link", name="Modify Policy Document").click()
    visual(page)
    page.get_by_role("button", name="OK").click()
    expect(page.get_by_role("status").first).to_be_visible()
    again = root.ask("ram", "GetPolicy", PolicyName="by-rows", PolicyType="Custom")["DefaultPolicyVersion"]
    assert (again["VersionId"], again["PolicyDocument"]) == ("v2", document)


def test_actions_keys_and_operators_are_offered(page, editor):
    panel = visual(page)
    offered = {name: panel.page.locator(f"#{name} option").evaluate_all("all => all.map(one => one.value)") for name in ("actions", "condition-keys")}
    assert field(panel, "Action 1, statement 1").get_attribute("list") == "actions"
    assert {"kms:Decrypt", "kms:*", "rds:CreateDBInstance"} <= set(offered["actions"])
    assert {"acs:SourceIp", "kms:tag/acs:rds:instance-encryption"} <= set(offered["condition-keys"])
    operators = field(panel, "Operator of a new condition, statement 1").locator("option").all_inner_texts()
    assert {"StringEquals", "IpAddress", "Bool", "DateLessThan"} <= set(operators)


def test_the_keyboard_alone_edits_rows(page, editor):
    editor.fill(PLAIN)
    page.get_by_role("tab", name="JSON").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Visual")).to_be_focused()
    panel = page.get_by_role("tabpanel", name="Visual")
    page.keyboard.press("Tab")
    expect(field(panel, "Move down statement 1")).to_be_focused()
    page.keyboard.press("Enter")
    # The keyboard goes with what was moved.
    expect(panel.get_by_role("group", name="Statement 2").get_by_role("button", name="Move up")).to_be_focused()
    assert text_of(editor).index("kms:Encrypt") < text_of(editor).index("kms:Decrypt")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "kms:Decrypt" not in text_of(editor)
    expect(panel.get_by_role("button", name="Remove statement 1", exact=True)).to_be_focused()


def test_without_a_script_the_text_stands_alone(browser, state, credentials):
    context = browser.new_context(storage_state=state, java_script_enabled=False, base_url=credentials["Url"])
    page = context.new_page()
    page.goto("/console/policies/create")
    expect(page.get_by_role("tab", name="Visual")).to_have_count(0)
    expect(page.get_by_label("Policy document")).to_be_visible()
    context.close()


def test_escape_in_the_name_s_dialog_gives_the_keyboard_back_to_ok(page, editor):
    editor.fill(PLAIN)
    page.get_by_role("button", name="OK").click()
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="OK")).to_be_focused()
    assert text_of(editor) == PLAIN


@pytest.fixture
def written_by_two(root):
    """A policy of one's own, by its name."""
    name = "written-by-two"
    root.ask("ram", "CreatePolicy", PolicyName=name, PolicyDocument=PLAIN)
    yield name
    root.ask("ram", "DeletePolicy", PolicyName=name, CascadingDelete="true")


def held(root, name):
    return root.ask("ram", "GetPolicy", PolicyName=name, PolicyType="Custom")["DefaultPolicyVersion"]


def test_the_later_of_two_tabs_saves_over_the_earlier_only_knowingly(page, root, written_by_two):
    edit = f"/console/policies/Custom/{written_by_two}/edit"
    page.goto(edit)
    other = page.context.new_page()
    other.goto(edit)
    other.locator("#document").fill(PLAIN.replace("kms:Decrypt", "kms:Get*"))
    other.get_by_role("button", name="OK").click()
    expect(other.get_by_role("status").first).to_be_visible()
    mine = PLAIN.replace("kms:Encrypt", "kms:List*")
    page.locator("#document").fill(mine)
    page.get_by_role("button", name="OK").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing is saved: v2 holds by now")
    expect(page.locator("pre.diff del", has_text="kms:Get*")).to_be_visible()
    expect(page.locator("#document")).to_have_value(mine)
    assert held(root, written_by_two)["VersionId"] == "v2"
    page.get_by_role("button", name="OK").click()
    expect(page.get_by_role("status").first).to_be_visible()
    last = held(root, written_by_two)
    assert (last["VersionId"], last["PolicyDocument"]) == ("v3", mine)


def signed_out_elsewhere(page, credentials, name, path):
    """A page of a user whose session ends while it stands open."""
    people.sign_in(page, name, people.PASSWORD)
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    page.goto(path)
    other = page.context.new_page()
    other.goto("/console/")
    other.get_by_role("button", name="Sign out").click()
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()
    return other


@pytest.fixture(scope="module")
def writers(users, server):
    users("writer", "AliyunRAMFullAccess")
    users("rival", "AliyunRAMFullAccess")
    return lambda name: f"{name}@{server.account}"


def test_a_page_stays_when_its_session_ends_and_goes_on_after_the_next(browser, credentials, root, writers, written_by_two):
    edit = f"/console/policies/Custom/{written_by_two}/edit"
    with people.visitor(browser, credentials) as page:
        other = signed_out_elsewhere(page, credentials, writers("writer"), edit)
        mine = PLAIN.replace("kms:Decrypt", "kms:Get*")
        page.locator("#document").fill(mine)
        expect(page.get_by_role("alert")).to_contain_text("You are signed out. Sign in in another tab, then go on here.")
        expect(page.locator("#document")).to_have_value(mine)
        people.sign_in(other, writers("rival"), people.PASSWORD)
        expect(other.get_by_role("heading", name="Overview")).to_be_visible()
        page.evaluate("window.dispatchEvent(new Event('focus'))")
        expect(page.get_by_role("alert")).to_contain_text("Somebody else is signed in by now.")
        people.sign_in(other, writers("writer"), people.PASSWORD)
        expect(other.get_by_role("heading", name="Overview")).to_be_visible()
        page.evaluate("window.dispatchEvent(new Event('focus'))")
        expect(page.get_by_role("alert")).to_have_count(0)
        page.get_by_role("button", name="OK").click()
        expect(page.get_by_role("status").first).to_be_visible()
        assert held(root, written_by_two)["PolicyDocument"] == mine
        assert page.evaluate("sessionStorage.getItem('rampart-draft')") is None


def test_what_was_sent_without_a_session_is_there_again_after_signing_in_for_its_writer_alone(
    browser, credentials, root, writers, written_by_two
):
    edit = f"/console/policies/Custom/{written_by_two}/edit"
    mine = PLAIN.replace("kms:Decrypt", "kms:Put*")
    for name, comes_back in (("writer", True), ("rival", False)):
        with people.visitor(browser, credentials) as page:
            signed_out_elsewhere(page, credentials, writers("writer"), edit)
            page.locator("#document").fill(mine)
            page.get_by_role("button", name="OK").click()
            expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
            page.get_by_label("Account ID or user").fill(writers(name))
            page.get_by_label("Password").fill(people.PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            expect(page.get_by_role("heading", name="Modify Policy Document")).to_be_visible()
            expect(page.locator("#document")).to_have_value(mine if comes_back else PLAIN)
            expect(page.get_by_role("status").filter(has_text="What you had written is here again.")).to_have_count(int(comes_back))
            assert page.evaluate("sessionStorage.getItem('rampart-draft')") is None
            # It is brought back once.
            page.reload()
            expect(page.locator("#document")).to_have_value(PLAIN)
    assert held(root, written_by_two)["VersionId"] == "v1"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_narrow_screen(browser, state, credentials, scheme):
    axe = pathlib.Path(os.environ["AXE"]).read_text()
    context = browser.new_context(
        storage_state=state, color_scheme=scheme, base_url=credentials["Url"], bypass_csp=True, viewport={"width": 360, "height": 720}
    )
    page = context.new_page()
    page.goto("/console/policies/create")
    written(page, page.locator("#document"), ODD)
    expect(page.get_by_label("Findings").get_by_role("listitem").first).to_be_visible()
    page.evaluate(axe)
    violations = page.evaluate("axe.run()")["violations"]
    assert not violations, [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
