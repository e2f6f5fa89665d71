"""Several processes work on one file: commands beside a running server."""

import subprocess
import sys
from pathlib import Path

from flet_chat.storage.sqlite.connection import connect
from flet_chat.storage.sqlite.migrations import STEPS
from flet_chat.storage.sqlite.store import SQLiteStore, open_store
from tests.cast import Clock
from tests.storage import rows

COUNT = 60

OTHER = """
import pathlib, sys
from datetime import UTC, datetime
from flet_chat.storage.sqlite.store import open_store
from tests.storage import rows

store = open_store(pathlib.Path(sys.argv[1]), lambda: datetime.now(UTC), lambda: None)
if len(sys.argv) > 2:
    ann, dev = store.read(lambda tx: (tx.users.get(1), tx.channels.get(1)))
    print("open", flush=True)
    for n in range(int(sys.argv[2])):
        store.write_now(lambda tx: rows.message(tx, dev, ann, "other", f"other-{n}"))
store.close()
"""


def test_two_processes_write_at_once_and_both_succeed(sqlite: SQLiteStore) -> None:
    ann = sqlite.write_now(lambda tx: rows.user(tx, "ann"))
    dev = sqlite.write_now(lambda tx: rows.channel(tx, "dev", ann))
    command = [sys.executable, "-c", OTHER, str(sqlite.path), str(COUNT)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "open\n"
        for n in range(COUNT):
            sqlite.write_now(lambda tx, n=n: rows.message(tx, dev, ann, "ours", f"ours-{n}"))
        assert other.wait(30) == 0
    keys = [said.client_key for said in sqlite.read(lambda tx: tx.messages.after(dev.id, 0, 999))]
    for who in ("ours", "other"):
        assert [key for key in keys if key.startswith(who)] == [f"{who}-{n}" for n in range(COUNT)]


def test_processes_that_make_the_same_file_at_once_agree(tmp_path: Path) -> None:
    path = tmp_path / "chat.db"
    commands = [subprocess.Popen([sys.executable, "-c", OTHER, str(path)]) for _ in range(4)]
    assert [command.wait(30) for command in commands] == [0] * 4
    connection = connect(path, readonly=True)
    assert connection.execute("select count(*) from _sqlite_migrations").fetchone()[0] == len(STEPS)
    connection.close()


def test_a_clean_stop_leaves_one_file_with_everything_in_it(tmp_path: Path, clock: Clock) -> None:
    store = open_store(tmp_path / "chat.db", clock, lambda: None)
    store.write_now(lambda tx: rows.user(tx, "ann"))
    store.close()
    assert [path.name for path in tmp_path.iterdir()] == ["chat.db"]
    store = open_store(tmp_path / "chat.db", clock, lambda: None)
    assert store.read(lambda tx: tx.users.count()) == 1
    store.close()
