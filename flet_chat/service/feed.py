"""Reads the log once per process and hands each event to those who listen."""

import asyncio
import logging
from typing import Protocol

from flet_chat.core.events import Recorded
from flet_chat.service.ports import Bus, Store

AT_ONCE = 500
"""Events in one batch."""
WATCH_EVERY = 0.25
"""Seconds between looks for commits of other processes."""

log = logging.getLogger(__name__)


class Listener(Protocol):
    """A reader of the log inside this process; called on the loop, must not block."""

    def hear(self, events: list[Recorded]) -> None:
        """Apply events, in the order of `seq`."""

    def resync(self) -> None:
        """Events are missing: reload everything."""


class Feed:
    """One per process. Subscribe first, then read: then nothing falls between the two."""

    def __init__(self, store: Store, bus: Bus) -> None:
        self._store = store
        self._listeners: list[Listener] = []
        self._watcher: asyncio.Task[None] | None = None
        self.cursor = store.read(lambda tx: tx.events.last_seq())
        bus.on_poke(self.catch_up)

    def subscribe(self, listener: Listener) -> None:
        """Let `listener` hear all that comes."""
        self._listeners.append(listener)

    def start(self) -> None:
        """Hand out what was committed since this feed was made, then watch for commits of other processes."""
        self.catch_up()
        self._watcher = asyncio.create_task(self._watch(), name="feed-watch")

    async def stop(self) -> None:
        """Hand out what was committed, then stop watching."""
        if self._watcher:
            self._watcher.cancel()
            await asyncio.gather(self._watcher, return_exceptions=True)
        self.catch_up()

    def catch_up(self) -> None:
        """Read what is new and hand it out; a long backlog yields to others between batches."""
        events = self._store.read(lambda tx: tx.events.since(self.cursor, AT_ONCE))
        if not events:
            return
        # `seq` has no gaps, since a failed transaction takes its numbers back: a gap means a pruned log.
        gap = events[0].seq != self.cursor + 1
        self.cursor = events[-1].seq
        for listener in tuple(self._listeners):
            self._tell(listener, None if gap else events)
        if len(events) == AT_ONCE:
            asyncio.get_running_loop().call_soon(self.catch_up)

    def _tell(self, listener: Listener, events: list[Recorded] | None) -> None:
        # One listener's fault must not cost the others their events; it reloads instead.
        if events is not None:
            try:
                listener.hear(events)
                return
            except Exception:
                log.exception("a listener failed and is told to resync")
        try:
            listener.resync()
        except Exception:
            log.exception("a listener could not even resync")

    async def _watch(self) -> None:
        seen = 0
        while True:
            await asyncio.sleep(WATCH_EVERY)
            try:
                if (version := self._store.data_version()) != seen:
                    self.catch_up()
                    seen = version
            except Exception:
                log.exception("the log could not be read; the next look tries again")
