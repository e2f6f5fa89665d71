"""Checks the imports of every module against one table, so that the table is the whole truth.

Import-linter's own contracts forbid what they list; this one allows only what it lists.
"""

import sys
from collections.abc import Iterator

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

Table = dict[str, list[str]]


class ImportTable(Contract):
    """A contract of rows "package -> packages it may import"; see pyproject.toml."""

    type_name = "import_table"

    rows = fields.ListField(subfield=fields.StringField())
    bare = fields.ListField(subfield=fields.StringField())
    libraries = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Find every import that no row allows."""
        broken = list(broken_imports(graph, table(self.rows), set(self.bare), table(self.libraries)))
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print one line for each import that no row allows."""
        for sentence in check.metadata["broken"]:
            output.print_error(sentence)


def table(rows: list[str]) -> Table:
    """Read rows such as "a -> b, c" or "a -> nothing"."""
    pairs = (row.split(" -> ") for row in rows)
    return {name.strip(): [word.strip() for word in allowed.split(",")] for name, allowed in pairs}


def broken_imports(graph: ImportGraph, rows: Table, bare: set[str], libraries: Table) -> Iterator[str]:
    """Say, one sentence each, which imports of the graph the table does not allow."""
    ours = {name.split(".")[0] for name in rows}
    for importer in sorted(module for module in graph.modules if module.split(".")[0] in ours):
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            if imported.split(".")[0] in ours:
                allowed = may_import(importer, imported, rows)
            else:
                allowed = may_use(importer, imported.split(".")[0], bare, libraries)
            if not allowed:
                yield f"{importer} may not import {imported}"


def may_import(importer: str, imported: str, rows: Table) -> bool:
    """Tell whether a row allows it; a package may always import from itself, and the version from the top."""
    row = next((name for name in rows if inside(importer, name)), None)
    if row is None:
        return False
    return imported == "flet_chat" or inside(imported, row) or any(inside(imported, name) for name in rows[row])


def may_use(importer: str, library: str, bare: set[str], libraries: Table) -> bool:
    """Tell whether this library may be imported there."""
    if library in sys.stdlib_module_names:
        return True
    if library in libraries:
        return any(inside(importer, name) for name in libraries[library])
    return not any(inside(importer, name) for name in bare)


def inside(module: str, package: str) -> bool:
    """Tell whether the module is this package or lies within it."""
    return module == package or module.startswith(package + ".")
