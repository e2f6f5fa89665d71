"""Serves the workspace until it is told to stop."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Annotated

import typer
from rich.panel import Panel
from rich.text import Text

from flet_chat import bootstrap
from flet_chat.bootstrap import Served
from flet_chat.ops import demo
from flet_chat.settings import Settings

from . import console, options
from .errors import reported


class LogLevel(StrEnum):
    """How much is told while it runs."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


def serve(
    data: options.Data = None,
    host: Annotated[
        str | None,
        typer.Option(help="Address to listen on; 127.0.0.1 lets only this machine in.", show_default="0.0.0.0"),
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="TCP port to listen on; 0 takes any.", show_default="8550")
    ] = None,
    public_url: options.PublicUrl = None,
    sample: Annotated[
        bool,
        typer.Option("--demo", help="Serve a sample team from a folder that is thrown away, and print its sign-ins."),
    ] = False,
    log_level: Annotated[
        LogLevel | None, typer.Option(help="How much is told while it runs.", show_default="warning")
    ] = None,
) -> None:
    """
    Serve the workspace until Ctrl-C or SIGTERM, which close it cleanly.

    Prints the addresses under which people reach it. Without a workspace it makes one, and prints the link to begin.

    Example: [bold]flet-chat serve --port 8000 --public-url https://chat.example.com[/bold]

    To look around in a sample team: [bold]flet-chat serve --demo[/bold]
    """
    with reported():
        settings = options.chosen(data, host, port, public_url, log_level)
    with stopping_cleanly():
        if sample:
            with reported(settings), TemporaryDirectory(prefix="flet-chat-demo-") as folder:
                settings = replace(settings, data=Path(folder))
                team = demo.make(settings.database, bootstrap.now())
                run(settings, partial(announce_demo, team))
        else:
            run(settings, announce)


def run(settings: Settings, ready: Callable[[Served], None]) -> None:
    """Serve until a signal says stop."""
    with reported(settings):
        bootstrap.run(settings, ready=ready)


@contextmanager
def stopping_cleanly() -> Iterator[None]:
    """Let SIGTERM do what Ctrl-C does, at any moment: what was opened is closed, and the exit code is 0."""
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def announce(served: Served) -> None:
    """Say where it is served."""
    if served.first_run:
        lines = ["Create the owner's account here:", served.first_run]
        show("Welcome to flet-chat", [*lines, "", "The link works until the account exists. Ctrl-C stops the server."])
    else:
        show("flet-chat is served at", [*served.addresses, "", "Ctrl-C stops it."])


def announce_demo(team: demo.Sample, served: Served) -> None:
    """Say where the sample team is served, and who can sign in."""
    addresses = [f"{address}/c/general" for address in served.addresses]
    people = [f"{user.username:<7} {demo.PASSWORD}   {user.name}, {user.role}" for user in team.sign_ins]
    lines = [*addresses, "", "User    Password", *people, "", "As somebody new:"]
    lines.append(f"{served.addresses[-1]}/join/{team.invite}")
    show("The sample team is served at", [*lines, "", "Ctrl-C stops it and throws it away."])


def show(title: str, lines: list[str]) -> None:
    """Print it in a frame for a person, or as plain lines where nobody looks or a frame would break a link."""
    out = console.out()
    if out.is_terminal and max(map(len, lines)) + 6 <= out.width:
        out.print(
            Panel.fit(Text("\n".join(lines)), title=title, title_align="left", padding=(1, 2), border_style="green")
        )
        return
    for line in [title, *lines]:
        if line:
            console.say(line)
