"""Holds the imports against the table in pyproject.toml, and the table's checker against imports that break it."""

import pytest
from grimp import ImportGraph
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.shape.import_table import broken_imports, table
from tests.shape.tree import ROOT

ROWS = table(["flet_chat.core -> nothing", "flet_chat.storage -> flet_chat.core", "cli -> flet_chat.core"])
BARE = {"flet_chat.core", "flet_chat.storage"}
LIBRARIES = table(["sqlite_utils -> flet_chat.storage.sqlite", "flet -> flet_chat.ui"])


def found(importer: str, imported: str) -> list[str]:
    """What the checker says about this one import."""
    graph = ImportGraph()
    graph.add_import(importer=importer, imported=imported)
    return list(broken_imports(graph, ROWS, BARE, LIBRARIES))


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("flet_chat.core.users", "flet_chat.storage.users"),
        ("flet_chat.storage.users", "cli.main"),
        ("flet_chat.storage.users", "sqlite_utils"),
        ("flet_chat.storage.users", "msgpack"),
        ("cli.main", "flet_chat.storage.users"),
        ("cli.main", "flet"),
        ("flet_chat.unheard_of", "flet_chat.core"),
    ],
)
def test_an_import_that_is_not_in_the_table_is_found(importer: str, imported: str) -> None:
    assert f"{importer} may not import {imported}" in found(importer, imported)


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("flet_chat.core.users", "flet_chat.core.names"),
        ("flet_chat.core.users", "datetime"),
        ("flet_chat.storage.users", "flet_chat.core.users"),
        ("flet_chat.storage.sqlite.migrations", "sqlite_utils"),
        ("flet_chat.storage.users", "flet_chat"),
        ("cli.main", "rich"),
    ],
)
def test_an_import_of_the_table_is_allowed(importer: str, imported: str) -> None:
    assert not found(importer, imported)


def test_the_project_keeps_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == EXIT_STATUS_SUCCESS
