"""Conformance: what any store promises to those who write and read."""

import asyncio
import threading

import pytest

from flet_chat.core.errors import ChatError, NotFound, Stopping, Unavailable
from flet_chat.service.ports import Store, Tx
from tests.storage import rows
from tests.storage.conftest import ENGINES, Commits
from tests.waiting import until


class Held:
    """Keeps the writer busy with a first write, so that those behind it wait together."""

    def __init__(self, store: Store) -> None:
        self._let_go = threading.Event()
        self._busy = threading.Event()
        self._thread = threading.Thread(target=store.write_now, args=(self._hold,))

    def _hold(self, tx: Tx) -> None:
        self._busy.set()
        assert self._let_go.wait(10)

    def __enter__(self) -> "Held":
        self._thread.start()
        assert self._busy.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._let_go.set()
        self._thread.join()


def names(store: Store) -> list[str]:
    """Everybody who is stored."""
    return [user.username for user in store.read(lambda tx: tx.users.all())]


def test_a_write_gives_what_its_function_gave(store: Store) -> None:
    assert store.write_now(lambda tx: rows.user(tx, "ann").username) == "ann"
    assert names(store) == ["ann"]


def test_a_function_that_raises_stores_nothing_and_its_caller_gets_the_error(store: Store) -> None:
    def fail(tx: Tx) -> None:
        rows.user(tx, "ann")
        raise LookupError("of its own")

    with pytest.raises(LookupError, match="of its own"):
        store.write_now(fail)
    assert names(store) == []


def test_writes_that_wait_share_one_commit(store: Store, commits: Commits) -> None:
    async def write() -> None:
        before = commits.count
        with Held(store):
            waiting = [asyncio.ensure_future(store.write(lambda tx, n=n: rows.user(tx, f"user{n}"))) for n in range(20)]
            await asyncio.wait(waiting, timeout=0)
        users = await asyncio.gather(*waiting)
        assert [user.username for user in users] == [f"user{n}" for n in range(20)]
        assert commits.count - before == 2  # the one that was held, and all the others

    asyncio.run(write())


def test_a_function_that_raises_harms_no_other_in_its_group(store: Store) -> None:
    async def write() -> list[object]:
        def fail(tx: Tx) -> None:
            rows.user(tx, "eve")
            tx.users.get(999)

        with Held(store):
            work = [lambda tx: rows.user(tx, "ann"), fail, lambda tx: rows.user(tx, "bob")]
            waiting = [asyncio.ensure_future(store.write(fn)) for fn in work]
            await asyncio.wait(waiting, timeout=0)
        return await asyncio.gather(*waiting, return_exceptions=True)

    ann, failed, bob = asyncio.run(write())
    assert isinstance(failed, NotFound)
    assert [ann.username, bob.username] == names(store) == ["ann", "bob"]
    assert bob.id == ann.id + 1  # the number that eve had taken was given back


def test_whoever_gives_up_before_their_turn_stores_nothing_and_harms_nobody(store: Store) -> None:
    async def write() -> None:
        with Held(store):
            given_up = asyncio.ensure_future(store.write(lambda tx: rows.user(tx, "eve")))
            kept = asyncio.ensure_future(store.write(lambda tx: rows.user(tx, "ann")))
            await asyncio.wait([given_up, kept], timeout=0)
            given_up.cancel()
            await asyncio.wait([given_up])
        await kept

    asyncio.run(write())
    assert names(store) == ["ann"]


def test_whoever_gives_up_during_their_turn_harms_nobody(store: Store) -> None:
    busy, let_go = threading.Event(), threading.Event()

    def slow(tx: Tx) -> None:
        busy.set()
        assert let_go.wait(10)
        rows.user(tx, "ann")

    async def write() -> None:
        writing = asyncio.ensure_future(store.write(slow))
        await asyncio.to_thread(busy.wait, 10)
        writing.cancel()
        await asyncio.wait([writing])
        let_go.set()
        await store.write(lambda tx: rows.user(tx, "bob"))

    asyncio.run(write())
    assert names(store) == ["ann", "bob"]


