"""The dialogs, in a real browser against a real server: what is typed, refused, asked, and what comes of it."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from flet_chat import bootstrap
from flet_chat.core.channels import Kind
from flet_chat.core.users import Role
from flet_chat.core.workspace import Access
from flet_chat.service import channels, members, users
from flet_chat.service.ports import Tx
from flet_chat.settings import Settings
from tests.browser.window import NAMES
from tests.cast import PASSWORD, password_hash
from tests.cli.served import serving
from tests.waiting import until

pytestmark = pytest.mark.browser

SEMANTICS = "flt-semantics-host flt-semantics"
CHANNELS = 150


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A folder with ann, who owns the workspace, bob, the guest cleo, and many channels of bob's."""
    settings = Settings(data=tmp_path_factory.mktemp("dialogs") / "data")
    write(settings, _people)
    return settings


@pytest.fixture(scope="module")
def address(settings: Settings) -> Iterator[str]:
    """A server of that folder."""
    with serving(settings.data.parent, "--data", str(settings.data)) as server:
        yield f"http://127.0.0.1:{server.port}"


def _people(tx: Tx) -> None:
    ann = users.set_up(tx, "Acme", Access.INVITE, "Ann Lee", "ann", password_hash())
    bob = users.add(tx, "Bob", "bob", Role.MEMBER, password_hash())
    users.add(tx, "Cleo", "cleo", Role.GUEST, password_hash())
    for number in range(CHANNELS):
        channels.create(tx, bob, f"room-{number}", "", Kind.PUBLIC)
    channels.create(tx, ann, "leads", "Hiring", Kind.PRIVATE)


