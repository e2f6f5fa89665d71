"""Plays the script: everything is done by somebody, through the use cases, at its own time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from flet_chat.core.channels import GENERAL
from flet_chat.core.messages import Draft, Kind
from flet_chat.core.users import User
from flet_chat.core.workspace import Access
from flet_chat.ops.demo.cast import OWNER, PEOPLE, PLACES, WORKSPACE, Person, Place
from flet_chat.ops.demo.script import Deed, chatter, deeds
from flet_chat.service import channels, links, members, messages, passwords, users
from flet_chat.storage.sqlite.connection import Transaction
from flet_chat.storage.sqlite.store import open_store

PASSWORD = "good morning"
"""Everybody's password in the sample team."""
HAVE_A_PASSWORD = ("ann", "bob", "priya", "cleo")


@dataclass(frozen=True, slots=True)
class Sample:
    """What somebody needs to look around."""

    sign_ins: list[User]
    """Who can sign in with PASSWORD; the owner comes first."""
    invite: str
    """The token of an invitation, for coming in as oneself."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is done at a time."""

    at: datetime
    do: Callable[[Transaction], None]


def make(database: Path, now: datetime) -> Sample:
    """Fill an empty database with the team's last two weeks."""
    store = open_store(database, lambda: now, lambda: None)
    try:
        return store.write_now(lambda tx: _play(tx, now))
    finally:
        store.close()


def _play(tx: Transaction, now: datetime) -> Sample:
    team = Team(passwords.hashed_now(PASSWORD))
    for step in sorted(team.steps(now), key=lambda step: step.at):  # stable: what is given first happens first
        # A deed that was said to take its time must not reach into the future.
        tx.now = min(step.at, now)
        step.do(tx)
    tx.now = now
    team.read(tx)
    sign_ins = [tx.users.by_username(name) for name in HAVE_A_PASSWORD]
    return Sample(sign_ins, links.invite(tx, sign_ins[0]))


class Team:
    """Knows the ids behind the names of the script."""

    def __init__(self, password_hash: str) -> None:
        self._password_hash = password_hash
        self._users: dict[str, int] = {}
        self._channels: dict[str, int] = {}
        self._posts = 0

    def steps(self, now: datetime) -> Iterator[Step]:
        """Everything that happens, in no order of time."""
        for person in PEOPLE:
            yield Step(_beginning(now, person.days), partial(self._arrive, person=person))
            if person.left is not None:
                yield Step(_beginning(now, person.left), partial(self._close, person=person))
        for place in PLACES:
            yield Step(_beginning(now, 14), partial(self._open, place=place))
            for deed in deeds(place.name, now):
                yield Step(deed.at, partial(self._do, deed=deed))
        for deed in chatter(now):
            yield Step(deed.at, partial(self._do, deed=deed))
        yield Step(_beginning(now, 9), partial(self._invite, by="noa", place="design", who="cleo"))

    def read(self, tx: Transaction) -> None:
        """Everybody is up to date, but for the owner, who was away for an hour or two and began to write something."""
        for place in PLACES:
            channel_id = self._channels[place.name]
            recent = tx.messages.before(channel_id, messages.NEWEST, 100)
            tx.members.set_read({(user_id, channel_id): recent[0].id for user_id in tx.members.ids(channel_id)})
            if place.unread:
                owner_id = self._users[OWNER]
                unread = [x for x in recent if x.kind is Kind.TEXT and x.author_id != owner_id][place.unread - 1]
                tx.members.set_read({(owner_id, channel_id): unread.id - 1})
        tx.drafts.save({(self._users[OWNER], self._channels["release-2"]): "Snacks: who "}, tx.now)

    def _arrive(self, tx: Transaction, person: Person) -> None:
        password_hash = self._password_hash if person.username in HAVE_A_PASSWORD else None
        if person.username == OWNER:
            user = users.set_up(tx, WORKSPACE, Access.INVITE, person.name, person.username, self._password_hash)
        else:
            user = users.add(tx, person.name, person.username, person.role, password_hash)
        self._users[person.username] = user.id

    def _close(self, tx: Transaction, person: Person) -> None:
        users.deactivate(tx, self._actor(tx, person.username))

    def _open(self, tx: Transaction, place: Place) -> None:
        if place.name == GENERAL:
            self._channels[GENERAL] = tx.channels.general().id
            return
        maker, *others = place.people
        name = place.was or place.name
        channel = channels.create(tx, self._actor(tx, maker), name, place.purpose, place.kind)
        self._channels[place.name] = channel.id
        for who in others:  # being let in twice changes nothing
            self._invite(tx, maker, place.name, who)

    def _invite(self, tx: Transaction, by: str, place: str, who: str) -> None:
        members.invite(tx, self._actor(tx, by), self._channels[place], self._users[who])

    def _do(self, tx: Transaction, deed: Deed) -> None:
        actor, channel_id = self._actor(tx, deed.who), self._channels[deed.channel]
        channel = channels.get(tx, actor, channel_id)
        match deed.verb:
            case "post":
                self._post(tx, actor, channel_id, deed.text)
            case "edited":
                message_id = self._post(tx, actor, channel_id, deed.text[:-1])
                tx.now += timedelta(seconds=40)
                messages.edit(tx, actor, message_id, deed.text)
            case "join":
                members.join(tx, actor, channel_id)
            case "leave":
                members.leave(tx, actor, channel_id)
            case "invite":
                self._invite(tx, deed.who, deed.channel, deed.text)
            case "rename":
                channels.describe(tx, actor, channel_id, deed.text, channel.purpose)
            case "purpose":
                channels.describe(tx, actor, channel_id, channel.name, deed.text)
            case "archive":
                channels.archive(tx, actor, channel_id)
            case _:
                raise ValueError(f"the script has no verb {deed.verb!r}")

    def _post(self, tx: Transaction, actor: User, channel_id: int, text: str) -> int:
        self._posts += 1
        return messages.post(tx, actor, Draft(channel_id, text, f"demo-{self._posts}")).id

    def _actor(self, tx: Transaction, username: str) -> User:
        return tx.users.actor(self._users[username])


def _beginning(now: datetime, days: float) -> datetime:
    """Early on the day so many days ago, before anybody writes anything."""
    return (now.astimezone() - timedelta(days=days)).replace(hour=8, minute=0, second=0, microsecond=0)
