"""Makes a workspace: the folder, the database, the owner's account, #general."""

import shlex
from typing import Annotated

import typer
from rich.table import Table

from flet_chat.bootstrap import open_chat
from flet_chat.core import names
from flet_chat.core.users import User
from flet_chat.core.workspace import Access
from flet_chat.service import passwords, users
from flet_chat.settings import Settings, from_environment

from . import console, options
from .errors import reported
from .workspace import address, existing


def init(
    data: options.Data = None,
    name: Annotated[str | None, typer.Option(help="Name of the workspace.", show_default="asked for")] = None,
    owner: Annotated[
        str | None, typer.Option(help="The owner's name; the user name is made from it.", show_default="asked for")
    ] = None,
    password_stdin: options.PasswordFromStdin = False,
    access: Annotated[
        Access,
        typer.Option(
            help="Who may come in: by an [bold]invite[/bold] link, anybody who makes an account ([bold]open[/bold]),"
            " or anybody by name alone ([bold]guest[/bold])."
        ),
    ] = Access.INVITE,
) -> None:
    """
    Make a workspace with its owner.

    Asks for what the options leave out. A folder that has a workspace already is left as it is.

    Example: [bold]flet-chat init[/bold]

    In a script: [bold]echo "$PASSWORD" | flet-chat init --name Acme --owner "Ann Lee" --password-stdin[/bold]
    """
    with reported():
        settings = options.chosen(data)
    with reported(settings):
        if found := existing(settings):
            console.say(f"{settings.data} holds the workspace “{found.name}” already. Nothing was changed.")
            return
        if not console.has_terminal() and (name is None or owner is None or not password_stdin):
            raise console.missing(
                "flet-chat: There is no terminal to ask on. Give --name, --owner and --password-stdin."
            )
        workspace = names.workspace(name) if name is not None else console.ask("Name of the workspace", names.workspace)
        person, username = _owner(owner) if owner is not None else console.ask("Your name", _owner)
        console.say(f"You sign in as “{username}”.")
        password = console.read_password() if password_stdin else console.ask_password()
        made = _make(settings, workspace, access, person, username, password)
        _summarize(settings, workspace, access, made)


def _owner(text: str) -> tuple[str, str]:
    return names.person(text), names.username(text)


def _make(settings: Settings, workspace: str, access: Access, name: str, username: str, password: str) -> User:
    with console.out().status("Opening the database"):
        chat = open_chat(settings)
    console.say("✓ The database is ready")
    try:
        with console.out().status("Hashing the password"):
            password_hash = passwords.hashed_now(password)
        made = chat.store.write_now(lambda tx: users.set_up(tx, workspace, access, name, username, password_hash))
    finally:
        chat.store.close()
    console.say("✓ The owner's account and #general are made")
    return made


def _summarize(settings: Settings, workspace: str, access: Access, owner: User) -> None:
    ways = {
        Access.INVITE: "by an invite link",
        Access.OPEN: "anybody who makes an account",
        Access.GUEST: "by an invite link, or as a guest by name alone",
    }
    where = "" if settings.data == from_environment().data else f" --data {shlex.quote(str(settings.data))}"
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("Workspace", workspace)
    table.add_row("Owner", f"{owner.name}, signs in as {owner.username}")
    table.add_row("Who may come in", ways[access])
    table.add_row("Data", str(settings.data.resolve()))
    table.add_row("Address", f"{address(settings)}, once it is served")
    table.add_row("Next", f"flet-chat serve{where}")
    table.add_row("Then", f"flet-chat invite{where}, for your colleagues")
    console.say()
    console.out().print(table)