@pytest.fixture(scope="module")
def ann(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A browser in which ann is signed in."""
    context = signed_in(browser, address, "ann")
    yield context
    context.close()


@pytest.fixture
def page(ann: BrowserContext, address: str) -> Iterator[Page]:
    """A fresh tab of ann's, in #general."""
    page = ann.new_page()
    visit(page, f"{address}/c/general")
    yield page
    page.close()


def test_a_refused_name_is_said_under_the_field_and_a_good_one_opens_the_channel(page: Page, address: str) -> None:
    press(add_a_channel(page))
    name = page.get_by_role("textbox", name="Name")
    expect(name).to_be_focused()
    page.keyboard.type("General")
    expect(said(page, "It will be called #general")).to_be_attached()
    page.keyboard.press("Enter")
    expect(said(page, "There is a channel called “general” already")).to_be_attached()
    assert name.input_value() == "General"
    expect(name).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("Release 2")
    expect(said(page, "It will be called #release-2")).to_be_attached()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/c/release-2")
    expect(page.get_by_role("alertdialog")).not_to_be_attached()


def test_what_was_typed_is_there_again_after_escape(page: Page) -> None:
    press(add_a_channel(page))
    expect(page.get_by_role("textbox", name="Name")).to_be_focused()
    page.keyboard.type("half a na")
    expect(said(page, "It will be called #half-a-na")).to_be_attached()
    page.keyboard.press("Escape")
    expect(page.get_by_role("alertdialog")).not_to_be_attached()
    press(add_a_channel(page))
    expect(page.get_by_role("textbox", name="Name")).to_have_value("half a na")


def test_browsing_shows_the_first_and_finds_the_others(page: Page) -> None:
    press(button(page, "Browse channels"))
    search = page.get_by_role("textbox", name="Search channels")
    expect(search).to_be_focused()
    expect(button(page, "Open room-77")).not_to_be_attached()
    page.keyboard.type("77")
    expect(button(page, "Open room-77")).to_be_attached()
    press(button(page, "Join"))
    expect(button(page, "Leave")).to_be_attached()
    press(button(page, "Open room-77"))
    page.wait_for_url("**/c/room-77")


def test_people_are_let_in_and_put_out_after_asking(page: Page, address: str) -> None:
    visit(page, f"{address}/c/leads")
    open_details(page)
    press(page.get_by_role("tab", name="Add people"))
    press(row(page, "@bob").get_by_role("button", name="Add"))
    expect(row(page, "@bob")).not_to_be_attached()
    press(page.get_by_role("tab", name="Members"))
    press(row(page, "@bob").get_by_role("button", name="Remove"))
    expect(said(page, "until somebody lets them in again")).to_be_attached()
    press(page.get_by_role("alertdialog").last.get_by_role("button", name="Remove", exact=True))
    expect(said(page, "1 member")).to_be_attached()
    expect(said(page, "Bob was removed by Ann Lee")).not_to_be_attached()  # it is behind the dialog
    page.keyboard.press("Escape")
    expect(said(page, "Bob was removed by Ann Lee")).to_be_attached()


def test_an_open_list_follows_what_others_do(page: Page, address: str, settings: Settings) -> None:
    visit(page, f"{address}/c/leads")
    open_details(page)
    press(page.get_by_role("tab", name="Members"))
    expect(said(page, "1 member")).to_be_attached()
    write(settings, lambda tx: _add_bob(tx, "leads"))
    expect(said(page, "2 members")).to_be_attached()
    expect(row(page, "@bob")).to_be_attached()


def test_jumping_goes_where_the_keys_choose(page: Page) -> None:
    page.keyboard.press("Control+k")
    expect(page.get_by_role("textbox", name="Channel")).to_be_focused()
    page.keyboard.type("room-13")
    expect(button(page, "room-139")).to_be_attached()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/c/room-130")
    expect(page.get_by_role("alertdialog")).not_to_be_attached()


def test_a_wrong_password_is_said_under_its_field(page: Page) -> None:
    press(button(page, "my menu"))
    press(button(page, "Change my password"))
    old, new = (page.get_by_role("textbox", name=f"{which} password") for which in ("Current", "New"))
    expect(old).to_be_focused()
    page.keyboard.type("not this one")
    page.keyboard.press("Tab")
    expect(new).to_be_focused()
    page.keyboard.type("a long new one")
    page.keyboard.press("Enter")
    expect(said(page, "That is not your current password.")).to_be_attached()
    expect(old).to_be_focused()
    expect(old).to_have_value("not this one")
    page.keyboard.press("Tab")
    expect(new).to_be_focused()
    expect(new).to_have_value("a long new one")


def test_an_invitation_opens_for_a_stranger_until_it_is_revoked(page: Page, browser: Browser) -> None:
    press(button(page, "workspace menu"))
    press(button(page, "Invite people"))
    press(button(page, "Make a link"))
    field = page.get_by_role("textbox", name="Invitation")
    press(field)
    link = until(field.input_value, "the link")
    stranger = browser.new_context()
    assert status(stranger, link) == 200
    press(button(page, "Revoke"))
    press(page.get_by_role("alertdialog").last.get_by_role("button", name="Revoke", exact=True))
    expect(said(page, "There is none.")).to_be_attached()
    assert status(stranger, link) != 200
    stranger.close()


def test_a_guest_is_offered_nothing_that_is_not_theirs(browser: Browser, address: str) -> None:
    context = signed_in(browser, address, "cleo")
    page = context.new_page()
    visit(page, f"{address}/c/general")
    press(button(page, "workspace menu"))
    expect(button(page, "Keyboard shortcuts")).to_be_attached()
    for forbidden in ("Invite people", "Members", "Workspace settings"):
        expect(button(page, forbidden)).not_to_be_attached()
    context.close()


def test_the_theme_is_kept_on_this_device_and_signing_out_leads_to_the_door(browser: Browser, address: str) -> None:
    context = signed_in(browser, address, "bob")
    page = context.new_page()
    visit(page, f"{address}/c/general")
    press(button(page, "my menu"))
    press(button(page, "Dark"))
    until(lambda: page.evaluate("localStorage.getItem('flet_chat_theme')") == "dark", "the theme to be kept")
    press(button(page, "Sign out"))
    page.wait_for_url(re.compile("/signin"))
    context.close()


def write(settings: Settings, fn: Callable[[Tx], None]) -> None:
    """Change the workspace from this process, beside the server."""
    chat = bootstrap.open_chat(settings)
    chat.store.write_now(fn)
    chat.store.close()


def _add_bob(tx: Tx, name: str) -> None:
    ann, bob = (tx.users.by_username(who) for who in ("ann", "bob"))
    members.invite(tx, ann, channels.by_name(tx, ann, name).id, bob.id)


def signed_in(browser: Browser, address: str, username: str) -> BrowserContext:
    """A browser of its own for somebody."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(NAMES)
    page = context.new_page()
    page.goto(f"{address}/signin")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.locator(SEMANTICS).first.wait_for(state="attached", timeout=60_000)
    page.close()
    return context


def visit(page: Page, address: str) -> None:
    """Open the interface, with the names of its controls in the page."""
    page.goto(address)
    button(page, "my menu").wait_for(state="attached", timeout=60_000)


def press(control: Locator) -> None:
    """Click once the control has come to rest; not `click`, since the drawing lies over the names."""
    control.first.wait_for(state="attached")
    seen = [control.first.bounding_box()]

    def at_rest() -> bool:
        control.page.evaluate("new Promise(requestAnimationFrame)")
        seen.append(control.first.bounding_box())
        return seen[-1] is not None and len(seen) > 5 and seen[-1] == seen[-2] == seen[-4]

    until(at_rest, "the control to come to rest")
    box = seen[-1]
    assert box is not None
    control.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def button(page: Page, name: str) -> Locator:
    """A button by what it says."""
    return page.get_by_role("button", name=name)


def add_a_channel(page: Page) -> Locator:
    """The + beside the heading of the sidebar."""
    return button(page, "Add a channel")


def open_details(page: Page) -> None:
    """Open what is behind the ⋮ of the channel."""
    expect(page.get_by_role("heading", name="leads")).to_be_attached()
    press(button(page, "see and add people"))


def row(page: Page, handle: str) -> Locator:
    """A person in a list."""
    return page.locator(f'[flt-semantics-identifier^="person-"][aria-label*="{handle}"]')


def said(page: Page, sentence: str) -> Locator:
    """A text, on its own or as part of what a group is called."""
    return page.get_by_text(sentence).or_(page.locator(f'[aria-label*="{sentence}"]')).first


def status(context: BrowserContext, link: str) -> int:
    """What the server answers to somebody who opens a link."""
    return context.request.get(link).status
