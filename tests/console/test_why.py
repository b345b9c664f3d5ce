"""Whoever is denied sees why, and after the change that is proposed gets in; and whoever may not see it is told nothing."""

import pytest
import seed
from playwright.sync_api import expect

from explained import put_into_a_policy_and_granted, verdict
from people import signed_in


@pytest.fixture(scope="module")
def key(root):
    return root.ask("kms", "CreateKey")["KeyMetadata"]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without a script"])
def test_a_denied_user_sees_why_and_after_the_proposed_change_gets_in(
    page, browser, credentials, server, users, key, scripts
):
    name = "denied" if scripts else "plainly"
    users(name, "AliyunKMSReadOnlyAccess", "AliyunRAMReadOnlyAccess")
    with signed_in(browser, credentials, server, name, java_script_enabled=scripts) as theirs:
        theirs.goto(f"/console/key/{key['KeyId']}")
        rotate = theirs.get_by_role("button", name="Rotate")
        rotate.click()
        expect(theirs.get_by_role("alert")).to_contain_text("You are not allowed to do this")
        # They may not read why, and are given what they can pass on.
        theirs.get_by_role("button", name="Why?").click()
        expect(theirs.get_by_role("alert")).to_contain_text("You are not allowed to do this")
        message = theirs.get_by_label("Message", exact=True).first.inner_text()
        assert theirs.locator(".tree").count() == 0

        # The account reads it.
        page.goto("/console/why")
        page.get_by_label("Message", exact=True).fill(message)
        page.get_by_role("button", name="Open").click()
        expect(verdict(page)).to_have_text("Denied")
        expect(page.get_by_role("main")).to_contain_text("kms:CreateKeyVersion")
        expect(page.get_by_role("main")).to_contain_text("No statement allows it.")
        proposed = page.get_by_label("Proposed policy").inner_text()
        assert "kms:CreateKeyVersion" in proposed
        assert key["KeyId"] in proposed, "no wider than what was refused"
        put_into_a_policy_and_granted(page, f"Lets-{name}", name)

        theirs.goto(f"/console/key/{key['KeyId']}")
        rotate.click()
        expect(theirs.get_by_role("status").first).to_contain_text("The key has a new version")
    # The same message says by now that it would be allowed.
    page.goto("/console/why")
    page.get_by_label("Message", exact=True).fill(message)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("status").first).to_have_text("As the policies are now it would be allowed. Try it again.")
    expect(page.get_by_label("Proposed policy")).to_have_count(0)


def test_what_failed_of_a_statement_is_shown_wanted_against_got(page, root, users, key):
    users("tagged")
    root.ask("kms", "TagResource", KeyId=key["KeyId"], Tags='[{"TagKey":"team","TagValue":"blue"}]')
    wanted = {"IpAddress": {"acs:SourceIp": "192.0.2.0/24"}, "StringEquals": {"kms:tag/team": "blue"}}
    condition = {"Condition": wanted}
    document = seed.allow("kms:Decrypt", resource=key["Arn"], **condition)
    root.ask("ram", "CreatePolicy", PolicyName="FromThere", PolicyDocument=document)
    root.ask("ram", "AttachPolicyToUser", UserName="tagged", PolicyType="Custom", PolicyName="FromThere")
    page.goto(f"/console/key/{key['KeyId']}")
    page.get_by_role("main").get_by_role("link", name="Simulate").click()
    expect(page.get_by_label("Resource")).to_have_value(key["Arn"])
    page.get_by_label("Who").fill("user/tagged")
    page.get_by_label("Action").fill("kms:Decrypt")
    # The key's page has told its tags.
    tags = page.get_by_label("Conditions").input_value()
    assert "kms:tag/team=blue" in tags.splitlines()
    page.get_by_label("Conditions").fill(f"{tags}acs:SourceIp=198.51.100.7")
    page.get_by_role("button", name="Simulate").click()
    expect(verdict(page)).to_have_text("Denied")
    tree = page.get_by_role("list", name="Statements considered")
    expect(tree).to_contain_text("statement 1 of FromThere v1 does not match: Condition IpAddress acs:SourceIp")
    failing = tree.get_by_role("listitem").filter(has_text="198.51.100.7").last
    expect(failing).to_contain_text("wanted 192.0.2.0/24 got 198.51.100.7")
    # What is wrong is mended where it stands, and tried again.
    expect(page.get_by_label("Conditions")).to_have_value(f"{tags}acs:SourceIp=198.51.100.7")
    page.get_by_label("Conditions").fill(f"{tags}acs:SourceIp=192.0.2.7")
    page.get_by_role("button", name="Simulate").click()
    expect(verdict(page)).to_have_text("Allowed")
    expect(page.get_by_label("Proposed policy")).to_have_count(0)
    tree.get_by_role("link", name="Open FromThere").click()
    expect(page.get_by_role("heading", name="FromThere")).to_be_visible()


