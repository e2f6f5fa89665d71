"""What runs between the transport (`web/transport.py`) and the interface (`ui/`).

Neither imports the other: the transport opens a `Tab` for each client and gives it a `Line`.
"""

import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

Note = dict[str, Any]
"""A small JSON object between our script in the browser and the tab; see docs/transport.md."""

WORTH_DEFLATING = 400
"""Bytes; below this a deflated frame saves less than it costs."""


class Frame:
    """One packet for a Flet client, made once and sent to any number of tabs."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw

    @cached_property
    def deflated(self) -> bytes | None:
        """The packet as marker 0x02 and raw deflate (RFC 1951), or None if that saves nothing."""
        if len(self.raw) < WORTH_DEFLATING:
            return None
        squeeze = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed = b"\x02" + squeeze.compress(self.raw) + squeeze.flush()
        return packed if len(packed) < len(self.raw) else None


@dataclass(frozen=True, slots=True)
class Unsent:
    """A message that the browser keeps until the server has stored it."""

    key: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Hello:
    """What a client says about itself when it opens a tab."""

    user_id: int
    session_id: int
    address: str = ""
    """Path and query to show, e.g. `/c/general`; empty where the client did not say."""
    zone: str = "UTC"
    """IANA time zone name."""
    locale: str = "en"
    """BCP 47 language tag."""
    hour12: bool = False
    resumable: bool = False
    """True where our script runs: it keeps unsent text, posts by note, and reports visibility."""
    visible: bool = True
    """False while the browser tab is hidden; it gets no rows then."""
    focused: bool = True
    """True while the person works in this window; only then what is on screen counts as read."""
    touch: bool = False
    badge: bool = False
    """True for an installed app whose icon can show a number."""
    theme: str = "system"
    """`light`, `dark` or `system`, as the person chose on this device."""
    unsent: tuple[Unsent, ...] = ()
    draft: Unsent | None = None
    """Text in the composer that was not sent; its key is empty."""


class Line(Protocol):
    """The way to one client; the transport's side. Nothing here blocks."""

    @property
    def connected(self) -> bool:
        """False while the client is away and may still come back."""

    def send(self, frame: Frame) -> None:
        """Queue a packet, in order, never dropped: a buffer that overflows ends the line."""

    def tell(self, note: Note) -> None:
        """Queue a note for our script, in order with the packets; nothing on a plain line."""

    def end(self, reason: str) -> None:
        """Close for good. `reason` is `resync` (open a new tab at once) or `signed-out`."""


class Tab(Protocol):
    """One client's interface; the interface's side. Called on the event loop, must not block."""

    def receive(self, packet: bytes) -> None:
        """Take a packet of Flet's protocol; whatever it holds, it must not raise."""

    def heed(self, note: Note) -> None:
        """Take a note of our script; whatever it holds, it must not raise."""

    def away(self) -> None:
        """The connection was lost; the client may come back."""

    def back(self) -> None:
        """The client came back; every frame in between reaches it."""

    def closed(self) -> None:
        """The line is over: release everything."""
