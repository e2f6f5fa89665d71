"""Posting, editing, deleting, and pages of history."""

import asyncio

import pytest

from flet_chat.core.channels import Kind
from flet_chat.core.errors import Archived, BlankMessage, Invalid, MessageTooLong, NotAllowed, NotFound
from flet_chat.core.messages import Draft, Message
from flet_chat.service import channels, members, messages
from tests.cast import Workspace


def texts(page: messages.Page) -> list[str]:
    """What was said on this page, lines of the system left out."""
    return [message.text for message in page.messages if message.kind == "text"]


def test_what_is_posted_stands_at_the_end(workspace: Workspace) -> None:
    workspace.post(workspace.ann, workspace.general, "first")
    workspace.post(workspace.bob, workspace.general, "second")
    assert texts(workspace.look(workspace.cleo, messages.latest, workspace.general.id)) == ["first", "second"]


def test_a_retry_gives_what_was_stored_first(workspace: Workspace) -> None:
    first = workspace.post(workspace.ann, workspace.general, "hello", key="same")
    again = []
    assert (
        workspace.emitted(lambda: again.append(workspace.post(workspace.ann, workspace.general, "x", key="same"))) == []
    )
    assert again == [first]
    assert texts(workspace.look(workspace.ann, messages.latest, workspace.general.id)) == ["hello"]


def test_two_people_may_use_the_same_key(workspace: Workspace) -> None:
    one = workspace.post(workspace.ann, workspace.general, key="same")
    other = workspace.post(workspace.bob, workspace.general, key="same")
    assert one.id != other.id


def test_a_retry_after_a_delete_brings_nothing_back(workspace: Workspace) -> None:
    said = workspace.post(workspace.ann, workspace.general, "gone", key="same")
    workspace.act(workspace.ann, messages.delete, said.id)
    again = workspace.post(workspace.ann, workspace.general, "gone", key="same")
    assert (again.id, again.text, again.deleted) == (said.id, "", True)
    assert texts(workspace.look(workspace.ann, messages.latest, workspace.general.id)) == []


def test_a_retry_works_after_the_channel_was_archived_or_left(workspace: Workspace) -> None:
    dev = workspace.channel(workspace.bob, "dev")
    first = workspace.post(workspace.bob, dev, key="same")
    workspace.act(workspace.bob, channels.archive, dev.id)
    assert workspace.post(workspace.bob, dev, key="same") == first


def test_retries_at_the_same_moment_store_one_message(workspace: Workspace) -> None:
    draft = Draft(workspace.general.id, "hello", "same")

    async def post_often() -> list[Message]:
        posts = (workspace.chat.act(workspace.ann.id, messages.post, draft) for _ in range(20))
        return await asyncio.gather(*posts)

    assert len({message.id for message in asyncio.run(post_often())}) == 1
    assert len(texts(workspace.look(workspace.ann, messages.latest, workspace.general.id))) == 1


@pytest.mark.parametrize(
    ("text", "error"), [("", BlankMessage), (" \n ", BlankMessage), ("x" * 40_001, MessageTooLong)]
)
def test_a_text_that_cannot_be_used_is_refused_and_leaves_nothing(workspace: Workspace, text: str, error) -> None:
    said = workspace.post(workspace.ann, workspace.general, "x" * 40_000)
    before = workspace.last_seq()
    with pytest.raises(error):
        workspace.post(workspace.ann, workspace.general, text)
    with pytest.raises(error):
        workspace.act(workspace.ann, messages.edit, said.id, text)
    assert workspace.last_seq() == before


@pytest.mark.parametrize("key", ["", "k" * 65, "\ud800"])
def test_a_key_that_cannot_be_used_is_refused(workspace: Workspace, key: str) -> None:
    with pytest.raises(Invalid):
        workspace.post(workspace.ann, workspace.general, key=key)


def test_who_only_looks_in_joins_before_writing(workspace: Workspace) -> None:
    dev = workspace.channel(workspace.ann, "dev")
    with pytest.raises(NotAllowed, match="Join #dev"):
        workspace.post(workspace.bob, dev)
    workspace.act(workspace.bob, members.join, dev.id)
    assert workspace.post(workspace.bob, dev).id


