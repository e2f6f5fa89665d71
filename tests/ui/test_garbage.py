"""Bad input: whatever a client sends, its tab goes on working, and nothing is worth an alarm in the log."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from typing import Any

import msgpack
import pytest

from benchmarks import flet_packets
from flet_chat.core.users import Role
from flet_chat.service import users
from flet_chat.service.lines import Unsent
from flet_chat.ui.history import LIST_ID
from flet_chat.ui.shell import BOX_ID, HEADER_ID, SIDEBAR_ID
from tests.cast import Workspace
from tests.ui.screen import Desk, Screen


@pytest.fixture(autouse=True)
def quiet_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Nothing may be logged at error level."""
    yield
    loud = [record for record in caplog.get_records("call") if record.levelno >= logging.ERROR]
    assert not loud, [(record.getMessage(), record.exc_info) for record in loud]


def packed(action: Any, body: Any) -> bytes:
    return b"\x00" + bytes(msgpack.packb([action, body]))


async def works(desk: Desk, screen: Screen) -> None:
    """The tab still hears, shows, and sends."""
    await desk.settle()
    assert screen.line.ended is None
    screen.go("/c/general")
    await desk.settle()
    screen.post(f"still here {len(screen.said)}", desk.workspace.general.id)
    await desk.settle()
    assert screen.said[-1].startswith("still here")
    assert screen.header[0] == "general"


def after(workspace: Workspace, do: Callable[[Screen], object]) -> None:
    """Open a tab, do something to it, and see that it works."""

    async def run() -> None:
        desk = Desk(workspace)
        screen = await desk.open(workspace.ann)
        do(screen)
        await works(desk, screen)

    asyncio.run(run())


GOOD = flet_packets.event(LIST_ID, "scroll", {"pixels": 1.0, "max_scroll_extent": 10.0})
FRAMES = [
    b"",
    b"\x00",
    b"\x01",
    b"\x02",
    b"\xff" * 100,
    b"text",
    b"\x00\xc1",
    b"\x00" + b"\x91" * 3000,  # nested too deeply
    b"\x00\xdf\xff\xff\xff\xff",  # a map that claims four thousand million entries
    b"\x00\xc6\xff\xff\xff\xff",
    *(GOOD[:length] for length in range(1, len(GOOD), 5)),
    GOOD + b"more",
    b"\x00" + bytes(range(256)),
    *(b"\x00" + bytes(msgpack.packb(value)) for value in (None, 1, "x", [], {}, [3], [3, {}], [3, {}, 1], [{}, []])),
]


@pytest.mark.parametrize("frame", FRAMES, ids=range(len(FRAMES)))
def test_a_frame_that_makes_no_sense_is_passed_over(workspace: Workspace, frame: bytes) -> None:
    after(workspace, lambda screen: screen.tab.receive(frame))


ODD = [None, True, -1, 0, 2**63 - 1, 2**64 - 1, 1.5, "", "x", [], [1], {}, {"a": 1}, b"x"]
BODIES: list[tuple[Any, Any]] = [
    *((action, body) for action in (1, 2, 3, 4, 5, 6, 7, 99, -1, "x", None, 2**60) for body in (None, 1, "x", [], {})),
    *((3, {"target": odd, "name": "click", "data": None}) for odd in ODD),
    *((3, {"target": LIST_ID, "name": odd, "data": None}) for odd in ODD),
    *((3, {"target": LIST_ID, "name": "scroll", "data": odd}) for odd in ODD),
    *((3, {"target": LIST_ID, "name": "scroll", "data": {"pixels": odd, "max_scroll_extent": odd}}) for odd in ODD),
    *((3, {"target": BOX_ID, "name": name, "data": odd}) for name in ("change", "submit", "x") for odd in ODD[:8]),
    *((3, {"target": 1, "name": "route_change", "data": odd}) for odd in ODD),
    *((3, {"target": 1, "name": "route_change", "data": {"route": odd}}) for odd in ODD),
    *((3, {"target": 1, "name": "resize", "data": odd}) for odd in ODD),
    *((3, {"target": 1, "name": "resize", "data": {"width": odd, "height": odd}}) for odd in ODD),
    *(
        (3, {"target": 1, "name": name, "data": odd})
        for name in ("close", "connect", "media_change", "x")
        for odd in ODD
    ),
    *((4, {"id": odd, "props": {"value": "x"}}) for odd in ODD),
    *((4, {"id": 1, "props": odd}) for odd in ODD),
    *((4, {"id": 1, "props": {name: odd}}) for name in ("route", "width", "views", "title", "_i", "zz") for odd in ODD),
    *((5, {"control_id": odd, "call_id": "x", "result": None, "error": None}) for odd in ODD),
    *((5, {"control_id": 1, "call_id": odd, "result": odd, "error": odd}) for odd in ODD),
]


