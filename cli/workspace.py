"""How a command reaches the workspace of a folder, beside a running server or without one."""

from collections.abc import Iterator
from contextlib import contextmanager

from flet_chat import bootstrap
from flet_chat.bootstrap import open_chat
from flet_chat.core.users import Role, User
from flet_chat.core.workspace import Workspace
from flet_chat.service import workspace
from flet_chat.service.chat import Chat
from flet_chat.service.ports import Tx
from flet_chat.settings import Settings

from .errors import Refused


@contextmanager
def opened(settings: Settings) -> Iterator[Chat]:
    """An existing workspace; raises Refused where there is none, and then makes nothing."""
    if existing(settings) is None:
        raise Refused(
            f"There is no workspace in {settings.data} yet."
            " Make one with “flet-chat init”, or say with --data where it is."
        )
    chat = open_chat(settings)
    try:
        yield chat
    finally:
        chat.store.close()


def existing(settings: Settings) -> Workspace | None:
    """The workspace in that folder, or None; no folder is made by looking."""
    if not settings.database.exists():
        return None
    chat = open_chat(settings)
    try:
        return chat.store.read(workspace.current)
    finally:
        chat.store.close()


def owner(tx: Tx) -> User:
    """In whose name a command acts: whoever may run it on this machine could read the database anyway."""
    return next(user for user in tx.users.all() if user.role is Role.OWNER)


def address(settings: Settings) -> str:
    """Where people reach the server, as far as can be known without asking it; links are built on it."""
    return bootstrap.addresses(settings, settings.port)[-1]
