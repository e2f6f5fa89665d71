"""Who is in a channel."""

from flet_chat.core.channels import Channel
from flet_chat.core.errors import NotAllowed, NotFound
from flet_chat.core.events import MemberJoined, MemberLeft
from flet_chat.core.messages import Kind
from flet_chat.core.users import User
from flet_chat.service import messages
from flet_chat.service.ports import Tx


def join(tx: Tx, actor: User, channel_id: int) -> Channel:
    """Enter a public channel; raises NotFound, Archived."""
    channel = tx.channels.of(actor).get(channel_id)
    channel.must_be_open()
    admit(tx, channel, actor)
    return channel


def invite(tx: Tx, actor: User, channel_id: int, user_id: int) -> User:
    """Let somebody into a channel I am in; raises NotFound, NotAllowed, Archived."""
    actor.must_be_member()
    channel = tx.channels.of(actor).get(channel_id)
    channel.must_be_open()
    must_be_in(tx, channel, actor)
    user = tx.users.get(user_id)
    if not user.active:
        raise NotFound("This account is closed.")
    admit(tx, channel, user, by=actor)
    return user


def leave(tx: Tx, actor: User, channel_id: int) -> Channel:
    """Go out of a channel; raises NotFound, NotAllowed for #general."""
    channel = tx.channels.of(actor).get(channel_id)
    _let_go(tx, channel, actor, by=actor)
    return channel


def remove(tx: Tx, actor: User, channel_id: int, user_id: int) -> User:
    """Put somebody out of a channel; raises NotFound, NotAllowed."""
    channel = tx.channels.of(actor).get(channel_id)
    channel.must_be_run_by(actor)
    user = tx.users.get(user_id)
    _let_go(tx, channel, user, by=actor)
    return user


def of(tx: Tx, actor: User, channel_id: int) -> list[User]:
    """The active people in a channel I can see, by name; raises NotFound."""
    channel = tx.channels.of(actor).get(channel_id)
    users = [tx.users.get(user_id) for user_id in tx.members.ids(channel.id)]
    return sorted((user for user in users if user.active), key=lambda user: (user.name.casefold(), user.id))


def admit(tx: Tx, channel: Channel, user: User, by: User | None = None) -> None:
    """Put somebody in a channel, with a line that says so; nothing happens if they are in it."""
    if not tx.members.add(channel.id, user.id, tx.now):
        return
    tx.emit(MemberJoined(channel_id=channel.id, user_id=user.id))
    messages.add_line(tx, channel, user, Kind.JOINED, by.name if by else "")


def must_be_in(tx: Tx, channel: Channel, user: User) -> None:
    """Raise NotAllowed for those who only look in."""
    if not tx.members.has(channel.id, user.id):
        raise NotAllowed(f"Join #{channel.name} first.")


def _let_go(tx: Tx, channel: Channel, user: User, by: User) -> None:
    if channel.is_general:
        raise NotAllowed("Everybody is in #general; nobody can leave it.")
    if not tx.members.remove(channel.id, user.id):
        raise NotFound("They are not in this channel.")
    if not channel.archived:
        messages.add_line(tx, channel, user, Kind.LEFT, by.name if by.id != user.id else "")
    # After the line: whoever leaves a private channel must not hear of anything that follows.
    tx.emit(MemberLeft(channel_id=channel.id, user_id=user.id))
