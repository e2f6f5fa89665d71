"""Channels."""

from flet_chat.core import names
from flet_chat.core.channels import GENERAL, Channel, Entry, Kind, Listing
from flet_chat.core.events import ChannelChanged, ChannelCreated
from flet_chat.core.messages import Kind as Line
from flet_chat.core.users import User
from flet_chat.service import members, messages
from flet_chat.service.ports import Tx


def create_general(tx: Tx, owner: User) -> Channel:
    """Make the channel that everybody is in."""
    return _create(tx, owner, Channel(0, GENERAL, Kind.PUBLIC, "Everything that concerns all of us", owner.id, tx.now))


def create(tx: Tx, actor: User, name: str, purpose: str, kind: Kind) -> Channel:
    """Make a channel with its maker in it; raises NotAllowed for guests, Invalid, Taken."""
    actor.must_be_member()
    return _create(tx, actor, Channel(0, names.channel(name), kind, names.purpose(purpose), actor.id, tx.now))


def get(tx: Tx, actor: User, channel_id: int) -> Channel:
    """A channel I can see; raises NotFound."""
    return tx.channels.of(actor).get(channel_id)


def by_name(tx: Tx, actor: User, name: str) -> Channel:
    """The channel of that name, if I can see it; raises NotFound."""
    return tx.channels.of(actor).by_name(names.storable(name))


def sidebar(tx: Tx, actor: User) -> list[Entry]:
    """The channels I am in, with what is unread."""
    return tx.channels.of(actor).entries()


def entry(tx: Tx, actor: User, channel_id: int) -> Entry:
    """One of them; raises NotFound."""
    return tx.channels.of(actor).entry(channel_id)


def browse(tx: Tx, actor: User) -> list[Listing]:
    """Every channel I can see."""
    return tx.channels.of(actor).listings()


def describe(tx: Tx, actor: User, channel_id: int, name: str, purpose: str) -> Channel:
    """Rename a channel or change its purpose; raises NotFound, NotAllowed, Invalid, Taken."""
    old = tx.channels.of(actor).get(channel_id)
    old.must_be_open()
    old.must_be_run_by(actor)
    new = old.described(name, purpose)
    if (new.name, new.purpose) == (old.name, old.purpose):
        return old
    _changed(tx, new)
    if new.name != old.name:
        messages.add_line(tx, new, actor, Line.RENAMED, new.name)
    if new.purpose != old.purpose:
        messages.add_line(tx, new, actor, Line.PURPOSE, new.purpose)
    return new


def archive(tx: Tx, actor: User, channel_id: int) -> Channel:
    """Keep a channel for reading only; raises NotFound, NotAllowed."""
    channel = tx.channels.of(actor).get(channel_id)
    channel.must_be_run_by(actor)
    if channel.archived:
        return channel
    messages.add_line(tx, channel, actor, Line.ARCHIVED, "")
    return _changed(tx, channel.put_away(tx.now))


def restore(tx: Tx, actor: User, channel_id: int) -> Channel:
    """Open an archived channel again; raises NotFound, NotAllowed."""
    channel = tx.channels.of(actor).get(channel_id)
    channel.must_be_run_by(actor)
    if not channel.archived:
        return channel
    channel = _changed(tx, channel.brought_back())
    messages.add_line(tx, channel, actor, Line.RESTORED, "")
    return channel


def _create(tx: Tx, maker: User, channel: Channel) -> Channel:
    channel = tx.channels.add(channel)
    tx.emit(ChannelCreated(channel_id=channel.id))
    members.admit(tx, channel, maker)
    return channel


def _changed(tx: Tx, channel: Channel) -> Channel:
    tx.channels.update(channel)
    tx.emit(ChannelChanged(channel_id=channel.id, version=channel.version))
    return channel
