"""Read positions and drafts: kept at once, stored together, lost never."""

import asyncio

import pytest

from flet_chat.core.channels import Kind
from flet_chat.service import positions
from flet_chat.service.ports import Tx
from tests.cast import Workspace
from tests.waiting import eventually


def stored_read(workspace: Workspace) -> int:
    """Bob's read position in #general, as it is on disk."""
    return workspace.chat.store.read(lambda tx: tx.members.read_id(workspace.general.id, workspace.bob.id))


def stored_draft(workspace: Workspace) -> str:
    """Bob's draft in #general, as it is on disk."""
    return workspace.chat.store.read(lambda tx: tx.drafts.get(workspace.bob.id, workspace.general.id))


def test_many_positions_become_one_write(workspace: Workspace) -> None:
    said = [workspace.post(workspace.ann, workspace.general).id for _ in range(5)]
    kept = workspace.chat.positions

    async def read_all() -> int:
        before = workspace.chat.store.data_version()
        for message_id in said:
            kept.read(workspace.bob.id, workspace.general.id, message_id)
            kept.draft(workspace.bob.id, workspace.general.id, f"typed {message_id}")
        assert workspace.chat.store.data_version() == before
        assert kept.waiting()
        await kept.flush()
        return workspace.chat.store.data_version() - before

    assert asyncio.run(read_all()) == 1
    assert (stored_read(workspace), stored_draft(workspace)) == (said[-1], f"typed {said[-1]}")
    assert not kept.waiting()


def test_positions_are_stored_by_themselves_after_a_while(workspace: Workspace) -> None:
    async def read() -> None:
        workspace.chat.positions.read(workspace.bob.id, workspace.general.id, 3)
        await eventually(lambda: stored_read(workspace) == 3)

    assert stored_read(workspace) != 3
    asyncio.run(read())


def test_a_position_moves_back_too(workspace: Workspace) -> None:
    said = [workspace.post(workspace.ann, workspace.general).id for _ in range(2)]

    async def read_and_unread() -> None:
        workspace.chat.positions.read(workspace.bob.id, workspace.general.id, said[1])
        await workspace.chat.positions.flush()
        workspace.chat.positions.read(workspace.bob.id, workspace.general.id, said[0])
        await workspace.chat.positions.flush()

    asyncio.run(read_and_unread())
    assert stored_read(workspace) == said[0]


def test_a_draft_is_there_before_during_and_after_it_is_stored(workspace: Workspace) -> None:
    kept = workspace.chat.positions
    seen = []

    def look() -> None:
        seen.append(kept.draft_of(workspace.bob.id, workspace.general.id))

    async def type_and_flush() -> None:
        kept.draft(workspace.bob.id, workspace.general.id, "old")
        await kept.flush()
        kept.draft(workspace.bob.id, workspace.general.id, "new")
        look()
        flushing = asyncio.create_task(kept.flush())
        while not flushing.done():
            await asyncio.wait({flushing}, timeout=0)
            look()

    asyncio.run(type_and_flush())
    look()
    assert set(seen) == {"new"}


def test_an_empty_text_removes_the_draft(workspace: Workspace) -> None:
    async def type_and_clear() -> None:
        for text in ("something", ""):
            workspace.chat.positions.draft(workspace.bob.id, workspace.general.id, text)
            await workspace.chat.positions.flush()
            assert stored_draft(workspace) == text

    asyncio.run(type_and_clear())


def test_what_cannot_be_stored_now_is_stored_later(workspace: Workspace) -> None:
    kept = workspace.chat.positions

    async def flush_on_a_full_disk() -> None:
        workspace.admin(lambda tx: tx.drafts._db.execute("pragma max_page_count = 1"))
        kept.draft(workspace.bob.id, workspace.general.id, "x" * 100_000)
        kept.read(workspace.bob.id, workspace.general.id, 3)
        await kept.flush()
        assert kept.waiting()
        assert kept.draft_of(workspace.bob.id, workspace.general.id) == "x" * 100_000
        workspace.admin(lambda tx: tx.drafts._db.execute("pragma max_page_count = 1000000"))
        kept.read(workspace.bob.id, workspace.general.id, 4)
        await kept.flush()

    asyncio.run(flush_on_a_full_disk())
    assert (stored_read(workspace), len(stored_draft(workspace))) == (4, 100_000)


@pytest.mark.parametrize(
    ("channel_id", "message_id", "text"), [(999, 1, "x"), (1, 10**30, "\ud800"), (1, -5, "x" * 100_000)]
)
def test_one_that_makes_no_sense_keeps_no_other_from_being_stored(
    workspace: Workspace, channel_id: int, message_id: int, text: str
) -> None:
    kept = workspace.chat.positions

    async def flush() -> None:
        kept.read(workspace.cleo.id, channel_id, message_id)
        kept.draft(workspace.cleo.id, channel_id, text)
        kept.read(workspace.bob.id, workspace.general.id, 3)
        kept.draft(workspace.bob.id, workspace.general.id, "mine")
        await kept.flush()

    asyncio.run(flush())
    assert (stored_read(workspace), stored_draft(workspace)) == (3, "mine")


def test_a_position_in_a_channel_i_am_not_in_lets_me_into_nothing(workspace: Workspace) -> None:
    secret = workspace.channel(workspace.ann, "secret", Kind.PRIVATE)

    async def read() -> None:
        workspace.chat.positions.read(workspace.bob.id, secret.id, 1)
        await workspace.chat.positions.flush()

    def who_is_in(tx: Tx) -> list[int]:
        return tx.members.ids(secret.id)

    asyncio.run(read())
    assert workspace.chat.store.read(who_is_in) == [workspace.ann.id]


def test_waiting_for_two_seconds_is_enough() -> None:
    assert positions.EVERY <= 2
