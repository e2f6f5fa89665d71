"""The workspace's look and the unread badge in open tabs, read from the bytes that they get."""

import asyncio
from typing import Any

from flet_chat.core.brand import Change
from flet_chat.service import brand
from tests.cast import Workspace
from tests.ui.screen import Desk, Screen, bare
from tests.waiting import eventually


def look(screen: Screen) -> dict[str, Any]:
    """All of the brand that a screen shows."""
    page = screen.client.page
    return {"themes": [bare(page.get(name)) for name in ("theme", "dark_theme")], **screen.shown()}


def test_an_open_tab_looks_like_a_fresh_one_after_every_change(workspace: Workspace) -> None:
    async def story() -> None:
        desk = Desk(workspace)
        live = await desk.open(workspace.bob, "/c/general")
        before = look(live)
        for change in (Change(accent="#2B8A3E"), Change(theme_color="#0B7285", picture=b"png"), Change(name="Labs")):
            workspace.act(workspace.ann, brand.change, change)
            await desk.settle()
            fresh = await desk.open(workspace.bob, "/c/general")
            assert look(live) == look(fresh) != before
            before = look(live)
            desk.close(fresh)
        workspace.act(workspace.ann, brand.reset)
        await desk.settle()
        assert look(live) == look(await desk.open(workspace.bob, "/c/general")) != before

    asyncio.run(story())


def test_the_browser_is_told_the_color_of_its_bar_and_where_the_icon_is(workspace: Workspace) -> None:
    async def story() -> None:
        desk = Desk(workspace)
        screen = await desk.open(workspace.bob, "/c/general")
        workspace.act(workspace.ann, brand.change, Change(theme_color="#0B7285"))
        await desk.settle()
        version = workspace.admin(brand.current).version
        told = {"brand": {"color": "#0B7285", "icon": f"/favicon.png?v={version}"}}
        assert told in screen.line.notes

    asyncio.run(story())


def test_an_installed_app_is_told_what_is_unread_gathered_and_a_browser_tab_is_not(workspace: Workspace) -> None:
    async def story() -> None:
        desk = Desk(workspace)
        dev = workspace.channel(workspace.bob, "dev")
        app = await desk.open(workspace.bob, "/c/dev", badge=True)
        tab = await desk.open(workspace.bob, "/c/dev")
        await eventually(lambda: {"unread": 0} in app.line.notes, "a badge without a number")
        for _ in range(5):
            workspace.post(workspace.ann, workspace.general)
            await desk.settle()
        await eventually(lambda: {"unread": 5} in app.line.notes, "five on the badge")
        assert [note for note in app.line.notes if "unread" in note] == [{"unread": 0}, {"unread": 5}]
        assert [note for note in tab.line.notes if "unread" in note] == []
        assert dev.id

    asyncio.run(story())