def test_whoever_may_read_why_is_shown_it_at_once(browser, credentials, root, server, users, key):
    users("reading", "AliyunKMSReadOnlyAccess", "AliyunRAMReadOnlyAccess")
    may = seed.allow("ram:DecodeDiagnosticMessage", "ram:SimulatePolicy")
    root.ask("ram", "CreatePolicy", PolicyName="ReadsWhy", PolicyDocument=may)
    root.ask("ram", "AttachPolicyToUser", UserName="reading", PolicyType="Custom", PolicyName="ReadsWhy")
    with signed_in(browser, credentials, server, "reading") as theirs:
        theirs.goto(f"/console/key/{key['KeyId']}")
        theirs.get_by_role("button", name="Disable").click()
        theirs.get_by_role("button", name="Why?").click()
        expect(verdict(theirs)).to_have_text("Denied")
        expect(theirs.get_by_label("Proposed policy")).to_contain_text("kms:DisableKey")


def test_an_explicit_deny_proposes_no_allow(page, root, users, key):
    users("forbidden", "AliyunKMSFullAccess")
    deny = seed.document({"Effect": "Deny", "Action": "kms:*", "Resource": "*"})
    root.ask("ram", "CreatePolicy", PolicyName="NoKeys", PolicyDocument=deny)
    root.ask("ram", "AttachPolicyToUser", UserName="forbidden", PolicyType="Custom", PolicyName="NoKeys")
    page.goto(f"/console/simulate?principal=user/forbidden&action=kms:Decrypt&resource={key['Arn']}")
    expect(verdict(page)).to_have_text("Denied")
    expect(page.get_by_role("main")).to_contain_text("A statement denies it, whatever others allow.")
    expect(page.get_by_role("list", name="Statements considered")).to_contain_text("Deny statement 1 of NoKeys")
    expect(page.get_by_label("Proposed policy")).to_have_count(0)


def test_a_question_that_is_not_right_is_told_and_kept(page):
    page.goto("/console/simulate?action=kms:Decrypt&conditions=nonsense")
    expect(page.get_by_role("alert")).to_contain_text("A condition is not right")
    expect(page.get_by_label("Conditions")).to_have_value("nonsense")
    page.goto("/console/simulate?action=nonsense")
    expect(page.get_by_role("alert")).to_contain_text("A field is not right")


def test_made_up_and_foreign_messages_open_nothing(page):
    page.goto("/console/why")
    page.get_by_label("Message", exact=True).fill("bWFkZSB1cA==")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("alert")).to_contain_text("It is not one of this account’s messages, or older than a day")
    assert page.locator(".tree").count() == 0


def test_whoever_may_not_simulate_learns_of_nobody(browser, credentials, server, users):
    users("curious")
    with signed_in(browser, credentials, server, "curious") as theirs:
        told = []
        for who in ("user/curious", "user/nobody-at-all"):
            theirs.goto(f"/console/simulate?principal={who}&action=kms:Decrypt")
            expect(theirs.get_by_role("alert")).to_contain_text("You are not allowed to do this")
            assert theirs.locator(".tree").count() == 0
            told.append(theirs.get_by_role("alert").locator("p").first.inner_text().replace(who, "WHO"))
        assert told[0] == told[1]
