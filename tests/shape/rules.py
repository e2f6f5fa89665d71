"""The rules of CONTRIBUTING.md that a machine can check, each a function from a source to what breaks it.

Every rule takes the path (relative to the root) and the text of a file and yields "line: what is wrong".
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import PurePath

Rule = Callable[[PurePath, str], Iterator[str]]

MOST_LINES = 400
DRAWERS = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "base"}
NAIVE = {"utcnow", "utcfromtimestamp"}
SLEEPS = {"time.sleep", "asyncio.sleep", "anyio.sleep", "trio.sleep"}
SQL = re.compile(
    r"\s*(select\b.+\bfrom|insert (or \w+ )?into|update \w+\s+set|delete from|with \w+( \(.*\))? as"
    r"|(create|drop|alter) (table|index|trigger|view|virtual))",
    re.IGNORECASE | re.DOTALL,
)
SELECT_ALL = re.compile(r"\bselect\s+(distinct\s+)?(\w+\.)?\*", re.IGNORECASE)


def short(path: PurePath, text: str) -> Iterator[str]:
    """A file has at most 400 lines; long before that, look for its second noun."""
    lines = len(text.splitlines())
    if lines > MOST_LINES:
        yield f"{MOST_LINES + 1}: the file has {lines} lines, {MOST_LINES} is the most"


def named_after_a_noun(path: PurePath, text: str) -> Iterator[str]:
    """No file or folder is a drawer for whatever has no home."""
    for part in path.parts:
        for word in part.removesuffix(".py").split("_"):
            if word in DRAWERS:
                yield f"1: {part!r} is called after no noun of ours"


def only_service_emits(path: PurePath, text: str) -> Iterator[str]:
    """Events come from use cases, so that nothing changes without one."""
    if path.parts[:2] == ("flet_chat", "service"):
        return
    for call in calls(text):
        if isinstance(call.func, ast.Attribute) and call.func.attr == "emit":
            yield f"{call.lineno}: only service/ emits events"


def aware_times(path: PurePath, text: str) -> Iterator[str]:
    """A time without a zone means another moment on another machine."""
    for call in calls(text):
        name = dotted(call.func)
        last = name.rpartition(".")[2]
        bare_now = name.endswith("datetime.now") and not call.args and not call.keywords
        if last in NAIVE or bare_now or name.endswith(("datetime.today", "date.today")):
            yield f"{call.lineno}: {name}() makes a time without a zone"


def async_handlers(path: PurePath, text: str) -> Iterator[str]:
    """Flet runs a synchronous handler on the event loop all the same, where it would hold up everybody."""
    if path.parts[:2] != ("flet_chat", "ui"):
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and node.name.lstrip("_").startswith("on_"):
            yield f"{node.lineno}: the handler {node.name} is not async"


def listed_columns(path: PurePath, text: str) -> Iterator[str]:
    """A query lists its columns, so that a new one changes nothing that was there."""
    if path.parts[0] == "tests":
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SELECT_ALL.search(node.value):
            yield f"{node.lineno}: list the columns instead of *"


def written_sql(path: PurePath, text: str) -> Iterator[str]:
    """SQL is written out whole with named parameters: nothing is pasted into it."""
    if path.parts[:2] not in {("flet_chat", "storage"), ("flet_chat", "service"), ("flet_chat", "ops")}:
        return
    for node in ast.walk(ast.parse(text)):
        if is_pasted_sql(node):
            yield f"{node.lineno}: SQL is put together from pieces"


def is_pasted_sql(node: ast.AST) -> bool:
    """Tell whether this is an f-string, a format() or a % whose text is SQL."""
    if isinstance(node, ast.JoinedStr):
        pasted = any(isinstance(value, ast.FormattedValue) for value in node.values)
        written = "".join(part.value if isinstance(part, ast.Constant) else "x" for part in node.values)
        return pasted and SQL.match(written) is not None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return is_sql(node.func.value)
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and is_sql(node.left)


def is_sql(node: ast.AST) -> bool:
    """Tell whether this is a string with SQL in it."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value) is not None


def no_sleeps(path: PurePath, text: str) -> Iterator[str]:
    """A test waits for a condition (tests/waiting.py), never for a time."""
    if path.parts[0] != "tests" or path == PurePath("tests/waiting.py"):
        return
    tree = ast.parse(text)
    for call in calls(text):
        name = dotted(call.func)
        if name in SLEEPS or name.endswith("wait_for_timeout"):
            yield f"{call.lineno}: {name}() waits for a time"
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and any(f"{node.module}.{alias.name}" in SLEEPS for alias in node.names):
            yield f"{node.lineno}: sleep is imported"


def flet_chat_cli_by_its_name(path: PurePath, text: str) -> Iterator[str]:
    """The command line is installed as flet_chat_cli; a package called `cli` exists in the checkout only."""
    for node, module in imports(text):
        if module.split(".")[0] == "cli":
            yield f"{node.lineno}: import flet_chat_cli, not cli"


def standard_library_only(path: PurePath, text: str) -> Iterator[str]:
    """core/ is pure values: anybody can run it anywhere."""
    if path.parts[:2] != ("flet_chat", "core"):
        return
    for node, module in imports(text):
        if module.split(".")[0] not in sys.stdlib_module_names and not module.startswith("flet_chat.core"):
            yield f"{node.lineno}: core may not import {module}"


def imports(text: str) -> Iterator[tuple[ast.stmt, str]]:
    """Every absolute import with the module it names."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node, node.module


def calls(text: str) -> Iterator[ast.Call]:
    """Every call in the source."""
    return (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))


def dotted(node: ast.expr) -> str:
    """`a.b.c` as it is written; the empty string for anything that is not a plain dotted name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


FOR_TEXT: tuple[Rule, ...] = (short, named_after_a_noun)
FOR_PYTHON: tuple[Rule, ...] = (
    only_service_emits,
    aware_times,
    async_handlers,
    listed_columns,
    written_sql,
    no_sleeps,
    flet_chat_cli_by_its_name,
    standard_library_only,
)
