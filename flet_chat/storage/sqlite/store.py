"""The store on one SQLite file: writes through the writer thread, reads on the loop, scans in a worker thread."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from flet_chat.storage.sqlite.checkpoint import Checkpointer
from flet_chat.storage.sqlite.connection import Transaction, connect
from flet_chat.storage.sqlite.failures import named
from flet_chat.storage.sqlite.migrations import migrate
from flet_chat.storage.sqlite.writer import Writer

T = TypeVar("T")
Clock = Callable[[], datetime]

SCANS_AT_ONCE = 2


class SQLiteStore:
    """An open database; make it with `open_store`."""

    def __init__(self, path: Path, clock: Clock, committed: Callable[[], None], *, passive: bool) -> None:
        self.path = path
        self._clock = clock
        self._writer = Writer(path, clock, committed)
        self._checkpointer = Checkpointer(path, passive=passive)
        self._reader = connect(path, readonly=True)
        self._reading = Transaction(self._reader)
        self._scanners = ThreadPoolExecutor(SCANS_AT_ONCE, thread_name_prefix="flet-chat-scan")

    async def write(self, fn: Callable[[Transaction], T]) -> T:
        """Run `fn` in a transaction and return when it is on disk; raises what `fn` raised, or Unavailable.

        `fn` touches nothing but the transaction.
        """
        result: T = await self._writer.submit_from(asyncio.get_running_loop(), fn)
        return result

    def write_now(self, fn: Callable[[Transaction], T]) -> T:
        """The same for callers without an event loop."""
        result: T = self._writer.submit(fn).result()
        return result

    def read(self, fn: Callable[[Transaction], T]) -> T:
        """Run a short, indexed, limited read at once, in one snapshot."""
        return _read(self._reader, self._reading, self._clock, fn)

    async def scan(self, fn: Callable[[Transaction], T]) -> T:
        """Run a read that may take long in a worker thread, on a connection of its own."""
        return await asyncio.get_running_loop().run_in_executor(self._scanners, self._scan, fn)

    def data_version(self) -> int:
        """A number that changes when another connection has committed."""
        return int(self._reader.execute("pragma data_version").fetchone()[0])

    def close(self) -> None:
        """Finish what is queued and close the file."""
        self._writer.close()
        self._scanners.shutdown()
        self._reader.close()
        # Last, since the last connection moves the log into the file, and only one that may write can: what a
        # clean stop leaves is a single file with everything in it.
        self._checkpointer.close()

    def _scan(self, fn: Callable[[Transaction], T]) -> T:
        connection = connect(self.path, readonly=True)
        try:
            return _read(connection, Transaction(connection), self._clock, fn)
        finally:
            connection.close()


def open_store(path: Path, clock: Clock, committed: Callable[[], None], *, passive: bool = False) -> SQLiteStore:
    """Make or migrate the file and open it; `committed` is called on another thread after each commit.

    Raises NewerDatabase, or sqlite3.Error where the file cannot be used.
    """
    connection = connect(path)
    try:
        migrate(connection)
    finally:
        connection.close()
    return SQLiteStore(path, clock, committed, passive=passive)


def _read(connection: sqlite3.Connection, tx: Transaction, clock: Clock, fn: Callable[[Transaction], T]) -> T:
    if connection.in_transaction:  # a read inside a read shares its snapshot
        return fn(tx)
    tx.now = clock()
    try:
        connection.execute("begin")
        return fn(tx)
    except (sqlite3.OperationalError, OverflowError) as error:
        raise named(error) from error
    finally:
        connection.rollback()  # nothing to do where the failure has ended the transaction
