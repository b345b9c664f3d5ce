"""An instance's accounts and databases made on their page, with a real login at the end; and a key that is rotated on its own."""

import pytest
import seed
from playwright.sync_api import expect

import instances
from people import signed_in

PASSWORD, NEXT = "shop-Passw0rd-1", "shop-Passw0rd-2"


@pytest.fixture(scope="module", params=["MariaDB", "PostgreSQL"])
def instance(root, request):
    made = instances.running(root, request.param)
    yield request.param, made
    seed.put_away(root, made)


def card(page, title):
    return page.locator("section.card").filter(has=page.get_by_role("heading", name=title, exact=True))


def told(page):
    return page.get_by_role("status").first


def row(page, table, name):
    return card(page, table).get_by_role("row").filter(has=page.get_by_role("cell", name=name, exact=True))


def database(root, instance, password):
    attribute = root.ask("rds", "DescribeDBInstanceAttribute", DBInstanceId=instance)["Items"]["DBInstanceAttribute"][0]
    return seed.Database("127.0.0.1", attribute["Port"], "shopkeeper", password, "shop")


def create_account(page, name, password, kind="Normal"):
    form = card(page, "Create Account")
    form.get_by_label("Name").fill(name)
    form.get_by_label("Password").fill(password)
    form.get_by_label("Type").select_option(kind)
    form.get_by_role("button").click()
    expect(told(page)).to_have_text("The account is being made.")
    # The state comes by itself.
    expect(row(page, "Accounts", name)).to_contain_text("Available")


def delete(page, link, button, name):
    page.get_by_role("link", name=link).click()
    destroys = page.get_by_role("button", name=button)
    expect(destroys).to_be_disabled()
    page.get_by_label("to delete it").fill(name)
    destroys.click()
    expect(told(page)).to_have_text("Deleted.")


def test_an_account_gets_into_a_database_and_no_further_than_the_page_says(page, root, instance):
    engine, id = instance
    page.goto(f"/console/database/{id}")
    page.get_by_role("link", name="Accounts and databases").click()
    create_account(page, "shopkeeper", PASSWORD)
    form = card(page, "Create Database")
    form.get_by_label("Name").fill("shop")
    if engine == "PostgreSQL":
        form.get_by_label("Owner").select_option("shopkeeper")
    form.get_by_role("button").click()
    expect(told(page)).to_have_text("The database is being made.")
    expect(row(page, "Databases", "shop")).to_contain_text("Running")

    dialled = database(root, id, PASSWORD)
    ask = dialled.psql if engine == "PostgreSQL" else dialled.mariadb
    if engine == "MariaDB":
        assert dialled.is_refused(ask), "nothing is granted yet"
        page.reload()
        form = card(page, "Grant")
        form.get_by_label("Account").select_option("shopkeeper")
        form.get_by_label("Database").select_option("shop")
        form.get_by_label("May").select_option("ReadWrite")
        form.get_by_role("button").click()
        expect(row(page, "Accounts", "shopkeeper")).to_contain_text("ReadWrite in shop")
        seed.wait_until(lambda: not dialled.is_refused(ask))
    assert ask("select 7") == "7"

    # Another password: the old one opens nothing more.
    page.get_by_role("link", name="Change account shopkeeper").click()
    page.get_by_label("New password").fill(NEXT)
    page.get_by_role("button", name="Set Password").click()
    expect(told(page)).to_have_text("The password is set.")
    after = database(root, id, NEXT)
    ask_after = after.psql if engine == "PostgreSQL" else after.mariadb
    seed.wait_until(lambda: not after.is_refused(ask_after))
    assert dialled.is_refused(ask)

    if engine == "MariaDB":
        page.get_by_role("link", name="Change account shopkeeper").click()
        page.get_by_role("button", name="Revoke ReadWrite in shop").click()
        expect(row(page, "Accounts", "shopkeeper")).not_to_contain_text("ReadWrite")
        seed.wait_until(lambda: after.is_refused(ask_after))

    delete(page, "Delete database shop", "Delete Database", "shop")
    expect(row(page, "Databases", "shop")).to_have_count(0)
    delete(page, "Change account shopkeeper", "Delete Account", "shopkeeper")
    expect(row(page, "Accounts", "shopkeeper")).to_have_count(0)


def test_what_is_refused_says_what_to_do_and_keeps_no_password(page, instance):
    _, id = instance
    page.goto(f"/console/database/{id}/accounts")
    form = card(page, "Create Account")
    form.get_by_label("Name").fill("weak")
    form.get_by_label("Password").fill("weakly")
    form.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text("A field is not right")
    assert "weakly" not in page.content()
    expect(row(page, "Accounts", "weak")).to_have_count(0)


def test_whoever_may_only_read_changes_no_account(browser, credentials, root, server, instance, users):
    engine, id = instance
    reader = f"reader-{engine}"
    users(reader, "AliyunRDSReadOnlyAccess")
    with signed_in(browser, credentials, server, reader) as page:
        page.goto(f"/console/database/{id}/accounts")
        form = card(page, "Create Account")
        form.get_by_label("Name").fill("sneaked")
        form.get_by_label("Password").fill(PASSWORD)
        form.get_by_role("button").click()
        expect(page.get_by_role("alert")).to_contain_text("You are not allowed to do this")
    listed = root.ask("rds", "DescribeAccounts", DBInstanceId=id)["Accounts"]["DBInstanceAccount"]
    assert "sneaked" not in [one["AccountName"] for one in listed]


def test_a_key_is_rotated_and_still_opens_what_it_encrypted(page, root):
    key = root.ask("kms", "CreateKey")["KeyMetadata"]["KeyId"]
    sealed = root.ask("kms", "Encrypt", KeyId=key, Plaintext="b3BlbnM=")["CiphertextBlob"]
    page.goto(f"/console/key/{key}")
    versions = card(page, "Versions")
    expect(versions.get_by_role("row")).to_have_count(2)
    versions.get_by_role("button", name="Rotate").click()
    expect(told(page)).to_contain_text("The key has a new version")
    expect(versions.get_by_role("row")).to_have_count(3)
    listed = root.ask("kms", "ListKeyVersions", KeyId=key)["KeyVersions"]["KeyVersion"]
    primary = root.ask("kms", "DescribeKey", KeyId=key)["KeyMetadata"]["PrimaryKeyVersion"]
    assert primary in [one["KeyVersionId"] for one in listed]
    expect(versions.get_by_role("row").filter(has_text=primary)).to_contain_text("Encrypts")
    assert root.ask("kms", "Decrypt", CiphertextBlob=sealed)["Plaintext"] == "b3BlbnM="
    root.ask("kms", "DisableKey", KeyId=key)
    page.reload()
    expect(versions.get_by_role("button", name="Rotate")).to_have_count(0)
