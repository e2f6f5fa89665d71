"""A network without the internet is enough: nothing is asked of anybody but our own server."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.browser.conftest import Team
from tests.browser.window import Window
from tests.cast import PASSWORD
from tests.waiting import until

pytestmark = pytest.mark.browser

KNOWN = "rive_native.js"
"""Flet asks for it at every start; our policy keeps the browser from sending that."""


def test_no_request_leaves_the_origin(browser: Browser, team: Team) -> None:
    context = browser.new_context()
    asked: list[str] = []
    failed: dict[str, str | None] = {}
    refused: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("requestfailed", lambda request: failed.update({request.url: why(request)}))
    context.on("console", lambda line: refused.append(line.text) if "Content Security" in line.text else None)
    page = context.new_page()
    sockets: list[str] = []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    window = sign_in(page, team)
    talk(window)
    look_around(window)
    leave(window)
    # Asking the page for something lets Playwright hear what was requested.
    until(lambda: page.title() and any("/signin" in url for url in asked[1:]), "the way out")
    context.close()

    foreign = [url for url in asked if urlsplit(url).hostname != "127.0.0.1" and not url.startswith(("data:", "blob:"))]
    assert [url for url in foreign if not url.endswith(KNOWN)] == []
    assert all(failed.get(url) == "csp" for url in foreign), "it was refused by something else than our policy"
    assert refused, "the policy said nothing, so it may not be there"
    assert [text for text in refused if KNOWN not in text] == []
    assert {urlsplit(url).netloc for url in sockets} == {f"127.0.0.1:{team.server.port}"}


def why(request: Request) -> str | None:
    """What kept a request from being sent."""
    return request.failure


def sign_in(page: Page, team: Team) -> Window:
    """Come in by the form."""
    window = Window(page, team.address)
    page.goto(f"{team.address}/c/dev")
    page.get_by_label("User name").fill("ann")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Password").press("Enter")
    return window.ready()


def talk(window: Window) -> None:
    """Write what tempts a browser to fetch something, and signs of which no bundled font may have a picture."""
    for number, text in enumerate(
        ("![a picture](https://example.com/a.png)", "https://example.com/", "🦊 東京 שלום ∮ ⠓")
    ):
        window.write("")
        window.page.keyboard.insert_text(f"{number}: {text}")
        window.page.keyboard.press("Enter")
        window.said(f"{number}: ").wait_for(state="attached")


def look_around(window: Window) -> None:
    """Open what can be opened."""
    for name in ("Browse channels", "Add a channel", "see and add people", "Jump to a channel"):
        window.press(window.button(name))
        window.press(window.button("Close"))
        window.page.get_by_role("alertdialog").first.wait_for(state="detached")
    window.press(window.entry("history"))
    window.page.wait_for_url("**/c/history")


def leave(window: Window) -> None:
    """Sign out."""
    window.press(window.button("my menu"))
    window.press(window.button("Sign out"))
    window.page.wait_for_url("**/signin**")
