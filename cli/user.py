"""Works on accounts: add, list, password, deactivate."""

import json
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer
from rich.table import Table

from flet_chat.core import names
from flet_chat.core.users import Role, User
from flet_chat.service import links, passwords, sessions, users
from flet_chat.service.ports import Tx

from . import console, options
from .errors import Refused, reported
from .workspace import address, opened, owner

app = typer.Typer(
    help="Add, list and close accounts, beside a running server or without one.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)

Username = Annotated[str, typer.Argument(metavar="USERNAME", help="Whose account: the name they sign in with.")]


class NewRole(StrEnum):
    """What a new user can be; the owner is made by `init`."""

    MEMBER = "member"
    ADMIN = "admin"
    GUEST = "guest"
    BOT = "bot"


@app.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What everybody calls them, such as “Bob Okafor”.")],
    data: options.Data = None,
    username: Annotated[
        str | None, typer.Option(metavar="USERNAME", help="The name they sign in with.", show_default="made from NAME")
    ] = None,
    role: Annotated[NewRole, typer.Option(help="What they may do.")] = NewRole.MEMBER,
    password_stdin: options.PasswordFromStdin = False,
    public_url: options.PublicUrl = None,
) -> None:
    """
    Add somebody to the workspace, and to #general.

    Without a password it prints a link, good for 24 hours, with which they choose one. A bot needs neither.

    Example: [bold]flet-chat user add "Bob Okafor" --role admin[/bold]
    """
    with reported():
        settings = options.chosen(data, public_url=public_url)
    with reported(settings), opened(settings) as chat:
        handle = names.username(username if username is not None else name)
        password_hash = passwords.hashed_now(console.read_password()) if password_stdin else None

        def enter(tx: Tx) -> tuple[User, str | None]:
            user = users.add(tx, name, handle, Role(role), password_hash)
            wants_link = password_hash is None and user.role is not Role.BOT
            return user, links.reset(tx, owner(tx), user.id) if wants_link else None

        user, token = chat.store.write_now(enter)
        console.say(f"Added {user.name}, who signs in as “{user.username}” ({user.role}).")
        if token:
            _print_reset_link(f"{address(settings)}/reset/{token}")


@app.command("list")
def list_(
    data: options.Data = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """
    List everybody who ever had an account.

    Example: [bold]flet-chat user list[/bold]

    For programs, with times in UTC: [bold]flet-chat user list --json[/bold]
    """
    with reported():
        settings = options.chosen(data)
    with reported(settings), opened(settings) as chat:
        people = chat.store.read(lambda tx: [(user, _last_seen(tx, user)) for user in tx.users.all()])
    if as_json:
        typer.echo(json.dumps([_as_json(user, seen) for user, seen in people], ensure_ascii=False, indent=2))
        return
    table = Table("Name", "User name", "Role", "Active", "Last seen")
    for user, seen in people:
        when = seen.astimezone().strftime("%Y-%m-%d %H:%M") if seen else "–"
        table.add_row(user.name, user.username, user.role, "yes" if user.active else "no", when)
    console.out().print(table)


@app.command()
def password(
    username: Username,
    data: options.Data = None,
    password_stdin: options.PasswordFromStdin = False,
    link: Annotated[bool, typer.Option("--link", help="Print a link with which they choose it themselves.")] = False,
    public_url: options.PublicUrl = None,
) -> None:
    """
    Give somebody a new password; they are signed out everywhere.

    Asks for it twice, or reads it from standard input. With --link it only prints a link, good for 24 hours.

    Example: [bold]flet-chat user password bob --link[/bold]
    """
    with reported():
        settings = options.chosen(data, public_url=public_url)
    with reported(settings), opened(settings) as chat:
        user = chat.store.read(lambda tx: _find(tx, username))
        if not user.active:
            raise Refused(f"The account of {user.name} is closed, so a password would be of no use.")
        if link:
            token = chat.store.write_now(lambda tx: links.reset(tx, owner(tx), user.id))
            _print_reset_link(f"{address(settings)}/reset/{token}")
            return
        if not password_stdin and not console.has_terminal():
            raise console.missing("flet-chat: There is no terminal to ask on. Give --password-stdin or --link.")
        new = console.read_password() if password_stdin else console.ask_password()
        password_hash = passwords.hashed_now(new)
        chat.store.write_now(lambda tx: users.set_password(tx, _find(tx, username), password_hash))
        console.say(f"{user.name} has a new password and is signed out everywhere.")


@app.command()
def deactivate(
    username: Username,
    data: options.Data = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """
    Close an account: they are signed out everywhere at once, and what they wrote stays.

    Example: [bold]flet-chat user deactivate dot[/bold]
    """
    with reported():
        settings = options.chosen(data)
    with reported(settings), opened(settings) as chat:
        user = chat.store.read(lambda tx: _find(tx, username))
        if not user.active:
            console.say(f"The account of {user.name} is closed already.")
            return
        if not yes and not console.has_terminal():
            raise console.missing("flet-chat: There is no terminal to ask on. Give --yes.")
        if not yes and not typer.confirm(f"Close the account of {user.name} ({user.username}, {user.role})?"):
            console.say("Nothing was changed.")
            return
        chat.store.write_now(lambda tx: users.deactivate(tx, _find(tx, username)))
        console.say(f"The account of {user.name} is closed; they are signed out everywhere.")


def _find(tx: Tx, username: str) -> User:
    return tx.users.by_username(sessions.username_typed(username) or username)


def _last_seen(tx: Tx, user: User) -> datetime | None:
    return max((session.seen_at for session in tx.sessions.of(user.id)), default=None)


def _as_json(user: User, seen: datetime | None) -> dict[str, object]:
    return {
        "name": user.name,
        "username": user.username,
        "role": user.role,
        "active": user.active,
        "last_seen": seen.isoformat() if seen else None,
    }


def _print_reset_link(link: str) -> None:
    console.complain("They choose a password here, once, within 24 hours:")
    console.say(link)
