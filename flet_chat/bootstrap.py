"""The only place that names concrete classes and wires them together."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from flet_chat.bus.memory import MemoryBus
from flet_chat.service.chat import Chat
from flet_chat.service.feed import Feed
from flet_chat.service.positions import Positions
from flet_chat.service.throttle import Throttle
from flet_chat.settings import Settings
from flet_chat.storage.sqlite.store import open_store


class DataFolderInUse(Exception):
    """Another server works on the same data folder."""


def now() -> datetime:
    """The clock."""
    return datetime.now(UTC)


def open_chat(settings: Settings, bus: MemoryBus | None = None) -> Chat:
    """Open the workspace of a data folder, making or migrating it; close it with `chat.store.close()`.

    Raises OSError where the folder cannot be used, NewerDatabase, sqlite3.Error.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    bus = bus or MemoryBus()
    store = open_store(settings.database, now, bus.poke, passive=settings.litestream)
    return Chat(store, Feed(store, bus), Positions(store), Throttle(now), now)


@contextmanager
def served_alone(settings: Settings) -> Iterator[None]:
    """Hold the data folder against a second server; commands may still write. Raises DataFolderInUse, OSError."""
    settings.data.mkdir(parents=True, exist_ok=True)
    with (settings.data / "serve.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise DataFolderInUse(lock.read().strip()) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