def test_a_read_sees_nothing_that_is_not_committed(store: Store) -> None:
    seen = []
    store.write_now(lambda tx: (rows.user(tx, "ann"), seen.append(names(store))))
    assert (seen, names(store)) == ([[]], ["ann"])


def test_a_read_stands_on_one_snapshot_even_with_reads_inside(store: Store) -> None:
    def twice(tx: Tx) -> tuple[list[str], list[str]]:
        before = [user.username for user in tx.users.all()]
        store.write_now(lambda tx: rows.user(tx, f"user{len(before)}"))
        return before, names(store)

    assert store.read(twice) == ([], [])
    assert store.read(twice) == (["user0"], ["user0"])


def test_a_read_cannot_write(store: Store) -> None:
    with pytest.raises(ChatError):
        store.read(lambda tx: rows.user(tx, "ann"))
    assert names(store) == []


def test_a_read_that_raises_leaves_the_next_unharmed(store: Store) -> None:
    with pytest.raises(NotFound):
        store.read(lambda tx: tx.users.get(1))
    store.write_now(lambda tx: rows.user(tx, "ann"))
    assert names(store) == ["ann"]


def test_a_scan_reads_beside_the_loop(store: Store) -> None:
    store.write_now(lambda tx: rows.user(tx, "ann"))
    here = threading.get_ident()
    names_, there = asyncio.run(store.scan(lambda tx: ([u.username for u in tx.users.all()], threading.get_ident())))
    assert names_ == ["ann"]
    assert there != here


def test_the_version_of_the_data_changes_with_a_commit_and_not_without(store: Store) -> None:
    before = store.data_version()
    assert store.data_version() == before
    store.write_now(lambda tx: rows.user(tx, "ann"))
    assert store.data_version() != before


def test_a_store_that_is_closed_finishes_what_waits_and_refuses_the_rest(store: Store) -> None:
    async def write() -> None:
        with Held(store):
            waiting = asyncio.ensure_future(store.write(lambda tx: rows.user(tx, "ann")))
            await asyncio.wait([waiting], timeout=0)
            closing = asyncio.ensure_future(asyncio.to_thread(store.close))
            await asyncio.wait([closing], timeout=0)
        await closing
        assert (await waiting).username == "ann"

    asyncio.run(write())
    with pytest.raises(Stopping):
        store.write_now(lambda tx: None)


def test_many_threads_write_while_the_store_is_closed_and_nobody_waits_for_ever(store: Store) -> None:
    outcomes: list[object] = []

    def write() -> None:
        for _ in range(50):
            try:
                outcomes.append(store.write_now(lambda tx: None))
            except Stopping as stopping:
                outcomes.append(stopping)

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    until(lambda: len(outcomes) > 20)
    store.close()
    for thread in threads:
        thread.join(10)
    assert len(outcomes) == 8 * 50


def test_a_commit_is_told_of_even_if_nobody_can_be_told(tmp_path, clock) -> None:
    def broken() -> None:
        raise RuntimeError("the loop is closed")

    for open_engine in ENGINES.values():
        store = open_engine(tmp_path, clock, broken)
        assert store.write_now(lambda tx: rows.user(tx, "ann")).username == "ann"
        assert store.write_now(lambda tx: rows.user(tx, "bob")).username == "bob"
        store.close()


def test_what_no_store_can_hold_is_refused_by_name(store: Store) -> None:
    for attempt in (lambda tx: tx.users.get(2**70), lambda tx: tx.messages.get(-(2**70))):
        for run in (store.read, store.write_now):
            with pytest.raises((NotFound, Unavailable)):
                run(attempt)


def test_time_stands_still_in_a_write(store: Store, clock) -> None:
    assert store.write_now(lambda tx: tx.now) == clock()
    assert store.read(lambda tx: tx.now) == clock()
