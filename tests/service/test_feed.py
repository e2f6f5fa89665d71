"""The feed: every listener hears every event once and in order, or is told to resync."""

import asyncio
import json
from datetime import timedelta

from flet_chat.core.events import Event, MessagePosted, Recorded
from flet_chat.service import feed as feeds
from flet_chat.service import messages
from flet_chat.service.feed import Feed
from flet_chat.storage.sqlite.store import open_store
from tests.cast import Workspace
from tests.waiting import eventually


class Ear:
    """A listener that remembers."""

    def __init__(self) -> None:
        self.heard: list[Recorded] = []
        self.resyncs = 0

    def hear(self, events: list[Recorded]) -> None:
        """Remember events."""
        self.heard += events

    def resync(self) -> None:
        """Remember that events are missing."""
        self.resyncs += 1

    @property
    def seqs(self) -> list[int]:
        """What was heard, by number."""
        return [entry.seq for entry in self.heard]


class BrokenEar(Ear):
    """A listener that fails at everything."""

    def hear(self, events: list[Recorded]) -> None:
        """Fail."""
        raise RuntimeError("cannot hear")

    def resync(self) -> None:
        """Fail again."""
        super().resync()
        raise RuntimeError("cannot resync")


def say(workspace: Workspace, count: int) -> None:
    """Post that often, in one write."""

    def post(tx) -> None:
        for n in range(count):
            key = f"{workspace.last_seq()}-{n}"
            messages.post(tx, workspace.ann, messages.Draft(workspace.general.id, "x", key))

    workspace.admin(post)


def test_everything_is_heard_once_and_in_order_however_much_it_is(workspace: Workspace) -> None:
    ear, other = Ear(), Ear()

    async def listen() -> None:
        workspace.bus.bind(asyncio.get_running_loop())
        feed = Feed(workspace.chat.store, workspace.bus)
        feed.subscribe(ear)
        feed.subscribe(other)
        before = workspace.last_seq()
        say(workspace, feeds.AT_ONCE * 2 + 7)
        await eventually(lambda: feed.cursor == workspace.last_seq())
        assert ear.seqs == other.seqs == list(range(before + 1, workspace.last_seq() + 1))
        say(workspace, 1)
        await eventually(lambda: len(ear.heard) == feeds.AT_ONCE * 2 + 8)

    asyncio.run(listen())
    assert ear.resyncs == 0


def test_one_listener_that_fails_costs_the_others_nothing(workspace: Workspace) -> None:
    broken, ear = BrokenEar(), Ear()

    async def listen() -> None:
        feed = workspace.chat.feed
        feed.cursor = workspace.last_seq()
        feed.subscribe(broken)
        feed.subscribe(ear)
        say(workspace, 1)
        feed.catch_up()

    asyncio.run(listen())
    assert (len(ear.heard), broken.resyncs) == (1, 1)


def test_a_log_that_was_cut_behind_a_reader_makes_it_resync_once(workspace: Workspace) -> None:
    ear = Ear()

    async def listen() -> None:
        feed = workspace.chat.feed
        feed.cursor = workspace.last_seq()
        feed.subscribe(ear)
        say(workspace, 3)
        workspace.clock.move(timedelta(days=31))
        say(workspace, 2)
        workspace.admin(lambda tx: tx.events.prune(workspace.clock() - timedelta(days=30)))
        feed.catch_up()
        say(workspace, 1)
        feed.catch_up()

    asyncio.run(listen())
    assert (ear.resyncs, ear.seqs) == (1, [workspace.last_seq()])


def test_a_log_of_which_only_the_newest_is_left_still_makes_a_reader_resync(workspace: Workspace) -> None:
    ear = Ear()

    async def listen() -> None:
        feed = workspace.chat.feed
        feed.cursor = workspace.last_seq()
        feed.subscribe(ear)
        say(workspace, 3)
        workspace.admin(lambda tx: tx.events.prune(workspace.clock() + timedelta(days=30)))
        feed.catch_up()
        assert feed.cursor == workspace.last_seq()

    asyncio.run(listen())
    assert (ear.resyncs, ear.heard) == (1, [])


def test_an_event_of_a_newer_version_is_passed_on_without_its_fields(workspace: Workspace) -> None:
    ear = Ear()

    async def listen() -> None:
        feed = workspace.chat.feed
        feed.cursor = workspace.last_seq()
        feed.subscribe(ear)
        sql = "insert into events (kind, body, at) values ('PollOpened', :body, '2026-03-03T10:42:00.000Z')"
        workspace.admin(lambda tx: tx.events._db.execute(sql, {"body": json.dumps({"poll_id": 1})}))
        say(workspace, 1)
        feed.catch_up()

    asyncio.run(listen())
    assert [type(entry.event) for entry in ear.heard] == [Event, MessagePosted]


def test_what_another_process_commits_is_heard(workspace: Workspace) -> None:
    ear = Ear()
    other = open_store(workspace.data / "chat.db", workspace.clock, lambda: None)  # its bus is not ours

    async def listen() -> None:
        feed = workspace.chat.feed
        feed.subscribe(ear)
        feed.start()
        draft = messages.Draft(workspace.general.id, "from elsewhere", "key")
        await other.write(lambda tx: messages.post(tx, workspace.ann, draft))
        await eventually(lambda: ear.seqs and ear.seqs[-1] == workspace.last_seq())
        await feed.stop()

    asyncio.run(listen())
    other.close()


def test_what_is_committed_between_the_opening_and_the_start_is_heard(workspace: Workspace) -> None:
    ear = Ear()

    async def listen() -> None:
        feed = Feed(workspace.chat.store, workspace.bus)
        feed.subscribe(ear)
        say(workspace, 1)
        feed.start()
        assert len(ear.heard) == 1
        say(workspace, 1)
        await feed.stop()  # the last are handed out
        assert len(ear.heard) == 2

    asyncio.run(listen())
