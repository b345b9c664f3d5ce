"""Takes the pictures of the docs: the main pages, light and dark, on a server with a little of everything.

`RAMPART_BINARY=target/debug/rampart CHROMIUM=$(command -v chromium) target/console-venv/bin/python tests/console/screenshots.py FOLDER`
"""

import json
import pathlib
import sys

import conftest
import seed
from playwright.sync_api import expect, sync_playwright

SIZE = {"width": 1240, "height": 800}
PAGES = {
    "overview": "",
    "policies": "policies",
    "create-policy": "policies/create",
    "policy": f"policies/Custom/{seed.POLICY_NAME}",
    "roles": "roles",
    "create-role": "roles/create?trusted=service",
    "grant": f"role/{seed.ROLE_NAME}/grant?selected=Custom/{seed.POLICY_NAME}",
    "users": "user/alice",
    "key": "key/{key}",
    "instances": "databases",
}


def furnish(root):
    """What the pictures show."""
    root.ask("ram", "CreateUser", UserName="alice", DisplayName="Alice", Comments="platform")
    attach = {"PolicyType": "System", "UserName": "alice"}
    root.ask("ram", "AttachPolicyToUser", attach | {"PolicyName": "AliyunKMSReadOnlyAccess"})
    policy = {"PolicyName": seed.POLICY_NAME, "PolicyDocument": seed.POLICY.strip()}
    root.ask("ram", "CreatePolicy", policy | {"Description": seed.POLICY_DESCRIPTION})
    trust = seed.trust(Service="rds.aliyuncs.com")
    root.ask("ram", "CreateRole", RoleName=seed.ROLE_NAME, AssumeRolePolicyDocument=trust, Description="RDS uses this role")
    key = root.ask("kms", "CreateKey", Description="orders and invoices")["KeyMetadata"]["KeyId"]
    root.ask("kms", "CreateAlias", KeyId=key, AliasName="alias/orders")
    root.ask("kms", "TagResource", KeyId=key, Tags=json.dumps([{"TagKey": seed.TAG, "TagValue": "true"}]))
    return key


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    clients = conftest.CLIENTS_CONFTEST
    with clients.served() as server, sync_playwright() as playwright:
        root = clients.rpc.Caller(server.endpoint, server.key_id, server.secret)
        key = furnish(root)
        credentials = json.loads((server.data_dir / "console-credentials.json").read_text())
        browser = conftest.launch(playwright)
        for scheme in ("light", "dark"):
            context = browser.new_context(color_scheme=scheme, viewport=SIZE)
            page = context.new_page()
            conftest.sign_in(page, credentials)
            for name, path in PAGES.items():
                page.goto(credentials["Url"] + path.format(key=key))
                expect(page.get_by_role("main")).to_be_visible()
                page.screenshot(path=folder / f"{name}-{scheme}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
