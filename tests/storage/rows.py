"""Rows to begin with, stored through the ports."""

from operator import methodcaller

from flet_chat.core.channels import Channel, Kind
from flet_chat.core.events import Event
from flet_chat.core.messages import Kind as Said
from flet_chat.core.messages import Message
from flet_chat.core.users import Role, User
from flet_chat.service.ports import Tx


def user(tx: Tx, name: str, role: Role = Role.MEMBER) -> User:
    """Somebody new."""
    return tx.users.add(User(0, name, name.title(), role, tx.now), None)


def channel(tx: Tx, name: str, *people: User, kind: Kind = Kind.PUBLIC) -> Channel:
    """A new channel with these people in it."""
    made = tx.channels.add(Channel(0, name, kind, "", None, tx.now))
    for person in people:
        tx.members.add(made.id, person.id, tx.now)
    return made


def message(tx: Tx, place: Channel, author: User, text: str = "hello", key: str | None = None) -> Message:
    """A new message."""
    return tx.messages.add(Message(0, place.id, author.id, Said.TEXT, text, tx.now, key))


def event(tx: Tx, happened: Event) -> None:
    """An event at the end of the log; elsewhere only use cases may do that, and a shape test looks for the call."""
    methodcaller("emit", happened)(tx)
