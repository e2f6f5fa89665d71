"""Rows are shared by all tabs: whoever clicks in one acts as themselves, even while somebody else clicks too."""

import asyncio
from typing import Any

import flet as ft
import msgpack

from flet_chat.service import channels
from flet_chat.ui.history import LIST_ID
from flet_chat.ui.tab import ChatTab
from flet_chat.ui.wire import Patch, Piece, made, on
from tests.cast import Workspace
from tests.ui.screen import Control, Desk, Screen


def show(screen: Screen, piece: Piece) -> None:
    """Put a row at the end of the list."""
    screen.line.send(Patch(LIST_ID).add(0, piece.data).frame())


def test_two_people_who_click_in_a_shared_row_at_once_act_as_themselves(workspace: Workspace) -> None:
    async def run() -> None:
        desk = Desk(workspace)
        ann, bob = await desk.open(workspace.ann), await desk.open(workspace.bob)
        all_are_in, acted = asyncio.Barrier(2), []

        async def clicked(tab: ChatTab, data: Any) -> None:
            before = (tab.user.username, ft.context.page)
            await all_are_in.wait()  # both clicks are under way
            channel = await tab.act(channels.create, f"of-{tab.user.username}", "", channels.Kind.PRIVATE)
            acted.append((before[0], tab.user.id, channel.creator_id))
            assert ft.context.page is before[1] is tab.page

        row = made(on(ft.TextButton("Act"), click=clicked))
        for screen in (ann, bob):
            show(screen, row)
            screen.click("Act")
        await desk.settle()
        me, other = workspace.ann.id, workspace.bob.id
        assert sorted(acted) == [("ann", me, me), ("bob", other, other)]

    asyncio.run(run())


def test_clicks_in_a_real_row_answer_whoever_clicked(workspace: Workspace) -> None:
    async def run() -> None:
        desk = Desk(workspace)
        ann, bob = await desk.open(workspace.ann), await desk.open(workspace.bob)
        said = workspace.post(workspace.ann, workspace.general, "mine")
        await desk.settle()
        rows = [row_of(screen, said.id) for screen in (ann, bob)]
        assert rows[0].id == rows[1].id  # it is the same row
        for screen, row in zip((ann, bob), rows, strict=True):
            screen.event(row, "hover", True)
        await desk.settle()
        tips = [{one.get("tooltip") for one in row.within() if one.get("tooltip")} for row in rows]
        assert "Edit message" in tips[0]
        assert "Edit message" not in tips[1]
        ann.event(rows[0], "hover", False)
        await desk.settle()
        assert not any(one.get("tooltip") == "Edit message" for one in rows[0].within())
        assert any(one.get("tooltip") == "Copy text" for one in rows[1].within())

    asyncio.run(run())


def test_the_button_of_somebody_elses_bar_does_nothing_for_me(workspace: Workspace) -> None:
    async def run() -> None:
        desk = Desk(workspace)
        ann, bob = await desk.open(workspace.ann), await desk.open(workspace.bob)
        said = workspace.post(workspace.ann, workspace.general, "mine")
        await desk.settle()
        row = row_of(ann, said.id)
        ann.event(row, "hover", True)
        await desk.settle()
        edit = next(one for one in row.within() if one.get("tooltip") == "Edit message")
        bob.event(edit.id, "click")
        await desk.settle()
        assert bob.box.get("value") != "mine"
        ann.event(edit.id, "click")
        await desk.settle()
        assert ann.box.get("value") == "mine"

    asyncio.run(run())


def test_the_same_channel_entry_opens_in_the_tab_that_clicked(workspace: Workspace) -> None:
    async def run() -> None:
        dev = workspace.channel(workspace.ann, "dev")
        desk = Desk(workspace)
        one, other = await desk.open(workspace.ann), await desk.open(workspace.ann)
        one.click("channel dev")
        await desk.settle()
        assert one.header[0] == dev.name
        assert other.header[0] == "general"

    asyncio.run(run())


def row_of(screen: Screen, message_id: int) -> Control:
    """The row of a message, which answers to the pointer."""
    rows: list[Control] = screen.slot(LIST_ID).get("controls")
    return next(row for row in rows if any(one.get("identifier") == f"message-{message_id}" for one in row.within()))


def test_what_is_packed_for_all_holds_nothing_of_one(workspace: Workspace) -> None:
    async def run() -> None:
        desk = Desk(workspace)
        ann, bob = await desk.open(workspace.ann), await desk.open(workspace.bob)
        workspace.post(workspace.ann, workspace.general, "for all")
        await desk.settle()
        assert ann.line.frames[-1] is bob.line.frames[-1]
        assert b"Edit message" not in ann.line.frames[-1].raw
        msgpack.unpackb(ann.line.frames[-1].raw[1:], strict_map_key=False)

    asyncio.run(run())
