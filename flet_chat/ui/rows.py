"""The rows of a message list: which there are, and a bounded cache of them for all tabs."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date, datetime, timedelta
from functools import cache

from flet_chat.core.channels import Channel
from flet_chat.core.messages import Kind, Message
from flet_chat.ui import times
from flet_chat.ui.directory import Directory
from flet_chat.ui.pieces import message as pieces
from flet_chat.ui.pieces.message import Row
from flet_chat.ui.times import Lens

GROUPED_WITHIN = timedelta(minutes=5)
MOST_ROWS = 4000
"""Rows kept ready; about 3 KB each."""


class Rows:
    """Builds each row once per message, version and lens. One per process."""

    def __init__(self, directory: Directory, clock: Callable[[], datetime]) -> None:
        self._directory = directory
        self._clock = clock
        self._ready: OrderedDict[Hashable, Row] = OrderedDict()

    def lay_out(
        self, messages: list[Message], lens: Lens, new_after: int | None, start: Channel | None, newer: bool
    ) -> list[Row]:
        """All rows of a stretch of history, newest first.

        `new_after` is the message above the New line, `start` the channel if its first message is among these, `newer`
        whether later messages are left out.
        """
        rows: list[Row] = [self._start(start)] if start else []
        previous: Message | None = None
        for message in messages:
            rows += reversed(self.following(previous, message, lens, new_after))
            previous = message
        if newer:
            rows.append(_newer())
        return rows[::-1]

    def following(self, previous: Message | None, message: Message, lens: Lens, new_after: int | None) -> list[Row]:
        """The rows that a message adds below `previous`, newest first."""
        day = times.day(message.created_at, lens)
        new_day = previous is None or times.day(previous.created_at, lens) != day
        new = new_after is not None and message.id > new_after and (previous is None or previous.id <= new_after)
        head = new_day or new or previous is None or not _continues(previous, message)
        rows = [self._message(message, head, lens)]
        if new:
            rows.append(_new())
        if new_day:
            rows.append(self._day(day, lens))
        return rows

    def _message(self, message: Message, head: bool, lens: Lens) -> Row:
        author = self._directory.user(message.author_id)
        key = (message.id, message.version, author.version, head, lens)
        return self._kept(key, lambda: pieces.message_row(message, author, head, lens))

    def _day(self, day: date, lens: Lens) -> Row:
        today = times.day(self._clock(), lens)
        return self._kept(("day", day, today.year), lambda: pieces.day_row(day, today))

    def _start(self, channel: Channel) -> Row:
        return self._kept(
            ("start", channel.id, channel.version), lambda: pieces.start_row(channel.name, channel.purpose)
        )

    def _kept(self, key: Hashable, build: Callable[[], Row]) -> Row:
        row = self._ready.get(key)
        if row is None:
            row = self._ready[key] = build()
            if len(self._ready) > MOST_ROWS:
                self._ready.popitem(last=False)
        else:
            self._ready.move_to_end(key)
        return row


def _continues(previous: Message, message: Message) -> bool:
    return (
        previous.kind is message.kind is Kind.TEXT
        and previous.author_id == message.author_id
        and message.created_at - previous.created_at < GROUPED_WITHIN
    )


@cache
def _new() -> Row:
    return pieces.new_row()


@cache
def _newer() -> Row:
    return pieces.newer_row()
