"""Which use case emits which events, in which order, and that what fails or only looks emits none."""

import ast
import inspect
from collections.abc import Callable
from pathlib import Path

import pytest

from flet_chat import service
from flet_chat.core import events
from flet_chat.core.brand import Change
from flet_chat.core.channels import Kind
from flet_chat.core.errors import ChatError
from flet_chat.core.events import (
    BrandChanged,
    ChannelChanged,
    ChannelCreated,
    MemberJoined,
    MemberLeft,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    SessionsEnded,
    UserAdded,
    UserChanged,
    WorkspaceChanged,
)
from flet_chat.core.users import Role
from flet_chat.core.workspace import Access
from flet_chat.service import brand, channels, links, members, messages, sessions, users
from flet_chat.service import workspace as workspaces
from tests.cast import Workspace


def in_dev(w: Workspace):
    """A channel of ann's that bob is in."""
    dev = w.channel(w.ann, "dev")
    w.act(w.bob, members.join, dev.id)
    return dev


def posting(w: Workspace):
    said = []
    yield lambda: said.append(w.post(w.bob, w.general))
    yield [MessagePosted(channel_id=w.general.id, message_id=said[0].id, author_id=w.bob.id)]


def editing(w: Workspace):
    said = w.post(w.bob, w.general)
    yield lambda: w.act(w.bob, messages.edit, said.id, "x")
    yield [MessageEdited(channel_id=w.general.id, message_id=said.id, version=2)]


def deleting(w: Workspace):
    said = w.post(w.bob, w.general)
    yield lambda: w.act(w.bob, messages.delete, said.id)
    yield [MessageDeleted(channel_id=w.general.id, message_id=said.id)]


def creating(w: Workspace):
    made = []
    yield lambda: made.append(w.channel(w.bob, "secret", Kind.PRIVATE))
    line = w.look(w.bob, messages.latest, made[0].id).messages[0]
    yield [
        ChannelCreated(channel_id=made[0].id),
        MemberJoined(channel_id=made[0].id, user_id=w.bob.id),
        MessagePosted(channel_id=made[0].id, message_id=line.id, author_id=w.bob.id),
    ]


def describing(w: Workspace):
    dev = in_dev(w)
    yield lambda: w.act(w.ann, channels.describe, dev.id, "dev2", "for us")
    renamed, purpose = w.look(w.ann, messages.latest, dev.id).messages[-2:]
    yield [
        ChannelChanged(channel_id=dev.id, version=2),
        MessagePosted(channel_id=dev.id, message_id=renamed.id, author_id=w.ann.id),
        MessagePosted(channel_id=dev.id, message_id=purpose.id, author_id=w.ann.id),
    ]


def archiving(w: Workspace):
    dev = in_dev(w)
    yield lambda: w.act(w.ann, channels.archive, dev.id)
    line = w.look(w.ann, messages.latest, dev.id).messages[-1]
    yield [
        MessagePosted(channel_id=dev.id, message_id=line.id, author_id=w.ann.id),
        ChannelChanged(channel_id=dev.id, version=2),
    ]


def restoring(w: Workspace):
    dev = in_dev(w)
    w.act(w.ann, channels.archive, dev.id)
    yield lambda: w.act(w.ann, channels.restore, dev.id)
    line = w.look(w.ann, messages.latest, dev.id).messages[-1]
    yield [
        ChannelChanged(channel_id=dev.id, version=3),
        MessagePosted(channel_id=dev.id, message_id=line.id, author_id=w.ann.id),
    ]


def joining(w: Workspace):
    dev = w.channel(w.ann, "dev")
    yield lambda: w.act(w.bob, members.join, dev.id)
    yield came(w, dev, w.bob)


def inviting(w: Workspace):
    dev = w.channel(w.ann, "dev")
    yield lambda: w.act(w.ann, members.invite, dev.id, w.cleo.id)
    yield came(w, dev, w.cleo)


def leaving(w: Workspace):
    dev = in_dev(w)
    yield lambda: w.act(w.bob, members.leave, dev.id)
    yield went(w, dev, w.bob)


def removing(w: Workspace):
    dev = in_dev(w)
    yield lambda: w.act(w.ann, members.remove, dev.id, w.bob.id)
    yield went(w, dev, w.bob)


def came(w: Workspace, channel, who):
    line = w.look(w.ann, messages.latest, channel.id).messages[-1]
    return [
        MemberJoined(channel_id=channel.id, user_id=who.id),
        MessagePosted(channel_id=channel.id, message_id=line.id, author_id=who.id),
    ]


def went(w: Workspace, channel, who):
    return [*reversed(came(w, channel, who)[1:]), MemberLeft(channel_id=channel.id, user_id=who.id)]


def adding_a_person(w: Workspace):
    added = []
    yield lambda: added.append(w.admin(users.add, "Fay", "fay", Role.MEMBER, None))
    yield [UserAdded(user_id=added[0].id), *came(w, w.general, added[0])]


def renaming_oneself(w: Workspace):
    yield lambda: w.act(w.bob, users.rename, "Bobby")
    yield [UserChanged(user_id=w.bob.id, version=2)]


def putting_a_person_out(w: Workspace):
    ids = open_two(w)
    yield lambda: w.admin(users.deactivate, w.bob)
    yield [SessionsEnded(user_id=w.bob.id, session_ids=ids), UserChanged(user_id=w.bob.id, version=2)]


