"""The narrow part of a database connection that the nouns need, so that a second engine can offer it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol


class Row(Protocol):
    """A result row, read by column name."""

    def __getitem__(self, column: str, /) -> Any:
        """The value of one column."""


class Cursor(Protocol):
    """The result of one statement."""

    @property
    def rowcount(self) -> int:
        """How many rows a statement changed."""

    def fetchone(self) -> Any:
        """The next row or None."""

    def fetchall(self) -> list[Any]:
        """All rows."""


class Connection(Protocol):
    """Runs statements with named parameters."""

    def execute(self, sql: str, parameters: Mapping[str, Any] | Sequence[Any] = ..., /) -> Cursor:
        """Run one statement."""

    def executemany(self, sql: str, parameters: Iterable[Mapping[str, Any]], /) -> Cursor:
        """Run one statement for each set of parameters."""