def test_a_private_channel_is_not_found_by_id_name_or_message(workspace: Workspace) -> None:
    secret = workspace.channel(workspace.ann, "secret", Kind.PRIVATE)
    said = workspace.post(workspace.ann, secret, "plans")
    tries = [
        lambda who: workspace.look(who, channels.get, secret.id),
        lambda who: workspace.look(who, channels.by_name, "secret"),
        lambda who: workspace.look(who, messages.get, said.id),
        lambda who: workspace.look(who, messages.latest, secret.id),
        lambda who: workspace.look(who, messages.around, secret.id, said.id),
        lambda who: workspace.look(who, messages.my_last, secret.id),
        lambda who: workspace.look(who, members.of, secret.id),
        lambda who: workspace.look(who, channels.entry, secret.id),
    ]
    for attempt in tries:
        assert attempt(workspace.ann)  # it could be found
        for stranger in (workspace.bob, workspace.cleo, workspace.echo):
            with pytest.raises(NotFound):
                attempt(stranger)
    for stranger in (workspace.bob, workspace.cleo):
        assert all(found.channel.id != secret.id for found in workspace.look(stranger, channels.browse))
        for do in (
            lambda who: workspace.post(who, secret),
            lambda who: workspace.act(who, members.join, secret.id),
            lambda who: workspace.act(who, members.leave, secret.id),
            lambda who: workspace.act(who, messages.edit, said.id, "x"),
            lambda who: workspace.act(who, messages.delete, said.id),
            lambda who: workspace.act(who, channels.archive, secret.id),
            lambda who: workspace.act(who, members.invite, secret.id, who.id),
        ):
            with pytest.raises((NotFound, NotAllowed)) as refused:
                do(stranger)
            assert "secret" not in str(refused.value)


def test_a_guest_sees_only_channels_it_was_let_into(workspace: Workspace) -> None:
    dev = workspace.channel(workspace.ann, "dev")
    said = workspace.post(workspace.ann, dev)
    assert workspace.look(workspace.bob, messages.get, said.id) == said
    with pytest.raises(NotFound):
        workspace.look(workspace.cleo, messages.get, said.id)
    with pytest.raises(NotFound):
        workspace.act(workspace.cleo, members.join, dev.id)
    workspace.act(workspace.ann, members.invite, dev.id, workspace.cleo.id)
    assert workspace.look(workspace.cleo, messages.get, said.id) == said


def test_a_deactivated_person_can_do_nothing(workspace: Workspace) -> None:
    with pytest.raises(Exception, match="closed"):
        workspace.post(workspace.dot, workspace.general)
    with pytest.raises(Exception, match="closed"):
        workspace.look(workspace.dot, channels.sidebar)


def test_an_edit_changes_text_and_version(workspace: Workspace) -> None:
    said = workspace.post(workspace.bob, workspace.general, "helo")
    workspace.act(workspace.bob, messages.edit, said.id, "hello")
    found = workspace.look(workspace.ann, messages.get, said.id)
    assert (found.text, found.version, found.edited_at) == ("hello", 2, workspace.clock())


def test_an_edit_to_the_same_text_is_no_edit(workspace: Workspace) -> None:
    said = workspace.post(workspace.bob, workspace.general, "hello")
    assert workspace.emitted(lambda: workspace.act(workspace.bob, messages.edit, said.id, "hello\n")) == []


def test_only_the_author_edits_and_deletes(workspace: Workspace) -> None:
    said = workspace.post(workspace.bob, workspace.general)
    for who in (workspace.ann, workspace.cleo):
        with pytest.raises(NotAllowed):
            workspace.act(who, messages.edit, said.id, "x")
        with pytest.raises(NotAllowed):
            workspace.act(who, messages.delete, said.id)
    workspace.act(workspace.bob, messages.delete, said.id)


