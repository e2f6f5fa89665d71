"""What a client shows, kept by events: each is applied by reading again what its ids name, as that person."""

from dataclasses import dataclass, field
from typing import Any

from flet_chat.core.brand import Brand
from flet_chat.core.channels import Channel, Entry
from flet_chat.core.errors import NotFound
from flet_chat.core.events import (
    BrandChanged,
    ChannelChanged,
    ChannelCreated,
    Event,
    MemberJoined,
    MemberLeft,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    Recorded,
    SessionsEnded,
    UserAdded,
    UserChanged,
    WorkspaceChanged,
)
from flet_chat.core.messages import Message
from flet_chat.core.sessions import Session
from flet_chat.core.users import User
from flet_chat.core.workspace import Workspace
from flet_chat.service import brand, channels, members, messages, sessions, workspace
from flet_chat.service.chat import Chat


@dataclass
class View:
    """The sidebar, the list of channels, the people, and one open channel with its history from `top` on."""

    chat: Chat
    user_id: int
    open_id: int
    top: int | None = None
    workspace: Workspace | None = None
    brand: Brand | None = None
    people: dict[int, User] = field(default_factory=dict)
    sessions: list[Session] = field(default_factory=list)
    sidebar: dict[int, Entry] = field(default_factory=dict)
    listed: dict[int, tuple[Channel, int, bool]] = field(default_factory=dict)
    """Channel, number of members, and whether I am in it."""
    header: Channel | None = None
    members: list[User] = field(default_factory=list)
    history: dict[int, Message] = field(default_factory=dict)

    def reload(self) -> "View":
        """Read everything afresh."""
        self.workspace = self.chat.store.read(workspace.current)
        self.brand = self.chat.store.read(brand.current)
        self.people = {user.id: user for user in self.chat.store.read(lambda tx: tx.users.all())}
        self.sessions = self._look(sessions.mine)
        self.sidebar = {entry.channel.id: entry for entry in self._look(channels.sidebar)}
        found = self._look(channels.browse)
        self.listed = {each.channel.id: (each.channel, each.members, each.joined) for each in found}
        self.header, self.members, self.history = None, [], {}
        if self.open_id in self.listed:
            self.header = self._look(channels.get, self.open_id)
            self.members = self._look(members.of, self.open_id)
            if self.top is None:
                page = self._look(messages.latest, self.open_id)
                self.top = page.messages[0].id if page.messages else 0
            else:
                page = self._look(messages.after, self.open_id, self.top - 1, 10_000)
            self.history = {message.id: message for message in page.messages}
        return self

    def fresh(self) -> "View":
        """The same place after a reload."""
        return View(self.chat, self.user_id, self.open_id, self.top).reload()

    def shown(self) -> dict[str, Any]:
        """All that can be seen, to be compared."""
        return {
            "workspace": self.workspace,
            "brand": self.brand,
            "people": self.people,
            "sessions": sorted(session.id for session in self.sessions),
            "sidebar": self.sidebar,
            "listed": self.listed,
            "header": self.header,
            "members": self.members,
            "history": self.history,
        }

    def concerns(self, event: Event) -> bool:
        """True if this person belongs to the audience."""
        if event.audience == "everyone":
            return True
        if event.audience == "user":
            return getattr(event, "user_id", None) == self.user_id
        if isinstance(event, MemberLeft) and event.user_id == self.user_id:
            return True
        return self._reach(getattr(event, "channel_id", 0)) is not None

    def apply(self, entries: list[Recorded]) -> int:
        """Apply those that concern me; gives their number."""
        mine = [entry.event for entry in entries if self.concerns(entry.event)]
        for event in mine:
            self._apply(event)
        return len(mine)

    def read_moved(self, channel_id: int) -> None:
        """My read position is another, here or in another tab."""
        self._entry_again(channel_id)

    def _apply(self, event: Event) -> None:
        match event:
            case MessagePosted(channel_id=channel_id, message_id=message_id):
                self._message_again(channel_id, message_id)
                self._entry_again(channel_id)
            case MessageEdited(channel_id=channel_id, message_id=message_id):
                self._message_again(channel_id, message_id)
            case MessageDeleted(channel_id=channel_id, message_id=message_id):
                self.history.pop(message_id, None)
                self._entry_again(channel_id)
            case ChannelCreated(channel_id=channel_id) | ChannelChanged(channel_id=channel_id):
                self._channel_again(channel_id)
            case MemberJoined(channel_id=channel_id) | MemberLeft(channel_id=channel_id):
                self._channel_again(channel_id)
            case UserAdded(user_id=user_id) | UserChanged(user_id=user_id):
                self.people[user_id] = self.chat.store.read(lambda tx: tx.users.get(user_id))
                for channel_id in tuple(self.listed):  # closed accounts are not counted as members
                    self._channel_again(channel_id)
            case SessionsEnded(session_ids=ended):
                self.sessions = [session for session in self.sessions if session.id not in ended]
            case WorkspaceChanged() | BrandChanged():
                self.workspace = self.chat.store.read(workspace.current)
                self.brand = self.chat.store.read(brand.current)

    def _channel_again(self, channel_id: int) -> None:
        self._entry_again(channel_id)
        channel = self._reach(channel_id)
        if channel is None:
            self.listed.pop(channel_id, None)
            if channel_id == self.open_id:
                self.header, self.members, self.history = None, [], {}
            return
        inside = self._look(members.of, channel_id)
        self.listed[channel_id] = (channel, len(inside), any(user.id == self.user_id for user in inside))
        if channel_id == self.open_id:
            if self.header is None:  # it came into sight: open it as a reload would
                page = self._look(messages.after, channel_id, (self.top or 1) - 1, 10_000)
                self.history = {message.id: message for message in page.messages}
            self.header, self.members = channel, inside

    def _entry_again(self, channel_id: int) -> None:
        try:
            entry = self._look(channels.entry, channel_id)
        except NotFound:
            self.sidebar.pop(channel_id, None)
            return
        if entry.channel.archived:
            self.sidebar.pop(channel_id, None)
        else:
            self.sidebar[channel_id] = entry

    def _message_again(self, channel_id: int, message_id: int) -> None:
        if channel_id != self.open_id or message_id < (self.top or 0):
            return
        try:
            self.history[message_id] = self._look(messages.get, message_id)
        except NotFound:
            self.history.pop(message_id, None)

    def _reach(self, channel_id: int) -> Channel | None:
        try:
            channel: Channel = self._look(channels.get, channel_id)
            return channel
        except NotFound:
            return None

    def _look(self, query: Any, *args: Any) -> Any:
        return self.chat.look(self.user_id, query, *args)