def letting_a_person_back(w: Workspace):
    closed = w.admin(users.deactivate, w.bob)
    yield lambda: w.admin(users.reactivate, closed)
    yield [UserChanged(user_id=w.bob.id, version=3)]


def changing_a_password(w: Workspace):
    first, second = open_two(w)
    yield lambda: w.admin(users.set_password, w.bob, "hash", keep_session=first)
    yield [SessionsEnded(user_id=w.bob.id, session_ids=(second,))]


def resetting_a_password(w: Workspace):
    ids = open_two(w)
    token = w.act(w.ann, links.reset, w.bob.id)
    yield lambda: w.admin(links.use_reset, token, "hash")
    yield [SessionsEnded(user_id=w.bob.id, session_ids=ids)]


def ending_a_sign_in(w: Workspace):
    first, _ = open_two(w)
    yield lambda: w.act(w.bob, sessions.end, first)
    yield [SessionsEnded(user_id=w.bob.id, session_ids=(first,))]


def ending_other_sign_ins(w: Workspace):
    first, second = open_two(w)
    yield lambda: w.act(w.bob, sessions.end_others, first)
    yield [SessionsEnded(user_id=w.bob.id, session_ids=(second,))]


def changing_the_workspace(w: Workspace):
    yield lambda: w.act(w.ann, workspaces.change, "Acme 2", Access.OPEN)
    yield [WorkspaceChanged()]


def open_two(w: Workspace) -> tuple[int, ...]:
    """Sign bob in twice; gives the ids of the sign-ins."""
    for device in ("phone", "desk"):
        w.act(w.bob, sessions.open_session, device)
    return tuple(sorted(session.id for session in w.look(w.bob, sessions.mine)))


def changing_the_brand(w: Workspace):
    yield lambda: w.act(w.ann, brand.change, Change(theme_color="#8A1C5B", picture=b"a picture"))
    yield [BrandChanged()]


def changing_nothing_of_the_brand(w: Workspace):
    yield lambda: w.act(w.ann, brand.change, Change(name="Acme", description=""))
    yield []


def renaming_by_the_brand(w: Workspace):
    yield lambda: w.act(w.ann, brand.change, Change(name="Acme Labs"))
    yield [WorkspaceChanged(), BrandChanged()]


def resetting_the_brand(w: Workspace):
    w.act(w.ann, brand.change, Change(description="We build rockets"))
    yield lambda: [w.act(w.ann, brand.reset), w.act(w.ann, brand.reset)]
    yield [BrandChanged()]


CASES = [
    posting,
    editing,
    deleting,
    creating,
    describing,
    archiving,
    restoring,
    joining,
    inviting,
    leaving,
    removing,
    adding_a_person,
    renaming_oneself,
    putting_a_person_out,
    letting_a_person_back,
    changing_a_password,
    resetting_a_password,
    ending_a_sign_in,
    ending_other_sign_ins,
    changing_the_workspace,
    changing_the_brand,
    changing_nothing_of_the_brand,
    renaming_by_the_brand,
    resetting_the_brand,
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_a_use_case_emits(workspace: Workspace, case: Callable) -> None:
    steps = case(workspace)
    emitted = workspace.emitted(next(steps))
    assert emitted == next(steps)


def test_every_event_is_emitted_by_some_case_here(workspace: Workspace) -> None:
    seen = set()
    source = inspect.getsource(inspect.getmodule(test_a_use_case_emits))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            seen.add(node.func.id)
    assert set(events.KINDS) <= seen


def test_every_place_that_emits_is_behind_some_case_here() -> None:
    folder = Path(service.__path__[0])
    emitting = {
        path.stem
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "emit"
    }
    assert emitting == {"brand", "channels", "members", "messages", "users", "workspace"}


def test_what_fails_emits_nothing(workspace: Workspace) -> None:
    dev = in_dev(workspace)
    said = workspace.post(workspace.ann, dev)
    for attempt in (
        lambda: workspace.act(workspace.bob, messages.edit, said.id, "x"),
        lambda: workspace.channel(workspace.bob, "dev"),
        lambda: workspace.act(workspace.bob, channels.archive, dev.id),
        lambda: workspace.admin(users.add, "Bob", "bob", Role.MEMBER, None),
    ):

        def fail(attempt: Callable[[], object] = attempt) -> None:
            with pytest.raises(ChatError):
                attempt()

        assert workspace.emitted(fail) == []


def test_a_line_about_who_leaves_comes_before_they_lose_sight(workspace: Workspace) -> None:
    dev = in_dev(workspace)
    kinds = [type(event) for event in workspace.emitted(lambda: workspace.act(workspace.bob, members.leave, dev.id))]
    assert kinds == [MessagePosted, MemberLeft]


def test_no_event_says_what_was_said(workspace: Workspace) -> None:
    said = workspace.post(workspace.ann, workspace.general, "quetzalcoatl")
    workspace.act(workspace.ann, messages.edit, said.id, "quetzalcoatl twice")
    workspace.act(workspace.ann, channels.describe, workspace.general.id, "general", "quetzalcoatl")
    bodies = workspace.admin(lambda tx: [row["body"] for row in tx.events._db.execute("select body from events")])
    assert bodies
    assert not any("quetzalcoatl" in body for body in bodies)
