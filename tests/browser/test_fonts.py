"""Every script in its letters, emoji in colour and code in one width, on a network that leads nowhere."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Request, Route, sync_playwright

from flet_chat import bootstrap
from flet_chat.core.messages import Draft
from flet_chat.core.workspace import Access
from flet_chat.service import channels, messages, users
from flet_chat.service.ports import Tx
from flet_chat.settings import Settings
from tests.browser.conftest import Team
from tests.browser.pixels import Picture
from tests.browser.window import SLOW, Window
from tests.cast import PASSWORD, password_hash
from tests.cli.served import serving
from tests.waiting import until

pytestmark = pytest.mark.browser

BOX = "\ue000"
"""For private use: no font has it, so this is how a missing letter looks."""
IN_ROBOTO = ("ř", "Ż", "ạ", "Ω", "ώ", "Ж", "ї", "∑")
ELSEWHERE = ("ش", "ש", "अ", "ก", "你", "龜", "體", "鬱", "あ", "カ", "한", "→", "✓", "★", "①")
EMOJI = ("😀", "❤️", "👍🏽", "🇩🇪", "🏳️‍🌈", "👩‍🚀", "🧑🏾‍🤝‍🧑🏻", "🫨")
CODE = ("`iiiiiiiiii`", "`MMMMMMMMMM`", "`Ωж.čŁ| ->x`", "`**!=**=>++`")
LINES = ("first, with its author above it", BOX, *IN_ROBOTO, *ELSEWHERE, *EMOJI, *CODE, "last")
ALIKE = 0.4
"""A likeness from which on a shape counts as the box."""
TEXT_LEFT, TEXT_WIDE = 46, 40
"""Where a message's text begins in its row, and how much of it is looked at."""


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """Ann alone, who wrote a letter a message."""
    folder = tmp_path_factory.mktemp("letters")
    chat = bootstrap.open_chat(Settings(data=folder / "data"))
    chat.store.write_now(_letters)
    chat.store.close()
    with serving(folder, "--data", str(folder / "data")) as server:
        yield Team(server, folder / "data")


def _letters(tx: Tx) -> None:
    ann = users.set_up(tx, "Acme", Access.INVITE, "Ann Lee", "ann", password_hash())
    general = channels.by_name(tx, ann, "general")
    posted = [messages.post(tx, ann, Draft(general.id, text, f"line-{n}")) for n, text in enumerate(LINES)]
    tx.members.set_read({(ann.id, general.id): posted[-1].id})


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    """A Chromium for which only this machine exists."""
    rules = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    arguments = [rules, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium_path, args=arguments)
        yield running
        running.close()


@contextmanager
def opened(browser: Browser, team: Team, locale: str) -> Iterator[Window]:
    """Ann's window in a browser of that language, tall enough for all letters."""
    device = browser.new_context(locale=locale, viewport={"width": 1000, "height": 1500})
    _, cookie = team.server.ask("POST", "/signin", {"username": "ann", "password": PASSWORD})
    name, _, value = cookie.partition("=")
    device.add_cookies([{"name": name, "value": value, "domain": "127.0.0.1", "path": "/", "httpOnly": True}])
    yield Window(device.new_page(), team.address)
    device.close()


def letters(window: Window, team: Team) -> dict[str, Picture]:
    """How each line is drawn now."""
    rows = {text: window.row(team.number("general", text)).bounding_box() for text in LINES}
    screen = Picture.of(window.page.screenshot())
    return {
        text: screen.part(
            row["x"] + TEXT_LEFT, row["y"] + 2, row["x"] + TEXT_LEFT + TEXT_WIDE, row["y"] + row["height"]
        )
        for text, row in rows.items()
        if row
    }


@pytest.mark.parametrize("locale", ["en-US", "zh-TW", "zh-HK", "ja-JP", "ko-KR"])
def test_no_letter_is_a_box_and_emoji_have_colours(locale: str, browser: Browser, team: Team) -> None:
    with opened(browser, team, locale) as window:
        window.go("/c/general")
        shown: dict[str, Picture] = {}

        def boxes() -> list[str]:
            shown.update(letters(window, team))
            assert shown[BOX].likeness(shown[BOX]) == 1
            wanted = (*IN_ROBOTO, *ELSEWHERE, *EMOJI)
            dull = [text for text in EMOJI if not shown[text].colourful()]
            return dull + [text for text in wanted if shown[text].likeness(shown[BOX]) > ALIKE]

        until(lambda: not boxes() or None, "letters instead of boxes", SLOW)


def test_without_the_pieces_the_same_letters_are_boxes(browser: Browser, team: Team) -> None:
    with opened(browser, team, "en-US") as window:
        asked: list[str] = []

        def refuse(route: Route) -> None:
            asked.append(route.request.url)
            route.abort()

        window.page.route("**/fonts/*/noto*/**", refuse)
        window.go("/c/general")
        # Asking the page for something lets Playwright hear what was requested.
        until(lambda: window.page.title() and asked, "Flutter asking for fonts", SLOW)
        shown = letters(window, team)
        assert all(shown[text].likeness(shown[BOX]) > ALIKE for text in ELSEWHERE)
        assert not any(shown[text].colourful() for text in EMOJI)
        assert not any(shown[text].likeness(shown[BOX]) > ALIKE for text in IN_ROBOTO)


def test_code_has_one_width(browser: Browser, team: Team) -> None:
    with opened(browser, team, "en-US") as window:
        window.go("/c/general")
        until(lambda: _of_one_width(window, team), "code in one width", SLOW)


def _of_one_width(window: Window, team: Team) -> bool:
    screen = Picture.of(window.page.screenshot())
    rows = [window.row(team.number("general", text)).bounding_box() for text in CODE]
    widths = [
        screen.part(row["x"] + TEXT_LEFT, row["y"] + 1, row["x"] + 300, row["y"] + row["height"]).width()
        for row in rows
        if row
    ]
    # In Roboto, ten M are four times as wide as ten i; in one width, only the edges of a letter differ.
    return len(widths) == len(CODE) and min(widths) > 60 and max(widths) - min(widths) < 6


def test_nothing_is_asked_of_another_host(browser: Browser, team: Team) -> None:
    with opened(browser, team, "en-US") as window:
        foreign: list[Request] = []
        window.page.context.on("request", lambda request: foreign.append(request) if _leaves(request, team) else None)
        window.go("/c/general")
        window.say("nothing leaves")
        until(lambda: "nothing leaves" in team.stored("general"), "the message")
        window.page.wait_for_load_state("networkidle")
        # Flet asks for one script at every start; the policy stops it inside the browser.
        until(lambda: all(request.failure for request in foreign), "the end of what was asked")
        assert [request.url for request in foreign if request.failure != "csp"] == []
        window.page.goto("about:blank")
        window.page.evaluate("() => fetch('http://elsewhere.test/').catch(() => {})")
        assert [request.url for request in foreign if request.failure != "csp"] == ["http://elsewhere.test/"]


def _leaves(request: Request, team: Team) -> bool:
    return not request.url.startswith((f"{team.address}/", "blob:", "data:", "about:"))
