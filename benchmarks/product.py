"""The product under test: a workspace made to measure, and a server on it."""

import asyncio
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from benchmarks.messages import message_text
from benchmarks.server import Server
from benchmarks.tabs import Opening
from flet_chat.bootstrap import open_chat
from flet_chat.core.channels import Kind
from flet_chat.core.users import Role
from flet_chat.core.workspace import Access
from flet_chat.service import channels, sessions, users
from flet_chat.service.messages import PAGE as ROWS_AT_OPENING
from flet_chat.service.ports import Tx
from flet_chat.settings import Settings
from flet_chat.web.transport import COOKIE

ROUTE, OTHER_ROUTE = "/c/general", "/c/channel-1"
FIRST_IN_OTHER = 1_500_000
"""The number of the first message on screen in the other channel, so that it differs from all in the first."""

T = TypeVar("T")

__all__ = ["FIRST_IN_OTHER", "OTHER_ROUTE", "ROUTE", "ROWS_AT_OPENING", "make", "mark_all_read", "serve"]


@contextmanager
def serve(folder: Path, members: int, history: int, channels: int = 2) -> Iterator[tuple[Server, Opening]]:
    """A server on a fresh workspace, and how its members' tabs open; see `make`."""
    tokens = make(folder, members, history, channels)
    command = str(Path(sys.executable).with_name("flet-chat"))
    with Server(
        folder.name, command, "serve", "--data", str(folder), "--host", "127.0.0.1", "--port", "{port}"
    ) as server:
        yield (
            server,
            Opening(server.port, 1, routes=[ROUTE], cookies=[f"{COOKIE}={token}" for token in tokens], hint="Message"),
        )


def make(folder: Path, members: int, history: int, channels: int = 2) -> list[str]:
    """Make a workspace in which so many members are in so many channels, and all is read; gives a token for each.

    #general holds `history` messages with the numbers 0 and following, #channel-1 a page of them.
    """

    def fill(tx: Tx) -> list[str]:
        users.set_up(tx, "Acme", Access.INVITE, "Ann Lee", "ann", "no password")
        for number in range(2, members + 1):
            users.add(tx, f"Member {number}", f"member-{number}", Role.MEMBER, "no password")
        return [sessions.open_session(tx, user, "benchmark") for user in tx.users.all()]

    folder.mkdir(parents=True)
    settings = Settings(data=folder)
    tokens = _written(settings, fill)
    _written(settings, lambda tx: _add_channels(tx, channels))
    with sqlite3.connect(settings.database) as db:
        # Faster, and nothing is lost by it: whoever pulls the plug measures again.
        db.execute("pragma synchronous = off")
        for name, first, count in (("general", 0, history), ("channel-1", FIRST_IN_OTHER, ROWS_AT_OPENING)):
            _add_messages(db, name, first, count)
    db.execute("pragma wal_checkpoint(truncate)")
    db.close()
    mark_all_read(folder)
    return tokens


def mark_all_read(folder: Path) -> None:
    """Let nobody have anything unread, since who has opens a channel there, and not at its end."""
    with sqlite3.connect(Settings(data=folder).database) as db:
        db.execute("update members set read_id = (select max(id) from messages where channel_id = members.channel_id)")
    db.close()


def _written(settings: Settings, fill: Callable[[Tx], T]) -> T:
    async def write() -> T:
        chat = open_chat(settings)
        try:
            return await chat.store.write(fill)
        finally:
            chat.store.close()

    return asyncio.run(write())


def _add_channels(tx: Tx, count: int) -> None:
    everybody = tx.users.all()
    for number in range(1, count):
        channel = channels.create(tx, everybody[0], f"channel-{number}", "What it is about", Kind.PUBLIC)
        for user in everybody[1:]:
            tx.members.add(channel.id, user.id, tx.now)


def _add_messages(db: sqlite3.Connection, channel: str, first: int, count: int) -> None:
    """As if members had talked in turn, a message every ten seconds, until a moment ago."""
    (channel_id,) = db.execute("select id from channels where name = :name", {"name": channel}).fetchone()
    authors = [row[0] for row in db.execute("select id from users order by id limit 20")]
    start = datetime.now(UTC) - timedelta(seconds=10 * count)
    db.executemany(
        "insert into messages (channel_id, author_id, kind, text, created_at, version)"
        " values (:channel_id, :author_id, 'text', :text, :at, 1)",
        (
            {
                "channel_id": channel_id,
                "author_id": authors[number % len(authors)],
                "text": message_text(first + number),
                "at": (start + timedelta(seconds=10 * number)).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            }
            for number in range(count)
        ),
    )
