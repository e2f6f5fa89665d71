"""A deleted text is gone from every byte on the disk, not only from what is shown."""

import random
from pathlib import Path

import pytest

from flet_chat.storage.sqlite.checkpoint import Checkpointer
from flet_chat.storage.sqlite.connection import connect
from flet_chat.storage.sqlite.store import SQLiteStore
from tests.storage import rows
from tests.waiting import until


def on_disk(folder: Path) -> bytes:
    """All bytes of the database and its log."""
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


@pytest.mark.parametrize("seed", range(2))
def test_a_deleted_or_edited_text_is_in_no_file_once_the_log_is_cut(sqlite: SQLiteStore, seed: int) -> None:
    chance = random.Random(seed)
    ann = sqlite.write_now(lambda tx: rows.user(tx, "ann"))
    dev = sqlite.write_now(lambda tx: rows.channel(tx, "dev", ann))
    said = []
    for n in range(150):
        text = f"quetzal{n:04} " * chance.choice([1, 3, 40, 900])
        said.append(sqlite.write_now(lambda tx, text=text: rows.message(tx, dev, ann, text)))
        if chance.random() < 0.3:
            said[-1] = sqlite.write_now(lambda tx, old=said[-1]: changed(tx, old, ann, chance.choice([1, 30, 800])))
    gone = chance.sample(range(150), 60)
    for n in gone:
        sqlite.write_now(lambda tx, n=n: tx.messages.update(said[n].erased(ann, tx.now)))
    assert b"quetzal" in on_disk(sqlite.path.parent)
    until(lambda: (sqlite.path.parent / "chat.db-wal").stat().st_size == 0, "the log is cut")
    stored = on_disk(sqlite.path.parent)
    for n, message in enumerate(said):
        first = f"quetzal{n:04}".encode()
        if n in gone or message.version > 1:
            assert first not in stored, n
        else:
            assert first in stored, n
        assert (f"toucan{message.id:04}".encode() in stored) == (n not in gone and message.version > 1)


def changed(tx, old, ann, times):
    """The message with another text, stored."""
    new = old.edited(f"toucan{old.id:04} " * times, ann, tx.now)
    tx.messages.update(new)
    return new


def test_a_draft_that_was_sent_is_in_no_file_either(sqlite: SQLiteStore) -> None:
    ann = sqlite.write_now(lambda tx: rows.user(tx, "ann"))
    dev = sqlite.write_now(lambda tx: rows.channel(tx, "dev", ann))
    for text in ("quetzal", ""):
        sqlite.write_now(lambda tx, text=text: tx.drafts.save({(ann.id, dev.id): text}, tx.now))
    assert b"quetzal" in on_disk(sqlite.path.parent)
    until(lambda: (sqlite.path.parent / "chat.db-wal").stat().st_size == 0, "the log is cut")
    assert b"quetzal" not in on_disk(sqlite.path.parent)


def test_a_reader_that_takes_long_does_not_make_writers_wait(sqlite: SQLiteStore) -> None:
    reader = connect(sqlite.path, readonly=True)
    reader.execute("begin")
    assert reader.execute("select count(*) from users").fetchone()[0] == 0
    sqlite.write_now(lambda tx: tx.events._db.execute("pragma busy_timeout = 2000").fetchall())
    checkpointer = Checkpointer(sqlite.path, passive=False)
    for n in range(300):
        sqlite.write_now(lambda tx, n=n: rows.user(tx, f"user{n}"))
    assert (sqlite.path.parent / "chat.db-wal").stat().st_size > 0  # the reader still needs it
    assert reader.execute("select count(*) from users").fetchone()[0] == 0
    reader.close()
    checkpointer.close()


def test_where_litestream_runs_the_log_is_not_cut(tmp_path: Path) -> None:
    connection = connect(tmp_path / "chat.db")
    connection.execute("create table notes (text text)")
    for _ in range(300):
        connection.execute("insert into notes (text) values (:text)", {"text": "x" * 20_000})
    log = tmp_path / "chat.db-wal"
    size = log.stat().st_size
    checkpointer = Checkpointer(tmp_path / "chat.db", passive=True)
    until(lambda: (tmp_path / "chat.db").stat().st_size > 5_000_000, "the log has been moved into the file")
    assert log.stat().st_size == size
    checkpointer.close()
    connection.close()
