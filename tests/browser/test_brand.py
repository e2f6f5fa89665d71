"""The workspace's own look in a real browser: live in open tabs, and installable."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route

from flet_chat import bootstrap
from flet_chat.brand import pictures
from flet_chat.core.brand import Change
from flet_chat.core.colors import rgb
from flet_chat.service import brand
from flet_chat.settings import Settings
from tests.brand import samples
from tests.browser.conftest import Team
from tests.browser.window import SLOW, Window
from tests.waiting import until

pytestmark = pytest.mark.browser

MARK = {"x": 0, "y": 0, "width": 264, "height": 60}
"""The corner with the workspace's icon."""

INSTALLED = """
    navigator.setAppBadge = count => { window.badge = count; return Promise.resolve(); };
    const asked = window.matchMedia;
    window.matchMedia = query => query.includes("standalone") ? {matches: true} : asked.call(window, query);
"""
"""What differs in the window of an installed app; a headless browser has none."""


def set_brand(team: Team, **values: str | bytes) -> None:
    """Change it from another process's connection, as the command does beside a running server."""
    chat = bootstrap.open_chat(Settings(data=team.data))
    chat.store.write_now(lambda tx: brand.change(tx, tx.users.by_username("ann"), Change(**values)))
    chat.store.close()


def colors(page: Page, clip: dict[str, int] | None = None) -> set[tuple[int, ...]]:
    """The colours that are on screen, or in a part of it."""
    shot = page.screenshot(clip=clip) if clip else page.screenshot()
    picture = Image.open(BytesIO(shot)).convert("RGB")
    return {color for count, color in picture.getcolors(1 << 24) if count > 20}


def near(wanted: tuple[int, ...], found: set[tuple[int, ...]]) -> bool:
    """True if one of them is that colour, but for what drawing does to it."""
    return any(max(abs(a - b) for a, b in zip(wanted, one, strict=True)) < 8 for one in found)


def test_an_open_tab_follows_the_brand(ann: Window, bob: Window, team: Team) -> None:
    for window in (ann, bob):
        window.go("/c/general")
    teal, plum = "#0B7285", "#8A1C5B"
    set_brand(team, theme_color=teal)
    for window in (ann, bob):
        until(lambda window=window: near(rgb(teal), colors(window.page, MARK)), "the mark in teal", seconds=SLOW)
    before = colors(ann.page)
    assert not near(rgb(plum), colors(ann.page, MARK))
    set_brand(team, name="Acme Labs", theme_color=plum, accent="#D9480F", picture=pictures.read(samples.disc()))
    for window in (ann, bob):
        page = window.page
        until(lambda page=page: near(samples.ORANGE, colors(page, MARK)), "the picture", seconds=SLOW)
        until(lambda page=page: "Acme Labs" in page.title(), "the name in the title", seconds=SLOW)
        bar = page.locator('meta[name="theme-color"]').first
        until(lambda bar=bar: bar.get_attribute("content") == plum, "the bar in plum", seconds=SLOW)
    until(lambda: len(colors(ann.page) - before) > 5, "the interface in other colours", seconds=SLOW)


def test_an_admin_sees_the_look_change_and_chooses_a_picture(ann: Window, team: Team, tmp_path: Path) -> None:
    set_brand(team, theme_color="#3B5BDB", accent="", picture=b"")
    (tmp_path / "notes.png").write_text("these are the accounts of 2019")
    (tmp_path / "logo.png").write_bytes(samples.disc())
    ann.go("/c/general")
    page = ann.page
    ann.press(ann.button("workspace menu"))
    ann.press(ann.button("Brand"))
    ann.press(ann.button("Teal"))
    until(lambda: near(rgb("#0B7285"), colors(page)), "the preview in teal")
    assert not near(rgb("#0B7285"), colors(page, MARK))
    for name, seen in (("notes.png", "no PNG, JPEG or SVG"), ("logo.png", "Use initials")):
        with page.expect_file_chooser() as chooser:
            ann.press(ann.button("Choose a picture"))
        chooser.value.set_files(tmp_path / name)
        ann.said(seen).wait_for(state="attached", timeout=SLOW * 1000)
    ann.press(ann.button("Use initials"))
    ann.press(ann.button("Save"))
    until(lambda: near(rgb("#0B7285"), colors(page, MARK)), "the mark in teal", seconds=SLOW)


def test_an_installed_app_counts_on_its_icon(bob: Window, ann: Window) -> None:
    page = bob.page
    page.add_init_script(INSTALLED)
    bob.go("/c/history")
    ann.go("/c/dev")
    ann.say("one for the badge")
    ann.say("and another")
    until(lambda: page.evaluate("window.badge") == 2, "two on the badge", seconds=SLOW)


def test_the_sign_in_page_wears_the_brand(ann: Window, team: Team) -> None:
    set_brand(team, theme_color="#8A1C5B", accent="#2B8A3E", picture=b"")
    ann.page.goto(f"{team.address}/signout")
    until(lambda: near(rgb("#2B8A3E"), colors(ann.page)), "the button in the accent")
    assert near(rgb("#8A1C5B"), colors(ann.page))  # the mark


def test_the_app_can_be_installed_and_not_when_its_manifest_is_broken(
    team: Team, browser: Browser, chromium_path: str, tmp_path: Path
) -> None:
    def device(name: str) -> BrowserContext:
        # Not a private window, in which nothing can be installed.
        return browser.browser_type.launch_persistent_context(
            tmp_path / name, executable_path=chromium_path, args=["--no-sandbox"]
        )

    address = team.address.replace("127.0.0.1", "localhost")
    assert hindrances(device("right"), address) == []
    for name, wrong in {
        "browser": {"display": "browser"},
        "no-icons": {"icons": []},
        "no-name": {"name": "", "short_name": ""},
    }.items():
        assert hindrances(device(name), address, wrong) != [], name


def hindrances(context: BrowserContext, address: str, wrong: dict[str, object] | None = None) -> list[str]:
    """What keeps Chromium from installing the app; `wrong` replaces parts of its manifest."""
    page = context.pages[0]

    def break_it(route: Route) -> None:
        values = {**route.fetch().json(), **(wrong or {})}
        route.fulfill(body=json.dumps(values), content_type="application/manifest+json")

    if wrong is not None:
        page.route("**/manifest.json", break_it)
    page.goto(f"{address}/signin")
    devtools = context.new_cdp_session(page)
    devtools.send("Page.getAppManifest")
    found = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    context.close()
    return [error["errorId"] for error in found]
