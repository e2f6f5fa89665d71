"""The law: old view + events = fresh view, whatever happens, for whoever looks."""

import random
from collections.abc import Callable, Iterator

import pytest

from flet_chat.core.brand import Change
from flet_chat.core.channels import Channel, Kind
from flet_chat.core.errors import ChatError
from flet_chat.core.users import Role, User
from flet_chat.core.workspace import Access
from flet_chat.service import brand, channels, members, messages, sessions, users
from flet_chat.service import workspace as workspaces
from tests.cast import Workspace
from tests.service.view import View

STEPS = 120


class Chance:
    """Draws use cases with arguments, most of which work and some of which are refused."""

    def __init__(self, workspace: Workspace, seed: int) -> None:
        self.random = random.Random(seed)
        self.workspace = workspace
        self.people = [workspace.ann, workspace.bob, workspace.cleo, workspace.echo]
        self.places = [workspace.general]
        for maker, name, kind in (
            (workspace.ann, "dev", Kind.PUBLIC),
            (workspace.bob, "secret", Kind.PRIVATE),
            (workspace.ann, "board", Kind.PRIVATE),
        ):
            self.places.append(workspace.channel(maker, name, kind))
        self.said = [workspace.post(workspace.ann, workspace.general)]
        self.read: list[tuple[int, int]] = []

    def step(self) -> bool:
        """Do something; False if it was refused."""
        do = self.random.choice([*[self.post] * 6, self.edit, self.delete, *[self.move] * 6, self.shape, *self.rest()])
        try:
            do()
        except ChatError:
            return False
        return True

    def who(self) -> User:
        return self.random.choice(self.people)

    def place(self) -> Channel:
        return self.random.choice(self.places)

    def post(self) -> None:
        key = self.random.choice([None, "same"])
        self.said.append(self.workspace.post(self.who(), self.place(), f"text {len(self.said)}", key))

    def edit(self) -> None:
        said = self.random.choice(self.said)
        self.workspace.act(self.by(said), messages.edit, said.id, f"edited {self.random.random()}")

    def delete(self) -> None:
        said = self.random.choice(self.said)
        self.workspace.act(self.by(said), messages.delete, said.id)

    def by(self, said: messages.Message) -> User:
        return next(person for person in self.people if person.id == said.author_id)

    def move(self) -> None:
        who, other, place = self.who(), self.who(), self.place().id
        kind = self.random.choice(["join", "leave", "invite", "invite", "remove"])
        if kind == "join":
            self.workspace.act(who, members.join, place)
        elif kind == "leave":
            self.workspace.act(who, members.leave, place)
        else:
            self.workspace.act(who, members.invite if kind == "invite" else members.remove, place, other.id)

    def shape(self) -> None:
        who, place = self.who(), self.place()
        kind = self.random.choice(["describe", "archive", "restore", "restore", "create"])
        if kind == "describe":
            name = self.random.choice([place.name, f"{place.name}-{self.random.randrange(3)}"])
            self.workspace.act(who, channels.describe, place.id, name, f"purpose {self.random.randrange(3)}")
        elif kind == "create":
            secrecy = self.random.choice(list(Kind))
            self.places.append(self.workspace.channel(who, f"room {self.random.randrange(50)}", secrecy))
        else:
            self.workspace.act(who, channels.archive if kind == "archive" else channels.restore, place.id)

    def rest(self) -> Iterator[Callable[[], object]]:
        workspace = self.workspace
        yield lambda: workspace.act(self.who(), users.rename, f"Name {self.random.randrange(9)}")
        yield lambda: workspace.act(self.who(), workspaces.change, f"Acme {self.random.randrange(9)}", Access.OPEN)
        color = f"#00{self.random.randrange(16, 256):02x}00"
        yield lambda: workspace.act(self.who(), brand.change, Change(theme_color=color))
        yield lambda: workspace.act(self.who(), brand.reset)
        yield lambda: workspace.admin(users.deactivate, self.fresh(workspace.echo))
        yield lambda: workspace.admin(users.reactivate, self.fresh(workspace.echo))
        yield lambda: workspace.admin(users.add, "New", f"new{self.random.randrange(999)}", Role.MEMBER, None)
        yield lambda: workspace.act(self.who(), self.end_one)
        yield self.note_read

    def fresh(self, user: User) -> User:
        return self.workspace.chat.store.read(lambda tx: tx.users.get(user.id))

    def end_one(self, tx, actor: User) -> None:
        for session in sessions.mine(tx, actor)[:1]:
            sessions.end(tx, actor, session.id)

    def note_read(self) -> None:
        who, said = self.who(), self.random.choice(self.said)
        self.workspace.admin(lambda tx: tx.members.set_read({(who.id, said.channel_id): said.id}))
        self.read.append((who.id, said.channel_id))


