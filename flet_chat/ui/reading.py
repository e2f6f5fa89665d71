"""What counts as read, here and in my other tabs."""

from contextlib import suppress
from typing import TYPE_CHECKING

from flet_chat.core.channels import Channel
from flet_chat.core.errors import ChatError
from flet_chat.core.users import User
from flet_chat.service import channels
from flet_chat.service.ports import Tx

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab


class Reading:
    """The read positions of one tab's person, as that tab moves them."""

    def __init__(self, tab: "ChatTab") -> None:
        self._tab = tab
        self.held = False
        """True after "mark as unread from here", until the channel is opened again: looking on changes nothing."""

    def of(self, channel: Channel) -> tuple[int, int]:
        """Up to which message that channel is read, and how many are not."""
        tab = self._tab
        waiting = tab.chat.positions.read_of(tab.user.id, channel.id)
        read_id = waiting if waiting is not None else tab.look(_read_id, channel.id)
        return read_id, tab.sidebar.unread.get(channel.id, 0)

    def follows(self) -> bool:
        """True if what comes into view counts as read at once."""
        return self._tab.focused and self._tab.visible and not self.held

    def mark_read(self) -> None:
        """What is on screen counts as read, here and in my other tabs."""
        tab, history = self._tab, self._tab.history
        channel, last = history.channel, history.last()
        if channel is None or last is None or not self.follows() or not history.at_end:
            return
        if not tab.sidebar.has(channel.id):
            return
        tab.chat.positions.read(tab.user.id, channel.id, last.id)
        if history.live:
            tab.hub.counted(tab.user.id, channel.id, 0, tab.hub.heard)
        else:
            tab.hub.soon(self.recount(channel.id))

    def mark_unread(self, message_id: int) -> None:
        """From that message on everything is unread again."""
        tab = self._tab
        if tab.history.channel is None:
            return
        self.held = True
        tab.chat.positions.read(tab.user.id, tab.history.channel.id, message_id - 1)
        tab.history.new_after = message_id - 1
        tab.history.redraw()
        tab.hub.soon(self.recount(tab.history.channel.id))

    async def recount(self, channel_id: int) -> None:
        """Count what is unread in a channel again, for all tabs of this person."""
        tab = self._tab
        await tab.chat.positions.flush()
        with suppress(ChatError):  # out of it, or signed out, in the meantime
            unread, seq = tab.look(_unread, channel_id)
            tab.hub.counted(tab.user.id, channel_id, unread, seq)


def _unread(tx: Tx, actor: User, channel_id: int) -> tuple[int, int]:
    return channels.entry(tx, actor, channel_id).unread, tx.events.last_seq()


def _read_id(tx: Tx, actor: User, channel_id: int) -> int:
    return tx.members.read_id(channel_id, actor.id)
