"""Joining, inviting, leaving, and being put out."""

import pytest

from flet_chat.core.channels import Kind
from flet_chat.core.errors import NotAllowed, NotFound
from flet_chat.core.messages import Kind as Line
from flet_chat.service import channels, members, messages
from tests.cast import Workspace


def test_joining_shows_as_a_line_and_only_once(workspace: Workspace) -> None:
    dev = workspace.channel(workspace.ann, "dev")
    workspace.act(workspace.bob, members.join, dev.id)
    assert workspace.emitted(lambda: workspace.act(workspace.bob, members.join, dev.id)) == []
    lines = workspace.look(workspace.ann, messages.latest, dev.id).messages
    assert [(line.kind, line.author_id) for line in lines] == [
        (Line.JOINED, workspace.ann.id),
        (Line.JOINED, workspace.bob.id),
    ]


def test_a_line_says_who_let_somebody_in(workspace: Workspace) -> None:
    dev = workspace.channel(workspace.ann, "dev")
    workspace.act(workspace.ann, members.invite, dev.id, workspace.bob.id)
    line = workspace.look(workspace.ann, messages.latest, dev.id).messages[-1]
    assert (line.author_id, line.text) == (workspace.bob.id, "Ann Lee")


def test_who_leaves_a_private_channel_loses_sight_of_it_at_once(workspace: Workspace) -> None:
    secret = workspace.channel(workspace.ann, "secret", Kind.PRIVATE)
    workspace.act(workspace.ann, members.invite, secret.id, workspace.bob.id)
    said = workspace.post(workspace.bob, secret)
    assert workspace.look(workspace.bob, messages.get, said.id) == said
    workspace.act(workspace.bob, members.leave, secret.id)
    with pytest.raises(NotFound):
        workspace.look(workspace.bob, messages.get, said.id)
    with pytest.raises(NotFound):
        workspace.act(workspace.bob, messages.edit, said.id, "x")
    with pytest.raises(NotFound):
        workspace.act(workspace.bob, members.join, secret.id)


def test_a_guest_who_leaves_a_public_channel_loses_sight_of_it(workspace: Workspace) -> None:
    dev = workspace.channel(workspace.ann, "dev")
    workspace.act(workspace.ann, members.invite, dev.id, workspace.cleo.id)
    assert workspace.look(workspace.cleo, channels.get, dev.id) == dev
    workspace.act(workspace.cleo, members.leave, dev.id)
    with pytest.raises(NotFound):
        workspace.look(workspace.cleo, channels.get, dev.id)


def test_nobody_leaves_general_or_is_put_out_of_it(workspace: Workspace) -> None:
    for attempt in (
        lambda: workspace.act(workspace.bob, members.leave, workspace.general.id),
        lambda: workspace.act(workspace.ann, members.remove, workspace.general.id, workspace.bob.id),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_only_who_runs_a_channel_puts_somebody_out(workspace: Workspace) -> None:
    dev = workspace.channel(workspace.bob, "dev")
    workspace.act(workspace.bob, members.invite, dev.id, workspace.cleo.id)
    workspace.act(workspace.echo, members.join, dev.id)
    with pytest.raises(NotAllowed):
        workspace.act(workspace.echo, members.remove, dev.id, workspace.cleo.id)
    workspace.act(workspace.bob, members.remove, dev.id, workspace.cleo.id)
    assert workspace.look(workspace.bob, messages.latest, dev.id).messages[-1].text == "Bob"
    with pytest.raises(NotFound):
        workspace.act(workspace.bob, members.remove, dev.id, workspace.cleo.id)


def test_only_those_who_are_in_invite(workspace: Workspace) -> None:
    dev = workspace.channel(workspace.ann, "dev")
    with pytest.raises(NotAllowed):
        workspace.act(workspace.bob, members.invite, dev.id, workspace.cleo.id)


def test_a_closed_account_cannot_be_let_in(workspace: Workspace) -> None:
    dev = workspace.channel(workspace.ann, "dev")
    with pytest.raises(NotFound):
        workspace.act(workspace.ann, members.invite, dev.id, workspace.dot.id)


def test_leaving_twice_is_not_found(workspace: Workspace) -> None:
    dev = workspace.channel(workspace.ann, "dev")
    with pytest.raises(NotFound):
        workspace.act(workspace.bob, members.leave, dev.id)


def test_an_archived_channel_can_be_left_without_a_line(workspace: Workspace) -> None:
    dev = workspace.channel(workspace.ann, "dev")
    workspace.act(workspace.bob, members.join, dev.id)
    workspace.act(workspace.ann, channels.archive, dev.id)
    workspace.act(workspace.bob, members.leave, dev.id)
    assert workspace.look(workspace.ann, messages.latest, dev.id).messages[-1].kind == Line.ARCHIVED
