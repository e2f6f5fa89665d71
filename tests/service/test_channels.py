"""Channels: making, finding, describing, and what is unread in them."""

import pytest

from flet_chat.core.channels import UNREAD_CAP, Channel, Kind
from flet_chat.core.errors import BlankName, NameTooLong, NotAllowed, NotFound, Taken
from flet_chat.core.messages import Kind as Line
from flet_chat.core.users import User
from flet_chat.service import channels, members, messages, users
from tests.cast import Workspace


def unread(workspace: Workspace, who: User, channel: Channel) -> int:
    """The number that the sidebar shows."""
    return workspace.look(who, channels.entry, channel.id).unread


def test_the_maker_is_in_the_channel_and_nobody_else(workspace: Workspace) -> None:
    dev = workspace.channel(workspace.bob, "# Dev")
    assert dev.name == "dev"
    assert [user.id for user in workspace.look(workspace.ann, members.of, dev.id)] == [workspace.bob.id]


def test_a_guest_makes_no_channel_and_invites_nobody(workspace: Workspace) -> None:
    dev = workspace.channel(workspace.ann, "dev")
    workspace.act(workspace.ann, members.invite, dev.id, workspace.cleo.id)
    with pytest.raises(NotAllowed):
        workspace.channel(workspace.cleo, "mine")
    with pytest.raises(NotAllowed):
        workspace.act(workspace.cleo, members.invite, dev.id, workspace.bob.id)


def test_two_channels_cannot_share_a_name(workspace: Workspace) -> None:
    workspace.channel(workspace.ann, "dev")
    ops = workspace.channel(workspace.ann, "ops")
    with pytest.raises(Taken):
        workspace.channel(workspace.bob, "DEV")
    with pytest.raises(Taken):
        workspace.act(workspace.ann, channels.describe, ops.id, "Dev", "")


@pytest.mark.parametrize(("name", "error"), [("", BlankName), ("\u202e", BlankName), ("x" * 300, NameTooLong)])
def test_a_bad_name_makes_no_channel(workspace: Workspace, name: str, error) -> None:
    with pytest.raises(error):
        workspace.channel(workspace.ann, name)


def test_only_its_maker_or_an_admin_describes_and_archives(workspace: Workspace) -> None:
    dev = workspace.channel(workspace.bob, "dev")
    workspace.act(workspace.bob, members.invite, dev.id, workspace.echo.id)
    for do in (
        lambda who: workspace.act(who, channels.describe, dev.id, "dev", f"for {who.name}"),
        lambda who: workspace.act(who, channels.archive, dev.id),
        lambda who: workspace.act(who, channels.restore, dev.id),
    ):
        with pytest.raises(NotAllowed):
            do(workspace.echo)
        do(workspace.bob)
        do(workspace.ann)


def test_a_change_leaves_a_line_and_none_leaves_none(workspace: Workspace) -> None:
    dev = workspace.channel(workspace.bob, "dev")
    assert workspace.emitted(lambda: workspace.act(workspace.bob, channels.describe, dev.id, "dev", "")) == []
    workspace.act(workspace.bob, channels.describe, dev.id, "dev2", "for us")
    lines = workspace.look(workspace.bob, messages.latest, dev.id).messages[-2:]
    assert [(line.kind, line.text) for line in lines] == [(Line.RENAMED, "dev2"), (Line.PURPOSE, "for us")]


def test_an_archived_channel_leaves_the_sidebar_but_can_be_found(workspace: Workspace) -> None:
    dev = workspace.channel(workspace.bob, "dev")
    assert dev.id in {entry.channel.id for entry in workspace.look(workspace.bob, channels.sidebar)}
    workspace.act(workspace.bob, channels.archive, dev.id)
    assert dev.id not in {entry.channel.id for entry in workspace.look(workspace.bob, channels.sidebar)}
    assert workspace.look(workspace.ann, channels.browse)[-1].channel.id == dev.id
    assert workspace.look(workspace.ann, channels.by_name, "dev").archived


