"""The one thread that writes: it groups what waits into one transaction, so that a hundred share one fsync."""

import asyncio
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
    """A write that waits, and where its result goes: to a thread, or to a future of `loop`."""

    run: Callable[[Transaction], Any]
    result: "Future[Any] | asyncio.Future[Any]"
    loop: asyncio.AbstractEventLoop | None = None

    def wanted(self) -> bool:
        """False if whoever asked gave up before their turn; from here on they can no longer take it back."""
        if isinstance(self.result, Future):
            return self.result.set_running_or_notify_cancel()
        return not self.result.cancelled()


Outcome = tuple[Job, Any, BaseException | None]


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
        self._queue(Job(run, result))
        return result

    def submit_from(self, loop: asyncio.AbstractEventLoop, run: Callable[[Transaction], Any]) -> "asyncio.Future[Any]":
        """The same for a caller on that loop, which is woken once for all results of a commit."""
        result = loop.create_future()
        self._queue(Job(run, result, loop))
        return result

    def close(self) -> None:
        """Finish what is queued, then stop."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        self._thread.join()

    def _queue(self, job: Job) -> None:
        with self._closing:
            if not self._closed:
                self._jobs.put(job)
                return
        job.result.set_exception(Stopping())

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
            if job.wanted():
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
            _deliver([(job, None, failure) for job in jobs])
            return
        try:
            self._committed()
        except Exception:
            log.exception("nobody could be told of a commit")
        _deliver(outcomes)

    def _commit(self, tx: Transaction, jobs: list[Job]) -> list[Outcome]:
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


def _deliver(outcomes: list[Outcome]) -> None:
    """Tell the callers; those of one loop with a single wake-up."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome[0].loop is None:
            _settle(outcome)
        else:
            by_loop.setdefault(outcome[0].loop, []).append(outcome)
    for loop, theirs in by_loop.items():
        try:
            loop.call_soon_threadsafe(_settle_all, theirs)
        except RuntimeError:
            log.debug("a loop was closed before its writes were done")  # nobody is left who could wait


def _settle_all(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        if not outcome[0].result.done():
            _settle(outcome)


def _settle(outcome: Outcome) -> None:
    job, value, failed = outcome
    if failed is None:
        job.result.set_result(value)
    else:
        job.result.set_exception(failed)
