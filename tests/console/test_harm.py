"""What people do by mistake: a malformed policy, back, reload, pressing twice, two tabs."""

import rpc
from playwright.sync_api import expect

MALFORMED = """{
    "Version": "1",
    "Statement": [
        {
            "Effect": "Alow",
            "Action": "kms:Decrypt",
            "Resource": "*"
        }
    ]
}"""


def test_a_malformed_policy_cannot_be_saved_and_the_cursor_lands_on_the_fault(page, root):
    page.goto("/console/policies/create")
    editor = page.get_by_label("Policy document")
    editor.fill(MALFORMED)
    # As one types, before anything is pressed.
    expect(page.get_by_label("Findings")).to_contain_text("Line 5, column 23")
    page.get_by_role("button", name="OK").click()
    expect(page.get_by_role("alert")).to_contain_text("line 5, column 23")
    expect(editor).to_be_focused()
    place = editor.evaluate("area => area.selectionStart")
    assert editor.input_value()[place:].startswith('"Alow"')
    assert page.get_by_role("dialog").count() == 0
    # It goes on where it was.
    page.keyboard.press("Delete")
    editor.fill(MALFORMED.replace("Alow", "Allow"))
    page.get_by_role("button", name="OK").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(editor).to_have_value(MALFORMED.replace("Alow", "Allow"))
    names = [one["PolicyName"] for one in root.ask("ram", "ListPolicies", PolicyType="Custom")["Policies"]["Policy"]]
    assert "" not in names


def test_reload_back_and_pressing_twice_make_one_thing(page, root):
    page.goto("/console/users/create")
    page.get_by_label("User Name").fill("twice")
    page.get_by_role("button", name="OK").dblclick()
    expect(page.get_by_role("heading", name="twice")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="twice")).to_be_visible()
    page.go_back()
    page.get_by_label("User Name").fill("twice")
    page.get_by_role("button", name="OK").click()
    expect(page.get_by_role("alert")).to_contain_text("There is one of this name already")
    users = [one["UserName"] for one in root.ask("ram", "ListUsers")["Users"]["User"]]
    assert users.count("twice") == 1


def test_what_was_deleted_in_one_tab_is_told_in_the_other(page, root):
    root.ask("ram", "CreateUser", UserName="gone")
    other = page.context.new_page()
    page.goto("/console/user/gone")
    other.goto("/console/user/gone")
    for tab in (page, other):
        tab.get_by_label("Type the user’s name").fill("gone")
    page.get_by_role("button", name="Delete User").click()
    expect(page.get_by_role("heading", name="Users")).to_be_visible()
    other.get_by_role("button", name="Delete User").click()
    expect(other.get_by_role("alert")).to_contain_text("It is not there any more")


def test_a_secret_is_shown_once_and_signs(page, root, server):
    root.ask("ram", "CreateUser", UserName="keyed")
    page.goto("/console/user/keyed")
    page.get_by_role("button", name="Create AccessKey").click()
    key, secret = page.locator("#key-id").inner_text(), page.locator("#key-secret").inner_text()
    told = rpc.Caller(server.endpoint, key, secret).ask("sts", "GetCallerIdentity")
    assert told["Arn"].endswith(":user/keyed")
    page.get_by_role("link", name="Done").click()
    assert secret not in page.content()


def test_pages_work_without_a_script(browser, state, credentials, root):
    context = browser.new_context(storage_state=state, java_script_enabled=False, base_url=credentials["Url"])
    page = context.new_page()
    page.goto("/console/policies/create")
    page.get_by_label("Policy document").fill(MALFORMED.replace("Alow", "Allow"))
    page.get_by_role("button", name="OK").click()
    page.get_by_label("Name", exact=True).fill("scriptless")
    page.get_by_role("button", name="OK").last.click()
    expect(page.get_by_role("heading", name="scriptless")).to_be_visible()
    root.ask("ram", "CreateUser", UserName="scriptless")
    page.goto("/console/user/scriptless/grant?q=scriptless")
    page.get_by_role("button", name="Select scriptless, Custom").click()
    page.get_by_role("button", name="Grant permissions").click()
    expect(page.get_by_role("status").first).to_have_text("The permissions are granted.")
    page.get_by_label("Search").count()
    page.goto("/console/policies?q=scriptl")
    expect(page.get_by_role("row")).to_have_count(2)
    context.close()
