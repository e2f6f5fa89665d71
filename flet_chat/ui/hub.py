"""Hands events to the tabs of this process: what is shared by many tabs is made here, once per event."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING

from flet_chat.core import events
from flet_chat.core.events import Event, Recorded
from flet_chat.core.messages import Kind
from flet_chat.service.chat import Chat
from flet_chat.ui.directory import Directory
from flet_chat.ui.history import Shared
from flet_chat.ui.rows import Rows
from flet_chat.ui.sidebar import Counts

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab

log = logging.getLogger(__name__)


class Hub:
    """One per process; a listener of the feed."""

    def __init__(self, chat: Chat) -> None:
        self.chat = chat
        self.directory = Directory(chat.store)
        self.rows = Rows(self.directory, chat.clock)
        self.tabs: set[ChatTab] = set()
        self.of_user: defaultdict[int, set[ChatTab]] = defaultdict(set)
        self.in_channel: defaultdict[int, set[ChatTab]] = defaultdict(set)
        """Tabs of the members of a channel."""
        self.viewing: defaultdict[int, set[ChatTab]] = defaultdict(set)
        """Tabs in which a channel is open."""
        self.heard = chat.feed.cursor
        """The `seq` of the event that was applied last."""
        self._tasks: set[asyncio.Task[None]] = set()

    def add(self, tab: "ChatTab") -> None:
        """A tab that is about to read: from now on it hears what comes."""
        self.tabs.add(tab)
        self.of_user[tab.user.id].add(tab)

    def discard(self, tab: "ChatTab") -> None:
        """A tab is over."""
        self.tabs.discard(tab)
        _drop(self.of_user, tab.user.id, tab)
        self.file(tab, [])
        if tab.history.channel is not None:
            _drop(self.viewing, tab.history.channel.id, tab)

    def file(self, tab: "ChatTab", channel_ids: list[int]) -> None:
        """A tab has read which channels its person is in."""
        for channel_id in tab.filed:
            _drop(self.in_channel, channel_id, tab)
        tab.filed = channel_ids
        for channel_id in channel_ids:
            self.in_channel[channel_id].add(tab)

    def counted(self, user_id: int, channel_id: int, unread: int, as_of: int) -> None:
        """Somebody had so many unread messages in a channel at that `seq`: in all their tabs."""
        for tab in list(self.of_user.get(user_id, ())):
            tab.sidebar.count(channel_id, unread, as_of)

    def soon(self, coroutine: "Coroutine[None, None, None]") -> None:
        """Run something that outlives a tab."""
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settled(self) -> None:
        """Wait for what outlived its tab."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def view(self, tab: "ChatTab", before: int | None, after: int | None) -> None:
        """A tab has opened another channel."""
        if before is not None:
            _drop(self.viewing, before, tab)
        if after is not None:
            self.viewing[after].add(tab)

    def hear(self, recorded: list[Recorded]) -> None:
        """Apply events, in order."""
        for one in recorded:
            self.heard = one.seq
            self._apply(one.event)

    def resync(self) -> None:
        """Events are missing: every tab reads again."""
        self.heard = self.chat.feed.cursor
        self.directory.reload()
        self._each(self.tabs, lambda tab: tab.reload())

    def _apply(self, event: Event) -> None:
        match event:
            case events.MessagePosted():
                self._posted(event)
            case events.MessageEdited() | events.MessageDeleted():
                message = self.chat.store.read(lambda tx: tx.messages.get(event.message_id))
                self._each(
                    self.viewing.get(event.channel_id, set()), lambda tab: tab.changed(message, event.message_id)
                )
                if message is None:
                    self._each(self.in_channel.get(event.channel_id, set()), lambda tab: tab.recount(event.channel_id))
            case events.ChannelCreated():
                self._each(self.tabs, lambda tab: tab.places.look_again())
            case events.MemberJoined() | events.MemberLeft():
                self._each(self.of_user.get(event.user_id, set()), lambda tab: tab.membership_changed(event.channel_id))
                self._each(self.viewing.get(event.channel_id, set()), lambda tab: tab.channel_changed())
                self._each(self.of_user.get(event.user_id, set()), lambda tab: tab.places.look_again())
            case events.ChannelChanged():
                self._each(
                    self.in_channel.get(event.channel_id, set()) | self.viewing.get(event.channel_id, set()),
                    lambda tab: tab.membership_changed(event.channel_id),
                )
                self._each(self.viewing.get(event.channel_id, set()), lambda tab: tab.channel_changed())
                self._each(self.tabs, lambda tab: tab.places.look_again())
            case events.UserAdded() | events.UserChanged():
                user = self.directory.reload_user(event.user_id)
                self._each(self.tabs, lambda tab: tab.user_changed(user))
            case events.SessionsEnded():
                self._each(self.of_user.get(event.user_id, set()), lambda tab: tab.sessions_ended(event.session_ids))
            case events.WorkspaceChanged():
                self.directory.reload_workspace()
                self._each(self.tabs, lambda tab: tab.workspace_changed())
            case events.BrandChanged():
                self.directory.reload_workspace()
                self._each(self.tabs, lambda tab: tab.brand.changed())

    def _posted(self, event: events.MessagePosted) -> None:
        message = self.chat.store.read(lambda tx: tx.messages.get(event.message_id))
        if message is None:
            return  # deleted before it was heard of
        shared: Shared = {}
        counts: Counts = {}
        readers: set[int] = set()
        for tab in list(self.viewing.get(event.channel_id, ())):
            try:
                if tab.posted(message, shared):
                    readers.add(tab.user.id)
            except Exception as error:
                tab.broken(error)
        if message.kind is not Kind.TEXT:
            return
        self.chat.positions.posted(message.author_id, event.channel_id, message.id)
        for tab in list(self.in_channel.get(event.channel_id, ())):
            # What is read in one tab is read in all of this person.
            if tab.user.id in readers:
                tab.sidebar.count(event.channel_id, 0, self.heard)
            elif tab.user.id == message.author_id:
                tab.sidebar.wrote(event.channel_id, self.heard)
            else:
                tab.sidebar.one_more(event.channel_id, self.heard, counts)

    def _each(self, tabs: "set[ChatTab]", do: "Callable[[ChatTab], None]") -> None:
        for tab in list(tabs):
            try:
                do(tab)
            except Exception as error:
                tab.broken(error)


def _drop(index: "defaultdict[int, set[ChatTab]]", key: int, tab: "ChatTab") -> None:
    if key in index:
        index[key].discard(tab)
        if not index[key]:
            del index[key]
