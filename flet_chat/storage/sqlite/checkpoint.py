"""Moves the write-ahead log into the database on a thread of its own, so that no commit waits for it, and cuts it."""

import logging
import sqlite3
import threading
import time
from pathlib import Path

from flet_chat.storage.sqlite.connection import connect

EVERY = 1.0
"""Seconds between looks at the log."""
WORTHWHILE = 4 * 2**20
"""Bytes of log from which a checkpoint pays."""
CUT_EVERY = 60.0
"""Seconds after which the log is cut to nothing even if it never rests: deleted texts stand in it until then."""
PATIENCE = 0.1
"""Seconds for which a checkpoint may wait for readers: writers wait with it."""

log = logging.getLogger(__name__)


class Checkpointer:
    """Checkpoints while the store is open; `passive` leaves cutting the log to Litestream."""

    def __init__(self, path: Path, *, passive: bool) -> None:
        self._connection = connect(path, patience=PATIENCE)
        self._log = path.with_name(path.name + "-wal")
        self._passive = passive
        self._seen = (0, 0)
        self._cut_at = time.monotonic()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="flet-chat-checkpoints", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop after the checkpoint that may be running."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(EVERY):
            try:
                self._look()
            except (OSError, sqlite3.Error):
                # Busy, or a full disk: the next look tries again, and no message depends on it.
                log.debug("no checkpoint this time", exc_info=True)
        self._connection.close()

    def _look(self) -> None:
        size, changed = self._log.stat().st_size, self._log.stat().st_mtime_ns
        resting = (size, changed) == self._seen
        self._seen = (size, changed)
        if size == 0 or (self._passive and size < WORTHWHILE):
            return
        if size >= WORTHWHILE:
            # Most of the work is done here, beside the writers; cutting then takes a moment.
            self._connection.execute("pragma wal_checkpoint(passive)").fetchone()
        if not self._passive and (resting or time.monotonic() - self._cut_at > CUT_EVERY):
            self._connection.execute("pragma wal_checkpoint(truncate)").fetchone()
            self._cut_at = time.monotonic()
