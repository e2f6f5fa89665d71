"""The list of channels of one tab, and its unread counts."""

from functools import lru_cache
from typing import TYPE_CHECKING

from flet_chat.core.channels import UNREAD_CAP, Channel, Entry
from flet_chat.core.users import User
from flet_chat.service import channels
from flet_chat.service.lines import Frame
from flet_chat.service.ports import Tx
from flet_chat.ui.pieces import entry as pieces
from flet_chat.ui.shell import SIDEBAR_ID, SIDEBAR_PATH
from flet_chat.ui.wire import PAGE_ID, Patch, Piece, pack

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab

ABOVE = 1
"""Rows above the first channel: the heading."""


Counts = dict[tuple[int, int, int, int | None], tuple[Piece, Frame]]
"""Entries and frames made for one event, by place, count, sum and open channel: tabs that count alike share them."""


class Sidebar:
    """Entries in the order in which they are shown."""

    def __init__(self, tab: "ChatTab") -> None:
        self._tab = tab
        self._entries: list[Channel] = []
        self._places: dict[int, int] = {}
        self._shown: list[Piece] = []
        self._as_of: dict[int, int] = {}
        """The `seq` up to which events are in the count of a channel, where that is not `_loaded`."""
        self._loaded = 0
        self.member_of: list[int] = []
        """Every channel the person is in, the archived ones too, which are not shown."""
        self.unread: dict[int, int] = {}
        self.total = 0
        self.selected: int | None = None

    def load(self) -> None:
        """Read everything and show it; hidden tabs read too, for their title."""
        before, counted = self._places, self.unread
        entries, self.member_of, seq = self._tab.look(_all)
        self._entries = [entry.channel for entry in entries]
        self._places = {channel.id: place for place, channel in enumerate(self._entries)}
        self.unread = {entry.channel.id: entry.unread for entry in entries if entry.unread}
        kept: dict[int, int] = {}
        for one in self._places:
            if one in before and self._tab.chat.positions.read_of(self._tab.user.id, one) is not None:
                # The store does not know yet how far this person has read: the count here is the better one.
                kept[one] = self._as_of.get(one, self._loaded)
                self._set(one, counted.get(one, 0))
        self._as_of, self._loaded = kept, seq
        self.total = sum(self.unread.values())
        shown = self._pieces()
        if shown != self._shown:
            self._shown = shown
            self._tab.line.send(Patch(SIDEBAR_ID).fill("controls", [piece.data for piece in shown]).frame())
        self._tab.set_title()
        self._tab.brand.count()

    def channel_ids(self) -> list[int]:
        """Every channel in the list, from top to bottom."""
        return [channel.id for channel in self._entries]

    def home(self) -> int | None:
        """Where somebody begins: #general, or the first channel there is."""
        first = sorted(self._entries, key=lambda channel: not channel.is_general)
        return first[0].id if first else None

    def has(self, channel_id: int) -> bool:
        """True if the person is in that channel."""
        return channel_id in self._places

    def select(self, channel_id: int | None) -> None:
        """Mark the channel that is open."""
        before, self.selected = self.selected, channel_id
        for one in {before, channel_id}:
            if one is not None:
                self._show(one)

    def count(self, channel_id: int, unread: int, as_of: int, shared: "Counts | None" = None) -> None:
        """Show the unread count that a channel had at that `seq`, unless a later one is known."""
        if channel_id not in self._places:
            return
        if as_of < self._as_of.get(channel_id, self._loaded):
            # What is shown holds events that are still to be heard; what was read meanwhile the store knows.
            self._tab.recount(channel_id)
            return
        self._as_of[channel_id] = as_of
        before = self.unread.get(channel_id, 0)
        if unread == before:
            return
        self.total += unread - before
        self._set(channel_id, unread)
        place = self._places[channel_id]
        key = (place, unread, self.total, self.selected)
        found = shared.get(key) if shared is not None else None
        if found is None:
            piece = self._entry(self._entries[place])
            found = piece, _counted(ABOVE + place, piece, self._tab.title())
            if shared is not None:
                shared[key] = found
        self._shown[ABOVE + place], frame = found
        self._tab.line.send(frame)
        self._tab.brand.count()

    def one_more(self, channel_id: int, seq: int, shared: "Counts") -> None:
        """Somebody else wrote in that channel; passed over if what is shown counts that message already."""
        if seq > self._as_of.get(channel_id, self._loaded):
            self.count(channel_id, min(self.unread.get(channel_id, 0) + 1, UNREAD_CAP), seq, shared)

    def wrote(self, channel_id: int, seq: int) -> None:
        """The person wrote in that channel, and so has read it."""
        if seq > self._as_of.get(channel_id, self._loaded):
            self.count(channel_id, 0, seq)

    def neighbour(self, step: int, *, unread: bool = False) -> int | None:
        """The channel above (-1) or below (+1) the open one; with `unread` the next that has something new."""
        ids = self.channel_ids()
        if not ids:
            return None
        start = self._places.get(self.selected or 0, -1 if step > 0 else 0)
        for far in range(1, len(ids) + 1):
            one = ids[(start + step * far) % len(ids)]
            if not unread or self.unread.get(one):
                return one
        return None

    def _show(self, channel_id: int) -> None:
        place = self._places.get(channel_id)
        if place is None:
            return
        piece = self._entry(self._entries[place])
        if self._shown[ABOVE + place] is not piece:
            self._shown[ABOVE + place] = piece
            self._tab.line.send(_swapped(ABOVE + place, piece))

    def _set(self, channel_id: int, unread: int) -> None:
        if unread:
            self.unread[channel_id] = unread
        else:
            self.unread.pop(channel_id, None)

    def _pieces(self) -> list[Piece]:
        may_add = not self._tab.user.is_guest
        shown = [pieces.section("Channels", may_add), *(self._entry(channel) for channel in self._entries)]
        return [*shown, pieces.browse()] if may_add else shown

    def _entry(self, channel: Channel) -> Piece:
        unread = self.unread.get(channel.id, 0)
        return pieces.channel(channel.id, channel.name, channel.private, unread, channel.id == self.selected)


def _all(tx: Tx, actor: User) -> tuple[list[Entry], list[int], int]:
    return channels.sidebar(tx, actor), tx.members.channel_ids(actor.id), tx.events.last_seq()


@lru_cache(maxsize=4000)
def _swapped(index: int, piece: Piece) -> Frame:
    """One frame for all tabs in which that row changes alike."""
    return Patch(SIDEBAR_ID).replace(index, piece.data).frame()


@lru_cache(maxsize=4000)
def _counted(index: int, piece: Piece, title: str) -> Frame:
    """The same with the title that counts it."""
    return Patch(PAGE_ID, *SIDEBAR_PATH).replace(index, piece.data).set("title", pack(title)).frame()
