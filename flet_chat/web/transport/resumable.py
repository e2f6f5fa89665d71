"""A client that runs our script: its line outlives its connections."""

import asyncio
import json
from collections import deque
from collections.abc import Callable
from typing import Any

from flet_chat.service.lines import Frame, Note, Tab
from flet_chat.web.transport.course import END_CODES, Course
from flet_chat.web.transport.messages import is_count, read_json
from flet_chat.web.transport.socket import OVERHEAD, Socket

END_WORDS = {"signed-out": "signin", "resync": "resync"}
"""What our script is told before the close frame."""

ACK_EVERY = 16
"""Items of the client between two acknowledgements."""

ACK_AFTER = 1.0
"""Seconds of quiet after which the rest is acknowledged."""


class ResumableLine:
    """A line of numbered items (packets and notes, counted together) that waits for its client to come back."""

    def __init__(
        self,
        identity: tuple[int, int],
        over: Callable[[], object],
        *,
        inflates: bool,
        grace: float,
        buffer: int,
    ) -> None:
        self.user_id, self.session_id = identity
        self.course = Course(over)
        self._inflates = inflates
        self._grace = grace
        self._room = buffer
        self._unacked: deque[Frame | str] = deque()
        self._acked = 0
        self._heard = 0
        self._heard_acked = 0
        self._socket: Socket | None = None
        self._leave: asyncio.TimerHandle | None = None
        self._ack: asyncio.TimerHandle | None = None

    @property
    def connected(self) -> bool:
        """False while the client is away and may still come back."""
        return self._socket is not None

    def attach(self, socket: Socket, got: int) -> bool:
        """Go on over this connection after the item `got`; false if that is not possible."""
        if self.course.ended or not self._acked <= got <= self._acked + len(self._unacked):
            return False
        older, self._socket = self._socket, socket
        socket.lost = lambda: self._lost(socket)
        if older is not None:
            # The client has given that one up, however alive it looks from here.
            older.lost = lambda: None
            older.close(1000)
            older.abort()
        self._forget(got)
        if self._leave is not None:
            self._leave.cancel()
            self._leave = None
            self.course.say("back")
        self._control("attached", {"got": self._heard, "user": self.user_id})
        for item in tuple(self._unacked):
            self._push(item)
        return self.connected

    def send(self, frame: Frame) -> None:
        """Queue a packet, kept until the client has acknowledged it."""
        self._queue(frame, len(frame.raw))

    def tell(self, note: Note) -> None:
        """Queue a note, in order with the packets."""
        text = json.dumps({"note": note}, separators=(",", ":"))
        self._queue(text, len(text))

    def end(self, reason: str) -> None:
        """Close for good, and tell our script what to do next."""
        socket, self._socket = self._socket, None
        if socket is not None:
            words = END_WORDS.get(reason)
            last = [json.dumps({words: True})] if words else []
            socket.close(END_CODES.get(reason, 1000), *last)
        self._finish()

    def take(self, socket: Socket, data: bytes | str) -> None:
        """Take what the client sent over this connection, unless a newer one has replaced it."""
        if socket is not self._socket:
            return
        if isinstance(data, bytes):
            if tab := self._counted():
                tab.receive(data)
            return
        message = read_json(data)
        if isinstance(note := message.get("note"), dict) and (tab := self._counted()):
            tab.heed(note)
        ack = message.get("ack")
        if is_count(ack) and ack <= self._acked + len(self._unacked):
            self._forget(ack)
        ping = message.get("ping")
        if is_count(ping):
            self._control("pong", ping)
            self._acknowledge()
        if message.get("bye") is True:
            self._socket = None
            socket.close(1000)
            self._finish()

    def ask(self) -> None:
        """Make the client say something, since a hidden page's own timers hardly run."""
        self._control("ping", True)

    def _queue(self, item: Frame | str, size: int) -> None:
        if self.course.ended:
            return
        self._unacked.append(item)
        self._room -= size + OVERHEAD
        if self._room < 0:
            self.end("resync")
        else:
            self._push(item)

    def _push(self, item: Frame | str) -> None:
        socket = self._socket
        if socket is None:
            return
        if isinstance(item, Frame):
            data: bytes | str = (item.deflated or item.raw) if self._inflates else item.raw
        else:
            data = item
        if not socket.push(data) and socket.alive:
            self.end("resync")

    def _control(self, name: str, value: Any) -> None:
        self._push(json.dumps({name: value}, separators=(",", ":")))

    def _forget(self, got: int) -> None:
        """Drop what the client has."""
        while self._acked < got:
            item = self._unacked.popleft()
            self._room += len(item.raw if isinstance(item, Frame) else item) + OVERHEAD
            self._acked += 1

    def _counted(self) -> Tab | None:
        """Count an item of the client, let it know in time that we have it, and say which tab the item is for."""
        self._heard += 1
        if self._heard - self._heard_acked >= ACK_EVERY:
            self._acknowledge()
        elif self._ack is None:
            self._ack = asyncio.get_running_loop().call_later(ACK_AFTER, self._acknowledge)
        self.course.catch_up()
        return self.course.tab

    def _acknowledge(self) -> None:
        if self._ack is not None:
            self._ack.cancel()
            self._ack = None
        if self._heard_acked < self._heard:
            self._heard_acked = self._heard
            self._control("ack", self._heard)

    def _lost(self, socket: Socket) -> None:
        """The connection is gone: wait for the client, but not for ever."""
        if socket is self._socket:
            self._socket = None
            self._leave = asyncio.get_running_loop().call_later(self._grace, self._finish)
            self.course.say("away")

    def _finish(self) -> None:
        for timer in (self._leave, self._ack):
            if timer is not None:
                timer.cancel()
        self._leave = self._ack = None
        self._unacked.clear()
        self.course.finish()