def test_bodies_with_wrong_types_are_passed_over(workspace: Workspace) -> None:
    async def run() -> None:
        desk = Desk(workspace)
        screen = await desk.open(workspace.ann)
        for action, body in BODIES:
            screen.tab.receive(packed(action, body))
            await desk.settle()
            assert screen.line.ended is None, (action, body)
        await works(desk, screen)

    asyncio.run(run())


@pytest.mark.parametrize("body", [None, {}, {"page": None}, {"page": 1}, {"page": {"width": "wide"}}, {"page": []}])
def test_a_bad_registration_leaves_room_for_a_good_one(workspace: Workspace, body: Any) -> None:
    async def run() -> None:
        desk = Desk(workspace)
        screen = desk.connect(workspace.ann)
        screen.tab.receive(packed(1, body))
        await desk.settle()
        if not screen.client.registered:
            screen.tab.receive(flet_packets.register("/c/general"))
        await works(desk, screen)

    asyncio.run(run())


def test_registering_twice_draws_once(workspace: Workspace) -> None:
    after(workspace, lambda screen: screen.tab.receive(flet_packets.register("/c/general")))


def test_nothing_happens_before_a_client_has_registered(workspace: Workspace) -> None:
    async def run() -> None:
        desk = Desk(workspace)
        screen = desk.connect(workspace.ann)
        for packet in (GOOD, *flet_packets.go("/c/general"), flet_packets.event(BOX_ID, "change", "x")):
            screen.tab.receive(packet)
        for note in NOTES:
            screen.tab.heed(note)
        await desk.settle()
        screen.tab.receive(flet_packets.register("/c/general"))
        await works(desk, screen)

    asyncio.run(run())


NOTES: list[Any] = [
    {},
    {"unknown": 1},
    *({name: odd} for name in ("post", "visible", "focused", "key", "draft", "size") for odd in (None, 1, "x", [], {})),
    {"post": {"key": "", "place": "1", "text": "x"}},
    {"post": {"key": "k" * 65, "place": "1", "text": "x"}},
    {"post": {"key": 1, "place": 1, "text": 1}},
    {"post": {"key": "k1", "place": "nowhere", "text": "x"}},
    {"post": {"key": "k2", "place": "9" * 30, "text": "x"}},
    {"post": {"key": "k3", "place": "edit:" + "9" * 30, "text": "x"}},
    {"post": {"key": "k4", "place": "edit:", "text": "x"}},
    {"post": {"key": "k5", "place": "²", "text": "x"}},
    {"post": {"key": "k6", "place": "-1", "text": "x"}},
    {"post": {"key": "k7", "place": "9" * 5000, "text": "x"}},
    {"draft": {"place": "1"}},
    {"draft": {"place": 1, "text": 1}},
    {"size": [None, None]},
    {"size": [float("nan"), float("inf")]},
    {"size": [-1, 1e308]},
    {"key": "x" * 10_000},
]


def test_notes_with_wrong_types_are_passed_over(workspace: Workspace) -> None:
    async def run() -> None:
        desk = Desk(workspace)
        screen = await desk.open(workspace.ann)
        for note in NOTES:
            screen.tab.heed(note)
            await desk.settle()
            assert screen.line.ended is None, note
        screen.tab.heed({"size": [1280, 800]})
        screen.tab.heed({"visible": True, "focused": True})
        await works(desk, screen)

    asyncio.run(run())


