"""What happens to those who write when the disk is full, the commit fails, or another process holds the lock."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest

from flet_chat.core.errors import Unavailable
from flet_chat.storage.sqlite.connection import connect
from flet_chat.storage.sqlite.store import SQLiteStore
from tests.storage import rows
from tests.storage.test_store import Held, names


def set_pragma(store: SQLiteStore, pragma: str) -> None:
    """Change a limit of the writer's own connection."""
    store.write_now(lambda tx: tx.events._db.execute(f"pragma {pragma}").fetchall())


def test_a_commit_that_fails_fails_for_everybody_in_it_and_only_for_them(sqlite: SQLiteStore) -> None:
    def break_commit(tx) -> None:
        # A reference to nobody, looked at only when everything is committed.
        tx.events._db.execute("pragma defer_foreign_keys = on")
        tx.sessions.add(999, b"hash", "phone", tx.now)

    async def write() -> list[object]:
        with Held(sqlite):
            work = [lambda tx: rows.user(tx, "ann"), break_commit, lambda tx: rows.user(tx, "bob")]
            waiting = [asyncio.ensure_future(sqlite.write(fn)) for fn in work]
            await asyncio.wait(waiting, timeout=0)
        return await asyncio.gather(*waiting, return_exceptions=True)

    assert [type(outcome) for outcome in asyncio.run(write())] == [Unavailable] * 3
    assert names(sqlite) == []
    assert sqlite.write_now(lambda tx: rows.user(tx, "cleo").username) == "cleo"
    assert names(sqlite) == ["cleo"]


def test_a_file_that_may_not_grow_refuses_what_does_not_fit_and_recovers(sqlite: SQLiteStore) -> None:
    ann = sqlite.write_now(lambda tx: rows.user(tx, "ann"))
    dev = sqlite.write_now(lambda tx: rows.channel(tx, "dev", ann))
    set_pragma(sqlite, "max_page_count = 1")  # no larger than it is
    with pytest.raises(Unavailable, match="cannot store"):
        sqlite.write_now(lambda tx: rows.message(tx, dev, ann, "x" * 40_000))
    assert sqlite.read(lambda tx: tx.messages.before(dev.id, 99, 9)) == []
    assert names(sqlite) == ["ann"]  # reading goes on
    set_pragma(sqlite, "max_page_count = 1000000")
    said = sqlite.write_now(lambda tx: rows.message(tx, dev, ann, "x" * 40_000))
    assert sqlite.read(lambda tx: tx.messages.before(dev.id, 99, 9)) == [said]


def test_what_the_engine_ends_succeeds_for_nobody(sqlite: SQLiteStore) -> None:
    def end_everything(tx) -> None:
        tx.events._db.execute("rollback")  # as a full disk does

    async def write() -> list[object]:
        with Held(sqlite):
            work = [lambda tx: rows.user(tx, "ann"), end_everything, lambda tx: rows.user(tx, "bob")]
            waiting = [asyncio.ensure_future(sqlite.write(fn)) for fn in work]
            await asyncio.wait(waiting, timeout=0)
        return await asyncio.gather(*waiting, return_exceptions=True)

    assert [type(outcome) for outcome in asyncio.run(write())] == [Unavailable] * 3
    assert names(sqlite) == []


FULL_DISK = """
import asyncio, json, pathlib, resource, sys
from datetime import UTC, datetime
from flet_chat.core.errors import Unavailable
from flet_chat.storage.sqlite.store import open_store
from tests.storage import rows

async def main(path):
    store = open_store(path, lambda: datetime.now(UTC), lambda: None)
    ann = store.write_now(lambda tx: rows.user(tx, "ann"))
    dev = store.write_now(lambda tx: rows.channel(tx, "dev", ann))

    async def post(key):
        try:
            await store.write(lambda tx: rows.message(tx, dev, ann, "x" * 20_000, key))
        except Unavailable:
            refused.append(key)
        else:
            stored.append(key)

    stored, refused = [], []
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))  # no file may grow beyond this: writing fails
    for wave in range(12):
        await asyncio.gather(*(post(f"{wave}-{n}") for n in range(5)))
    readable = len(store.read(lambda tx: tx.messages.before(dev.id, 2**62, 100)))
    full = len(refused)
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    await asyncio.gather(*(post(f"after-{n}") for n in range(5)))
    print(json.dumps({"stored": stored, "refused": refused, "readable": readable, "full": full}))
    store.close()

asyncio.run(main(pathlib.Path(sys.argv[1])))
"""


def test_on_a_full_disk_what_was_acknowledged_is_there_and_what_was_refused_is_not(tmp_path: Path) -> None:
    path = tmp_path / "chat.db"
    ran = subprocess.run([sys.executable, "-c", FULL_DISK, str(path)], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["full"] > 0
    assert told["readable"] == len(told["stored"]) - 5
    assert {f"after-{n}" for n in range(5)} <= set(told["stored"])
    connection = connect(path, readonly=True)
    found = [row["client_key"] for row in connection.execute("select client_key from messages order by id")]
    assert sorted(found) == sorted(told["stored"])
    assert connection.execute("pragma integrity_check").fetchone()[0] == "ok"
    connection.close()


def test_a_lock_that_is_held_for_too_long_fails_the_write_and_not_the_next(sqlite: SQLiteStore) -> None:
    set_pragma(sqlite, "busy_timeout = 30")
    other = connect(sqlite.path)
    other.execute("begin immediate")
    with pytest.raises(Unavailable):
        sqlite.write_now(lambda tx: rows.user(tx, "ann"))
    assert names(sqlite) == []  # reading does not wait for the lock
    other.execute("rollback")
    other.close()
    sqlite.write_now(lambda tx: rows.user(tx, "ann"))
    assert names(sqlite) == ["ann"]