def test_what_others_say_is_unread_until_it_is_read(workspace: Workspace) -> None:
    said = [workspace.post(workspace.ann, workspace.general).id for _ in range(3)]
    assert unread(workspace, workspace.bob, workspace.general) == 3
    workspace.chat.store.write_now(lambda tx: tx.members.set_read({(workspace.bob.id, workspace.general.id): said[1]}))
    assert unread(workspace, workspace.bob, workspace.general) == 1
    workspace.act(workspace.ann, messages.delete, said[2])
    assert unread(workspace, workspace.bob, workspace.general) == 0


def test_what_i_say_is_read_and_so_is_what_came_before(workspace: Workspace) -> None:
    workspace.post(workspace.ann, workspace.general)
    workspace.post(workspace.bob, workspace.general)
    assert unread(workspace, workspace.bob, workspace.general) == 0
    assert unread(workspace, workspace.ann, workspace.general) == 1


def test_lines_of_the_system_are_never_unread(workspace: Workspace) -> None:
    dev = workspace.channel(workspace.ann, "dev")
    workspace.act(workspace.bob, members.join, dev.id)
    workspace.act(workspace.ann, channels.describe, dev.id, "dev2", "x")
    assert unread(workspace, workspace.bob, dev) == 0
    assert unread(workspace, workspace.ann, dev) == 0


def test_unread_messages_are_counted_up_to_a_hundred(workspace: Workspace) -> None:
    def say_much(tx, count: int) -> None:
        for n in range(count):
            messages.post(tx, workspace.ann, messages.Draft(workspace.general.id, "x", f"{count}-{n}"))

    workspace.admin(say_much, UNREAD_CAP - 1)
    assert unread(workspace, workspace.bob, workspace.general) == UNREAD_CAP - 1
    workspace.admin(say_much, 50)
    assert unread(workspace, workspace.bob, workspace.general) == UNREAD_CAP


def test_who_joins_finds_the_history_read(workspace: Workspace) -> None:
    dev = workspace.channel(workspace.ann, "dev")
    workspace.post(workspace.ann, dev)
    workspace.act(workspace.bob, members.join, dev.id)
    assert unread(workspace, workspace.bob, dev) == 0
    workspace.post(workspace.ann, dev)
    assert unread(workspace, workspace.bob, dev) == 1


def test_the_sidebar_and_the_list_are_in_order_of_names(workspace: Workspace) -> None:
    for name in ("zeta", "alpha"):
        workspace.channel(workspace.ann, name)
    assert [entry.channel.name for entry in workspace.look(workspace.ann, channels.sidebar)] == [
        "alpha",
        "general",
        "zeta",
    ]
    listed = workspace.look(workspace.bob, channels.browse)
    assert [(found.channel.name, found.joined) for found in listed] == [
        ("alpha", False),
        ("general", True),
        ("zeta", False),
    ]


def test_closed_accounts_are_not_counted_or_listed(workspace: Workspace) -> None:
    def counted() -> set[int]:
        listed = workspace.look(workspace.ann, channels.browse)[0].members
        kept = workspace.chat.store.read(lambda tx: tx.members.count(workspace.general.id))
        return {listed, kept, len(workspace.look(workspace.ann, members.of, workspace.general.id))}

    assert counted() == {4}
    workspace.admin(users.deactivate, workspace.bob)
    assert counted() == {3}


def test_the_name_of_a_private_channel_is_taken_without_a_word_more(workspace: Workspace) -> None:
    workspace.channel(workspace.ann, "secret", Kind.PRIVATE)
    workspace.channel(workspace.ann, "open")
    sentences = set()
    for name in ("secret", "open"):
        with pytest.raises(Taken) as taken:
            workspace.channel(workspace.bob, name)
        sentences.add(str(taken.value).replace(name, ""))
    assert len(sentences) == 1


def test_an_entry_is_for_those_who_are_in(workspace: Workspace) -> None:
    dev = workspace.channel(workspace.ann, "dev")
    assert workspace.look(workspace.ann, channels.entry, dev.id).channel == dev
    with pytest.raises(NotFound):
        workspace.look(workspace.bob, channels.entry, dev.id)
