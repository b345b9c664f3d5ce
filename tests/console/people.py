"""RAM users in browsers of their own."""

import contextlib

from playwright.sync_api import expect

# Of every user whom the fixture `users` makes.
PASSWORD = "somebody-Passw0rd-1"


@contextlib.contextmanager
def visitor(browser, credentials, **more):
    """A page of nobody yet."""
    context = browser.new_context(base_url=credentials["Url"], **more)
    yield context.new_page()
    context.close()


def sign_in(page, name, password, path="/console/sign-in"):
    page.goto(path)
    page.get_by_label("Account ID or user").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


@contextlib.contextmanager
def signed_in(browser, credentials, server, name, **more):
    """A page of a user whom `users` made."""
    with visitor(browser, credentials, **more) as page:
        sign_in(page, f"{name}@{server.account}", PASSWORD)
        expect(page.get_by_role("heading", name="Overview")).to_be_visible()
        yield page
