"""The engines that have to pass the conformance suite; a second one is one more line in ENGINES."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flet_chat.service.ports import Store
from flet_chat.storage.sqlite.store import SQLiteStore, open_store
from tests.cast import Clock, clock

__all__ = ["clock"]

ENGINES: dict[str, Callable[[Path, Clock, Callable[[], None]], Store]] = {
    "sqlite": lambda folder, clock, committed: open_store(folder / "chat.db", clock, committed),
}


class Commits:
    """Counts how often the store said that it has committed."""

    count = 0

    def __call__(self) -> None:
        """Count one more."""
        self.count += 1


@pytest.fixture
def commits() -> Commits:
    """How often the store has committed."""
    return Commits()


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock, commits: Commits) -> Iterator[Store]:
    """An empty store of each engine."""
    opened = ENGINES[request.param](tmp_path, clock, commits)
    yield opened
    opened.close()


@pytest.fixture
def sqlite(tmp_path: Path, clock: Clock, commits: Commits) -> Iterator[SQLiteStore]:
    """An empty store in SQLite, for what is only true of it."""
    opened = open_store(tmp_path / "chat.db", clock, commits)
    yield opened
    opened.close()
