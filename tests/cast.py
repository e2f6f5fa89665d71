"""The cast: ann owns, bob joins, cleo is a guest, dot is deactivated, echo is a bot.

A conftest that wants it says `from tests.cast import clock, workspace`.
"""

import functools
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flet_chat.bus.memory import MemoryBus
from flet_chat.core.channels import Channel, Kind
from flet_chat.core.events import Event, Recorded
from flet_chat.core.messages import Draft, Message
from flet_chat.core.users import Role, User
from flet_chat.core.workspace import Access
from flet_chat.service import channels, messages, passwords, users
from flet_chat.service.chat import Chat
from flet_chat.service.feed import Feed
from flet_chat.service.positions import Positions
from flet_chat.service.throttle import Throttle
from flet_chat.storage.sqlite.store import open_store

PASSWORD = "correct horse battery"
"""Everybody's, but for the guest and the bot, who have none."""


class Clock:
    """A clock that moves only when told to."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 3, 10, 42, tzinfo=UTC)

    def __call__(self) -> datetime:
        """What time it is."""
        return self.time

    def move(self, by: timedelta) -> None:
        """Let time pass, or with a negative `by` set the clock back."""
        self.time += by


@dataclass
class Workspace:
    """An open workspace with its people; `act` and `look` are those of `Chat` for callers without an event loop."""

    chat: Chat
    bus: MemoryBus
    clock: Clock
    data: Path
    ann: User
    bob: User
    cleo: User
    dot: User
    echo: User
    general: Channel
    _keys: Iterator[int] = field(default_factory=itertools.count)

    def act(self, who: User, use_case: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Run a use case as that user; what it did is on disk when this returns."""
        return self.chat.store.write_now(lambda tx: use_case(tx, tx.users.actor(who.id), *args, **kwargs))

    def look(self, who: User, query: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Run a query as that user."""
        return self.chat.look(who.id, query, *args, **kwargs)

    def admin(self, use_case: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Run a use case that nobody in the workspace does, as the command line does."""
        return self.chat.store.write_now(lambda tx: use_case(tx, *args, **kwargs))

    def post(self, who: User, channel: Channel, text: str = "hello", key: str | None = None) -> Message:
        """Say something."""
        draft = Draft(channel.id, text, key if key is not None else f"key-{next(self._keys)}")
        return self.act(who, messages.post, draft)

    def channel(self, who: User, name: str, kind: Kind = Kind.PUBLIC) -> Channel:
        """Make a channel with nobody but its maker in it."""
        return self.act(who, channels.create, name, "", kind)

    def last_seq(self) -> int:
        """How far the log has come."""
        return self.chat.store.read(lambda tx: tx.events.last_seq())

    def recorded(self, since: int) -> list[Recorded]:
        """What the log holds after that `seq`."""
        return self.chat.store.read(lambda tx: tx.events.since(since, 10_000))

    def emitted(self, do: Callable[[], object]) -> list[Event]:
        """The events of what `do` does."""
        before = self.last_seq()
        do()
        return [entry.event for entry in self.recorded(before)]


@functools.cache
def password_hash() -> str:
    """The hash of PASSWORD, made once since it is dear on purpose."""
    return passwords.hashed_now(PASSWORD)


def open_workspace(data: Path, clock: Clock) -> Workspace:
    """Make a workspace with the cast in it; close it with `.chat.store.close()`."""
    bus = MemoryBus()
    store = open_store(data / "chat.db", clock, bus.poke)

    def people(tx: Any) -> tuple[User, ...]:
        ann = users.set_up(tx, "Acme", Access.INVITE, "Ann Lee", "ann", password_hash())
        bob = users.add(tx, "Bob", "bob", Role.MEMBER, password_hash())
        cleo = users.add(tx, "Cleo", "cleo", Role.GUEST, None)
        dot = users.deactivate(tx, users.add(tx, "Dot", "dot", Role.MEMBER, password_hash()))
        return ann, bob, cleo, dot, users.add(tx, "Echo", "echo", Role.BOT, None)

    ann, bob, cleo, dot, echo = store.write_now(people)
    general = store.read(lambda tx: tx.channels.general())
    chat = Chat(store, Feed(store, bus), Positions(store), Throttle(clock), clock)
    return Workspace(chat, bus, clock, data, ann, bob, cleo, dot, echo, general)


@pytest.fixture
def clock() -> Clock:
    """A clock that moves only when told to."""
    return Clock()


@pytest.fixture
def workspace(tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    """A workspace of its own for each test."""
    opened = open_workspace(tmp_path, clock)
    yield opened
    opened.chat.store.close()
