"""From the link that `serve` prints to two people who talk."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.window import Window
from tests.cast import PASSWORD
from tests.cli.served import Server, serving
from tests.waiting import until

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a folder that does not exist yet."""
    folder = tmp_path_factory.mktemp("new")
    with serving(folder, "--data", str(folder / "data")) as running:
        yield running


def test_from_the_printed_link_to_a_colleague_who_answers(browser: Browser, server: Server, tmp_path: Path) -> None:
    address = f"http://127.0.0.1:{server.port}"
    owner = Window(browser.new_context().new_page(), address)
    owner.page.goto(printed_link(server))
    fill(owner.page, "Workspace", "Acme")
    fill(owner.page, "Your name", "Ann Lee")
    fill(owner.page, "User name", "ann")
    fill(owner.page, "Password", PASSWORD)
    owner.page.get_by_label("Password").press("Enter")
    owner.ready()
    expect(owner.page).to_have_title("#general · Acme")
    owner.say("the very first message")
    owner.sees("the very first message")

    colleague = Window(browser.new_context().new_page(), address)
    colleague.page.goto(invitation(owner))
    fill(colleague.page, "Your name", "Bob")
    fill(colleague.page, "Password", PASSWORD)
    colleague.page.get_by_label("Password").press("Enter")
    colleague.ready()
    colleague.sees("the very first message")
    owner.page.keyboard.press("Escape")
    owner.sees("the very first message")
    expect(owner.said("Bob joined")).to_be_attached()

    owner.leave()
    colleague.say("here I am")
    owner.sees("here I am")
    owner.come_back()
    owner.say("welcome")
    colleague.sees("the very first message", "here I am", "welcome")

    assert owner.page.goto(printed_link(server)).status != 200, "the first-run link must work once only"  # type: ignore[union-attr]
    owner.page.context.close()
    colleague.page.context.close()


def printed_link(server: Server) -> str:
    """The address of the first run."""
    found = re.search(r"http://\S+/setup\?secret=[\w-]+", re.sub(r"\s*\n[│ ]*", "\n", server.printed))
    assert found, server.printed
    return found[0]


def invitation(owner: Window) -> str:
    """Make a link for a colleague in the interface."""
    owner.press(owner.button("workspace menu"))
    owner.press(owner.button("Invite people"))
    owner.press(owner.button("Make a link"))
    field = owner.page.get_by_role("textbox", name="Invitation")
    owner.press(field)
    return until(field.input_value, "the link")


def fill(page: Page, label: str, text: str) -> None:
    """Fill a field of a form."""
    page.get_by_label(label).fill(text)
