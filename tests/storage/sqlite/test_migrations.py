"""Making the file, refusing one of a newer version, and folders that cannot be used."""

import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flet_chat.storage.sqlite.connection import connect
from flet_chat.storage.sqlite.migrations import STEPS, NewerDatabase, migrate, migrations
from flet_chat.storage.sqlite.store import open_store
from tests.cast import Clock
from tests.storage import rows

NOBODY = 65534


def test_an_empty_file_gets_every_step_once(tmp_path: Path) -> None:
    path = tmp_path / "chat.db"
    path.touch()
    connection = connect(path)
    assert set(migrate(connection)) == STEPS
    assert migrate(connection) == []
    assert not connection.in_transaction
    connection.close()


def test_every_step_is_named_among_those_this_version_knows() -> None:
    assert {step.name for step in migrations._migrations} == STEPS


def test_a_step_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    connection = connect(tmp_path / "chat.db")
    connection.execute("create table events (seq integer)")  # in the way of the last table of the first step
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection)
    tables = {row["name"] for row in connection.execute("select name from sqlite_master where type = 'table'")}
    assert tables == {"events"}
    connection.close()


def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "chat.db"
    open_store(path, clock, lambda: None).close()
    connection = connect(path)
    connection.execute(
        "insert into _sqlite_migrations (migration_set, name, applied_at) values ('flet-chat', 'm9999_polls', '2030')"
    )
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NewerDatabase, match="newer version"):
        open_store(path, clock, lambda: None)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "chat.db"
    path.write_text("these are the accounts of 2019\n" * 100)
    with pytest.raises(sqlite3.DatabaseError):
        open_store(path, clock, lambda: None)
    assert path.read_text().startswith("these are the accounts")


@contextmanager
def as_nobody() -> Iterator[None]:
    """Run as somebody for whom permissions hold: for root, who runs in containers, they do not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_that_cannot_be_written_to_is_refused(clock: Clock) -> None:
    with tempfile.TemporaryDirectory() as name:  # not pytest's own, which only its owner may enter
        folder = Path(name)
        folder.chmod(0o777)
        with as_nobody():
            store = open_store(folder / "chat.db", clock, lambda: None)  # it could be written to
            store.write_now(lambda tx: rows.user(tx, "ann"))
            store.close()
        folder.chmod(stat.S_IRUSR | stat.S_IXUSR | stat.S_IROTH | stat.S_IXOTH)
        (folder / "chat.db").chmod(0o444)
        with as_nobody(), pytest.raises(sqlite3.OperationalError):
            open_store(folder / "chat.db", clock, lambda: None)
        with as_nobody(), pytest.raises(sqlite3.OperationalError):
            open_store(folder / "other.db", clock, lambda: None)
        folder.chmod(0o777)
