"""The one thread that writes: it groups what waits into one transaction, so that a hundred share one fsync."""

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

MOST_AT_ONCE = 256
"""Writes in one transaction; beyond this the first callers would wait too long for the last."""


class Job(NamedTuple):
    """A write that waits, and where its result goes."""

    run: Callable[[Transaction], Any]
    result: "Future[Any]"


class Writer:
    """Runs jobs in the order in which they were queued; `committed` is called after each commit, on this thread."""

    def __init__(self, path: Path, clock: Callable[[], datetime], committed: Callable[[], None]) -> None:
        self._path = path
        self._clock = clock
        self._committed = committed
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="flet-chat-writer", daemon=True)
        self._thread.start()

    def submit(self, run: Callable[[Transaction], Any]) -> "Future[Any]":
        """Queue a write; its future resolves when the write is on disk."""
        result: Future[Any] = Future()
        if self._closed:
            result.set_exception(Stopping())
        else:
            self._jobs.put(Job(run, result))
        return result

    def close(self) -> None:
        """Finish what is queued, then stop."""
        self._closed = True
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        connection = connect(self._path)
        tx = Transaction(connection)
        open_ = True
        while open_:
            jobs, open_ = self._waiting()
            if jobs:
                self._commit(connection, tx, jobs)
        connection.close()
        while not self._jobs.empty():  # queued between the last look and close()
            if job := self._jobs.get():
                job.result.set_exception(Stopping())

    def _waiting(self) -> tuple[list[Job], bool]:
        job = self._jobs.get()
        jobs: list[Job] = []
        while job is not None:
            jobs.append(job)
            if len(jobs) == MOST_AT_ONCE or self._jobs.empty():
                return jobs, True
            job = self._jobs.get()
        return jobs, False

    def _commit(self, connection: sqlite3.Connection, tx: Transaction, jobs: list[Job]) -> None:
        outcomes: list[tuple[Job, Any, BaseException | None]] = []
        try:
            connection.execute("begin immediate")
            for job in jobs:
                outcomes.append((job, *self._attempt(connection, tx, job)))
            connection.execute("commit")
        except sqlite3.Error as error:
            # A full disk, a failing one, or a lock held for too long: nothing of this group is stored.
            if connection.in_transaction:
                connection.execute("rollback")
            failure = Unavailable()
            failure.__cause__ = error
            for job in jobs:
                job.result.set_exception(failure)
            return
        self._committed()
        for job, value, failed in outcomes:
            if failed is None:
                job.result.set_result(value)
            else:
                job.result.set_exception(failed)

    def _attempt(self, connection: sqlite3.Connection, tx: Transaction, job: Job) -> tuple[Any, BaseException | None]:
        tx.now = self._clock()
        connection.execute("savepoint job")
        try:
            value = job.run(tx)
        except Exception as error:
            if not connection.in_transaction:
                # SQLite ended the whole transaction (a full disk does that): no caller may succeed.
                raise error if isinstance(error, sqlite3.Error) else sqlite3.OperationalError(str(error)) from error
            connection.execute("rollback to job")
            connection.execute("release job")
            return None, error
        if not connection.in_transaction:
            raise sqlite3.OperationalError("the transaction ended before its commit")
        connection.execute("release job")
        return value, None
