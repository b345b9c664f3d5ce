"""A decision as the console explains it, and the way from its proposal to a grant."""

from playwright.sync_api import expect


def verdict(page):
    return page.get_by_role("heading", level=2).get_by_role("status")


def put_into_a_policy_and_granted(page, policy, user):
    """From a proposal to the grant, by what the page offers."""
    page.get_by_role("button", name="Create policy from it").click()
    expect(page.get_by_role("heading", name="Create Policy")).to_be_visible()
    page.get_by_role("button", name="OK").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill(policy)
    dialog.get_by_role("button", name="OK").click()
    expect(page.get_by_role("heading", name="Grant Permission")).to_be_visible()
    expect(page.get_by_role("region", name="Selected Policy (1)")).to_contain_text(policy)
    expect(page.get_by_role("main")).to_contain_text(f"Principal: {user}")
    page.get_by_role("button", name="Grant permissions").click()
    expect(page.get_by_role("status").first).to_have_text("The permissions are granted.")
