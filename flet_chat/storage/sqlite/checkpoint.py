"""Moves the write-ahead log into the database on a thread of its own, so that no commit waits for it."""

import sqlite3
import threading
from pathlib import Path

from flet_chat.storage.sqlite.connection import connect

EVERY = 1.0
"""Seconds between looks at the size of the log."""
WORTHWHILE = 4 * 2**20
"""Bytes of log from which a checkpoint pays."""
TOO_LARGE = 64 * 2**20
"""Bytes of log from which it is also cut, which makes writers wait for a moment."""


class Checkpointer:
    """Checkpoints while the store is open; `passive` leaves cutting the log to Litestream."""

    def __init__(self, path: Path, *, passive: bool) -> None:
        self._path = path
        self._log = path.with_name(path.name + "-wal")
        self._passive = passive
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="flet-chat-checkpoints", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop after the checkpoint that may be running."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        connection = connect(self._path)
        while not self._stop.wait(EVERY):
            size = self._log.stat().st_size if self._log.exists() else 0
            if size < WORTHWHILE:
                continue
            how = "truncate" if size > TOO_LARGE and not self._passive else "passive"
            try:
                connection.execute(f"pragma wal_checkpoint({how})").fetchone()
            except sqlite3.OperationalError:
                continue  # busy or a full disk: the next look tries again, and no message depends on it
        connection.close()
