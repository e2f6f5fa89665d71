"""Committed facts. They carry ids and versions, never text, so that a deleted text is gone.

Every event has an audience, fixed at its `seq`: everybody, those who can see a channel, or one user.
"""

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened; `seq` orders all events and is 0 until the event is stored."""

    audience: ClassVar[str] = "everyone"
    """`everyone`, `channel` (those who can see `channel_id`) or `user` (`user_id` alone)."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event with its place in the log."""

    seq: int
    at: datetime
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePosted(Event):
    """A message, or a line of the system, was added at the end of a channel."""

    audience = "channel"
    channel_id: int
    message_id: int
    author_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEdited(Event):
    """A message has another text."""

    audience = "channel"
    channel_id: int
    message_id: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDeleted(Event):
    """A message is gone."""

    audience = "channel"
    channel_id: int
    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelCreated(Event):
    """There is a new channel."""

    audience = "channel"
    channel_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelChanged(Event):
    """A channel has another name or purpose, or was archived or brought back."""

    audience = "channel"
    channel_id: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberJoined(Event):
    """Somebody is now in a channel; from this `seq` on they belong to its audience."""

    audience = "channel"
    channel_id: int
    user_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLeft(Event):
    """Somebody is no longer in a channel; they are told, and lose sight of a private one at once."""

    audience = "channel"
    channel_id: int
    user_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UserAdded(Event):
    """Somebody joined the workspace."""

    user_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UserChanged(Event):
    """A user has another name or role, or the account was closed or opened again."""

    user_id: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsEnded(Event):
    """Sign-ins of a user are over; their sockets close at once."""

    audience = "user"
    user_id: int
    session_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceChanged(Event):
    """The name or the access mode of the workspace is another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandChanged(Event):
    """The workspace has other colours, another icon, short name or description."""


KINDS: dict[str, type[Event]] = {kind.__name__: kind for kind in Event.__subclasses__()}
"""Every event by the name under which the log keeps it."""


def encode(event: Event) -> dict[str, Any]:
    """The body that the log keeps, as JSON values."""
    return asdict(event)


def decode(kind: str, body: dict[str, Any]) -> Event:
    """The event of that name; raises KeyError for a name of a newer version."""
    known = {field.name for field in fields(KINDS[kind])}
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in body.items() if name in known}
    return KINDS[kind](**values)
