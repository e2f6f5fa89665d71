"""Where people talk."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from flet_chat.core import names
from flet_chat.core.errors import Archived, NotAllowed
from flet_chat.core.users import User

GENERAL = "general"
"""The channel that exists from the start and that every member is in."""


class Kind(StrEnum):
    """Who may find a channel: every member, or only those who were let in."""

    PUBLIC = "public"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel; `id` is 0 until it is stored."""

    id: int
    name: str
    kind: Kind
    purpose: str
    creator_id: int | None
    created_at: datetime
    archived_at: datetime | None = None
    version: int = 1

    @property
    def private(self) -> bool:
        """True if only its members may know of it."""
        return self.kind is Kind.PRIVATE

    @property
    def archived(self) -> bool:
        """True if it is kept for reading only."""
        return self.archived_at is not None

    @property
    def is_general(self) -> bool:
        """True for the channel that nobody can leave or archive."""
        return self.name == GENERAL and not self.private

    def described(self, name: str, purpose: str) -> "Channel":
        """The same channel with another name and purpose; raises Invalid, NotAllowed."""
        clean = names.channel(name)
        if self.is_general and clean != self.name:
            raise NotAllowed("#general keeps its name, so that everybody finds it.")
        return replace(self, name=clean, purpose=names.purpose(purpose), version=self.version + 1)

    def put_away(self, now: datetime) -> "Channel":
        """The same channel, archived; raises NotAllowed for #general."""
        if self.is_general:
            raise NotAllowed("#general cannot be archived.")
        return replace(self, archived_at=now, version=self.version + 1)

    def brought_back(self) -> "Channel":
        """The same channel, open for writing again."""
        return replace(self, archived_at=None, version=self.version + 1)

    def must_be_open(self) -> None:
        """Raise Archived if nothing may be written here any more."""
        if self.archived:
            raise Archived

    def may_be_run_by(self, user: User) -> bool:
        """True for its maker, unless they are a guest, and for those who run the workspace."""
        return user.runs_workspace or (self.creator_id == user.id and not user.is_guest)

    def must_be_run_by(self, user: User) -> None:
        """Raise NotAllowed unless `user` made this channel or runs the workspace."""
        if not self.may_be_run_by(user):
            raise NotAllowed("Only the person who made this channel, or an admin, can do that.")


@dataclass(frozen=True, slots=True)
class Entry:
    """A channel as one of its members sees it in the sidebar."""

    channel: Channel
    unread: int
    """Messages of others after the read position, at most `UNREAD_CAP`."""
    read_id: int
    """The last message that counts as read; 0 before the first."""


UNREAD_CAP = 100
"""Unread messages are counted up to here and shown as `99+`, so that a count costs the same in any channel."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A channel in the list of all channels."""

    channel: Channel
    members: int
    joined: bool
