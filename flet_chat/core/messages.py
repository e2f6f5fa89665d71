"""What people say."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from flet_chat.core import names
from flet_chat.core.errors import BlankMessage, Invalid, MessageTooLong, NotAllowed
from flet_chat.core.users import User

MAX_TEXT = 40_000
"""Characters (Unicode code points)."""
MAX_KEY = 64


class Kind(StrEnum):
    """A message somebody wrote, or a small line that the system adds."""

    TEXT = "text"
    JOINED = "joined"
    LEFT = "left"
    RENAMED = "renamed"
    PURPOSE = "purpose"
    ARCHIVED = "archived"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Message:
    """A message in a channel; `id` is 0 until it is stored, then rises in the order of commits."""

    id: int
    channel_id: int
    author_id: int
    kind: Kind
    text: str
    """Markdown for TEXT; for the lines of the system what they are about (a name, a purpose)."""
    created_at: datetime
    client_key: str | None = None
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
    version: int = 1

    @property
    def deleted(self) -> bool:
        """True once the text is gone; the row stays so that a retry cannot bring it back."""
        return self.deleted_at is not None

    def edited(self, text: str, by: User, now: datetime) -> "Message":
        """The same message with another text; raises Invalid, NotAllowed."""
        if self.kind is not Kind.TEXT or self.author_id != by.id:
            raise NotAllowed("You can edit only what you wrote yourself.")
        return replace(self, text=checked(text), edited_at=now, version=self.version + 1)

    def erased(self, by: User, now: datetime) -> "Message":
        """The same message without its text; raises NotAllowed."""
        if self.kind is not Kind.TEXT or self.author_id != by.id:
            raise NotAllowed("You can delete only what you wrote yourself.")
        return replace(self, text="", deleted_at=now, version=self.version + 1)


@dataclass(frozen=True, slots=True)
class Draft:
    """A message that somebody is about to post; `client_key` makes a retry harmless, for ever."""

    channel_id: int
    text: str
    client_key: str

    def must_have_key(self) -> None:
        """Raise Invalid unless the key can be stored."""
        if not 0 < len(self.client_key) <= MAX_KEY or names.storable(self.client_key) != self.client_key:
            raise Invalid(f"The key of a message has 1 to {MAX_KEY} characters.")

    def by(self, author: User, now: datetime) -> Message:
        """The message this becomes; raises BlankMessage, MessageTooLong, Invalid."""
        self.must_have_key()
        return Message(0, self.channel_id, author.id, Kind.TEXT, checked(self.text), now, self.client_key)


def checked(text: str) -> str:
    """The text as it is stored; raises BlankMessage or MessageTooLong."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").rstrip().lstrip("\n")
    text = names.storable(text)
    if not names.visible(text):
        raise BlankMessage
    if len(text) > MAX_TEXT:
        raise MessageTooLong(
            f"This message has {len(text):,} characters; {MAX_TEXT:,} is the most. Shorten it or send it in parts."
        )
    return text