@pytest.mark.parametrize("seed", range(6))
def test_old_view_and_events_are_the_fresh_view(workspace: Workspace, seed: int) -> None:
    chance = Chance(workspace, seed)
    viewers = (workspace.ann, workspace.bob, workspace.cleo)
    for who in viewers:
        for device in "abcdefgh":
            workspace.act(who, sessions.open_session, device)
    views = [View(workspace.chat, who.id, place.id).reload() for who in viewers for place in chance.places]
    cursor, applied, refused = workspace.last_seq(), 0, 0
    for step in range(STEPS):
        refused += not chance.step()
        if chance.random.random() < 0.5:
            continue  # several changes reach the view in one batch
        entries = workspace.recorded(cursor)
        cursor = workspace.last_seq()
        for view in views:
            applied += view.apply(entries)
            for user_id, channel_id in chance.read:
                if user_id == view.user_id:
                    view.read_moved(channel_id)
            assert view.shown() == view.fresh().shown(), f"step {step}, user {view.user_id}, channel {view.open_id}"
        chance.read.clear()
    assert applied > STEPS  # much happened,
    assert refused > 10  # and some of it was refused


def test_a_view_that_misses_an_event_is_not_fresh(workspace: Workspace) -> None:
    view = View(workspace.chat, workspace.bob.id, workspace.general.id).reload()
    workspace.post(workspace.ann, workspace.general)
    assert view.shown() != view.fresh().shown()


def test_an_outsider_hears_nothing_of_a_private_channel(workspace: Workspace) -> None:
    secret = workspace.channel(workspace.ann, "secret", Kind.PRIVATE)
    views = {who.id: View(workspace.chat, who.id, secret.id).reload() for who in (workspace.ann, workspace.bob)}
    before = workspace.last_seq()
    said = workspace.post(workspace.ann, secret)
    workspace.act(workspace.ann, messages.edit, said.id, "x")
    workspace.act(workspace.ann, channels.describe, secret.id, "secret2", "x")
    workspace.act(workspace.ann, members.invite, secret.id, workspace.cleo.id)
    workspace.act(workspace.ann, messages.delete, said.id)
    workspace.act(workspace.ann, channels.archive, secret.id)
    entries = workspace.recorded(before)
    assert views[workspace.ann.id].apply(entries) == len(entries)
    assert views[workspace.bob.id].apply(entries) == 0


def test_who_is_put_out_is_told_and_loses_the_page_at_once(workspace: Workspace) -> None:
    secret = workspace.channel(workspace.ann, "secret", Kind.PRIVATE)
    workspace.act(workspace.ann, members.invite, secret.id, workspace.bob.id)
    workspace.post(workspace.ann, secret)
    view = View(workspace.chat, workspace.bob.id, secret.id).reload()
    assert view.history
    before = workspace.last_seq()
    workspace.act(workspace.ann, members.remove, secret.id, workspace.bob.id)
    workspace.post(workspace.ann, secret, "about bob")
    assert view.apply(workspace.recorded(before)) == 1
    assert (view.header, view.members, view.history) == (None, [], {})
    assert secret.id not in view.sidebar | view.listed
