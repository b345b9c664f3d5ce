"""Takes the pictures of the docs: the main pages, light and dark, on a server with a little of everything.

`RAMPART_BINARY=target/debug/rampart CHROMIUM=$(command -v chromium) target/console-venv/bin/python tests/console/screenshots.py FOLDER`
"""

import json
import pathlib
import sys

import conftest
import instances
import rpc
import seed
from playwright.sync_api import expect, sync_playwright

SIZE = {"width": 1240, "height": 800}
PAGES = {
    "overview": "",
    "policies": "policies",
    "create-policy": "policies/create",
    "visual": f"policies/Custom/{seed.POLICY_NAME}/edit",
    "policy": f"policies/Custom/{seed.POLICY_NAME}",
    "roles": "roles",
    "create-role": "roles/create?trusted=service",
    "grant": f"role/{seed.ROLE_NAME}/grant?selected=Custom/{seed.POLICY_NAME}",
    "users": "user/alice",
    "simulate": "simulate?principal=user/alice&action=kms:Decrypt&resource={arn}&conditions=acs:SourceIp=198.51.100.7",
    "audit": "audit?key=User&value=alice",
    "key": "key/{key}",
    "instances": "databases",
    "accounts": "database/{instance}/accounts",
}
# What is pressed before a picture is taken.
TABS = {"visual": "Visual"}


def furnish(root):
    """What the pictures show."""
    root.ask("ram", "CreateUser", UserName="alice", DisplayName="Alice", Comments="platform")
    attach = {"PolicyType": "System", "UserName": "alice"}
    root.ask("ram", "AttachPolicyToUser", attach | {"PolicyName": "AliyunKMSReadOnlyAccess"})
    policy = {"PolicyName": seed.POLICY_NAME, "PolicyDocument": seed.POLICY.strip()}
    root.ask("ram", "CreatePolicy", policy | {"Description": seed.POLICY_DESCRIPTION})
    trust = seed.trust(Service="rds.aliyuncs.com")
    root.ask("ram", "CreateRole", RoleName=seed.ROLE_NAME, AssumeRolePolicyDocument=trust, Description="RDS uses this role")
    made = root.ask("kms", "CreateKey", Description="orders and invoices")["KeyMetadata"]
    key = made["KeyId"]
    root.ask("kms", "CreateAlias", KeyId=key, AliasName="alias/orders")
    root.ask("kms", "TagResource", KeyId=key, Tags=json.dumps([{"TagKey": seed.TAG, "TagValue": "true"}]))
    office = {"Condition": {"IpAddress": {"acs:SourceIp": "192.0.2.0/24"}}}
    document = seed.allow("kms:Decrypt", resource=made["Arn"], **office)
    root.ask("ram", "CreatePolicy", PolicyName="FromTheOffice", PolicyDocument=document, Description="Orders are read there")
    root.ask("ram", "AttachPolicyToUser", PolicyType="Custom", UserName="alice", PolicyName="FromTheOffice")
    alice = root.ask("ram", "CreateAccessKey", UserName="alice")["AccessKey"]
    alice = rpc.Caller(root.endpoint, alice["AccessKeyId"], alice["AccessKeySecret"])
    alice.ask("kms", "DescribeKey", KeyId=key)
    denied = alice.refused("kms", "DisableKey", KeyId=key)
    return {"key": key, "arn": made["Arn"], "message": denied.detail["EncodedDiagnosticMessage"], "instance": shop(root)}


def shop(root):
    """An instance with an account that writes and one that reads."""
    instance = instances.running(root)
    root.ask("rds", "CreateDatabase", DBInstanceId=instance, DBName="orders", CharacterSetName="utf8mb4")
    for name, privilege in (("shop", "ReadWrite"), ("reports", "ReadOnly")):
        root.ask("rds", "CreateAccount", DBInstanceId=instance, AccountName=name, AccountPassword="shown-Passw0rd")
        grant = {"DBName": "orders", "AccountPrivilege": privilege}
        seed.wait_until(lambda name=name, grant=grant: granted(root, instance, name, grant))
    return instance


def granted(root, instance, name, grant):
    """Whether the account was there to be granted something."""
    try:
        return root.ask("rds", "GrantAccountPrivilege", grant, DBInstanceId=instance, AccountName=name)
    except rpc.Refused:
        return False


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    clients = conftest.CLIENTS_CONFTEST
    with clients.served() as server, sync_playwright() as playwright:
        root = clients.rpc.Caller(server.endpoint, server.key_id, server.secret)
        things = furnish(root)
        credentials = json.loads((server.data_dir / "console-credentials.json").read_text())
        browser = conftest.launch(playwright)
        for scheme in ("light", "dark"):
            context = browser.new_context(color_scheme=scheme, viewport=SIZE)
            page = context.new_page()
            conftest.sign_in(page, credentials)
            for name, path in PAGES.items():
                page.goto(credentials["Url"] + path.format(**things))
                expect(page.get_by_role("main")).to_be_visible()
                if name in TABS:
                    page.get_by_role("tab", name=TABS[name]).click()
                    expect(page.get_by_role("tabpanel", name=TABS[name])).to_be_visible()
                page.screenshot(path=folder / f"{name}-{scheme}.png")
            page.goto(credentials["Url"] + "why")
            page.get_by_label("Message", exact=True).fill(things["message"])
            page.get_by_role("button", name="Open").click()
            expect(page.get_by_role("heading", name="What would allow it")).to_be_visible()
            page.screenshot(path=folder / f"why-{scheme}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
