"""Headless tabs: they open, post, and count what they are sent, as browsers of one team would."""

import asyncio
import base64
import time
from dataclasses import dataclass, field
from typing import Any

from benchmarks import flet_packets, script
from benchmarks.messages import MARKER, marker, message_text
from benchmarks.websocket import Socket

OPEN_AT_ONCE = 20
FIRST_MESSAGE = 2_000_000
"""Beyond all numbers that a history on screen may hold."""
PATIENCE = 60.0
"""Seconds after which a message, or an opening tab, counts as lost."""


@dataclass
class Opening:
    """What tabs are to be opened; with no `hint` they speak no Flet, as the bare server does not."""

    port: int
    count: int
    routes: list[str] = field(default_factory=lambda: ["/"])
    """Tab number i shows `routes[i % len(routes)]`."""
    cookies: list[str] = field(default_factory=lambda: [""])
    """Dealt out to the tabs in the same way."""
    script: bool = False
    """All but the first, who posts, use our script's transport and accept compression, as browsers do."""
    hint: str = ""
    """What the hint of the box for new messages begins with."""
    name_hint: str = ""
    """The label of a box that wants the poster's name first."""
    listens: bool = True
    """Whether the box for new messages asks to be told of each change."""
    template: str = ""
    """For a bare server: the frame to send around, in base64, which holds the marker of message 0."""


class Tab:
    """One connected client."""

    def __init__(self, group: "Group", number: int) -> None:
        opening = group.opening
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.route = opening.routes[number % len(opening.routes)]
        self._group = group
        self._fields = flet_packets.Fields(opening.hint, opening.name_hint)
        self._wanted: tuple[bytes, asyncio.Future[None]] | None = None
        cookie = opening.cookies[number % len(opening.cookies)]
        self._as_browser = opening.script and number > 0
        path = script.path() if self._as_browser else "/ws"
        self.socket = Socket(f"127.0.0.1:{opening.port}", path, cookie, self._as_browser, self._heed)
        self._script: script.Script | None = None

    async def open(self) -> None:
        """Connect, and wait until the interface is there."""
        loop = asyncio.get_running_loop()
        await loop.create_connection(lambda: self.socket, "127.0.0.1", self._group.opening.port)
        await asyncio.wait_for(self.socket.opened, PATIENCE)
        if self._as_browser:
            self._script = script.Script(self.socket, self.route)
        if not self._fields.complete:
            self.socket.send(flet_packets.register(self.route))
            await asyncio.wait_for(self.ready, PATIENCE)

    def introduce(self, name: str) -> None:
        """Fill in the box that wants the poster's name, where there is one."""
        hint = self._group.opening.name_hint
        if hint:
            self.socket.send(flet_packets.type_into(self._fields.found[hint], name))

    def say(self, number: int) -> None:
        """Post message `number`."""
        opening = self._group.opening
        if opening.template:
            self.socket.send(self._group.template.replace(marker(0).encode(), marker(number).encode()))
            return
        box, text = self._fields.found[opening.hint], message_text(number)
        self.socket.send(flet_packets.type_into(box, text))
        if opening.listens:
            self.socket.send(flet_packets.event(box, "change", text))
        self.socket.send(flet_packets.event(box, "submit", text))

    async def visit(self, route: str, expected: str) -> None:
        """Go to another address, and wait for a packet with the text that is to be seen there."""
        done = asyncio.get_running_loop().create_future()
        self._wanted = expected.encode(), done
        for packet in flet_packets.go(route):
            self.socket.send(packet)
        await asyncio.wait_for(done, PATIENCE)
        self._wanted = None

    def _heed(self, received: bytes) -> None:
        message = self._script.take(received) if self._script else received
        if message is None:
            return
        if b"MSG#" in message:
            self._group.arrived(self, message)
        if self._wanted is not None and self._wanted[0] in message and not self._wanted[1].done():
            self._wanted[1].set_result(None)
        if not self._fields.complete and self._fields.look(message):
            self.ready.set_result(None)


class Group:
    """The tabs that look at one server; the first of them posts."""

    def __init__(self, opening: Opening) -> None:
        self.opening = opening
        self.template = base64.b64decode(opening.template)
        self.tabs: list[Tab] = []
        self._next = FIRST_MESSAGE
        self._waiting: dict[int, set[Tab]] = {}
        self._complete: asyncio.Future[float] | None = None
        self._sample = b""

    async def open(self, count: int) -> None:
        """Open so many more tabs, a few at once."""
        for start in range(0, count, OPEN_AT_ONCE):
            fresh = [Tab(self, len(self.tabs) + i) for i in range(min(OPEN_AT_ONCE, count - start))]
            self.tabs += fresh
            await asyncio.gather(*(tab.open() for tab in fresh))
        self.tabs[0].introduce("Ann Lee")

    async def post(self, count: int, pace: float, only_poster: bool) -> dict[str, Any]:
        """Post one message after the other, each when all recipients have the last one and `pace` seconds are over."""
        recipients = self.tabs[:1] if only_poster else self.tabs
        before = self.received()
        delays = []
        for number in range(self._next, self._next + count):
            self._waiting[number] = set(recipients)
            self._complete = asyncio.get_running_loop().create_future()
            start = time.perf_counter()
            self.tabs[0].say(number)
            delays.append(await asyncio.wait_for(self._complete, PATIENCE) - start)
            await asyncio.sleep(start + pace - time.perf_counter())
        self._next += count
        after = self.received()
        return {
            "delays": delays,
            "bytes": after[0] - before[0],
            "frames": after[1] - before[1],
            "sample": base64.b64encode(self._sample.replace(marker(number).encode(), marker(0).encode())).decode(),
        }

    def arrived(self, tab: Tab, message: bytes) -> None:
        """Cross a tab off the list of those who wait for the messages in this packet."""
        for found in MARKER.finditer(message):
            number = int(found[1])
            waiting = self._waiting.get(number)
            if waiting is None:
                continue
            waiting.discard(tab)
            if not waiting:
                del self._waiting[number]
                self._sample = message
                if self._complete is not None and not self._complete.done():
                    self._complete.set_result(time.perf_counter())

    def received(self) -> tuple[int, int]:
        """Bytes and messages that all tabs got so far."""
        sockets = [tab.socket for tab in self.tabs]
        return sum(s.received_bytes for s in sockets), sum(s.received_messages for s in sockets)

    def lost(self) -> int:
        """Tabs that the server hung up on."""
        return sum(tab.socket.closed for tab in self.tabs)

    def close(self) -> None:
        """Close every tab."""
        for tab in self.tabs:
            tab.socket.close()
