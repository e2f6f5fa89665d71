"""What goes wrong, as one sentence on standard error and an exit code of 1; a traceback is for bugs only."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from flet_chat.bootstrap import DataFolderInUse, NewerDatabase, PortTaken
from flet_chat.core.errors import ChatError, Unavailable
from flet_chat.settings import BadSetting, Settings

from .console import complain


class Refused(Exception):
    """A command cannot do what was asked; `str()` of it is a sentence."""


@contextmanager
def reported(settings: Settings | None = None) -> Iterator[None]:
    """Turn every expected failure inside into its sentence and exit code 1."""
    try:
        yield
    except (ChatError, Refused, BadSetting, NewerDatabase, PortTaken, DataFolderInUse, OSError, sqlite3.Error) as error:
        complain(f"flet-chat: {sentence(error, settings or Settings())}")
        raise typer.Exit(1) from None


def sentence(error: Exception, settings: Settings) -> str:
    """What happened and what to do next."""
    match error:
        case PortTaken():
            return f"Port {settings.port} is in use already. Stop what listens there, or choose another with --port."
        case DataFolderInUse():
            return (
                f"Another server{_process(error)} works on the folder {settings.data} already."
                " Stop it first, or choose another folder with --data."
            )
        case Unavailable():
            return (
                f"The database {settings.database} could not be written: the disk is full, or another process"
                " holds it. Nothing was changed. Make room, then try again."
            )
        case sqlite3.Error():
            return (
                f"The database {settings.database} cannot be used: {error}."
                " Check who owns it, or choose another folder with --data."
            )
        case OSError(filename=None) if error.errno != errno.ENOSPC:
            return (
                f"The server cannot listen on {settings.host}, port {settings.port}: {error.strerror or error}."
                " Choose others with --host and --port."
            )
        case OSError():
            return (
                f"The folder {settings.data} cannot be used: {error.strerror or error}."
                " Check who owns it, or choose another with --data."
            )
    return str(error)


def _process(error: DataFolderInUse) -> str:
    number = str(error)
    return f" (process {number})" if number.isdigit() else ""
