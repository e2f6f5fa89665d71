"""The browser's end of our own transport, as `flet_chat/web/static/wire.js` speaks it."""

import asyncio
import json
import secrets
import zlib

from benchmarks.websocket import TEXT, Socket

ACK_EVERY = 16
ACK_AFTER = 1.0
PING_EVERY = 10.0
"""Seconds."""
DEFLATED = 2
"""The first byte of a packet that was deflated."""


def path() -> str:
    """Where a browser connects for a new tab."""
    return f"/ws?v=1&tab={secrets.token_hex(16)}&got=0&new=1&z=1"


class Script:
    """What our script keeps for one tab; it is never cut off, so it has nothing to send again."""

    def __init__(self, socket: Socket, route: str) -> None:
        self._socket = socket
        self._got = 0
        self._acknowledged = 0
        self._timer: asyncio.TimerHandle | None = None
        self._say({"hello": {"address": route, "zone": "Europe/Berlin", "locale": "en", "visible": True}})
        asyncio.get_running_loop().call_later(PING_EVERY, self._ping)

    def take(self, message: bytes) -> bytes | None:
        """The packet in a message, inflated; None where the message is not for Flet."""
        if message[:1] == b"{":
            said = json.loads(message)
            if "note" in said:
                self._count()
            if "ping" in said:
                self._acknowledge()
            return None
        self._count()
        return zlib.decompress(message[1:], -15) if message[0] == DEFLATED else message

    def _count(self) -> None:
        self._got += 1
        if self._got - self._acknowledged >= ACK_EVERY:
            self._acknowledge()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(ACK_AFTER, self._acknowledge)

    def _acknowledge(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if not self._socket.closed:
            self._acknowledged = self._got
            self._say({"ack": self._got})

    def _ping(self) -> None:
        if not self._socket.closed:
            self._acknowledged = self._got
            self._say({"ping": 1, "ack": self._got})
            asyncio.get_running_loop().call_later(PING_EVERY, self._ping)

    def _say(self, words: dict[str, object]) -> None:
        self._socket.send(json.dumps(words).encode(), TEXT)
