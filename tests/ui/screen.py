"""What a person sees in one tab, read from nothing but the bytes that the tab sent.

`Screen` is the other end of a `Line`: it opens a tab of the interface, speaks Flet's protocol to it as a client does,
and answers questions about what would be on the screen.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import msgpack

from benchmarks import flet_packets
from flet_chat.core.users import User
from flet_chat.service.lines import Frame, Hello, Note
from flet_chat.ui.app import Interface
from flet_chat.ui.history import LIST_ID
from flet_chat.ui.shell import (
    BAR_ID,
    BOX_ID,
    BRAND_ID,
    COMPOSER_ID,
    HEADER_ID,
    ME_ID,
    NOTICE_ID,
    SIDEBAR_ID,
    UNSENT_ID,
)
from flet_chat.ui.tab import ChatTab
from tests.cast import Workspace
from tests.ui.client import Client, Control


class MemoryLine:
    """A `Line` whose client is in the same process."""

    def __init__(self) -> None:
        self.client = Client()
        self.frames: list[Frame] = []
        self.notes: list[Note] = []
        self.ended: str | None = None
        self.here = True

    @property
    def connected(self) -> bool:
        """False while a test keeps the client away."""
        return self.here

    def send(self, frame: Frame) -> None:
        """Show a packet at once."""
        self.frames.append(frame)
        self.client.take(frame.raw)

    def tell(self, note: Note) -> None:
        """Keep a note."""
        self.notes.append(note)

    def end(self, reason: str) -> None:
        """Note that the server closed the line."""
        self.ended = self.ended or reason


@dataclass
class Row:
    """A row of the message list as it can be read; `message_id` is 0 for the small rows between messages."""

    message_id: int
    texts: list[str]


@dataclass
class Screen:
    """One open tab and what it shows."""

    line: MemoryLine
    tab: ChatTab
    who: User
    hello: Hello
    _calls: int = field(default=0)

    @property
    def client(self) -> Client:
        """The tree of controls."""
        return self.line.client

    def slot(self, control_id: int) -> Control:
        """A part of the frame."""
        return self.client.controls[control_id]

    @property
    def rows(self) -> list[Row]:
        """The message list from top to bottom."""
        return [Row(message_in(row), row.texts()) for row in reversed(self.slot(LIST_ID).get("controls", []))]

    @property
    def said(self) -> list[str]:
        """Only the texts of the messages and system lines, from top to bottom."""
        return [row.texts[-1] if row.texts[-1] != "(edited)" else row.texts[-2] for row in self.rows if row.message_id]

    @property
    def sidebar(self) -> list[list[str]]:
        """The entries with their badges, e.g. `["dev", "2"]`."""
        return [entry.texts() for entry in self.slot(SIDEBAR_ID).get("controls", [])]

    def badge(self, channel: str) -> str:
        """The unread count beside a channel, empty where there is none."""
        return next(entry[1] if len(entry) > 1 else "" for entry in self.sidebar if entry[:1] == [channel])

    @property
    def title(self) -> str:
        """Of the browser's tab."""
        return str(self.client.page.get("title", ""))

    @property
    def header(self) -> list[str]:
        """The bar above the list."""
        return self.slot(HEADER_ID).texts()

    @property
    def box(self) -> Control:
        """Where one writes."""
        return self.slot(BOX_ID)

    @property
    def can_write(self) -> bool:
        """True while the composer is shown."""
        return self.slot(COMPOSER_ID).visible

    def everything(self) -> list[str]:
        """All that can be read, dialogs and snack bars included."""
        return self.client.page.texts()

    def shown(self) -> dict[str, Any]:
        """All that the law speaks of, without ids: equal screens look the same to a person."""
        names = {
            "brand": BRAND_ID,
            "me": ME_ID,
            "sidebar": SIDEBAR_ID,
            "header": HEADER_ID,
            "bar": BAR_ID,
            "notice": NOTICE_ID,
            "unsent": UNSENT_ID,
            "composer": COMPOSER_ID,
        }
        frame = {name: bare(slot) if (slot := self.slot(part)).visible else None for name, part in names.items()}
        return frame | {"title": self.title}

    def laid_out(self) -> list[tuple[int, Any]]:
        """The rows with all that makes them look as they do, but for a tint and the actions under a pointer."""
        rows: list[tuple[int, Any]] = []
        for row in reversed(self.slot(LIST_ID).get("controls", [])):
            kind, properties = bare(row)
            rows.append((message_in(row), (kind, {name: one for name, one in properties.items() if name != "bgcolor"})))
        return rows

    # What the person does.

    def receive(self, action: int, body: Any) -> None:
        """Send a packet of Flet's protocol."""
        self.tab.receive(b"\x00" + msgpack.packb([action, body]))

    def event(self, control: Control | int, name: str, data: Any = None) -> None:
        """Something happens to a control."""
        self.tab.receive(flet_packets.event(control if isinstance(control, int) else control.id, name, data))

    def go(self, route: str) -> None:
        """Change the address."""
        for packet in flet_packets.go(route):
            self.tab.receive(packet)

    def find(self, text: str, kind: str = "") -> Control:
        """The control that answers to a click and says, or is labelled, so; the innermost that is shown."""
        found = [one for one in self.client.page.within() if one.kind.startswith(kind) and labelled(one, text)]
        assert found, f"nothing says {text!r} in {self.everything()}"
        return found[-1]

    def click(self, text: str) -> None:
        """Click what says, or is labelled, so."""
        found = self.find(text)
        self.event(next(one for one in found.within() if one.get("on_click")), "click")

    def scroll(self, pixels: float, furthest: float = 5000.0) -> None:
        """Bring the list so far from its end."""
        self.event(LIST_ID, "scroll", {"pixels": pixels, "max_scroll_extent": furthest})

    def post(self, text: str, place: int | str, key: str = "") -> str:
        """Enter in a composer with our script; gives the key."""
        self._calls += 1
        key = key or f"{id(self)}-{self._calls}"
        self.tab.heed({"post": {"key": key, "place": str(place), "text": text}})
        return key

    def close(self) -> None:
        """Close the window."""
        self.tab.closed()