def test_a_deleted_message_is_not_found_again(workspace: Workspace) -> None:
    said = workspace.post(workspace.bob, workspace.general)
    workspace.act(workspace.bob, messages.delete, said.id)
    for attempt in (
        lambda: workspace.look(workspace.bob, messages.get, said.id),
        lambda: workspace.act(workspace.bob, messages.edit, said.id, "x"),
        lambda: workspace.act(workspace.bob, messages.delete, said.id),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_nothing_is_written_changed_or_deleted_in_an_archived_channel(workspace: Workspace) -> None:
    dev = workspace.channel(workspace.bob, "dev")
    said = workspace.post(workspace.bob, dev)
    workspace.act(workspace.bob, channels.archive, dev.id)
    for attempt in (
        lambda: workspace.post(workspace.bob, dev),
        lambda: workspace.act(workspace.bob, messages.edit, said.id, "x"),
        lambda: workspace.act(workspace.bob, messages.delete, said.id),
        lambda: workspace.act(workspace.ann, members.join, dev.id),
        lambda: workspace.act(workspace.bob, members.invite, dev.id, workspace.ann.id),
        lambda: workspace.act(workspace.bob, channels.describe, dev.id, "dev2", ""),
    ):
        with pytest.raises(Archived):
            attempt()
    assert workspace.look(workspace.ann, messages.get, said.id) == said
    workspace.act(workspace.bob, channels.restore, dev.id)
    assert workspace.post(workspace.bob, dev).id


def test_pages_of_history_meet_without_gap_or_overlap(workspace: Workspace) -> None:
    dev = workspace.channel(workspace.ann, "dev")
    said = [workspace.post(workspace.ann, dev, f"m{n}").id for n in range(25)]
    workspace.act(workspace.ann, messages.delete, said.pop(11))
    page = workspace.look(workspace.ann, messages.latest, dev.id, 7)
    read = [message.id for message in page.messages]
    assert not page.more_after
    while page.more_before:
        page = workspace.look(workspace.ann, messages.before, dev.id, read[0], 7)
        assert page.more_after
        read = [message.id for message in page.messages] + read
    assert read[-24:] == said
    forth = []
    page = workspace.look(workspace.ann, messages.after, dev.id, 0, 7)
    assert not page.more_before
    while True:
        forth += [message.id for message in page.messages]
        if not page.more_after:
            break
        page = workspace.look(workspace.ann, messages.after, dev.id, forth[-1], 7)
    assert forth == read


def test_a_page_around_a_message_has_it_in_the_middle(workspace: Workspace) -> None:
    said = [workspace.post(workspace.ann, workspace.general, f"m{n}").id for n in range(20)]
    page = workspace.look(workspace.ann, messages.around, workspace.general.id, said[10], 6)
    assert [message.id for message in page.messages] == said[8:14]
    workspace.act(workspace.ann, messages.delete, said[10])
    page = workspace.look(workspace.ann, messages.around, workspace.general.id, said[10], 6)
    assert [message.id for message in page.messages] == [*said[7:10], *said[11:14]]


def test_my_last_message_is_mine_and_not_deleted(workspace: Workspace) -> None:
    first = workspace.post(workspace.bob, workspace.general, "first")
    second = workspace.post(workspace.bob, workspace.general, "second")
    workspace.post(workspace.ann, workspace.general, "mine")
    assert workspace.look(workspace.bob, messages.my_last, workspace.general.id) == second
    workspace.act(workspace.bob, messages.delete, second.id)
    assert workspace.look(workspace.bob, messages.my_last, workspace.general.id) == first


@pytest.mark.parametrize("made_up", [0, -1, 2**40, 2**63, 10**30, -(10**30)])
def test_an_id_that_somebody_made_up_is_not_found(workspace: Workspace, made_up: int) -> None:
    for attempt in (
        lambda: workspace.look(workspace.ann, messages.get, made_up),
        lambda: workspace.look(workspace.ann, messages.latest, made_up),
        lambda: workspace.look(workspace.ann, channels.get, made_up),
        lambda: workspace.act(workspace.ann, messages.delete, made_up),
        lambda: workspace.act(workspace.ann, messages.post, Draft(made_up, "hello", "key")),
        lambda: workspace.act(workspace.ann, members.join, made_up),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_a_name_that_is_no_text_is_not_found(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        workspace.look(workspace.ann, channels.by_name, "\ud800")
