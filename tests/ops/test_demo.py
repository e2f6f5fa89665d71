"""The sample team: lively, plausible, and made through the use cases."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flet_chat.bootstrap import open_chat
from flet_chat.core.messages import Kind, Message
from flet_chat.core.users import Role
from flet_chat.ops import demo
from flet_chat.service import channels, messages
from flet_chat.service.chat import Chat
from flet_chat.settings import Settings

NOW = datetime(2026, 3, 3, 15, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def chat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """A workspace with the sample team."""
    settings = Settings(data=tmp_path_factory.mktemp("demo"))
    demo.make(settings.database, NOW)
    opened = open_chat(settings)
    yield opened
    opened.store.close()


def test_everybody_of_the_cast_is_there(chat: Chat) -> None:
    people = {user.username: user for user in chat.store.read(lambda tx: tx.users.all())}
    assert people["ann"].role is Role.OWNER
    assert people["cleo"].role is Role.GUEST
    assert people["echo"].role is Role.BOT
    assert not people["dot"].active
    assert len(people) >= 8


def test_the_owner_has_something_to_read(chat: Chat) -> None:
    unread = {entry.channel.name: entry.unread for entry in chat.look(1, channels.sidebar)}
    assert unread["general"] == 7
    assert unread["support"] == 9
    assert unread["random"] == 0
    assert {name for name, count in unread.items() if count} == {"general", "dev", "design", "support", "leads"}


def test_there_is_more_to_find_than_the_owner_is_in(chat: Chat) -> None:
    seen = {listing.channel.name: listing for listing in chat.look(1, channels.browse)}
    assert not seen["books"].joined
    assert seen["offsite-lisbon"].channel.archived
    assert seen["leads"].channel.private
    assert "kevin" not in seen
    assert "kevin" in {listing.channel.name for listing in chat.look(priya(chat), channels.browse)}


def test_general_has_a_history_to_scroll_through(chat: Chat) -> None:
    assert len(said(chat, "general")) > 250


def test_nothing_is_said_in_the_future_or_out_of_order(chat: Chat) -> None:
    for listing in chat.look(1, channels.browse):
        times = [message.created_at for message in said(chat, listing.channel.name)]
        assert times == sorted(times)
        assert all(NOW - timedelta(days=15) < time <= NOW for time in times)


def test_messages_are_of_many_kinds(chat: Chat) -> None:
    everything = [message for listing in chat.look(1, channels.browse) for message in said(chat, listing.channel.name)]
    assert {message.kind for message in everything} >= {
        Kind.TEXT,
        Kind.JOINED,
        Kind.LEFT,
        Kind.RENAMED,
        Kind.PURPOSE,
        Kind.ARCHIVED,
    }
    assert any(message.edited_at for message in everything)
    texts = "\n".join(message.text for message in everything)
    for piece in ("```python", "```sql", "- [x]", "\n> ", "|---|", "שלום", "صباح", "東京"):
        assert piece in texts


@pytest.mark.parametrize("hour", [0, 9, 23])
def test_it_can_be_made_at_any_time_of_day(hour: int, tmp_path: Path) -> None:
    for day in range(1, 8):
        sample = demo.make(tmp_path / f"{day}.db", datetime(2026, 3, day, hour, 5, tzinfo=UTC))
        assert sample.sign_ins[0].username == "ann"


def said(chat: Chat, name: str) -> list[Message]:
    """All that was said in a channel."""
    channel = chat.look(1, channels.by_name, name)
    return chat.look(1, messages.latest, channel.id, 2000).messages


def priya(chat: Chat) -> int:
    """The admin's id."""
    return chat.store.read(lambda tx: tx.users.by_username("priya").id)