@pytest.mark.parametrize("place", ["9" * 30, "²", "999999", "-1", "x", "edit:1"])
def test_a_kept_draft_for_an_odd_place_harms_nobody(workspace: Workspace, place: str) -> None:
    async def run() -> None:
        desk = Desk(workspace)
        screen = await desk.open(workspace.ann, draft=Unsent("", place, "typed"), unsent=(Unsent("k", place, "sent"),))
        workspace.chat.positions.draft(workspace.bob.id, workspace.general.id, "bob's")
        await workspace.chat.positions.flush()
        assert workspace.chat.store.read(lambda tx: tx.drafts.get(workspace.bob.id, workspace.general.id)) == "bob's"
        await works(desk, screen)

    asyncio.run(run())


ROUTES = [
    "",
    "/",
    "/c/%00",
    "/c/%ff",
    "/c/..%2f..%2fetc",
    "/c/" + "x" * 10_000,
    "/m/0",
    "/m/-1",
    "/m/999999999999999999",
    "/m/999999999999999999999",
    "/c/a/b/c",
    "http://[",
    "/c/%ed%a0%80",
    "\x00",
    "/c/" + "%F0%9F%98%80" * 100,
]


@pytest.mark.parametrize("route", ROUTES, ids=range(len(ROUTES)))
def test_an_invalid_address_leads_to_a_page_that_says_so_or_home(workspace: Workspace, route: str) -> None:
    async def run() -> None:
        desk = Desk(workspace)
        screen = await desk.open(workspace.ann)
        screen.go(route)
        await desk.settle()
        assert any("you cannot see it" in text for text in screen.header) or screen.header[0] == "general"
        await works(desk, screen)
        opened = await desk.open(workspace.ann, route)
        await works(desk, opened)

    asyncio.run(run())


def test_40001_characters_are_refused_and_kept(workspace: Workspace) -> None:
    async def run() -> None:
        desk = Desk(workspace)
        screen = await desk.open(workspace.ann)
        key = screen.post("x" * 40_001, workspace.general.id)
        await desk.settle()
        assert {"stored": key} not in screen.line.notes
        assert any("40,001" in text for text in screen.everything())
        assert "x" * 40_001 in screen.everything()
        screen.click("Edit")
        await desk.settle()
        assert screen.box.get("value") == "x" * 40_001
        assert {"dropped": key} in screen.line.notes
        key = screen.post("x" * 40_000, workspace.general.id)
        await desk.settle()
        assert {"stored": key} in screen.line.notes

    asyncio.run(run())


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b\u200b", "\x00"])
def test_a_blank_message_is_refused(workspace: Workspace, text: str) -> None:
    async def run() -> None:
        desk = Desk(workspace)
        screen = await desk.open(workspace.ann)
        before = screen.said
        screen.post(text, workspace.general.id)
        await desk.settle()
        assert screen.said == before
        await works(desk, screen)

    asyncio.run(run())


NAMES = [
    "a\x00b\x07c",
    "evil\u202egnp.exe",
    "\u200fעברית",
    "👩‍👩‍👧‍👦 family",
    "x" * 80,
    "<b>bold</b>",
    "*star* $1 [x](y)",
]


@pytest.mark.parametrize("name", NAMES)
def test_odd_names_are_shown_whole_and_harmless(workspace: Workspace, name: str) -> None:
    async def run() -> None:
        desk = Desk(workspace)
        screen = await desk.open(workspace.ann)
        zed = workspace.admin(users.add, name, "zed", Role.MEMBER, None)
        room = workspace.channel(zed, name[:60])
        workspace.post(zed, workspace.general, f"I am {name}")
        own = await desk.open(zed, "/c/general")
        await desk.settle()
        row = next(row for row in screen.rows if row.texts[-1].startswith("I am"))
        assert zed.name in row.texts
        assert not {"\x00", "\x07", "\u202e"} & set(zed.name)
        assert [room.name] in own.sidebar
        assert own.client.controls[SIDEBAR_ID].get("controls")
        own.go(f"/c/{room.name}")
        await desk.settle()
        assert own.client.controls[HEADER_ID].texts()[0] == room.name
        await works(desk, own)

    asyncio.run(run())
