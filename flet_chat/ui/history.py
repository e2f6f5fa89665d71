"""The stretch of a channel's history that one tab shows, and how it follows events.

Rows are newest first, as in a reversed list. The law: what is on screen after events equals what a reload would
lay out.
"""

from typing import TYPE_CHECKING

import flet as ft

from flet_chat.core.channels import Channel
from flet_chat.core.messages import Kind, Message
from flet_chat.service import messages
from flet_chat.service.lines import Frame
from flet_chat.service.messages import PAGE, Page
from flet_chat.ui.measure import fitting
from flet_chat.ui.pieces.message import Row
from flet_chat.ui.theme import C
from flet_chat.ui.wire import Patch, fixed_id, pack

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab

LIST_ID = fixed_id()
MOST_LIVE, KEPT_LIVE = 160, 120
"""A live list that has grown beyond the first is cut to the second, at its old end."""
HIGHLIGHT = ft.Colors.with_opacity(0.5, C.TERTIARY_CONTAINER)

Shared = dict[tuple[object, ...], tuple[list[Row], Frame]]
"""Rows and frames made for one event, by what they depend on: tabs that show the same share them."""


class History:
    """The message list of one tab."""

    def __init__(self, tab: "ChatTab") -> None:
        self._tab = tab
        self.channel: Channel | None = None
        self.rows: list[Row] = []
        self.new_after: int | None = None
        self.live = True
        """True where the window reaches the end of the channel and follows it."""
        self.at_end = True
        """True while the person looks at the end of the list."""
        self.waiting = 0
        """Messages that came while the person was scrolled up."""
        self.behind = False
        """True if rows were left out at the end, be they only lines of the system."""
        self.more_before = False
        self.left = False
        """True from when the person went away until somebody else writes: that is where the New line goes."""

    def open(self, channel: Channel, read_id: int, unread: int) -> None:
        """Show a channel: at its end, or at the first unread message where that would not be on screen."""
        self.channel = channel
        self.new_after = read_id if unread else None
        page = self._stretch(read_id) if unread else self._tab.look(messages.latest, channel.id)
        if page.more_after and unread:
            self._show(page, live=False)
        else:
            self._show(self._tab.look(messages.latest, channel.id) if unread else page, live=True)

    def open_at(self, channel: Channel, message_id: int) -> None:
        """Show a channel at one message, which is tinted."""
        self.channel, self.new_after = channel, None
        page = self._stretch(message_id, 0.4)
        self._show(page, live=not page.more_after)
        row = next((row for row in self.rows if row.message and row.message.id == message_id), None)
        if row is not None:
            self._tab.line.send(Patch(row.box_id).set("bgcolor", pack(HIGHLIGHT)).frame())

    def read_on(self) -> None:
        """From a stretch of older history, go to what follows it."""
        last = self.last()
        if last is None or self.channel is None:
            return self.to_end()
        page = self._stretch(last.id)
        self._show(page, live=not page.more_after)
        self._tab.reading.mark_read()

    def to_end(self) -> None:
        """Show the end of the channel."""
        if self.channel is not None:
            self._show(self._tab.look(messages.latest, self.channel.id), live=True)
            self._tab.reading.mark_read()

    def sent(self) -> None:
        """I wrote something here: see it."""
        if not (self.live and self.at_end):
            self.to_end()

    def load_older(self) -> None:
        """Add a page above; nothing jumps, since in a reversed list it is appended."""
        first = next((row.message for row in reversed(self.rows) if row.message), None)
        if first is None or self.channel is None or not self.more_before:
            return
        page = self._tab.look(messages.before, self.channel.id, first.id)
        self.more_before = page.more_before
        self._lay_out(page.messages + self._messages())

    def last(self) -> Message | None:
        """The newest message in the window."""
        return next((row.message for row in self.rows if row.message), None)

    def posted(self, message: Message, shared: Shared) -> bool:
        """A message was added to this channel; True if it is on screen now."""
        if not self.live:
            return False
        last = self.last()
        if last is not None and message.id <= last.id:
            return self.at_end  # it was read before its event was heard
        if self.left and message.kind is Kind.TEXT and message.author_id != self._tab.user.id:
            self._move_new_line(last.id if last else 0)
        if not self.at_end:
            self.behind = True
            self.waiting += message.kind is Kind.TEXT
            return False
        held_id = last.id if last else 0
        key = (self._tab.lens, held_id, self.new_after is not None and held_id <= self.new_after)
        if key not in shared:
            rows = self._tab.rows.following(last, message, self._tab.lens, self.new_after)
            patch = Patch(LIST_ID)
            for row in reversed(rows):
                patch.add(0, row.data)
            shared[key] = (rows, patch.frame())
        rows, frame = shared[key]
        self.rows[:0] = rows
        self._tab.line.send(frame)
        if len(self.rows) > MOST_LIVE:
            self._trim(shared)
        return True

    def _move_new_line(self, after: int) -> None:
        had, self.new_after, self.left = self.new_after is not None, after, False
        if had:
            self.redraw()

    def changed(self, message: Message | None, message_id: int) -> None:
        """A message of this channel has another text, or None if it is gone."""
        held = self._messages()
        if not any(x.id == message_id for x in held):
            return
        self._lay_out([message if x.id == message_id and message else x for x in held if message or x.id != message_id])

    def redraw(self) -> None:
        """Lay out again what is here: an author has another name, or the channel another purpose."""
        self._lay_out(self._messages())

    def reload(self, read_id: int, unread: int) -> None:
        """Read everything again, where the person was."""
        if self.channel is None:
            return
        if self.live and self.at_end:
            self.open(self.channel, read_id, unread)
            return
        held = self._messages()
        middle = held[len(held) // 2].id if held else 0
        page = self._tab.look(messages.around, self.channel.id, middle, max(PAGE, len(held)))
        self.more_before = page.more_before
        self.live, self.waiting, self.behind = not page.more_after, 0, False
        self._lay_out(page.messages)

    def clear(self) -> None:
        """Show nothing."""
        self.channel, self.rows, self.live, self.at_end, self.waiting, self.behind = None, [], True, True, 0, False
        self._tab.line.send(Patch(LIST_ID).fill("controls", []).frame())

    def _stretch(self, after_id: int, share: float = 0.8) -> Page:
        """What is around a reading line: what follows it fills that share of the window, so the eye goes on from it."""
        assert self.channel is not None
        later = self._tab.look(messages.after, self.channel.id, after_id)
        width, height = self._tab.layout.reading_space()
        count = fitting(later.messages, width, height * share)
        more = later.more_after or count < len(later.messages)
        earlier = self._tab.look(messages.before, self.channel.id, after_id + 1)
        return Page(earlier.messages + later.messages[:count], earlier.more_before, more)

    def _show(self, page: Page, *, live: bool) -> None:
        self.live, self.at_end, self.waiting, self.more_before = live, True, 0, page.more_before
        self.behind = False
        self.rows = self._rows_of(page.messages)
        self._tab.line.send(Patch(LIST_ID).fill("controls", [row.data for row in self.rows]).frame())
        self._tab.scroll_to_end()

    def _lay_out(self, held: list[Message]) -> None:
        """Bring the list from the rows it has to those it should have, in one frame."""
        old, self.rows = self.rows, self._rows_of(held)
        patch = difference(old, self.rows)
        if patch:
            self._tab.line.send(patch.frame())

    def _rows_of(self, held: list[Message]) -> list[Row]:
        start = self.channel if not self.more_before else None
        return self._tab.rows.lay_out(held, self._tab.lens, self.new_after, start, not self.live)

    def _messages(self) -> list[Message]:
        return [row.message for row in reversed(self.rows) if row.message]

    def _trim(self, shared: Shared) -> None:
        key = ("trim", len(self.rows))
        if key not in shared:
            patch = Patch(LIST_ID)
            for index in range(len(self.rows) - 1, KEPT_LIVE - 1, -1):
                patch.remove(index)
            shared[key] = ([], patch.frame())
        del self.rows[KEPT_LIVE:]
        self.more_before = True
        self._tab.line.send(shared[key][1])


def difference(old: list[Row], new: list[Row]) -> Patch:
    """The changes between two lists of rows: what differs between their common ends."""
    head = 0
    while head < min(len(old), len(new)) and old[head] is new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] is new[-1 - tail]:
        tail += 1
    patch = Patch(LIST_ID)
    both = min(len(old), len(new)) - head - tail
    for index in range(head, head + both):
        if old[index] is not new[index]:
            patch.replace(index, new[index].data)
    for index in range(len(old) - tail - 1, head + both - 1, -1):
        patch.remove(index)
    for index in range(head + both, len(new) - tail):
        patch.add(index, new[index].data)
    return patch
