"""Read positions and drafts: last write wins, kept out of the log, and written together every two seconds.

A busy channel must not turn into a durable write per reader and message.
"""

import asyncio
import logging

from flet_chat.core import names
from flet_chat.core.errors import ChatError
from flet_chat.service.messages import NEWEST
from flet_chat.service.ports import Store, Tx

EVERY = 2.0
"""Seconds for which positions may wait."""

log = logging.getLogger(__name__)


class Positions:
    """What waits to be stored, for all users of this process."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: dict[tuple[int, int], int] = {}
        self._read_on_its_way: dict[tuple[int, int], int] = {}
        self._drafts: dict[tuple[int, int], str] = {}
        self._drafts_on_their_way: dict[tuple[int, int], str] = {}
        self._one_at_a_time = asyncio.Lock()  # or a failure could put an older position over a newer one
        self._timer: asyncio.TimerHandle | None = None
        self._flushing: asyncio.Task[None] | None = None

    def read(self, user_id: int, channel_id: int, message_id: int) -> None:
        """Everything up to that message counts as read; also moves back."""
        self._read[user_id, channel_id] = max(0, min(message_id, NEWEST))
        self._soon()

    def read_of(self, user_id: int, channel_id: int) -> int | None:
        """A read position that is not stored yet, or None."""
        for waiting in (self._read, self._read_on_its_way):
            if (message_id := waiting.get((user_id, channel_id))) is not None:
                return message_id
        return None

    def posted(self, user_id: int, channel_id: int, message_id: int) -> None:
        """Posting has stored a position: an older one that still waits must not be put over it."""
        if (waiting := self.read_of(user_id, channel_id)) is not None and waiting < message_id:
            self.read(user_id, channel_id, message_id)

    def draft(self, user_id: int, channel_id: int, text: str) -> None:
        """Keep what was typed; an empty text removes the draft."""
        self._drafts[user_id, channel_id] = names.storable(text)
        self._soon()

    def draft_of(self, user_id: int, channel_id: int) -> str:
        """What was typed, stored or not."""
        for waiting in (self._drafts, self._drafts_on_their_way):
            if (text := waiting.get((user_id, channel_id))) is not None:
                return text
        return self._store.read(lambda tx: tx.drafts.get(user_id, channel_id))

    def waiting(self) -> bool:
        """True if something is not stored yet."""
        return bool(self._read or self._drafts)

    async def flush(self) -> None:
        """Store what waits; on failure it waits on."""
        async with self._one_at_a_time:
            await self._flush()

    async def _flush(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if not self.waiting():
            return
        read, self._read = self._read, {}
        drafts, self._drafts = self._drafts, {}
        self._read_on_its_way, self._drafts_on_their_way = read, drafts

        def save(tx: Tx) -> None:
            tx.members.set_read(read)
            tx.drafts.save(drafts, tx.now)

        try:
            await self._store.write(save)
        except ChatError:
            log.warning("read positions and drafts could not be stored; they are kept in memory")
            self._read = {**read, **self._read}
            self._drafts = {**drafts, **self._drafts}
            self._soon()
        finally:
            self._read_on_its_way, self._drafts_on_their_way = {}, {}

    def _soon(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(EVERY, self._start)

    def _start(self) -> None:
        self._timer = None
        self._flushing = asyncio.create_task(self.flush())
