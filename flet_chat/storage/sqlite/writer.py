"""The one thread that writes: it groups what waits into one transaction, so that a hundred share one fsync."""

import logging
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from flet_chat.core.errors import Stopping, Unavailable
from flet_chat.storage.sqlite.connection import Transaction, connect
from flet_chat.storage.sqlite.failures import named

MOST_AT_ONCE = 256
"""Writes in one transaction; beyond this the first callers would wait too long for the last."""

log = logging.getLogger(__name__)


class Job(NamedTuple):
    """A write that waits, and where its result goes."""

    run: Callable[[Transaction], Any]
    result: "Future[Any]"


class Writer:
    """Runs jobs in the order in which they were queued; `committed` is called after each commit, on this thread."""

    def __init__(self, path: Path, clock: Callable[[], datetime], committed: Callable[[], None]) -> None:
        self._connection = connect(path)
        self._clock = clock
        self._committed = committed
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._closed = False
        self._closing = threading.Lock()  # so that no job is queued behind the end, where nobody would look
        self._thread = threading.Thread(target=self._run, name="flet-chat-writer", daemon=True)
        self._thread.start()

    def submit(self, run: Callable[[Transaction], Any]) -> "Future[Any]":
        """Queue a write; its future resolves when the write is on disk."""
        result: Future[Any] = Future()
        with self._closing:
            if not self._closed:
                self._jobs.put(Job(run, result))
                return result
        result.set_exception(Stopping())
        return result

    def close(self) -> None:
        """Finish what is queued, then stop."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        tx = Transaction(self._connection)
        open_ = True
        while open_:
            jobs, open_ = self._waiting()
            if jobs:
                self._write(tx, jobs)
        self._connection.close()

    def _waiting(self) -> tuple[list[Job], bool]:
        job = self._jobs.get()
        jobs: list[Job] = []
        while job is not None:
            # Whoever gave up before their turn is passed over; from here on a caller can no longer take it back.
            if job.result.set_running_or_notify_cancel():
                jobs.append(job)
            if len(jobs) == MOST_AT_ONCE or self._jobs.empty():
                return jobs, True
            job = self._jobs.get()
        return jobs, False

    def _write(self, tx: Transaction, jobs: list[Job]) -> None:
        try:
            outcomes = self._commit(tx, jobs)
        except Exception as error:
            # A full disk, a failing one, or a lock held for too long: nothing of this group is stored. Whatever it
            # was, this thread lives on: without it every later caller would wait for ever.
            self._roll_back()
            failure = Unavailable()
            failure.__cause__ = error
            for job in jobs:
                job.result.set_exception(failure)
            return
        try:
            self._committed()
        except Exception:
            log.exception("nobody could be told of a commit")
        for job, value, failed in outcomes:
            if failed is None:
                job.result.set_result(value)
            else:
                job.result.set_exception(failed)

    def _commit(self, tx: Transaction, jobs: list[Job]) -> list[tuple[Job, Any, BaseException | None]]:
        self._connection.execute("begin immediate")
        outcomes = [(job, *self._attempt(tx, job)) for job in jobs]
        self._connection.execute("commit")
        return outcomes

    def _attempt(self, tx: Transaction, job: Job) -> tuple[Any, BaseException | None]:
        tx.now = self._clock()
        self._connection.execute("savepoint job")
        try:
            value = job.run(tx)
        except Exception as error:
            if not self._connection.in_transaction:
                # SQLite ended the whole transaction (a full disk does that): no caller may succeed.
                raise
            self._connection.execute("rollback to job")
            self._connection.execute("release job")
            return None, named(error)
        if not self._connection.in_transaction:
            raise sqlite3.OperationalError("the transaction ended before its commit")
        self._connection.execute("release job")
        return value, None

    def _roll_back(self) -> None:
        try:
            if self._connection.in_transaction:
                self._connection.execute("rollback")
        except sqlite3.Error:
            log.exception("a failed transaction could not be rolled back")
