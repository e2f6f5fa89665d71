"""Messages."""

from dataclasses import dataclass

from flet_chat.core.channels import Channel
from flet_chat.core.errors import NotAllowed
from flet_chat.core.events import MessageDeleted, MessageEdited, MessagePosted
from flet_chat.core.messages import Draft, Kind, Message
from flet_chat.core.users import User
from flet_chat.service.ports import Tx

PAGE = 50
"""Messages on one page of history."""
NEWEST = 2**62


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a channel's history, oldest first."""

    messages: list[Message]
    more_before: bool
    more_after: bool


def post(tx: Tx, actor: User, draft: Draft) -> Message:
    """Say something. A draft that was stored before gives what was stored then.

    Raises NotFound, NotAllowed, Archived, Invalid.
    """
    draft.must_have_key()
    if earlier := tx.messages.sent_before(actor.id, draft.client_key):
        return earlier
    channel = tx.channels.of(actor).get(draft.channel_id)
    channel.must_be_open()
    if not tx.members.has(channel.id, actor.id):
        raise NotAllowed(f"Join #{channel.name} to write in it.")
    message = _add(tx, draft.by(actor, tx.now))
    tx.members.set_read({(actor.id, channel.id): message.id})
    return message


def edit(tx: Tx, actor: User, message_id: int, text: str) -> Message:
    """Change what I wrote; raises NotFound, NotAllowed, Archived, Invalid."""
    old = _open(tx, actor, message_id)
    new = old.edited(text, actor, tx.now)
    if new.text == old.text:
        return old
    tx.messages.update(new)
    tx.emit(MessageEdited(channel_id=new.channel_id, message_id=new.id, version=new.version))
    return new


def delete(tx: Tx, actor: User, message_id: int) -> None:
    """Take back what I wrote; its text is gone. Raises NotFound, NotAllowed, Archived."""
    message = _open(tx, actor, message_id).erased(actor, tx.now)
    tx.messages.update(message)
    tx.emit(MessageDeleted(channel_id=message.channel_id, message_id=message.id))


def get(tx: Tx, actor: User, message_id: int) -> Message:
    """One message I can see; raises NotFound."""
    return tx.messages.of(actor).get(message_id)


def latest(tx: Tx, actor: User, channel_id: int, limit: int = PAGE) -> Page:
    """The end of a channel's history; raises NotFound."""
    return before(tx, actor, channel_id, NEWEST, limit)


def before(tx: Tx, actor: User, channel_id: int, message_id: int, limit: int = PAGE) -> Page:
    """The page that ends just before a message; raises NotFound."""
    channel = tx.channels.of(actor).get(channel_id)
    found = tx.messages.before(channel.id, message_id, limit + 1)
    return Page(found[:limit][::-1], len(found) > limit, message_id != NEWEST)


def after(tx: Tx, actor: User, channel_id: int, message_id: int, limit: int = PAGE) -> Page:
    """The page that begins just after a message; raises NotFound."""
    channel = tx.channels.of(actor).get(channel_id)
    found = tx.messages.after(channel.id, message_id, limit + 1)
    return Page(found[:limit], message_id > 0, len(found) > limit)


def around(tx: Tx, actor: User, channel_id: int, message_id: int, limit: int = PAGE) -> Page:
    """A page with a message in its middle, or with the place where it was; raises NotFound."""
    earlier = before(tx, actor, channel_id, message_id + 1, limit // 2)
    later = after(tx, actor, channel_id, message_id, limit - limit // 2)
    return Page(earlier.messages + later.messages, earlier.more_before, later.more_after)


def my_last(tx: Tx, actor: User, channel_id: int) -> Message | None:
    """The last thing I wrote in a channel not long ago, for the person who wants to mend it; raises NotFound."""
    return tx.messages.last_by(actor.id, tx.channels.of(actor).get(channel_id).id)


def add_line(tx: Tx, channel: Channel, about: User, kind: Kind, text: str) -> Message:
    """Add a small line of the system about a person."""
    return _add(tx, Message(0, channel.id, about.id, kind, text, tx.now))


def _add(tx: Tx, message: Message) -> Message:
    message = tx.messages.add(message)
    tx.emit(MessagePosted(channel_id=message.channel_id, message_id=message.id, author_id=message.author_id))
    return message


def _open(tx: Tx, actor: User, message_id: int) -> Message:
    message = tx.messages.of(actor).get(message_id)
    tx.channels.of(actor).get(message.channel_id).must_be_open()
    return message
