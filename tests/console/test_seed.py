"""The page "Authorize RDS to access KMS", followed click by click on an empty server; each quotation is its own words."""

import json
import os

import pytest
import seed
from playwright.sync_api import expect

POLICY, ROLE = seed.POLICY_NAME, seed.ROLE_NAME


def test_the_page_is_followed_to_the_letter(page, root):
    # "Go to the Policies page." The server's bare address leads a browser to its console.
    page.goto("/")
    page.get_by_role("link", name="Policies", exact=True).click()
    # "Click Create Policy."
    page.get_by_role("link", name="Create Policy").click()
    # "On the JSON tab, replace the existing content with the following:"
    expect(page.get_by_role("tab", name="JSON")).to_have_attribute("aria-selected", "true")
    editor = page.get_by_label("Policy document")
    assert json.loads(editor.input_value())["Version"] == "1", "a template is there to be replaced"
    editor.fill(seed.POLICY)
    # "Click OK. In the dialog that appears, configure the following parameters and click OK."
    page.get_by_role("button", name="OK").click()
    dialog = page.get_by_role("dialog")
    # "Name: Enter AliyunRDSInstanceEncryptionRolePolicy"
    dialog.get_by_label("Name").fill(POLICY)
    # "Description: Enter a description, for example: Authorize RDS to access KMS"
    dialog.get_by_label("Description").fill("Authorize RDS to access KMS")
    dialog.get_by_role("button", name="OK").click()
    expect(page.get_by_role("heading", name=POLICY)).to_be_visible()

    # "Go to the Roles page."
    page.get_by_role("link", name="Roles", exact=True).click()
    # "Click Create Role."
    page.get_by_role("link", name="Create Role").first.click()
    # "Select Alibaba Cloud Service and click Next."
    page.get_by_label("Alibaba Cloud Service").check()
    page.get_by_role("button", name="Next").click()
    # "Role Type: Select Normal Service Role"
    page.get_by_label("Normal Service Role").check()
    # "RAM Role Name: Enter AliyunRDSInstanceEncryptionDefaultRole"
    page.get_by_label("RAM Role Name").fill(ROLE)
    # "Note: Enter a description for the role"
    page.get_by_label("Note").fill("RDS uses this role to access KMS")
    # "Select Trusted Service: Select RDS"
    page.get_by_label("Select Trusted Service").select_option("RDS")
    # "configure the following parameters and click OK."
    page.get_by_role("button", name="OK").click()
    # "After the The Role has been created message appears, click Add Permissions to RAM Role."
    expect(page.get_by_role("status")).to_have_text("The Role has been created")
    page.get_by_role("link", name="Add Permissions to RAM Role").click()
    expect(page.get_by_role("heading", name="Grant Permission")).to_be_visible()
    panel = page.url

    # "If you closed the confirmation page, go to the Roles page, find AliyunRDSInstanceEncryptionDefaultRole, and click
    # Grant Permission in the Actions column."
    page.get_by_role("link", name="Roles", exact=True).first.click()
    row = page.get_by_role("row").filter(has_text=ROLE)
    row.get_by_role("link", name="Grant Permission").click()
    assert page.url == panel, "the second way reaches the same panel"

    # "In the Grant Permission panel, select AliyunRDSInstanceEncryptionRolePolicy to add it to the Selected Policy
    # section."
    page.get_by_role("button", name=f"Select {POLICY}, Custom").click()
    selected = page.get_by_role("region", name="Selected Policy")
    expect(selected).to_contain_text(POLICY)
    # "Click Grant permissions."
    selected.get_by_role("button", name="Grant permissions").click()
    expect(page.get_by_role("status").first).to_have_text("The permissions are granted.")
    expect(page.get_by_role("row").filter(has_text=POLICY)).to_contain_text("Custom")

    # The same by the API: nothing but what the page says, and all of it.
    policy = root.ask("ram", "GetPolicy", PolicyName=POLICY, PolicyType="Custom")
    assert json.loads(policy["DefaultPolicyVersion"]["PolicyDocument"]) == json.loads(seed.POLICY)
    assert policy["Policy"]["Description"] == "Authorize RDS to access KMS"
    role = root.ask("ram", "GetRole", RoleName=ROLE)["Role"]
    trusted = json.loads(role["AssumeRolePolicyDocument"])["Statement"][0]["Principal"]
    assert trusted == {"Service": ["rds.aliyuncs.com"]}
    held = root.ask("ram", "ListPoliciesForRole", RoleName=ROLE)["Policies"]["Policy"]
    assert [(one["PolicyType"], one["PolicyName"]) for one in held] == [("Custom", POLICY)]
    # "RDS can now access KMS using this role."
    asked = root.ask("rds", "CheckCloudResourceAuthorized", RegionId="cn-hangzhou", TargetRegionId="cn-hangzhou")
    assert asked["AuthorizationState"] == 1


# "Return to the cloud disk encryption setup for your database engine to complete the TDE configuration"
@pytest.mark.skipif(os.geteuid() != 0, reason="encrypted disks need root")
def test_an_encrypted_postgresql_runs(page, root):
    key = create_key(page, "orders")
    instance = create_instance(page, "PostgreSQL", key)
    listed = root.ask("rds", "DescribeDBInstanceEncryptionKey", RegionId="cn-hangzhou", DBInstanceId=instance)
    assert [one["EncryptionKey"] for one in listed["EncryptionKeyList"]] == [key]
    # The key's page tells what needs it.
    page.goto(f"/console/key/{key}")
    expect(page.get_by_role("link", name=instance)).to_be_visible()


def test_a_mariadb_encrypts_its_tables(page, root):
    key = create_key(page, "invoices")
    instance = create_instance(page, "MariaDB", None)
    page.get_by_label("Key").select_option(key)
    page.get_by_role("button", name="Enable TDE").click()
    expect(page.get_by_role("status").first).to_contain_text("TDE")

    def told():
        return root.ask("rds", "DescribeDBInstanceTDE", RegionId="cn-hangzhou", DBInstanceId=instance)

    seed.wait_until(lambda: told()["TDEStatus"] == "Enabled", 120)
    assert told()["EncryptionKey"] == key


def create_key(page, alias):
    page.goto("/console/keys/create")
    page.get_by_label("Alias").fill(alias)
    page.get_by_role("button", name="OK").click()
    expect(page.get_by_role("heading", name=f"alias/{alias}")).to_be_visible()
    expect(page.get_by_text("RDS", exact=True).first).to_be_visible()
    return page.url.split("?")[0].rsplit("/", 1)[1]


def create_instance(page, engine, key):
    page.goto("/console/databases")
    page.get_by_role("link", name="Create Instance").first.click()
    page.get_by_label(engine).check()
    if key:
        page.get_by_label("Disk Encryption").select_option(key)
    page.get_by_role("button", name="OK").click()
    # The page looks again by itself.
    expect(page.get_by_role("heading").get_by_role("status")).to_have_text("Running", timeout=180_000)
    page.reload()
    return page.url.split("?")[0].rsplit("/", 1)[1]
