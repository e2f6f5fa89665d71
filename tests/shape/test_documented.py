"""Every event, error code, setting and command has its row in docs/, and no row is about something that is gone."""

import dataclasses
import re
from collections.abc import Iterator

import typer.main
from typer import Context
from typer.core import TyperCommand, TyperGroup

from flet_chat.core.errors import ChatError
from flet_chat.core.events import Event
from flet_chat.settings import VARIABLES, Settings
from flet_chat_cli.main import app
from tests.shape.tree import ROOT


def test_every_event_is_in_the_docs() -> None:
    assert rows("events.md") == {kind.__name__ for kind in heirs(Event)}


def test_every_error_code_is_in_the_docs() -> None:
    assert rows("errors.md") == {kind.code for kind in [ChatError, *heirs(ChatError)]}


def test_every_setting_is_in_the_docs() -> None:
    assert rows("settings.md") == set(VARIABLES.values())
    assert set(VARIABLES) == {field.name for field in dataclasses.fields(Settings)}


def test_every_command_is_in_the_docs() -> None:
    assert headings("commands.md") == {path for path, _ in commands()}


def test_every_option_of_a_command_is_in_the_docs() -> None:
    page = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    for path, command in commands():
        section = page.partition(f"## `{path}`\n")[2].partition("\n## ")[0]
        for parameter in command.params:
            names = parameter.opts if parameter.param_type_name == "option" else [str(parameter.metavar)]
            assert any(f"`{name}" in section for name in names), f"{path} {names}"


def test_a_row_is_found_by_the_code_in_its_first_column() -> None:
    assert listed("| code | says |\n|---|---|\n| `taken` | `other` |\n\n`prose` is no row") == {"taken"}


def rows(page: str) -> set[str]:
    """What the tables of this page are about."""
    return listed((ROOT / "docs" / page).read_text(encoding="utf-8"))


def listed(text: str) -> set[str]:
    """The code in the first column of every row."""
    return set(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE))


def headings(page: str) -> set[str]:
    """The code in the second-level headings of this page."""
    return set(re.findall(r"^## `([^`]+)`$", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.MULTILINE))


def heirs(kind: type) -> Iterator[type]:
    """All classes below this one."""
    for heir in kind.__subclasses__():
        yield heir
        yield from heirs(heir)


def commands() -> Iterator[tuple[str, TyperCommand]]:
    """Every command that does something, as it is typed."""
    yield from leaves(typer.main.get_command(app), "flet-chat")


def leaves(command: TyperCommand | TyperGroup, path: str) -> Iterator[tuple[str, TyperCommand]]:
    """This command, or those below it."""
    if not isinstance(command, TyperGroup):
        yield path, command
        return
    for name in command.list_commands(Context(command)):
        below = command.get_command(Context(command), name)
        if below is not None and not below.hidden:
            yield from leaves(below, f"{path} {name}")
