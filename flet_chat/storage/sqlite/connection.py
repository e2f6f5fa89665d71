"""How a connection to the file is opened, and what a transaction offers to a use case."""

import sqlite3
from datetime import datetime
from pathlib import Path

from flet_chat.core.events import Event
from flet_chat.storage.brand import BrandRow
from flet_chat.storage.channels import Channels
from flet_chat.storage.drafts import Drafts
from flet_chat.storage.events import Events
from flet_chat.storage.links import Invites, Resets
from flet_chat.storage.members import Members
from flet_chat.storage.messages import Messages
from flet_chat.storage.sessions import Sessions
from flet_chat.storage.users import Users
from flet_chat.storage.workspace import WorkspaceRow

BUSY_TIMEOUT = 10.0
"""Seconds to wait while another process writes."""


def connect(path: Path, *, readonly: bool = False, patience: float = BUSY_TIMEOUT) -> sqlite3.Connection:
    """A connection in autocommit mode, used by one thread at a time; transactions are begun by hand."""
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={'ro' if readonly else 'rwc'}",
        uri=True,
        timeout=patience,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    connection.row_factory = sqlite3.Row
    connection.execute("pragma foreign_keys = on")
    connection.execute("pragma temp_store = memory")
    if readonly:
        connection.execute("pragma query_only = on")
        return connection
    connection.execute("pragma journal_mode = wal")
    # FULL: a commit returns only when it is on disk. Checkpoints run on a thread of their own.
    connection.execute("pragma synchronous = full")
    connection.execute("pragma wal_autocheckpoint = 0")
    # A deleted text is overwritten, not only unlinked.
    connection.execute("pragma secure_delete = on")
    return connection


class Transaction:
    """All a use case may touch: the nouns, the time, and the log."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.workspace = WorkspaceRow(connection)
        self.brand = BrandRow(connection)
        self.users = Users(connection)
        self.sessions = Sessions(connection)
        self.invites = Invites(connection)
        self.resets = Resets(connection)
        self.channels = Channels(connection)
        self.members = Members(connection)
        self.messages = Messages(connection)
        self.drafts = Drafts(connection)
        self.events = Events(connection)
        self.now: datetime

    def emit(self, event: Event) -> None:
        """Append to the log, in this transaction."""
        self.events.append(event, self.now)
