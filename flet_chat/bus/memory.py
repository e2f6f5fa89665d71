"""The bus of a single process: a poke from any thread wakes the loop once."""

import asyncio
from collections.abc import Callable


class MemoryBus:
    """Says that something was committed; it carries no payload."""

    def __init__(self) -> None:
        self._heard: list[Callable[[], None]] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pending = False

    def bind(self, loop: asyncio.AbstractEventLoop) -> None:
        """Deliver on this loop from now on; pokes before that are not needed by anybody."""
        self._loop = loop
        self._pending = False

    def on_poke(self, heard: Callable[[], None]) -> None:
        """Call `heard` on the loop after one or more pokes."""
        self._heard.append(heard)

    def poke(self) -> None:
        """Say so; from any thread."""
        if self._loop is None or self._pending or self._loop.is_closed():
            return
        self._pending = True
        self._loop.call_soon_threadsafe(self._tell)

    def _tell(self) -> None:
        self._pending = False
        for heard in self._heard:
            heard()