class Desk:
    """Opens screens on one workspace, and lets everything that was begun come to its end."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.chat = workspace.chat
        self.interface = Interface(workspace.chat, "https://chat.test")
        self.screens: list[Screen] = []

    async def open(self, who: User, address: str = "/c/general", *, width: int = 1280, **hello: Any) -> Screen:
        """Open a tab as that person, and wait until it is drawn."""
        screen = self.connect(who, address, **hello)
        packet = msgpack.unpackb(flet_packets.register(address)[1:])
        packet[1]["page"]["width"] = width
        screen.receive(*packet)
        await self.settle()
        return screen

    def connect(self, who: User, address: str = "/c/general", **hello: Any) -> Screen:
        """Only connect: Flet's client has not said anything yet."""
        line = MemoryLine()
        greeting = Hello(who.id, hello.pop("session_id", 0), address=address, resumable=True, **hello)
        tab = self.interface.open_tab(line, greeting)
        assert isinstance(tab, ChatTab)
        screen = Screen(line, tab, who, greeting)
        self.screens.append(screen)
        return screen

    async def settle(self) -> None:
        """Hand out what was committed, and wait for all that follows from it."""
        self.chat.feed.catch_up()
        while await self.idle():
            self.chat.feed.catch_up()

    async def idle(self) -> bool:
        """Wait for what the tabs have begun, but hand out nothing; False if there was nothing to wait for."""
        tasks = [task for screen in self.screens for task in screen.tab.wire._tasks]
        tasks += self.screens[0].tab.hub._tasks if self.screens else []
        if tasks:
            await asyncio.wait(tasks)
        return bool(tasks)

    def close(self, screen: Screen) -> None:
        """Close a window."""
        screen.close()
        self.screens.remove(screen)


def message_in(row: Control) -> int:
    """The id of the message that a row shows, or 0."""
    marks = [str(one.get("identifier", "")) for one in row.within() if one.kind == "Semantics"]
    found = [int(mark.removeprefix("message-")) for mark in marks if mark.startswith("message-")]
    return found[0] if found else 0


def labelled(control: Control, text: str) -> bool:
    """True if a control says so, to the eye or to the ear."""
    said = [control.get(name) for name in ("value", "content", "label", "tooltip", "title", "message")]
    return text in [one for one in said if isinstance(one, str)]


def bare(value: Any) -> Any:
    """A value without ids, so that two controls that look the same are equal; what a pointer brings up is left out."""
    if isinstance(value, Control):
        shown = {name: one for name, one in value.properties.items() if one is not None and not _passing(value, name)}
        return value.kind, {name: bare(one) for name, one in shown.items()}
    if isinstance(value, list):
        return [bare(one) for one in value]
    if isinstance(value, dict):
        return {key: bare(one) for key, one in value.items()}
    return value


def _passing(control: Control, name: str) -> bool:
    return name == "content" and control.kind == "Container" and "right" in control.properties
